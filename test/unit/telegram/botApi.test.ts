import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

import { madeUpToken } from '../../../src/sandbox/seed';
import { BotApi } from '../../../src/telegram/botApi';
import { TelegramError } from '../../../src/telegram/errors';
import { Log } from '../../../src/util/log';

const token = madeUpToken(5);

describe('telegram: the Bot API', () => {
  let server: http.Server;
  let url: string;
  let arrived: (string | undefined)[];
  let body: string;
  let lines: string[];
  let answer: (response: http.ServerResponse) => void;

  beforeEach(async () => {
    arrived = [];
    lines = [];
    server = http.createServer((request, response) => {
      arrived.push(`${request.method} ${request.url}`);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        body = Buffer.concat(chunks).toString();
        answer(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function api() {
    const keep = (line: string) => void lines.push(line);
    const log = new Log({ trace: keep, debug: keep, info: keep, warn: keep, error: keep });
    return new BotApi({ url: () => url, timeoutMs: 200, log });
  }
  const says = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    answer = (response) => {
      response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
    };
  };

  /** The error that asking ends with; neither it nor the log may hold the token. */
  async function failure(of = token): Promise<TelegramError> {
    return failureOf(api().userName(of));
  }
  async function failureOf(call: Promise<unknown>): Promise<TelegramError> {
    const error: unknown = await call.then(
      (value) => assert.fail(inspect(value)),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof TelegramError, inspect(error));
    const shown = inspect(error, { depth: 10, showHidden: true, maxStringLength: null });
    for (const text of [shown, error.stack ?? '', ...lines]) {
      assert.ok(!text.includes(token) && !text.includes('SANDBOX-') && !/\/bot\d/.test(text), text);
      assert.ok(!text.includes('…'), `something had to be taken out: ${text}`);
    }
    return error;
  }

  it('says the user name of a bot', async () => {
    says(200, { ok: true, result: { id: 5, is_bot: true, first_name: 'Tea', username: 'tea_shop_bot' } });
    assert.equal(await api().userName(token), 'tea_shop_bot');
    assert.deepEqual(arrived, [`GET /bot${token}/getMe`]);
    assert.match(lines.join(), /^\[?.*getMe ok \d+ ms$/);
  });

  for (const status of [401, 404]) {
    it(`takes ${status} for a token that is no longer good`, async () => {
      says(status, { ok: false, error_code: status, description: 'Unauthorized' });
      assert.equal((await failure()).reason, 'unauthorized');
    });
  }

  it('sends nothing that does not look like a token', async () => {
    for (const other of ['', '../..', '1:a/../../x', 'a:b']) {
      assert.equal((await failure(other)).reason, 'unauthorized');
    }
    assert.deepEqual(arrived, []);
  });

  it('says how long to wait', async () => {
    says(429, { ok: false, error_code: 429, parameters: { retry_after: 35 } });
    const { reason, retryAfterMs } = await failure();
    assert.deepEqual([reason, retryAfterMs], ['rateLimited', 35_000]);
  });

  for (const [what, status, body] of [
    ['the page of a proxy', 200, '<html>Please sign in</html>'],
    ['the 404 page of a proxy', 404, '<html>Not found</html>'],
    ['half an answer', 200, '{"ok":true,"result":{"user'],
    ['an answer without a name', 200, { ok: true, result: { id: 5 } }],
    ['a name that would lead elsewhere', 200, { ok: true, result: { username: '../evil' } }],
  ] as const) {
    it(`takes ${what} for no answer`, async () => {
      says(status, body);
      assert.equal((await failure()).reason, 'malformed');
    });
  }

  it('follows no redirect, which would take the token along', async () => {
    says(302, '', { location: `${url}/elsewhere` });
    assert.equal((await failure()).reason, 'malformed');
    assert.equal(arrived.length, 1);
  });

  it('tells that Telegram has a problem', async () => {
    says(502, { ok: false, error_code: 502, description: 'Bad Gateway' });
    assert.equal((await failure()).reason, 'server');
  });

  it('waits no longer than its time limit, also for the rest of an answer', async () => {
    answer = () => undefined;
    assert.equal((await failure()).reason, 'timeout');
    answer = (response) => void response.writeHead(200).write('{"ok":');
    assert.equal((await failure()).reason, 'timeout');
  });

  it('tells that there is no connection', async () => {
    answer = (response) => void response.destroy();
    assert.equal((await failure()).reason, 'network');
    url = 'http://127.0.0.1:1';
    assert.equal((await failure()).reason, 'network');
  });

  describe('a business connection', () => {
    const connection = {
      id: 'made-up-connection',
      user: { id: 1000001, is_bot: false, first_name: 'Ann', last_name: 'Lee', username: 'ann' },
      user_chat_id: 4503599627370495,
      date: 1760000000,
      rights: { can_reply: true, can_edit_bio: false, can_fly: true },
      is_enabled: true,
    };
    const ask = (options?: { signal: AbortSignal }) =>
      api().getBusinessConnection(token, 'made-up-connection', options);

    it('is read with its id in the body, and not in an address that may be kept somewhere', async () => {
      says(200, { ok: true, result: connection });
      assert.deepEqual(await ask(), {
        id: 'made-up-connection',
        user: { id: 1000001, firstName: 'Ann', lastName: 'Lee', username: 'ann' },
        userChatId: 4503599627370495,
        date: 1760000000,
        isEnabled: true,
        rights: ['can_reply', 'can_fly'],
      });
      assert.deepEqual(arrived, [`POST /bot${token}/getBusinessConnection`]);
      assert.deepEqual(JSON.parse(body), { business_connection_id: 'made-up-connection' });
      assert.match(lines.join(), /^\[?.*getBusinessConnection ok \d+ ms$/);
    });

    it('may be disabled, and say no rights', async () => {
      const { id, user_chat_id, date } = connection;
      const user = { id: 1, is_bot: false, first_name: 'Ann' };
      says(200, { ok: true, result: { id, user, user_chat_id, date, is_enabled: false } });
      const { isEnabled, rights, user: of } = await ask();
      assert.deepEqual(
        [isEnabled, rights, of.lastName, of.username],
        [false, undefined, undefined, undefined],
      );
    });

    for (const [status, description, reason] of [
      [400, 'Bad Request: business connection not found', 'connectionNotFound'],
      [400, 'Bad Request: CONNECTION_ID_INVALID', 'connectionNotFound'],
      [400, 'Bad Request: something else', 'server'],
      [401, 'Unauthorized', 'unauthorized'],
      [403, 'Forbidden: bot was blocked by the user', 'blocked'],
    ] as const) {
      it(`tells ${status} "${description}" as ${reason}`, async () => {
        says(status, { ok: false, error_code: status, description });
        assert.equal((await failureOf(ask())).reason, reason);
      });
    }

    it('says how long to wait', async () => {
      says(429, { ok: false, error_code: 429, parameters: { retry_after: 7 } });
      const { reason, retryAfterMs } = await failureOf(ask());
      assert.deepEqual([reason, retryAfterMs], ['rateLimited', 7000]);
    });

    it('is not waited for when nobody wants it any more', async () => {
      const end = new AbortController();
      answer = () => end.abort();
      assert.equal((await failureOf(ask({ signal: end.signal }))).reason, 'aborted');
      assert.equal((await failureOf(ask({ signal: AbortSignal.abort() }))).reason, 'aborted');
      assert.equal(arrived.length, 1);
    });

    it('without its parts is no answer', async () => {
      says(200, { ok: true, result: { ...connection, is_enabled: 'yes' } });
      assert.equal((await failureOf(ask())).reason, 'malformed');
    });
  });
});
