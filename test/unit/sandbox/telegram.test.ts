import assert from 'node:assert/strict';

import { madeUpToken } from '../../../src/sandbox/seed';
import { startSubject, type Subject } from './client';

const token = madeUpToken(7);
const user = { id: 1, telegramid: 501, first_name: 'Ada', last_name: null, username: 'ada' };

describe("sandbox: Telegram's Bot API", () => {
  let subject: Subject;
  beforeEach(async () => {
    subject = await startSubject();
    subject.seed({
      name: 'Corner Shop',
      token,
      parts: {
        connections: [
          {
            connection_id: 'connection-1',
            user,
            rights: ['can_reply'],
            date: 1_760_000_000,
            is_enabled: true,
          },
        ],
      },
    });
    subject.seed({ name: 'Other', token: madeUpToken(8) });
  });
  afterEach(() => subject.sandbox.close());

  const call = async (method: string, init?: RequestInit, as = token) => {
    const response = await fetch(`${subject.sandbox.address}/bot${as}/${method}`, init);
    return {
      status: response.status,
      json: await response.json(),
      retry: response.headers.get('retry-after'),
    };
  };
  const post = (body: string, type: string): RequestInit => ({
    method: 'POST',
    body,
    headers: { 'content-type': type },
  });

  it('getMe: the bot, in whatever case the method is written', async () => {
    for (const method of ['getMe', 'getme']) {
      const { status, json } = await call(method, { method: 'POST' });
      const {
        id,
        is_bot: isBot,
        first_name: name,
        username,
      } = (json as { result: Record<string, unknown> }).result;
      assert.deepEqual(
        [status, id, isBot, name, username],
        [200, 1_000_007, true, 'Corner Shop', 'CornerShopBot'],
      );
    }
  });

  it('getBusinessConnection: takes its parameter from query, JSON and form', async () => {
    const expected = {
      status: 200,
      json: {
        ok: true,
        result: {
          id: 'connection-1',
          user: { id: 501, is_bot: false, first_name: 'Ada', username: 'ada' },
          user_chat_id: 501,
          date: 1_760_000_000,
          is_enabled: true,
          rights: { can_reply: true },
        },
      },
      retry: null,
    };
    const query = 'business_connection_id=connection-1';
    assert.deepEqual(await call(`getBusinessConnection?${query}`), expected);
    const json = JSON.stringify({ business_connection_id: 'connection-1' });
    assert.deepEqual(await call('getBusinessConnection', post(json, 'application/json')), expected);
    const form = post(query, 'application/x-www-form-urlencoded');
    assert.deepEqual(await call('getBusinessConnection', form), expected);
  });

  it('refuses as Telegram does', async () => {
    const refusal = (error_code: number, description: string) => ({
      status: error_code,
      json: { ok: false, error_code, description },
      retry: null,
    });
    const ask = (id: string, as = token) =>
      call(`getBusinessConnection?business_connection_id=${id}`, undefined, as);
    const missing = refusal(400, 'Bad Request: business connection not found');
    assert.deepEqual(await ask('connection-2'), missing);
    assert.deepEqual(await ask('connection-1', madeUpToken(8)), missing, "another bot's");
    assert.deepEqual(await call('getBusinessConnection'), missing);
    assert.deepEqual(await ask('x!'), refusal(400, 'Bad Request: CONNECTION_ID_INVALID'));
    assert.deepEqual(await ask('connection-1', madeUpToken(9)), refusal(401, 'Unauthorized'));
  });

  it('faults that name a method come in its own form; those of the API do not meet it', async () => {
    const { faults } = subject.sandbox;
    faults.add({ kind: 'status', status: 503 }, { kind: 'latency', ms: 1 });
    assert.equal((await call('getMe')).status, 200);
    faults.clear();
    faults.add({ kind: 'status', status: 429, retryAfter: 7, endpoint: 'telegram.getMe', times: 1 });
    faults.add({ kind: 'status', status: 403, endpoint: 'telegram.getBusinessConnection' });
    assert.deepEqual((await call('getMe')).json, {
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    });
    assert.equal((await call('getMe')).status, 200);
    assert.deepEqual((await call('getBusinessConnection')).json, {
      ok: false,
      error_code: 403,
      description: 'Forbidden: bot was blocked by the user',
    });
  });

  it('its requests are in the log, and a token never is', async () => {
    await call('getMe');
    await call('getBusinessConnection?business_connection_id=connection-1');
    await call('sendMessage');
    await fetch(`${subject.sandbox.address}/bot${encodeURIComponent(token)}/getMe`);
    await fetch(`${subject.sandbox.address}/bot${token}`);
    await fetch(`${subject.sandbox.address}/bot${token}/a/b`);
    const requests = subject.sandbox.requests.list();
    assert.deepEqual(
      requests.map(({ path, endpoint, status }) => [path, endpoint, status]),
      [
        ['/bot…/getMe', 'telegram.getMe', 200],
        ['/bot…/getBusinessConnection', 'telegram.getBusinessConnection', 200],
        ['/bot…/sendMessage', null, 404],
        ['/bot…/getMe', 'telegram.getMe', 200],
        ['/bot…', null, 404],
        ['/bot…/a/b', null, 404],
      ],
    );
    assert.ok(!JSON.stringify(requests).includes('SANDBOX'));
    assert.deepEqual(requests[1]?.query, { business_connection_id: 'connection-1' });
  });
});
