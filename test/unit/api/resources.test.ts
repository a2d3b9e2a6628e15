import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { getAdminPanels, updateAdminPanel } from '../../../src/api/adminPanels';
import { copyBot, createBot, editBot, getBotSettings } from '../../../src/api/bots';
import { getBroadcastTasks, pauseBroadcastTask, resumeBroadcastTask } from '../../../src/api/broadcasts';
import { blockChat, getChats, unblockChat } from '../../../src/api/chats';
import { getCloudPlans } from '../../../src/api/cloudPlans';
import { type CsvImportTask, getCsvImportTask, isOver, startCsvImport } from '../../../src/api/csvImport';
import { getErrorLog } from '../../../src/api/errorLog';
import { exportToGit, importFromGit } from '../../../src/api/git';
import type { HttpClient } from '../../../src/api/http';
import { getInstalledLibraries, getLibraries, installLibrary } from '../../../src/api/libraries';
import { deleteProperty, getProperties } from '../../../src/api/properties';
import { getStoreBots, installStoreBot } from '../../../src/api/store';
import { getPaymentPlan } from '../../../src/api/usage';
import {
  countSessions,
  getLinkedTelegramAccounts,
  getTelegramLinkUrl,
  resetApiKey,
} from '../../../src/api/user';
import {
  adminPanelsAnswer,
  chatsAnswer,
  errorLogAnswer,
  linkedAccountsAnswer,
  madeUpApiKey,
  madeUpBotToken,
  messageAnswer,
  sessionTokensAnswer,
  telegramLinkAnswer,
  trueAnswer,
} from '../../fixtures/api/answers';
import { failureOf, noSuchRoute, type Recorded, recording, says } from './recorder';

/** A client whose server says this to everything. */
const saying = (answer: unknown): HttpClient => recording(() => says(answer)).http;

/** A client whose server knows these `METHOD /path` alone. */
function serving(routes: Readonly<Record<string, unknown>>) {
  return recording(({ method, path }: Recorded) => {
    const answer = routes[`${method} ${path}`];
    return answer === undefined ? noSuchRoute() : says(answer);
  });
}

const at = '2025-10-31T10:00:00.000Z';

describe('api: the user account', () => {
  it('linked Telegram accounts: only the id is sure', async () => {
    const { items } = await getLinkedTelegramAccounts(saying(linkedAccountsAnswer));
    assert.deepEqual(
      items.map(({ id, telegramId, username }) => [id, telegramId, username]),
      [[41952866, undefined, undefined]],
    );
    const record = {
      id: 1,
      telegramid: 1000000001,
      first_name: 'Ann',
      last_name: null,
      username: 'ann',
      created_at: at,
    };
    assert.deepEqual((await getLinkedTelegramAccounts(saying([record]))).items, [
      {
        id: 1,
        telegramId: '1000000001',
        firstName: 'Ann',
        lastName: undefined,
        username: 'ann',
        createdAt: at,
      },
    ]);
  });

  it('the link for another one: none that would start something on this machine', async () => {
    const link = await getTelegramLinkUrl(saying(telegramLinkAnswer));
    assert.equal(link, 'https://t.me/BotsBusinessAdminBot?start=link-52795760-0123456789abcde');
    for (const bad of ['command:workbench.action.quit', 'file:///etc/passwd', 'javascript:1', 'x', null]) {
      await failureOf(getTelegramLinkUrl(saying({ link: bad })), 'malformed');
    }
  });

  it('is asked for anew each time it is wanted', async () => {
    const { http, requests } = recording(() => says(telegramLinkAnswer));
    await Promise.all([getTelegramLinkUrl(http), getTelegramLinkUrl(http)]);
    assert.equal(requests.length, 2);
  });

  it('sessions: how many', async () => {
    assert.equal(await countSessions(saying(sessionTokensAnswer)), 2);
    assert.equal(await countSessions(saying([])), 0);
    await failureOf(countSessions(saying({ tokens: [] })), 'malformed');
  });

  it('the new key, wherever the answer has it', async () => {
    const user = { id: 1, api_key: madeUpApiKey };
    for (const answer of [{ api_key: madeUpApiKey }, { user }, { data: user }, `"${madeUpApiKey}"`]) {
      // The one before must be another: what comes back is looked through for it.
      const { http } = recording(() => says(answer), {
        apiKey: () => Promise.resolve('made-up-old-key'),
      });
      assert.equal(await resetApiKey(http), madeUpApiKey);
    }
  });

  it('a reset without the new key in its answer may have ended the old one', async () => {
    const hidden = { id: 1, key: madeUpApiKey };
    for (const answer of [messageAnswer, 'true', '', hidden, `"Your new key: ${madeUpApiKey}"`]) {
      const { http } = recording(() => says(answer), {
        apiKey: () => Promise.resolve('made-up-old-key'),
      });
      const error = await failureOf(resetApiKey(http), 'malformed');
      assert.equal(error.outcomeUnknown, true);
      assert.ok(!inspect(error, { depth: 9, showHidden: true }).includes(madeUpApiKey));
    }
  });

  it('the payment plan, with a price as number or text', async () => {
    for (const price of [22, '22', '22.0']) {
      assert.equal((await getPaymentPlan(saying({ name: 'Hobby', price }))).price, 22);
    }
    assert.equal((await getPaymentPlan(saying({}))).price, undefined);
  });
});

describe('api: bots beside the list', () => {
  it('are made with a token only when there is one, and it is not given on', async () => {
    const { http, requests } = recording(() => says({ id: 7, name: 'B', token: madeUpBotToken }));
    assert.ok(!inspect(await createBot(http, 'B', madeUpBotToken)).includes(madeUpBotToken));
    await createBot(http, 'B');
    assert.deepEqual(
      requests.map(({ body }) => body),
      [{ name: 'B', token: madeUpBotToken }, { name: 'B' }],
    );
  });

  it('lose their token when it is taken from them', async () => {
    const { http, requests } = recording(() => says({ id: 7 }));
    await editBot(http, 7, 'B', null);
    assert.deepEqual(requests[0]?.body, { name: 'B', token: null });
  });

  it('keep a token to themselves that is none, also when the server repeats it', async () => {
    const http = saying({ error: 'made-up-half-token is no token' });
    for (const call of [
      createBot(http, 'B', 'made-up-half-token'),
      editBot(http, 7, 'B', 'made-up-half-token'),
    ]) {
      assert.deepEqual((await failureOf(call, 'refused')).serverMessages, ['… is no token']);
    }
  });

  it('say where import and Git take from, without credentials', async () => {
    const settings = {
      csv_url: 'https://example.com/a.csv',
      git_remote: 'https://made-up-user:made-up-pass@example.com/bot.git',
      protected: true,
      token: madeUpBotToken,
    };
    assert.deepEqual(await getBotSettings(saying({ id: 7, ...settings }), 7), {
      csvUrl: 'https://example.com/a.csv',
      gitRemote: 'https://example.com/bot.git',
      isProtected: true,
    });
    assert.deepEqual(await getBotSettings(saying({ id: 7, git_remote: null }), 7), {
      csvUrl: undefined,
      gitRemote: null,
      isProtected: undefined,
    });
    const ssh = await getBotSettings(saying({ id: 7, git_remote: 'git@example.com:me/bot.git' }), 7);
    assert.equal(ssh.gitRemote, 'git@example.com:me/bot.git');
  });

  it('are copied, exported and imported by a word of the server', async () => {
    for (const answer of [messageAnswer, 'success', 'ok', 'true', '', { id: 8 }]) {
      for (const call of [copyBot, exportToGit, importFromGit]) {
        await call(saying(answer), 7);
      }
    }
    for (const call of [copyBot, exportToGit, importFromGit]) {
      const error = await failureOf(call(saying('"Git repository is not set"'), 7), 'refused');
      assert.deepEqual(error.serverMessages, ['Git repository is not set']);
    }
  });

  it('are exported without a branch when none is wanted', async () => {
    const { http, requests } = recording(() => says('success'));
    await exportToGit(http, 7);
    await importFromGit(http, 7);
    assert.deepEqual(
      requests.map(({ body }) => body),
      [{}, {}],
    );
  });
});

describe('api: the import of a CSV file', () => {
  const task: CsvImportTask = {
    id: 3,
    status: 'finished',
    created: 2,
    updated: 1,
    removed: 0,
    error: undefined,
  };

  it('is a task, or only confirmed', async () => {
    const record = { id: 3, status: 'finished', created: 2, updated: '1', removed: 0, error: null };
    assert.deepEqual(await startCsvImport(saying(record), 7, 'https://example.com/a.csv'), task);
    for (const confirmed of [messageAnswer, 'true', '']) {
      assert.equal(await startCsvImport(saying(confirmed), 7, 'https://example.com/a.csv'), undefined);
    }
  });

  it('that failed says so and what it had done by then', async () => {
    const record = { id: 3, status: 'failed', created: 2, error: `No such file: /bot${madeUpBotToken}/x` };
    const failed = await getCsvImportTask(saying(record), 7, 3);
    assert.deepEqual([failed.status, failed.created, failed.error], ['failed', 2, 'No such file: /bot…/x']);
    assert.equal(isOver(failed), true);
  });

  it('is over when the server no longer works on it', () => {
    for (const status of ['new', 'in progress', 'another word']) {
      assert.equal(isOver({ ...task, status }), false);
    }
    for (const status of ['finished', 'failed']) {
      assert.equal(isOver({ ...task, status }), true);
    }
    assert.equal(isOver({ ...task, status: null }), true);
    assert.equal(isOver({ ...task, status: null, created: undefined }), false);
    assert.equal(isOver({ ...task, status: 'new', error: 'No such file' }), true);
  });

  it('whose id is not known is asked for where none is needed', async () => {
    const known = serving({ 'GET /bots/7/csv_import_task': { id: 3, status: 'new' } });
    await getCsvImportTask(known.http, 7, undefined);
    assert.deepEqual(
      known.requests.map(({ path }) => path),
      ['/bots/7/csv_import', '/bots/7/csv_import_task'],
    );
    // The path that was not asked is still the first, once the id is known.
    await getCsvImportTask(known.http, 7, 3);
    assert.equal(known.requests[2]?.path, '/bots/7/csv_import/3');
  });

  it('looks at the task each time, not at an answer under way', async () => {
    const { http, requests } = recording(() => says({ id: 3 }));
    await Promise.all([getCsvImportTask(http, 7, 3), getCsvImportTask(http, 7, 3)]);
    assert.equal(requests.length, 2);
  });
});

describe('api: libraries', () => {
  const library = {
    id: 10,
    name: 'ResourcesLib',
    description: null,
    img_url: null,
    installations_count: 1234,
    updated_at: at,
  };

  it('of the store and of a bot', async () => {
    assert.deepEqual((await getLibraries(saying([library]))).items, [
      {
        id: 10,
        name: 'ResourcesLib',
        description: undefined,
        imageUrl: undefined,
        installations: 1234,
        updatedAt: at,
      },
    ]);
    const { items } = await getInstalledLibraries(saying([{ id: 10, name: 'ResourcesLib' }]), 7);
    assert.deepEqual(
      [items[0]?.id, items[0]?.name, items[0]?.installations],
      [10, 'ResourcesLib', undefined],
    );
  });

  it('are installed by `true`, and refused by a sentence in either form', async () => {
    await installLibrary(saying(trueAnswer), 7, 10);
    for (const answer of ['"Library is already installed"', { error: 'Library is already installed' }]) {
      const error = await failureOf(installLibrary(saying(answer), 7, 10), 'refused');
      assert.deepEqual(error.serverMessages, ['Library is already installed']);
    }
  });
});

describe('api: errors of a bot', () => {
  it('as a client of v2 reads them', async () => {
    const { items } = await getErrorLog(saying(errorLogAnswer), 7, 1);
    assert.deepEqual(items, [
      {
        id: 1,
        createdAt: at,
        message: 'ReferenceError: x is not defined',
        stackTrace: 'ReferenceError: x is not defined\n    at /start:3:5',
        command: '/start',
        commandId: undefined,
      },
    ]);
  });

  it('without a command or a stack', async () => {
    const records = [
      { id: 1 },
      { id: 2, title: null, scenario: null, stack_trace: null },
      { id: 3, scenario: { bot_command: null } },
      { id: 4, scenario: { bot_command: { id: 8, command: '@' } } },
    ];
    const { items, broken } = await getErrorLog(saying(records), 7, 1);
    assert.deepEqual(broken, []);
    assert.deepEqual(
      items.map(({ message, command, commandId, stackTrace }) => [message, command, commandId, stackTrace]),
      [
        ['', null, undefined, null],
        ['', null, undefined, null],
        ['', null, undefined, null],
        ['', '@', 8, null],
      ],
    );
  });
});

describe('api: broadcast tasks', () => {
  const task = {
    id: 9,
    status: 'in progress',
    status_code: 1,
    progress: '12.5',
    cur_position: 25,
    total: 200,
    speed: 10,
    errors_count: 3,
    command: '/news',
    for_chats: 'private-chats',
    delivered: 22,
    failed: 3,
    created_at: at,
  };

  it('with all that bot code knows of them', async () => {
    assert.deepEqual((await getBroadcastTasks(saying([task]), 7, 1)).items, [
      {
        id: 9,
        status: 'in progress',
        command: '/news',
        forChats: 'private-chats',
        progress: 12.5,
        position: 25,
        total: 200,
        speed: 10,
        errors: 3,
        delivered: 22,
        failed: 3,
        createdAt: at,
      },
    ]);
  });

  it('pause and go on: the task, or only confirmed', async () => {
    for (const call of [pauseBroadcastTask, resumeBroadcastTask]) {
      assert.equal((await call(saying(task), 7, 9))?.status, 'in progress');
      assert.equal(await call(saying('success'), 7, 9), undefined);
      assert.equal((await failureOf(call(saying('{"id": "x"}'), 7, 9), 'malformed')).outcomeUnknown, true);
    }
  });
});

describe('api: chats', () => {
  it('only both ids are sure', async () => {
    const [chat] = (await getChats(saying(chatsAnswer), 7, 1)).items;
    assert.deepEqual([chat?.id, chat?.chatId, chat?.isBlocked], [149760797, '1000000001', undefined]);
  });

  it('with user and block', async () => {
    const record = {
      id: 5,
      chatid: -1001234567890,
      bot_id: 7,
      title: null,
      chat_type: 'private',
      user_id: null,
      user: { id: 6, telegramid: '1000000001', first_name: 'Ann', username: null },
      blocked: true,
      created_at: at,
    };
    const chat = {
      id: 5,
      chatId: '-1001234567890',
      title: undefined,
      kind: 'private',
      userId: 6,
      user: { id: 6, telegramId: '1000000001', firstName: 'Ann', lastName: undefined, username: undefined },
      isBlocked: true,
      createdAt: at,
      updatedAt: undefined,
    };
    assert.deepEqual((await getChats(saying([record]), 7, 1)).items, [chat]);
    for (const call of [blockChat, unblockChat]) {
      assert.deepEqual(await call(saying(record), 7, 5), chat);
      assert.equal(await call(saying(messageAnswer), 7, 5), undefined);
    }
  });
});

describe('api: properties', () => {
  it('keep their values as the server says them', async () => {
    for (const value of [0, false, '', null, 'text', '{"a": 1}', { a: [1] }, [], 1.5]) {
      const { items } = await getProperties(saying([{ id: 1, name: 'Rate', value }]), 7, 1);
      assert.deepEqual(items[0]?.value, value);
    }
  });

  it('are deleted under the path by which they were listed', async () => {
    const { http, requests } = serving({ 'GET /bots/7/props': [], 'DELETE /bots/7/props/5': 'success' });
    await getProperties(http, 7, 1);
    await deleteProperty(http, 7, 5);
    assert.equal(requests.at(-1)?.path, '/bots/7/props/5');
  });

  it('are of the bot or of a user', async () => {
    const records = [
      { id: 1, name: 'a', type: 'json', user_id: 6, created_at: at, updated_at: at },
      { id: 2, name: 'b', user_id: null },
      { id: 3, name: 'c' },
    ];
    const { items } = await getProperties(saying(records), 7, 1);
    assert.deepEqual(
      items.map(({ userId }) => userId),
      [6, null, null],
    );
    assert.deepEqual(items[0], {
      id: 1,
      name: 'a',
      value: null,
      type: 'json',
      userId: 6,
      createdAt: at,
      updatedAt: at,
    });
  });
});

describe('api: admin panels', () => {
  const definition = {
    title: 'Settings',
    description: null,
    index: '2',
    icon: 'settings',
    button_title: 'Save',
    on_saving: { command: '/onSaving', user_id: 6 },
    fields: [
      {
        name: 'rate',
        title: 'Rate',
        type: 'float',
        value: 1.5,
        placeholder: '0.0',
        icon: 'star',
        hidden: false,
      },
      { title: 'without a name' },
      { name: 'on', type: 'checkbox', value: true, hidden: true },
      { name: 'plain' },
    ],
  };
  const field = { title: undefined, description: undefined, placeholder: undefined, icon: undefined };
  const panel = {
    id: 1,
    name: 'Shop',
    title: 'Settings',
    description: undefined,
    index: 2,
    icon: 'settings',
    buttonTitle: 'Save',
    onSaving: { command: '/onSaving', userId: 6 },
    fields: [
      {
        name: 'rate',
        title: 'Rate',
        description: undefined,
        type: 'float',
        placeholder: '0.0',
        icon: 'star',
        value: 1.5,
        isHidden: false,
      },
      { ...field, name: 'on', type: 'checkbox', value: true, isHidden: true },
      { ...field, name: 'plain', type: 'string', value: null, isHidden: false },
    ],
  };

  it('of which only id and name are sure', async () => {
    const [only] = (await getAdminPanels(saying(adminPanelsAnswer), 7)).items;
    assert.deepEqual(
      [only?.id, only?.name, only?.fields, only?.onSaving],
      [831882252, 'Settings', [], undefined],
    );
  });

  for (const key of ['value', 'data', 'options', undefined]) {
    it(`with the definition ${key ? `under ${key}` : 'at the top'}`, async () => {
      const record = { id: 1, name: 'Shop', ...(key ? { [key]: definition } : definition) };
      const { items, broken } = await getAdminPanels(saying([record]), 7);
      const { brokenFields, ...read } = items[0]!;
      assert.deepEqual([read, broken], [panel, []]);
      assert.deepEqual(brokenFields, [{ id: undefined, problems: ['name: "name" expected'] }]);
    });
  }

  it('that cannot be understood hide no other', async () => {
    const records = [
      { id: 1, value: { fields: 'secret' } },
      { id: 2, name: 'P' },
    ];
    const { items, broken } = await getAdminPanels(saying(records), 7);
    assert.deepEqual([items.map(({ id }) => id), broken.map(({ id }) => id)], [[2], [1]]);
    assert.ok(!inspect(broken).includes('secret'));
  });

  it('are saved: the panel, or only confirmed', async () => {
    const record = { id: 1, name: 'Shop', value: definition };
    assert.equal((await updateAdminPanel(saying(record), 7, 1, { rate: 2 }))?.fields.length, 3);
    assert.equal(await updateAdminPanel(saying('true'), 7, 1, {}), undefined);
  });
});

describe('api: the demo store', () => {
  const bot = {
    id: 4,
    name: 'Quiz',
    description: 'Asks',
    img_url: null,
    repository_url: 'https://example.com/quiz',
    installations_count: 12,
    author: 'Ann',
    protected: true,
    created_at: at,
  };

  it('lists bots', async () => {
    const { http, requests } = serving({
      'GET /store/bots': [bot, { bot_id: 5, name: 'Old' }, { name: 'No id' }],
    });
    const { items, broken } = await getStoreBots(http);
    assert.deepEqual(items[0], {
      id: 4,
      name: 'Quiz',
      description: 'Asks',
      imageUrl: undefined,
      repositoryUrl: 'https://example.com/quiz',
      installations: 12,
      author: 'Ann',
      isProtected: true,
      createdAt: at,
      collections: [],
    });
    assert.deepEqual([items[1]?.id, items.length, broken.length], [5, 2, 1]);
    assert.equal(requests.length, 1);
  });

  const collections = [
    { id: 1, title: 'Games', description: 'x' },
    { id: 2, title: 'New', description: 'y' },
  ];

  it('lists collections and asks for the bots of each, every bot once', async () => {
    const { http, requests } = serving({
      'GET /store/collections': [...collections, 'broken'],
      'GET /store/collections/1/bots': [bot],
      'GET /store/collections/2/bots': [bot, { id: 6, name: 'Shop' }],
    });
    const { items, broken } = await getStoreBots(http);
    assert.deepEqual(
      items.map(({ id, collections: its }) => [id, its]),
      [
        [4, ['Games', 'New']],
        [6, ['New']],
      ],
    );
    assert.equal(broken.length, 1);
    const paths = ['/store/collections', '/store/collections/1/bots', '/store/collections/2/bots'];
    assert.deepEqual(
      requests.map(({ path }) => path),
      ['/store/bots', ...paths],
    );
    requests.length = 0;
    await getStoreBots(http);
    assert.deepEqual(
      requests.map(({ path }) => path),
      paths,
    );
  });

  it('asks for the bots of collections also where a person set that path', async () => {
    const { http } = recording(({ path }) => says(path === '/store/collections' ? collections : [bot]), {
      paths: () => ({ getStoreBots: '/store/collections' }),
    });
    assert.deepEqual((await getStoreBots(http)).items[0]?.collections, ['Games', 'New']);
  });

  it('says that its route is missing, also below the collections', async () => {
    const { http, requests } = serving({ 'GET /store/collections': collections });
    const members = { params: { collection_id: 1 }, members: true } as const;
    await failureOf(http.call('getStoreBots', members), 'routeMissing');
    assert.equal(requests.length, 0);
    const error = await failureOf(getStoreBots(http), 'routeMissing');
    assert.equal(error.endpoint, 'getStoreBots');
  });

  it('installs by any answer that is no refusal', async () => {
    for (const answer of ['true', { id: 8, name: 'Quiz' }]) await installStoreBot(saying(answer), 4);
    await failureOf(installStoreBot(saying('false'), 4), 'refused');
  });
});

describe('api: cloud plans', () => {
  it('with numbers as numbers or texts', async () => {
    const records = [
      { id: 1, name: 'Hobby', price: '22', iterations: 1_000_000, period: 'month' },
      { name: 'Nano' },
      { id: 3, price: 1 },
    ];
    const { items, broken } = await getCloudPlans(saying(records));
    assert.deepEqual(items, [
      { id: 1, name: 'Hobby', price: 22, iterations: 1_000_000, period: 'month' },
      { id: undefined, name: 'Nano', price: undefined, iterations: undefined, period: undefined },
    ]);
    assert.deepEqual(broken, [{ id: 3, problems: ['name: "name" expected'] }]);
  });
});
