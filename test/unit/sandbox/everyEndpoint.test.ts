import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { endpoint, type EndpointId, endpointIds, fillPath } from '../../../src/api/endpoints';
import { madeUpToken } from '../../../src/sandbox/seed';
import { MemoryStore } from '../../../src/sandbox/store/memoryStore';
import { openSqliteStore } from '../../../src/sandbox/store/sqliteStore';
import type { SandboxStore } from '../../../src/sandbox/store/store';
import { type Reply, startSubject, type Subject } from './client';

const email = 'you@sandbox.invalid';
const password = 'made-up-password';
const start = Date.UTC(2026, 4, 20, 10);

/** One sandbox with a bot that has one of everything. */
class Scene {
  time = start;
  readonly ids: Record<string, number> = {};

  private constructor(
    readonly subject: Subject,
    readonly csvUrl: string,
  ) {}

  static async open(store: SandboxStore, now: { scene?: Scene }, csvUrl: string): Promise<Scene> {
    const subject = await startSubject({ store, now: () => now.scene?.time ?? start });
    const scene = new Scene(subject, csvUrl);
    now.scene = scene;
    const user = store.user();
    assert.ok(user);
    store.saveUser({ ...user, password });
    const { botId, folderIds, commandIds } = subject.seed({
      token: madeUpToken(),
      gitRemote: 'git@git.invalid:a/b.git',
      folders: ['Menu'],
      commands: [{ name: '/start', folder: 'Menu', code: 'hello', aliases: ['hi'] }],
      libraries: [{ name: 'Own', code: 'publish({})' }],
      parts: {
        errors: [{ title: 'Oh', stack_trace: 'Oh\n    at /start:1:1', command: '/start' }],
        tasks: [
          {
            status: 'in progress',
            cur_position: 10,
            since: start,
            total: 200,
            speed: 2,
            failing: 5,
            command: '/news',
            for_chats: 'all',
          },
        ],
        chats: [
          {
            chatid: '501',
            title: 'Ada',
            chat_type: 'private',
            user: { id: 7, telegramid: 501, first_name: 'Ada', last_name: null, username: 'ada' },
            blocked: false,
          },
        ],
        properties: [{ user_id: 7, name: 'cart', value: { tea: 1 }, type: 'json' }],
        panels: [
          {
            name: 'Settings',
            value: {
              title: 'Settings',
              on_saving: { command: '/start' },
              fields: [
                { name: 'greeting', title: 'Greeting', type: 'string', value: 'Hi' },
                { name: 'open', title: 'Open', type: 'checkbox', value: false },
              ],
            },
          },
        ],
      },
    });
    const first = (id: number | undefined) => id ?? NaN;
    Object.assign(scene.ids, {
      bot_id: botId,
      folder_id: first(folderIds[0]),
      command_id: first(commandIds[0]),
      lib_id: first(store.parts('libraries', botId)[0]?.id),
      task_id: first(store.parts('tasks', botId)[0]?.id),
      bb_chat_id: first(store.parts('chats', botId)[0]?.id),
      property_id: first(store.parts('properties', botId)[0]?.id),
      panel_id: first(store.parts('panels', botId)[0]?.id),
    });
    return scene;
  }

  get store(): SandboxStore {
    return this.subject.sandbox.store;
  }

  get botId(): number {
    return this.ids['bot_id'] ?? NaN;
  }

  /** Calls a row of the table on its own path. */
  async call(id: EndpointId, body?: unknown, query = ''): Promise<Reply> {
    const row = endpoint(id);
    const reply = await this.subject.call(row.method, fillPath(row.path, this.ids) + query, body);
    assert.equal(reply.status, 200, `${id}: ${reply.text}`);
    return reply;
  }

  /** The answer as a record. */
  async record(id: EndpointId, body?: unknown, query = ''): Promise<Record<string, unknown>> {
    return (await this.call(id, body, query)).json as Record<string, unknown>;
  }

  async list(id: EndpointId, query = ''): Promise<Record<string, unknown>[]> {
    return (await this.call(id, undefined, query)).json as Record<string, unknown>[];
  }

  /** Iterations used up to now. */
  get used(): number {
    return this.store.quota()?.progress ?? NaN;
  }
}

const wholeCommand = {
  command: '/help',
  aliases: 'help',
  answer: 'Hello',
  group: '',
  help: null,
  keyboard_body: 'A, B',
  commands_folder_id: null,
  auto_retry_time: '',
  bjs_code: 'new code',
  need_reply: false,
};

/** What each endpoint does, as its documentation or the reference says. */
const cases: Record<EndpointId, (scene: Scene) => Promise<void>> = {
  signIn: async (scene) => {
    const { headers } = await scene.call('signIn', { email, password });
    assert.ok(headers.get('access-token') && headers.get('client'));
    assert.equal(headers.get('uid'), email);
  },
  getTelegramLoginUrl: async (scene) => {
    const { link, token } = await scene.record('getTelegramLoginUrl');
    assert.equal(link, `https://t.me/BotsBusinessAdminBot?start=login-${String(token)}`);
  },
  signUp: async (scene) => {
    const body = { email: 'new@sandbox.invalid', password, password_confirmation: password };
    const other = await startSubject({ account: false });
    const { status, headers } = await other.call('POST', '/auth', body);
    const user = other.sandbox.store.user();
    assert.deepEqual([status, user?.email, user?.password], [200, body.email, password]);
    assert.equal(headers.get('uid'), body.email);
    await other.sandbox.close();
    // This sandbox has its user.
    const refused = await scene.subject.call('POST', '/auth', body);
    assert.deepEqual([refused.status, refused.json], [422, { errors: ['The sandbox has one account only'] }]);
  },
  telegramLogin: async (scene) => {
    const { token } = await scene.record('getTelegramLoginUrl');
    const query = `?token=${String(token)}`;
    assert.deepEqual(await scene.record('telegramLogin', undefined, query), { status: 'waiting' });
    scene.time += 4000;
    const { headers } = await scene.call('telegramLogin', undefined, query);
    assert.equal(headers.get('uid'), email);
  },
  resetPassword: async (scene) => {
    assert.ok((await scene.record('resetPassword', { email }))['message']);
    const [letter] = scene.subject.sandbox.letters();
    const fresh = scene.store.user()?.password ?? '';
    assert.ok(letter?.to === email && letter.text.includes(fresh) && fresh !== password);
  },
  updatePassword: async (scene) => {
    const fresh = { password: 'another-password', password_confirmation: 'another-password' };
    const answer = await scene.record('updatePassword', { current_password: password, ...fresh });
    assert.deepEqual(answer, { message: 'Password updated' });
    assert.equal(scene.store.user()?.password, fresh.password);
  },
  getUser: async (scene) => {
    assert.deepEqual(await scene.record('getUser'), {
      id: 52_795_001,
      created_at: '2026-05-20T10:00:00.000Z',
      api_key: scene.subject.sandbox.apiKey,
      email,
    });
  },
  updateEmail: async (scene) => {
    assert.ok((await scene.record('updateEmail', { email: ' Me@Example.INVALID ' }))['message']);
    assert.equal(scene.store.user()?.email, 'me@example.invalid');
  },
  getLinkedTelegramAccounts: async (scene) => {
    const [linked] = await scene.list('getLinkedTelegramAccounts');
    assert.deepEqual(Object.keys(linked ?? {}), [
      'id',
      'telegramid',
      'first_name',
      'last_name',
      'username',
      'created_at',
      'updated_at',
    ]);
  },
  getTelegramLinkUrl: async (scene) => {
    const { link, ...rest } = await scene.record('getTelegramLinkUrl');
    assert.match(String(link), /^https:\/\/t\.me\/BotsBusinessAdminBot\?start=link-\d+-[0-9a-f]{15}$/);
    assert.deepEqual(rest, {});
  },
  getSessionTokens: async (scene) => {
    const { headers } = await scene.call('signIn', { email, password });
    const { json } = await scene.call('getSessionTokens');
    assert.deepEqual(json, [headers.get('client')]);
    assert.match(headers.get('client') ?? '', /^[\w-]{22}$/);
  },
  resetApiKey: async (scene) => {
    const old = scene.subject.sandbox.apiKey;
    const { api_key: fresh } = await scene.record('resetApiKey');
    assert.match(String(fresh), /^[\w-]{40}$/);
    assert.notEqual(fresh, old);
    assert.equal(scene.subject.sandbox.apiKey, fresh);
    assert.equal((await fetch(`${scene.subject.sandbox.url}/user?api_key=${old}`)).status, 401);
  },
  logOutAllDevices: async (scene) => {
    await scene.call('signIn', { email, password });
    assert.ok((await scene.record('logOutAllDevices'))['message']);
    assert.deepEqual((await scene.call('getSessionTokens')).json, []);
  },
  getIterationUsage: async (scene) => {
    const { limit, progress, quotum_type: type } = await scene.record('getIterationUsage');
    assert.deepEqual([limit, progress, type], [100_000, 12_345, { name: 'Sandbox', base_limit: 100_000 }]);
  },
  setAds: async (scene) => {
    assert.ok((await scene.record('setAds', { have_ads: true }))['message']);
    assert.equal((await scene.record('getIterationUsage'))['have_ads'], true);
    await scene.call('setAds', { have_ads: false });
    assert.equal((await scene.record('getIterationUsage'))['have_ads'], false);
  },
  getPaymentPlan: async (scene) => {
    assert.deepEqual(await scene.record('getPaymentPlan'), {
      id: 7001,
      name: 'Sandbox',
      started_at: '2026-05-01T00:00:00.000Z',
      ended_at: '2026-06-01T00:00:00.000Z',
      price: 0,
    });
  },
  createBot: async (scene) => {
    const { id } = await scene.record('createBot', { name: 'New', token: madeUpToken(2) });
    assert.equal(scene.store.bot(Number(id))?.token, madeUpToken(2));
  },
  getBots: async (scene) => {
    assert.deepEqual(
      (await scene.list('getBots')).map(({ id, name, protected: shut }) => [id, name, shut]),
      [[scene.botId, 'Shop', false]],
    );
  },
  getBot: async (scene) => {
    assert.equal((await scene.record('getBot'))['git_remote'], 'git@git.invalid:a/b.git');
  },
  editBot: async (scene) => {
    await scene.call('editBot', { name: 'Other', token: madeUpToken(3) });
    const { name, token, git_remote: remote } = scene.store.bot(scene.botId) ?? {};
    assert.deepEqual([name, token, remote], ['Other', madeUpToken(3), 'git@git.invalid:a/b.git']);
  },
  deleteBot: async (scene) => {
    await scene.call('deleteBot');
    assert.deepEqual([scene.store.bots(), scene.store.parts('chats', scene.botId)], [[], []]);
  },
  setBotStatus: async (scene) => {
    await scene.call('setBotStatus', { status: 'start_launch' });
    assert.equal(scene.store.bot(scene.botId)?.status, 'start_launch');
  },
  startCsvImport: async (scene) => {
    const used = scene.used;
    const { id, ...task } = await scene.record('startCsvImport', { csv_url: scene.csvUrl });
    assert.deepEqual(task, { status: 'new', created: 0, updated: 0, removed: 0 });
    assert.equal(scene.used, used + 5);
    assert.equal(scene.store.bot(scene.botId)?.csv_url, scene.csvUrl);
    scene.ids['task_id'] = Number(id);
    await finished(scene);
    assert.equal(scene.store.commands(scene.botId).length, 2);
  },
  getCsvImportTask: async (scene) => {
    const { id } = await scene.record('startCsvImport', { csv_url: scene.csvUrl });
    scene.ids['task_id'] = Number(id);
    const counts = { created: 1, updated: 1, removed: 0 };
    assert.deepEqual(await finished(scene), { id, status: 'finished', ...counts, error: null });
  },
  copyBot: async (scene) => {
    assert.deepEqual(await scene.record('copyBot'), { message: 'Task for bot cloning created' });
    assert.equal((await scene.list('getBots')).length, 1);
    scene.time += 3000;
    const copy = (await scene.list('getBots'))[1];
    assert.deepEqual(
      [copy?.['name'], copy?.['token'], copy?.['status'], copy?.['git_remote']],
      ['Cloned bot: Shop', null, null, null],
    );
    const copyId = Number(copy?.['id']);
    const [command] = scene.store.commands(copyId);
    assert.deepEqual(
      [command?.command, command?.code, command?.aliases[0]?.command],
      ['/start', 'hello', 'hi'],
    );
    assert.equal(scene.store.folders(copyId)[0]?.title, 'Menu');
    assert.equal(scene.store.parts('libraries', copyId)[0]?.name, 'Own');
    assert.deepEqual(scene.store.parts('chats', copyId), []);
  },
  gitExport: async (scene) => {
    const used = scene.used;
    assert.equal((await scene.call('gitExport', { branch: 'main' })).text, 'success');
    assert.equal(scene.used, used + 5);
    scene.time += 2000;
    await scene.call('getBots');
    const [branch] = scene.store.parts('branches', scene.botId);
    assert.deepEqual(
      [branch?.name, Object.keys(branch?.files ?? {})],
      ['main', ['bot.json', 'commands/Menu/_start.js', 'libs/Own.js']],
    );
    assert.match(branch?.files['bot.json'] ?? '', /"git_remote": "git@git\.invalid:a\/b\.git"/);
  },
  gitImport: async (scene) => {
    scene.store.addPart('branches', scene.botId, {
      name: 'main',
      files: {
        'bot.json': JSON.stringify({
          bb_sync_version: '1.0',
          name: 'From Git',
          csv_url: 'https://a.invalid',
        }),
        'commands/New/_hi.js': 'from git',
        'libs/Random.js': 'publish({})',
      },
    });
    const used = scene.used;
    assert.equal((await scene.call('gitImport', { branch: 'main' })).text, 'success');
    assert.equal(scene.used, used + 5);
    assert.equal((await scene.record('getBot'))['name'], 'Shop', 'not yet');
    scene.time += 2000;
    const { name, csv_url: csvUrl } = await scene.record('getBot');
    assert.deepEqual([name, csvUrl], ['From Git', 'https://a.invalid']);
    const commands = scene.store.commands(scene.botId);
    assert.deepEqual(
      commands.map(({ command, code }) => [command, code]),
      [['/hi', 'from git']],
    );
    assert.deepEqual(
      (await scene.list('getInstalledLibraries')).map((library) => [library['id'], library['name']]),
      [[7, 'Random']],
    );
  },
  getInstalledLibraries: async (scene) => {
    const [library, ...more] = await scene.list('getInstalledLibraries');
    assert.deepEqual([library?.['id'], library?.['name'], more], [scene.ids['lib_id'], 'Own', []]);
  },
  installLibrary: async (scene) => {
    for (const [id, name] of [
      [1, 'Webhooks'],
      ['5', 'Lang'],
    ] as const) {
      assert.equal((await scene.call('installLibrary', { lib_id: id })).text, 'true');
      assert.equal(scene.store.parts('libraries', scene.botId).at(-1)?.name, name);
    }
  },
  uninstallLibrary: async (scene) => {
    await scene.call('installLibrary', { lib_id: 1 });
    assert.equal((await scene.call('uninstallLibrary')).text, 'true');
    scene.ids['lib_id'] = 1;
    await scene.call('uninstallLibrary');
    assert.deepEqual(scene.store.parts('libraries', scene.botId), []);
  },
  getErrorLog: async (scene) => {
    const later = { title: 'Later', stack_trace: null, command: null };
    scene.store.addPart('errors', scene.botId, later, start + 5);
    const [newest, oldest] = await scene.list('getErrorLog');
    assert.deepEqual([newest?.['title'], newest?.['scenario']], ['Later', null]);
    assert.deepEqual(oldest, {
      id: oldest?.['id'],
      created_at: '2026-05-20T10:00:00.000Z',
      title: 'Oh',
      stack_trace: 'Oh\n    at /start:1:1',
      scenario: { bot_command: { command: '/start' } },
    });
  },
  clearErrorLog: async (scene) => {
    assert.equal((await scene.call('clearErrorLog')).text, '');
    assert.deepEqual(await scene.list('getErrorLog'), []);
  },
  createFolder: async (scene) => {
    const { id } = await scene.record('createFolder', { title: 'Admin' });
    assert.equal(scene.store.folder(scene.botId, Number(id))?.title, 'Admin');
  },
  getFolders: async (scene) => {
    assert.deepEqual(
      (await scene.list('getFolders')).map(({ title }) => title),
      ['Menu'],
    );
  },
  deleteFolder: async (scene) => {
    await scene.call('deleteFolder');
    assert.deepEqual(scene.store.folders(scene.botId), []);
  },
  getCommands: async (scene) => {
    const [command] = await scene.list('getCommands', '?page=1');
    assert.deepEqual([command?.['command'], command?.['code']], ['/start', 'hello']);
    assert.deepEqual(await scene.list('getCommands', '?page=2'), []);
  },
  createCommand: async (scene) => {
    const { id } = await scene.record('createCommand', wholeCommand);
    assert.equal(scene.store.command(scene.botId, Number(id))?.code, 'new code');
  },
  getCommand: async (scene) => {
    assert.equal((await scene.record('getCommand'))['command'], '/start');
  },
  editCommand: async (scene) => {
    await scene.call('editCommand', wholeCommand);
    const { command, code } = scene.store.commands(scene.botId)[0]!;
    assert.deepEqual([command, code], ['/help', 'new code']);
  },
  deleteCommand: async (scene) => {
    await scene.call('deleteCommand');
    assert.deepEqual(scene.store.commands(scene.botId), []);
  },
  getBroadcastTasks: async (scene) => {
    scene.time += 20_000;
    const [task] = await scene.list('getBroadcastTasks');
    assert.deepEqual(task, {
      id: scene.ids['task_id'],
      bot_id: scene.botId,
      status: 'in progress',
      progress: 25,
      cur_position: 50,
      total: 200,
      speed: 2,
      errors_count: 10,
      command: '/news',
      for_chats: 'all',
      delivered: 40,
      failed: 10,
      created_at: '2026-05-20T10:00:00.000Z',
      updated_at: '2026-05-20T10:00:00.000Z',
    });
    scene.time += 1_000_000;
    const [done] = await scene.list('getBroadcastTasks');
    assert.deepEqual([done?.['status'], done?.['progress'], done?.['cur_position']], ['finished', 100, 200]);
  },
  deleteBroadcastTask: async (scene) => {
    assert.equal((await scene.call('deleteBroadcastTask')).text, 'success');
    assert.deepEqual(await scene.list('getBroadcastTasks'), []);
  },
  pauseBroadcastTask: async (scene) => {
    scene.time += 5000;
    const { status, cur_position: position } = await scene.record('pauseBroadcastTask');
    assert.deepEqual([status, position], ['paused', 20]);
    scene.time += 60_000;
    assert.equal((await scene.list('getBroadcastTasks'))[0]?.['cur_position'], 20, 'stands still');
  },
  resumeBroadcastTask: async (scene) => {
    await scene.call('pauseBroadcastTask');
    scene.time += 60_000;
    assert.equal((await scene.record('resumeBroadcastTask'))['status'], 'in progress');
    scene.time += 5000;
    assert.equal((await scene.list('getBroadcastTasks'))[0]?.['cur_position'], 20);
  },
  getChats: async (scene) => {
    assert.deepEqual(await scene.list('getChats'), [
      {
        id: scene.ids['bb_chat_id'],
        chatid: '501',
        bot_id: scene.botId,
        title: 'Ada',
        chat_type: 'private',
        user_id: 7,
        user: { id: 7, telegramid: 501, first_name: 'Ada', last_name: null, username: 'ada' },
        blocked: false,
        created_at: '2026-05-20T10:00:00.000Z',
        updated_at: '2026-05-20T10:00:00.000Z',
      },
    ]);
  },
  blockChat: async (scene) => {
    const { id, blocked } = await scene.record('blockChat');
    assert.deepEqual([id, blocked], [scene.ids['bb_chat_id'], true]);
    assert.equal((await scene.list('getChats'))[0]?.['blocked'], true);
  },
  unblockChat: async (scene) => {
    await scene.call('blockChat');
    assert.equal((await scene.record('unblockChat'))['blocked'], false);
    assert.equal((await scene.list('getChats'))[0]?.['blocked'], false);
  },
  getProperties: async (scene) => {
    assert.deepEqual(await scene.list('getProperties'), [
      {
        id: scene.ids['property_id'],
        bot_id: scene.botId,
        user_id: 7,
        name: 'cart',
        value: { tea: 1 },
        type: 'json',
        created_at: '2026-05-20T10:00:00.000Z',
        updated_at: '2026-05-20T10:00:00.000Z',
      },
    ]);
  },
  deleteProperty: async (scene) => {
    assert.equal((await scene.call('deleteProperty')).text, 'success');
    assert.deepEqual(await scene.list('getProperties'), []);
  },
  getLibraries: async (scene) => {
    const libraries = await scene.list('getLibraries');
    assert.equal(libraries.length, 14);
    assert.deepEqual(Object.keys(libraries[0] ?? {}), [
      'id',
      'name',
      'description',
      'installations_count',
      'img_url',
      'updated_at',
    ]);
  },
  getAdminPanels: async (scene) => {
    const [panel] = await scene.list('getAdminPanels');
    assert.deepEqual(Object.keys(panel ?? {}), ['id', 'bot_id', 'name', 'value']);
    assert.deepEqual([panel?.['id'], panel?.['name']], [scene.ids['panel_id'], 'Settings']);
  },
  updateAdminPanel: async (scene) => {
    const values = { open: true, unknown: 'x' };
    const panel = await scene.record('updateAdminPanel', { values });
    const { fields } = panel['value'] as { fields: { name: string; value: unknown }[] };
    assert.deepEqual(
      fields.map(({ name, value }) => [name, value]),
      [
        ['greeting', 'Hi'],
        ['open', true],
      ],
    );
    assert.deepEqual(await scene.list('getAdminPanels'), [panel]);
  },
  getStoreBots: async (scene) => {
    const bots = await scene.list('getStoreBots');
    assert.equal(bots.length, 10);
    assert.equal(bots.filter((bot) => bot['protected'] === true).length, 1);
    assert.ok(bots.every(({ name, description }) => name && description));
  },
  installDemoBot: async (scene) => {
    assert.equal((await scene.call('installDemoBot', { id: 102 })).text, 'true');
    const bot = (await scene.list('getBots'))[1];
    assert.deepEqual([bot?.['name'], bot?.['token'], bot?.['store_bot_id']], ['Corner Kiosk', null, 102]);
    assert.equal(scene.store.commands(Number(bot?.['id'])).length, 4);
  },
  getCloudPlans: async (scene) => {
    const plans = await scene.list('getCloudPlans');
    assert.equal(plans.length, 7);
    assert.deepEqual(plans[0], { id: 1, name: 'Hobby', price: 22, iterations: 1_000_000, period: 'month' });
  },
};

/** The import when it is over. */
async function finished(scene: Scene): Promise<Record<string, unknown>> {
  for (;;) {
    const task = await scene.record('getCsvImportTask');
    if (task['status'] !== 'new' && task['status'] !== 'in progress') return task;
  }
}

describe('sandbox: every endpoint of the table', () => {
  let tables: Server;
  let csvUrl: string;
  let folder: string;
  before(async () => {
    tables = createServer((_, answer) => answer.end('command,answer,scenarios\n/start,Hi,a\n/new,,b\n'));
    await new Promise<void>((resolve) => tables.listen(0, '127.0.0.1', resolve));
    csvUrl = `http://127.0.0.1:${(tables.address() as AddressInfo).port}/bot.csv`;
    folder = mkdtempSync(join(tmpdir(), 'bb-every-'));
  });
  after(() => {
    tables.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const stores: Record<string, (now: () => number, name: string) => Promise<SandboxStore>> = {
    memory: (now) => Promise.resolve(new MemoryStore({ now })),
    SQLite: (now, name) => openSqliteStore(join(folder, `${name}.db`), { now }),
  };
  for (const [kind, open] of Object.entries(stores)) {
    describe(kind, () => {
      for (const id of endpointIds) {
        it(id, async () => {
          const now: { scene?: Scene } = {};
          const store = await open(() => now.scene?.time ?? start, id);
          const scene = await Scene.open(store, now, csvUrl);
          try {
            await cases[id](scene);
            const { requests } = scene.subject.sandbox;
            const row = endpoint(id);
            for (const { body } of requests.list(id)) {
              const keys = Object.keys((body as object | null) ?? {});
              assert.deepEqual(keys, row.body ?? []);
            }
            assert.ok(requests.list(id).length > 0);
          } finally {
            await scene.subject.sandbox.close();
            store.close();
          }
        });
      }
    });
  }
});
