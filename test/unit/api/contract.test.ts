import assert from 'node:assert/strict';

import { getBot, getBots, setBotStatus } from '../../../src/api/bots';
import type { CommandBody } from '../../../src/api/commandBody';
import {
  createCommand,
  deleteCommand,
  editCommand,
  getCommand,
  getCommands,
} from '../../../src/api/commands';
import { endpoint, type EndpointId } from '../../../src/api/endpoints';
import { createFolder, deleteFolder, getFolders } from '../../../src/api/folders';
import type { HttpClient } from '../../../src/api/http';
import { getIterationUsage, getPaymentPlan } from '../../../src/api/usage';
import { getUser } from '../../../src/api/user';
import type { FaultSwitch } from '../../../src/sandbox/server/faults';
import { madeUpToken } from '../../../src/sandbox/seed';
import { madeUpApiKey } from '../../fixtures/api/answers';
import { ApiSubject } from './subject';

interface Ids {
  readonly botId: number;
  readonly folderId: number;
  readonly commandId: number;
}

interface Row {
  readonly id: EndpointId;
  readonly call: (http: HttpClient, ids: Ids) => Promise<unknown>;
  /** What the sandbox answers a call with; what is no JSON cannot be broken JSON. */
  readonly answers: 'json' | 'text' | 'nothing';
  /** Looks at what a good answer gave. */
  readonly good: (value: never, ids: Ids) => void;
  /** Which ids of the path can be of something that does not exist. */
  readonly missing: readonly (keyof Ids)[];
  /** A write that was carried out is seen here. */
  readonly applied?: (subject: ApiSubject, ids: Ids) => boolean;
  /** A write whose answer is documented to be read by nobody, or to come as a plain word. */
  readonly plainWordIsSuccess?: true;
}

const body: CommandBody = {
  command: '/saved',
  aliases: 'one, Two',
  answer: 'Answer',
  group: 'Staff',
  help: null,
  keyboard_body: 'A, B',
  commands_folder_id: null,
  auto_retry_time: '',
  bjs_code: 'saved',
  need_reply: true,
};

const codeOf = (subject: ApiSubject, { botId, commandId }: Ids) =>
  subject.sandbox.store.command(botId, commandId)?.code;

const rows: readonly Row[] = [
  {
    id: 'getUser',
    call: (http) => getUser(http),
    answers: 'json',
    good: (user: { id: number; email: string }) => {
      assert.deepEqual(user, { id: 52_795_001, email: 'you@sandbox.invalid' });
    },
    missing: [],
  },
  {
    id: 'getIterationUsage',
    call: (http) => getIterationUsage(http),
    answers: 'json',
    good: (usage: { limit: number; progress: number; quotum_type: { name: string } }) => {
      assert.deepEqual([usage.limit, usage.progress, usage.quotum_type.name], [100_000, 12_345, 'Sandbox']);
    },
    missing: [],
  },
  {
    id: 'getPaymentPlan',
    call: (http) => getPaymentPlan(http),
    answers: 'json',
    good: (plan: { name: string }) => assert.equal(plan.name, 'Sandbox'),
    missing: [],
  },
  {
    id: 'getBots',
    call: (http) => getBots(http),
    answers: 'json',
    good: (bots: { items: { id: number; name: string; status: string }[]; broken: [] }, { botId }) => {
      assert.deepEqual(
        bots.items.map((bot) => [bot.id, bot.name, bot.status]),
        [[botId, 'Shop', 'works']],
      );
      assert.deepEqual(bots.broken, []);
    },
    missing: [],
  },
  {
    id: 'getBot',
    call: (http, { botId }) => getBot(http, botId),
    answers: 'json',
    good: (bot: { id: number; hasToken: boolean }, { botId }) => {
      assert.deepEqual([bot.id, bot.hasToken], [botId, true]);
    },
    missing: ['botId'],
  },
  {
    id: 'setBotStatus',
    call: (http, { botId }) => setBotStatus(http, botId, 'start_stopping'),
    answers: 'json',
    good: () => undefined,
    missing: ['botId'],
    applied: (subject, { botId }) => subject.sandbox.store.bot(botId)?.status === 'start_stopping',
    plainWordIsSuccess: true,
  },
  {
    id: 'getFolders',
    call: (http, { botId }) => getFolders(http, botId),
    answers: 'json',
    good: (folders: { items: { id: number; title: string }[] }, { folderId }) => {
      assert.deepEqual(
        folders.items.map(({ id, title }) => [id, title]),
        [[folderId, 'Admin']],
      );
    },
    missing: ['botId'],
  },
  {
    id: 'createFolder',
    call: (http, { botId }) => createFolder(http, botId, 'New'),
    answers: 'json',
    good: (folder: { title: string }) => assert.equal(folder.title, 'New'),
    missing: ['botId'],
    applied: (subject, { botId }) =>
      subject.sandbox.store.folders(botId).some(({ title }) => title === 'New'),
  },
  {
    id: 'deleteFolder',
    call: (http, { botId, folderId }) => deleteFolder(http, botId, folderId),
    answers: 'text',
    good: () => undefined,
    missing: ['botId', 'folderId'],
    applied: (subject, { botId }) => subject.sandbox.store.folders(botId).length === 0,
    plainWordIsSuccess: true,
  },
  {
    id: 'getCommands',
    call: (http, { botId }) => getCommands(http, botId, 1),
    answers: 'json',
    good: (commands: { items: { id: number; code: string }[] }, { commandId }) => {
      assert.deepEqual(
        commands.items.map(({ id, code }) => [id, code]),
        [[commandId, 'base']],
      );
    },
    missing: ['botId'],
  },
  {
    id: 'getCommand',
    call: (http, { botId, commandId }) => getCommand(http, botId, commandId),
    answers: 'json',
    good: (command: { id: number; code: string; commands_group: { title: string } }, { commandId }) => {
      assert.deepEqual(
        [command.id, command.code, command.commands_group.title],
        [commandId, 'base', 'Staff'],
      );
    },
    missing: ['botId', 'commandId'],
  },
  {
    id: 'createCommand',
    call: (http, { botId }) => createCommand(http, botId, body),
    answers: 'json',
    good: (command: { command: string; aliases: { command: string }[]; code: string }) => {
      assert.deepEqual(
        [command.command, command.aliases.map((alias) => alias.command), command.code],
        ['/saved', ['one', 'two'], 'saved'],
      );
    },
    missing: ['botId'],
    applied: (subject, { botId }) => subject.sandbox.store.commands(botId).length === 2,
  },
  {
    id: 'editCommand',
    call: (http, { botId, commandId }) => editCommand(http, botId, commandId, body),
    answers: 'json',
    good: (command: { id: number; command: string; code: string }, { commandId }) => {
      assert.deepEqual([command.id, command.command, command.code], [commandId, '/saved', 'saved']);
    },
    missing: ['botId', 'commandId'],
    applied: (subject, ids) => codeOf(subject, ids) === 'saved',
    plainWordIsSuccess: true,
  },
  {
    id: 'deleteCommand',
    call: (http, { botId, commandId }) => deleteCommand(http, botId, commandId),
    answers: 'nothing',
    good: () => undefined,
    missing: ['botId', 'commandId'],
    applied: (subject, { botId }) => subject.sandbox.store.commands(botId).length === 0,
    plainWordIsSuccess: true,
  },
];

describe('api: contract with the sandbox', () => {
  let subject: ApiSubject;
  let ids: Ids;

  beforeEach(async () => {
    subject = await ApiSubject.start();
    const { botId, folderIds, commandIds } = subject.seed({
      token: madeUpToken(),
      status: 'works',
      folders: ['Admin'],
      commands: [{ name: '/start', code: 'base', group: 'Staff' }],
    });
    ids = { botId, folderId: folderIds[0]!, commandId: commandIds[0]! };
  });
  afterEach(async () => {
    await subject.close();
    subject.assertNoSecrets();
  });

  for (const row of rows) {
    const { effect, method } = endpoint(row.id);
    const isWrite = effect === 'write';
    const call = (http = subject.http) => row.call(http, ids);
    const fails = (...faults: FaultSwitch[]) => subject.sandbox.faults.add(...faults);
    const requests = () => subject.sandbox.requests.list(row.id).length;
    const applied = () => row.applied?.(subject, ids) ?? false;
    /** Reads are made anew after passing faults; a write goes out once, whatever happens. */
    const assertRepeated = () => assert.equal(requests(), isWrite ? 1 : 3);
    const assertOnce = () => assert.equal(requests(), 1);

    describe(row.id, () => {
      it('gives what the server has', async () => {
        row.good((await call()) as never, ids);
        assertOnce();
        assert.equal(applied(), isWrite);
        const [request] = subject.sandbox.requests.list();
        assert.equal(request?.method, method);
        if (!endpoint(row.id).body) assert.equal(request.body, null);
      });

      it('names a wrong key as such, once', async () => {
        const wrong = subject.client({ apiKey: () => Promise.resolve(madeUpApiKey) });
        const error = await subject.failureOf(call(wrong), 'unauthorized');
        assert.equal(error.endpoint, row.id);
        assert.equal(error.status, 401);
        assert.deepEqual(error.serverMessages, ['You need to sign in or sign up before continuing.']);
        assertOnce();
        assert.equal(applied(), false);
      });

      it('asks nothing without a key', async () => {
        const keyless = subject.client({ apiKey: () => Promise.resolve(undefined) });
        await subject.failureOf(call(keyless), 'unauthorized');
        assert.deepEqual(subject.arrived(), []);
      });

      for (const id of row.missing) {
        it(`tells that there is no such ${id.slice(0, -2)}`, async () => {
          const error = await subject.failureOf(row.call(subject.http, { ...ids, [id]: 999 }), 'notFound');
          assert.match(error.serverMessages.join(), /^(Bot|Folder|Command) not found$/);
          assert.equal(error.outcomeUnknown, false);
          assertOnce();
        });
      }

      if (row.answers === 'json') {
        it('knows JSON that was cut', async () => {
          fails({ kind: 'halfJson' });
          const error = await subject.failureOf(call(), 'malformed');
          assert.equal(error.outcomeUnknown, isWrite);
          assertOnce();
        });
      }

      if (row.answers !== 'nothing') {
        it('knows an answer of which half came', async () => {
          fails({ kind: 'halfBody' });
          const error = await subject.failureOf(call(), 'network');
          assert.equal(error.outcomeUnknown, isWrite);
          assertRepeated();
        });
      }

      it('knows a page of something in between', async () => {
        fails({ kind: 'html' });
        const error = await subject.failureOf(call(), 'notJson');
        assert.equal(error.outcomeUnknown, isWrite);
        assertOnce();
      });

      it('knows an error inside a 200', async () => {
        fails({ kind: 'errors200', message: 'Bot is protected' });
        const error = await subject.failureOf(call(), 'refused');
        assert.deepEqual(error.serverMessages, ['Bot is protected']);
        assert.equal(error.outcomeUnknown, false);
        assertOnce();
      });

      it('knows that it is not allowed', async () => {
        fails({ kind: 'status', status: 403 });
        await subject.failureOf(call(), 'forbidden');
        assertOnce();
      });

      it('knows a route that does not exist', async () => {
        fails({ kind: 'routeMissing' });
        await subject.failureOf(call(), 'routeMissing');
        assertOnce();
      });

      if (isWrite) {
        for (const answer of [
          { kind: 'plainText', text: 'true' },
          { kind: 'plainText', text: 'ok' },
          { kind: 'plainText', text: 'success' },
          { kind: 'emptyBody' },
        ] as const) {
          const name = answer.kind === 'plainText' ? `"${answer.text}"` : 'an empty body';
          it(`takes ${name} for ${row.plainWordIsSuccess ? 'success' : 'an outcome that is not known'}`, async () => {
            fails(answer);
            if (row.plainWordIsSuccess) assert.equal(await call(), undefined);
            else assert.equal((await subject.failureOf(call(), 'malformed')).outcomeUnknown, true);
            assert.equal(applied(), true);
            assertOnce();
          });
        }
      }

      it('429: is told apart; a read is made again', async () => {
        fails({ kind: 'status', status: 429 });
        const error = await subject.failureOf(call(), 'rateLimited');
        assert.equal(error.retryAfterMs, undefined);
        assert.equal(error.outcomeUnknown, false);
        assertRepeated();
      });

      it('429 with Retry-After: the server says when', async () => {
        fails({ kind: 'status', status: 429, retryAfter: 0, times: 1 });
        if (isWrite) assert.equal((await subject.failureOf(call(), 'rateLimited')).retryAfterMs, 0);
        else row.good((await call()) as never, ids);
        assert.equal(requests(), isWrite ? 1 : 2);
      });

      it('429 with a long Retry-After: the caller is told at once', async () => {
        fails({ kind: 'status', status: 429, retryAfter: 3600 });
        assert.equal((await subject.failureOf(call(), 'rateLimited')).retryAfterMs, 3_600_000);
        assertOnce();
      });

      it('500: is not tried again', async () => {
        fails({ kind: 'status', status: 500 });
        const error = await subject.failureOf(call(), 'server');
        assert.equal(error.status, 500);
        assert.equal(error.outcomeUnknown, isWrite);
        assertOnce();
      });

      for (const status of [502, 503] as const) {
        it(`${status}: a read is made again, a write is not`, async () => {
          fails({ kind: 'status', status });
          const error = await subject.failureOf(call(), 'server');
          assert.equal(error.status, status);
          assert.equal(error.outcomeUnknown, isWrite);
          assertRepeated();
        });
      }

      it('a dropped connection: nothing was applied, but a client cannot know', async () => {
        fails({ kind: 'dropConnection' });
        const error = await subject.failureOf(call(), 'network');
        assert.equal(error.outcomeUnknown, isWrite);
        assert.equal(applied(), false);
        assertRepeated();
      });

      if (isWrite) {
        it('a connection that is dropped after the write: applied, and the client says that it may be', async () => {
          fails({ kind: 'dropAfterApply' });
          const error = await subject.failureOf(call(), 'network');
          assert.equal(error.outcomeUnknown, true);
          assert.equal(applied(), true);
          assertOnce();
        });
      } else {
        it('outlives two faults that pass', async () => {
          fails({ kind: 'dropConnection', times: 1 }, { kind: 'status', status: 503, times: 1, after: 1 });
          row.good((await call()) as never, ids);
          assert.equal(requests(), 3);
        });
      }

      it('never answered: ends at the time limit', async () => {
        fails({ kind: 'never' });
        const impatient = subject.client({ timeouts: { read: 150, write: 150 } });
        const error = await subject.failureOf(call(impatient), 'timeout');
        assert.equal(error.outcomeUnknown, isWrite);
        assert.equal(applied(), isWrite);
        assertOnce();
      });

      it('a redirect within the server: a read follows, a write does not', async () => {
        fails({ kind: 'redirect', location: `${subject.sandbox.url}/user?next=1`, times: 1 });
        if (isWrite) {
          await subject.failureOf(call(), 'notJson');
          assert.equal(subject.sandbox.requests.list().length, 1);
        } else {
          // Whether the other place has what was asked for is another question.
          await call().catch((error: unknown) => subject.errors.push(error));
          const [, second] = subject.sandbox.requests.list();
          assert.equal(second?.path, '/v2/user');
          assert.equal(second.query['next'], '1');
          assert.equal(second.status === 401, false, 'the key was left behind');
        }
      });

      it('a redirect to another server: not followed', async () => {
        fails({ kind: 'redirect', location: 'http://other.invalid/v2/user' });
        await subject.failureOf(call(), isWrite ? 'notJson' : 'foreignAddress');
        assertOnce();
      });
    });
  }
});
