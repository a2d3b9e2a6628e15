import assert from 'node:assert/strict';

import { apiKeyFor } from '../../../src/api/authentication';
import { getBot, getBots, setBotStatus } from '../../../src/api/bots';
import type { CommandBody } from '../../../src/api/commandBody';
import { deleteCommand, editCommand, getCommand } from '../../../src/api/commands';
import type { EndpointId } from '../../../src/api/endpoints';
import { ApiError, networkTrouble } from '../../../src/api/errors';
import { createFolder, deleteFolder, getFolders } from '../../../src/api/folders';
import { type HttpClient } from '../../../src/api/http';
import { getIterationUsage, getPaymentPlan } from '../../../src/api/usage';
import { getUser } from '../../../src/api/user';
import { Log } from '../../../src/util/log';
import { madeUpApiKey } from '../../fixtures/api/answers';
import { ApiSubject, urlOf } from './subject';
import { startTinyServer } from './tinyServer';

const wholeCommand: CommandBody = {
  command: '/a',
  aliases: '',
  answer: null,
  group: '',
  help: null,
  keyboard_body: null,
  commands_folder_id: null,
  auto_retry_time: '',
  bjs_code: 'two',
  need_reply: false,
};

describe('api: the HTTP client', () => {
  let subject: ApiSubject;
  let http: HttpClient;

  beforeEach(async () => {
    subject = await ApiSubject.start();
    http = subject.http;
  });
  afterEach(async () => {
    await subject.close();
    subject.assertNoSecrets();
  });

  it('tells the server which product asks', async () => {
    await getUser(subject.client({ userAgent: 'Bots.Business Studio/1.0' }));
    assert.equal(subject.sandbox.requests.list()[0]?.userAgent, 'Bots.Business Studio/1.0');
  });

  it('logs each request in a line: method, path and status, nothing of the query', async () => {
    const { botId } = subject.seed({});
    await getBot(http, botId);
    await subject.failureOf(getBot(http, 999));
    assert.equal(subject.logLines.length, 2);
    assert.match(subject.logLines[0] ?? '', new RegExp(`^GET /bots/${botId} 200 \\d+ ms$`));
    assert.match(subject.logLines[1] ?? '', /^GET \/bots\/999 404 notFound \d+ ms$/);
  });

  describe('the key', () => {
    it('is asked for each call, so a new one takes effect', async () => {
      let key = madeUpApiKey;
      const client = subject.client({ apiKey: () => Promise.resolve(key) });
      await subject.failureOf(getUser(client), 'unauthorized');
      key = subject.sandbox.apiKey;
      assert.equal((await getUser(client)).id, 52_795_001);
    });

    it('is not sent with what works without an account', async () => {
      const seen: string[] = [];
      const client = subject.client({
        fetch: (input) => {
          seen.push(urlOf(input).href);
          return Promise.resolve(new Response('{}'));
        },
      });
      await client.call('resetPassword', { body: { email: 'user@example.com' } });
      await client.call('getUser');
      assert.equal(new URL(seen[0] ?? '').searchParams.has('api_key'), false);
      assert.equal(new URL(seen[1] ?? '').searchParams.get('api_key'), subject.sandbox.apiKey);
    });

    it('that cannot be had leaves no write in doubt', async () => {
      const apiKey = () =>
        Promise.reject(Object.assign(new Error('no sandbox'), { code: 'SANDBOX_NOT_STARTED' }));
      const client = subject.client({ apiKey });
      const error = await subject.failureOf(createFolder(client, 1, 'F'), 'network');
      assert.equal(error.outcomeUnknown, false);
      assert.equal(error.cause, 'SANDBOX_NOT_STARTED');
    });
  });

  describe('another key', () => {
    const client = (renewKey: (rejected: string | undefined) => Promise<boolean>) => {
      let key: string | undefined = madeUpApiKey;
      const made = subject.client({
        apiKey: () => Promise.resolve(key),
        renewKey: async (rejected) => {
          const isRenewed = await renewKey(rejected);
          if (isRenewed) key = subject.sandbox.apiKey;
          return isRenewed;
        },
      });
      return { made, forget: () => (key = undefined) };
    };

    it('lets reads and writes go on that were not let in', async () => {
      const asked: (string | undefined)[] = [];
      const { made } = client((rejected) => {
        asked.push(rejected);
        return Promise.resolve(true);
      });
      assert.equal((await getUser(made)).id, 52_795_001);
      const { botId } = subject.seed({});
      await createFolder(made, botId, 'F');
      assert.deepEqual(asked, [madeUpApiKey]);
    });

    it('that does not come leaves the failure as it was', async () => {
      const { made, forget } = client(() => Promise.resolve(false));
      const rejected = await subject.failureOf(getUser(made), 'unauthorized');
      assert.equal(rejected.status, 401);
      forget();
      const missing = await subject.failureOf(getUser(made), 'unauthorized');
      assert.equal(missing.status, undefined);
    });

    it('is not waited for by a write that rests on a look', async () => {
      const { botId, commandIds } = subject.seed({ commands: [{ name: '/a', code: 'one' }] });
      const { made } = client(() => assert.fail('nobody is asked'));
      const write = editCommand(made, botId, commandIds[0]!, wholeCommand);
      await subject.failureOf(write, 'unauthorized');
      assert.equal(subject.sandbox.store.command(botId, commandIds[0]!)?.code, 'one');
      await subject.failureOf(deleteCommand(made, botId, commandIds[0]!), 'unauthorized');
      await subject.failureOf(deleteFolder(made, botId, 1), 'unauthorized');
    });

    it('is of no use to a call that needs none', async () => {
      const made = subject.client({
        renewKey: () => assert.fail('nobody is asked'),
        fetch: () => Promise.resolve(new Response('{"errors": ["no"]}', { status: 401 })),
      });
      await subject.failureOf(made.call('resetPassword', { body: {} }), 'unauthorized');
    });

    it('is no longer waited for by a call that nobody wants any more', async () => {
      const ended = new AbortController();
      const { made } = client(() => {
        ended.abort();
        return new Promise(() => undefined);
      });
      await subject.failureOf(getUser(made, { signal: ended.signal }), 'unauthorized');
    });
  });

  describe('e-mail and password', () => {
    const right = { email: 'you@sandbox.invalid', password: 'made-up-password' };
    const keyless = () => subject.client({ apiKey: () => Promise.resolve(undefined) });

    beforeEach(() => {
      const user = subject.sandbox.store.user();
      assert.ok(user);
      subject.sandbox.store.saveUser({ ...user, password: right.password });
    });

    it('are exchanged for the key, with one-time credentials', async () => {
      assert.equal(await apiKeyFor(keyless(), right), subject.sandbox.apiKey);
      assert.deepEqual(subject.arrived(), ['POST /auth/sign_in', 'GET /user']);
    });

    it('that are wrong are said to be', async () => {
      const error = await subject.failureOf(
        apiKeyFor(keyless(), { ...right, password: 'made-up-wrong' }),
        'unauthorized',
      );
      assert.deepEqual(error.serverMessages, ['Invalid login credentials. Please try again.']);
      assert.deepEqual(subject.arrived(), ['POST /auth/sign_in']);
    });

    it('are not sent again with credentials that may be spent', async () => {
      subject.sandbox.faults.add({ kind: 'status', status: 503, endpoint: 'getUser' });
      await subject.failureOf(apiKeyFor(keyless(), right), 'server');
      assert.deepEqual(subject.arrived(), ['POST /auth/sign_in', 'GET /user']);
    });

    it('are taken out of what a server says', async () => {
      const says = subject.client({
        fetch: () => Promise.resolve(new Response(`{"errors": ["no ${right.password}"]}`, { status: 401 })),
      });
      const error = await subject.failureOf(apiKeyFor(says, right), 'unauthorized');
      assert.deepEqual(error.serverMessages, ['no …']);
    });

    it('of a server that gives no credentials lead nowhere', async () => {
      const silent = subject.client({ fetch: () => Promise.resolve(new Response('{}')) });
      await subject.failureOf(apiKeyFor(silent, right), 'malformed');
    });
  });

  describe('a server that is not there', () => {
    it('leaves no write in doubt', async () => {
      const gone = await startTinyServer({});
      await gone.close();
      const client = subject.client({ url: `${gone.url}/v2` });
      const error = await subject.failureOf(createFolder(client, 1, 'F'), 'network');
      assert.equal(error.outcomeUnknown, false);
      assert.equal(error.cause, 'ECONNREFUSED');
      await subject.failureOf(getUser(client), 'network');
    });

    for (const [code, trouble] of [
      ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted'],
      ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted'],
      ['CERT_HAS_EXPIRED', 'outdated'],
      ['ERR_TLS_CERT_ALTNAME_INVALID', 'otherServer'],
      ['UND_ERR_ABORTED', 'proxy'],
    ] as const) {
      it(`is named with the trouble (${code}), not asked again, and leaves no write in doubt`, async () => {
        let sent = 0;
        const cause = Object.assign(new Error('no connection'), { code });
        const client = subject.client({
          fetch: () => {
            sent += 1;
            return Promise.reject(new TypeError('fetch failed', { cause }));
          },
        });
        const write = await subject.failureOf(createFolder(client, 1, 'F'), 'network');
        assert.equal(write.outcomeUnknown, false);
        assert.equal(networkTrouble(write), trouble);
        assert.equal(write.host, new URL(subject.sandbox.url).host);
        await subject.failureOf(getUser(client), 'network');
        assert.equal(sent, 2);
      });
    }

    it('answers again once it is back', async () => {
      subject.sandbox.faults.add({ kind: 'dropConnection', times: 3 });
      await subject.failureOf(getUser(http), 'network');
      assert.equal((await getUser(http)).id, 52_795_001);
    });
  });

  describe('abort', () => {
    for (const [what, call] of [
      ['read', (signal: AbortSignal) => http.call('getUser', { signal })],
      [
        'write',
        (signal: AbortSignal) => http.call('createFolder', { signal, params: { bot_id: 1 }, body: {} }),
      ],
    ] as const) {
      it(`ends a ${what} that is under way`, async () => {
        subject.sandbox.faults.add({ kind: 'never' });
        const controller = new AbortController();
        const arrived = new Promise<void>((resolve) => {
          const { requests } = subject.sandbox;
          const begin = requests.begin.bind(requests);
          requests.begin = (...args) => {
            begin(...args);
            resolve();
          };
        });
        const failure = subject.failureOf(call(controller.signal), 'aborted');
        await arrived;
        controller.abort();
        assert.equal((await failure).outcomeUnknown, what === 'write');
        assert.equal(subject.sandbox.requests.list().length, 1);
      });

      it(`keeps a ${what} from being sent`, async () => {
        await subject.failureOf(call(AbortSignal.abort()), 'aborted');
        assert.deepEqual(subject.arrived(), []);
      });
    }

    it('ends the pause before a read is made again', async () => {
      subject.sandbox.faults.add({ kind: 'status', status: 503 });
      const controller = new AbortController();
      const ignore = () => undefined;
      const debug = (line: string) => {
        if (line.includes('again in')) controller.abort();
      };
      const log = new Log({ trace: ignore, debug, info: ignore, warn: ignore, error: ignore });
      const patient = subject.client({ retryPauseMs: 12_000, log });
      await subject.failureOf(getUser(patient, { signal: controller.signal }), 'aborted');
      assert.equal(subject.sandbox.requests.list().length, 1);
    });

    it('of one caller does not take the answer from another', async () => {
      const controller = new AbortController();
      const [mine, other] = [getUser(http, { signal: controller.signal }), getUser(http)];
      controller.abort();
      await subject.failureOf(mine, 'aborted');
      assert.equal((await other).id, 52_795_001);
    });
  });

  describe('reads that are under way', () => {
    const usersAsked = () => subject.sandbox.requests.list('getUser').length;

    it('are shared by who asks for the same', async () => {
      const users = await Promise.all([getUser(http), getUser(http), getUser(http)]);
      assert.equal(usersAsked(), 1);
      assert.equal(new Set(users.map((user) => user.id)).size, 1);
      await getUser(http);
      assert.equal(usersAsked(), 2);
    });

    it('share a failure too, and the next call tries anew', async () => {
      subject.sandbox.faults.add({ kind: 'status', status: 500, times: 1 });
      const failures = await Promise.allSettled([getUser(http), getUser(http)]);
      assert.deepEqual(
        failures.map((failure) => failure.status),
        ['rejected', 'rejected'],
      );
      assert.equal((await getUser(http)).id, 52_795_001);
    });

    it('are not shared by who wants a fresh answer', async () => {
      await Promise.all([getUser(http), getUser(http, { fresh: true }), getUser(http, { fresh: true })]);
      assert.equal(usersAsked(), 3);
    });

    it('are told apart by their ids and pages', async () => {
      const { botId, commandIds } = subject.seed({ commands: [{ name: '/a' }, { name: '/b' }] });
      const [a, b] = await Promise.all(commandIds.map((id) => getCommand(http, botId, id)));
      assert.deepEqual([a?.command, b?.command], ['/a', '/b']);
      await Promise.all(
        [1, 2].map((page) => http.call('getCommands', { params: { bot_id: botId }, query: { page } })),
      );
      assert.equal(subject.sandbox.requests.list('getCommands').length, 2);
    });

    it('are not what writes are: each goes out', async () => {
      const { botId } = subject.seed({});
      await Promise.all([createFolder(http, botId, 'F'), createFolder(http, botId, 'F')]);
      assert.equal(subject.sandbox.store.folders(botId).length, 2);
    });
  });

  it('has at most six requests under way, and all get their answer', async () => {
    let underWay = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    const client = subject.client({
      fetch: async () => {
        most = Math.max(most, ++underWay);
        await new Promise<void>((resolve) => waiting.push(resolve));
        underWay--;
        return new Response('{"id": 1}');
      },
    });
    const bots = Array.from({ length: 20 }, (_, id) => getBot(client, id));
    let answered = 0;
    while (answered < 20) {
      // Everything that can start has started when timers run.
      await new Promise((resolve) => setImmediate(resolve));
      const next = waiting.shift();
      if (!next) continue;
      next();
      answered++;
    }
    assert.equal((await Promise.all(bots)).length, 20);
    assert.equal(most, 6);
  });

  describe('redirects', () => {
    it('are followed within the server, with the key and only once put in', async () => {
      const seen: URL[] = [];
      const client = subject.client({
        fetch: async (input, init) => {
          seen.push(urlOf(input));
          return fetch(input, init);
        },
      });
      const target = `${subject.sandbox.url}/user?api_key=${madeUpApiKey}`;
      subject.sandbox.faults.add({ kind: 'redirect', location: target, times: 1 });
      assert.equal((await getUser(client)).id, 52_795_001);
      assert.deepEqual(
        seen.map((url) => url.searchParams.getAll('api_key')),
        [[subject.sandbox.apiKey], [subject.sandbox.apiKey]],
      );
    });

    it('may be relative', async () => {
      subject.sandbox.faults.add({ kind: 'redirect', location: '/v2/user', times: 1 });
      assert.equal((await getUser(http)).id, 52_795_001);
    });

    it('end after three', async () => {
      subject.sandbox.faults.add({ kind: 'redirect', location: '/v2/user' });
      await subject.failureOf(getUser(http), 'notJson');
      assert.equal(subject.sandbox.requests.list().length, 4);
    });

    it('never lead to another server: nothing arrives there', async () => {
      const other = await startTinyServer({ 'GET /v2/user': () => ({ body: { id: 1 } }) });
      try {
        for (const location of [`${other.url}/v2/user`, other.url.replace('http:', '') + '/v2/user']) {
          subject.sandbox.faults.clear();
          subject.sandbox.faults.add({ kind: 'redirect', location });
          await subject.failureOf(getUser(http), 'foreignAddress');
        }
        assert.deepEqual(other.arrived, []);
      } finally {
        await other.close();
      }
    });
  });

  describe('routes that are missing', () => {
    const usagePaths = ['/user/iteration_quota', '/user/iterations', '/user/iteration_usage', '/user/quota'];
    const planPaths = ['/user/payment_plan', '/user/plan', '/payment_plan'];

    for (const [id, call, paths] of [
      ['getIterationUsage', getIterationUsage, usagePaths],
      ['getPaymentPlan', getPaymentPlan, planPaths],
    ] as const) {
      const gets = (tried: readonly string[]) => tried.map((path) => `GET ${path}`);

      it(`${id}: all paths are tried, and can be told`, async () => {
        subject.sandbox.faults.add({ kind: 'routeMissing', endpoint: id });
        await subject.failureOf(call(http), 'routeMissing');
        assert.deepEqual(subject.arrived(), gets(paths));
        assert.deepEqual(http.pathsOf(id), paths);
      });

      for (const [index, served] of paths.entries()) {
        it(`${id}: finds ${served} and remembers it`, async () => {
          const other = await ApiSubject.start({ behaviour: { paths: { [id]: served } } });
          try {
            await call(other.http);
            assert.deepEqual(other.arrived(), gets(paths.slice(0, index + 1)));
            other.sandbox.requests.clear();
            await call(other.http);
            assert.deepEqual(other.arrived(), gets([served]));
          } finally {
            await other.close();
            other.assertNoSecrets();
          }
        });
      }
    }

    it('forgets a path that no longer answers, and finds the next one', async () => {
      let served = 'GET /v2/user/quota';
      const routes = { body: { limit: 1, progress: 0 } };
      const server = await startTinyServer(
        new Proxy({}, { get: (_, route) => (route === served ? () => routes : undefined) }),
      );
      try {
        const client = subject.client({ url: `${server.url}/v2` });
        await getIterationUsage(client);
        served = 'GET /v2/user/iterations';
        await subject.failureOf(getIterationUsage(client), 'routeMissing');
        assert.equal((await getIterationUsage(client)).limit, 1);
      } finally {
        await server.close();
      }
    });

    it('are not what a server error is: then no other path is tried', async () => {
      subject.sandbox.faults.add({ kind: 'status', status: 500, endpoint: 'getIterationUsage' });
      await subject.failureOf(getIterationUsage(http), 'server');
      subject.sandbox.faults.clear();
      subject.sandbox.faults.add({ kind: 'status', status: 404, endpoint: 'getIterationUsage' });
      await subject.failureOf(getIterationUsage(http), 'notFound');
      assert.deepEqual(subject.arrived(), ['GET /user/iteration_quota', 'GET /user/iteration_quota']);
    });

    it('have writes follow the path under which the read answered', async () => {
      const server = await startTinyServer({
        'GET /v2/bots/7/broadcasts': () => ({ body: [] }),
        'POST /v2/bots/7/broadcasts/9/pause': () => ({ body: true }),
      });
      try {
        const client = subject.client({ url: `${server.url}/v2` });
        const pause = () => client.call('pauseBroadcastTask', { params: { bot_id: 7, task_id: 9 } });
        // Before the read was made, a write goes to the primary path and to no other.
        await subject.failureOf(pause(), 'routeMissing');
        assert.deepEqual(server.arrived, ['POST /v2/bots/7/run_all_tasks/9/pause']);
        await client.call('getBroadcastTasks', { params: { bot_id: 7 } });
        assert.equal(await pause(), true);
        assert.equal(server.arrived.at(-1), 'POST /v2/bots/7/broadcasts/9/pause');
      } finally {
        await server.close();
      }
    });

    it('Copy Bot is sent once, though it is a GET: it writes', async () => {
      for (const fault of [{ kind: 'dropConnection' }, { kind: 'status', status: 503 }] as const) {
        subject.sandbox.requests.clear();
        subject.sandbox.faults.clear();
        subject.sandbox.faults.add(fault);
        const error = await subject.failureOf(http.call('copyBot', { params: { bot_id: 1 } }));
        assert.equal(error.outcomeUnknown, true);
        assert.deepEqual(subject.arrived(), ['GET /bots/1/copy']);
      }
    });
  });

  describe('configured paths', () => {
    const configured = (paths: Partial<Record<EndpointId, string>>) => subject.client({ paths: () => paths });

    it('go before the table, for reads and writes', async () => {
      const { botId } = subject.seed({});
      const client = configured({
        getFolders: '/bots/{bot_id}/directories',
        createFolder: '/bots/{bot_id}/directories',
      });
      await subject.failureOf(getFolders(client, botId), 'routeMissing');
      await subject.failureOf(createFolder(client, botId, 'F'), 'routeMissing');
      assert.deepEqual(subject.arrived(), [
        `GET /bots/${botId}/directories`,
        `POST /bots/${botId}/directories`,
      ]);
    });

    it('still have alternatives behind them, which are told', async () => {
      const client = configured({ getPaymentPlan: '/user/my_plan' });
      await subject.failureOf(getPaymentPlan(client), 'routeMissing');
      assert.deepEqual(subject.arrived(), ['GET /user/my_plan', 'GET /user/plan', 'GET /payment_plan']);
      assert.deepEqual(client.pathsOf('getPaymentPlan'), ['/user/my_plan', '/user/plan', '/payment_plan']);
    });

    it('serve what lies under them', async () => {
      const client = configured({ getBroadcastTasks: '/bots/{bot_id}/tasks' });
      await subject.failureOf(
        client.call('deleteBroadcastTask', { params: { bot_id: 1, task_id: 2 } }),
        'routeMissing',
      );
      assert.deepEqual(subject.arrived(), ['DELETE /bots/1/tasks/2']);
    });

    it('that are no paths are ignored', async () => {
      for (const bad of [
        'https://other.invalid/user',
        '@other.invalid/user',
        '/../../user',
        '/user?x=1',
        '',
      ]) {
        const client = configured({ getUser: bad });
        assert.equal((await getUser(client)).id, 52_795_001, bad);
        assert.deepEqual(client.pathsOf('getUser'), ['/user']);
      }
    });
  });

  it('never puts the key into a log or an error, whatever goes wrong', async () => {
    const { botId } = subject.seed({ commands: [{ name: '/a' }] });
    const impatient = subject.client({ timeouts: { read: 30, write: 30 } });
    const { faults, url } = subject.sandbox;
    for (const fault of [
      { kind: 'dropConnection' },
      { kind: 'halfBody' },
      { kind: 'halfJson' },
      { kind: 'html' },
      { kind: 'never' },
      { kind: 'errors200', message: `refused for ${url}/user?api_key=${subject.sandbox.apiKey}` },
      { kind: 'redirect', location: `http://other.invalid/?api_key=${subject.sandbox.apiKey}` },
      { kind: 'redirect', location: `${url}/user?api_key=${subject.sandbox.apiKey}` },
      { kind: 'status', status: 429, retryAfter: 99 },
      { kind: 'status', status: 502 },
    ] as const) {
      faults.clear();
      faults.add(fault);
      for (const call of [() => getBots(impatient), () => setBotStatus(impatient, botId, 'start_stopping')]) {
        const error: unknown = await call().catch((thrown: unknown) => thrown);
        assert.ok(ApiError.is(error), fault.kind);
        // What the server says may name the key; only then the net has something to do.
        if (fault.kind === 'errors200') assert.ok(!JSON.stringify(error).includes(subject.sandbox.apiKey));
        else subject.errors.push(error);
        subject.log.warn('it failed', error);
      }
    }
    // Lines that quote the server have its own words taken out; those are looked at for the key alone.
    const quoting = subject.logLines.filter((line) => line.includes('refused for'));
    assert.equal(quoting.length, 2);
    for (const line of quoting) assert.ok(!line.includes(subject.sandbox.apiKey));
    subject.logLines.splice(0, Infinity, ...subject.logLines.filter((line) => !quoting.includes(line)));
    assert.ok(subject.logLines.length > 40);
  });
});
