import assert from 'node:assert/strict';

import { startSubject, type Subject } from './client';

const email = 'you@sandbox.invalid';
const password = 'made-up-password';

describe('sandbox: account', () => {
  let subject: Subject;
  let time: number;
  let told: string[];
  beforeEach(async () => {
    time = Date.UTC(2026, 4, 20, 10);
    told = [];
    subject = await startSubject({ now: () => time, onKeyChange: (key) => void told.push(key) });
    const user = subject.sandbox.store.user();
    assert.ok(user);
    subject.sandbox.store.saveUser({ ...user, password });
  });
  afterEach(() => subject.sandbox.close());

  const refused = async (method: string, path: string, body: unknown) => {
    const { status, json } = await subject.call(method, path, body);
    return [status, ...((json as { errors?: string[] }).errors ?? [(json as { error: string }).error])];
  };

  it('sign up: refuses what cannot be an account, and a second one', async () => {
    const good = { email: 'new@sandbox.invalid', password, password_confirmation: password };
    for (const [change, message] of [
      [{ email: 'nothing' }, 'Email is not valid'],
      [{ email: ' You@Sandbox.invalid ' }, 'Email has already been taken'],
      [{ password: 'short' }, 'Password is too short (minimum is 8 characters)'],
      [{ password_confirmation: 'other' }, "Password confirmation doesn't match Password"],
      [{}, 'The sandbox has one account only'],
    ] as const) {
      assert.deepEqual(await refused('POST', '/auth', { ...good, ...change }), [422, message]);
    }
  });

  it('sign up: needs no key, and its credentials serve', async () => {
    const empty = await startSubject({ account: false });
    const { url } = empty.sandbox;
    assert.equal((await fetch(`${url}/user`)).status, 401);
    const made = await fetch(`${url}/auth`, {
      method: 'POST',
      body: JSON.stringify({ email: ' New@Sandbox.invalid', password, password_confirmation: password }),
    });
    assert.deepEqual(await made.json(), {
      data: { id: 52_795_001, email: 'new@sandbox.invalid', provider: 'email', uid: 'new@sandbox.invalid' },
    });
    const user = await fetch(`${url}/user`, { headers: credentials(made.headers) });
    assert.equal(((await user.json()) as { api_key: string }).api_key, empty.sandbox.apiKey);
    await empty.sandbox.close();
  });

  it('password: the current one must be right, unless there is none', async () => {
    const fresh = { password: 'another-password', password_confirmation: 'another-password' };
    const check = 'Please check your current password.';
    assert.deepEqual(await refused('PUT', '/user/password', { current_password: 'no', ...fresh }), [
      422,
      check,
    ]);
    assert.deepEqual(await refused('PUT', '/user/password', fresh), [422, check]);
    const short = { current_password: password, password: 'short', password_confirmation: 'short' };
    assert.equal((await subject.call('PUT', '/user/password', short)).status, 422);
    assert.equal(subject.sandbox.store.user()?.password, password);

    const { password: _, ...withoutPassword } = subject.sandbox.store.user()!;
    subject.sandbox.store.saveUser(withoutPassword);
    assert.equal((await subject.call('PUT', '/user/password', fresh)).status, 200);
    assert.equal(subject.sandbox.store.user()?.password, fresh.password);
  });

  it('password: an unknown address gets no letter', async () => {
    const body = { email: 'nobody@sandbox.invalid' };
    assert.deepEqual(await refused('POST', '/user/reset_password', body), [404, 'User not found']);
    assert.deepEqual(subject.sandbox.letters(), []);
  });

  it('e-mail: refuses what is none, and keeps the key; a session goes on under the new address', async () => {
    assert.deepEqual(await refused('POST', '/user/email', { email: 'a b@c.d' }), [422, 'Email is not valid']);
    const { headers } = await subject.call('POST', '/auth/sign_in', { email, password });
    const changed = await fetch(`${subject.sandbox.url}/user/email`, {
      method: 'POST',
      headers: credentials(headers),
      body: JSON.stringify({ email: 'me@sandbox.invalid' }),
    });
    assert.equal(changed.headers.get('uid'), 'me@sandbox.invalid');
    const next = await fetch(`${subject.sandbox.url}/user`, { headers: credentials(changed.headers) });
    assert.equal(next.status, 200);
    assert.equal((await subject.call('GET', '/user')).status, 200);
  });

  it('key: whoever listens is told the new one before the answer, and sessions go on', async () => {
    const { headers } = await subject.call('POST', '/auth/sign_in', { email, password });
    const { json } = await subject.call('POST', '/user/reset_api_key');
    assert.deepEqual(told, [(json as { api_key: string }).api_key]);
    assert.equal((await fetch(`${subject.sandbox.url}/user`, { headers: credentials(headers) })).status, 200);
    assert.equal((await subject.call('GET', '/user')).status, 200, 'with the new key');
    assert.equal(told.length, 1);
  });

  it('key: counts also when it cannot be told', async () => {
    const failing = await startSubject({
      onKeyChange: () => {
        throw new Error('disk full');
      },
    });
    const old = failing.sandbox.apiKey;
    const { json } = await failing.call('POST', '/user/reset_api_key');
    assert.equal((json as { api_key: string }).api_key, failing.sandbox.apiKey);
    assert.notEqual(failing.sandbox.apiKey, old);
    await failing.sandbox.close();
  });

  it('a session goes on after a refusal', async () => {
    const { headers } = await subject.call('POST', '/auth/sign_in', { email, password });
    const { url } = subject.sandbox;
    const refusal = await fetch(`${url}/bots/1`, { headers: credentials(headers) });
    assert.equal(refusal.status, 404);
    assert.equal((await fetch(`${url}/user`, { headers: credentials(headers) })).status, 401, 'spent');
    assert.equal((await fetch(`${url}/user`, { headers: credentials(refusal.headers) })).status, 200);
  });

  it('log out everywhere: ends sessions, also the one that asks, and not the key', async () => {
    const other = (await subject.call('POST', '/auth/sign_in', { email, password })).headers;
    const own = (await subject.call('POST', '/auth/sign_in', { email, password })).headers;
    const { url } = subject.sandbox;
    const out = await fetch(`${url}/user/tokens`, { method: 'DELETE', headers: credentials(own) });
    assert.deepEqual([out.status, out.headers.get('access-token')], [200, null]);
    assert.equal((await fetch(`${url}/user`, { headers: credentials(other) })).status, 401);
    assert.equal((await subject.call('GET', '/user')).status, 200);
  });

  it('ads: refuses what is no switch', async () => {
    assert.equal((await subject.call('POST', '/user/ads', {})).status, 422);
    assert.equal(subject.sandbox.store.quota()?.have_ads, false);
  });

  describe('sign-in with Telegram', () => {
    const begin = async () =>
      ((await subject.call('POST', '/auth/tg_login_link')).json as { token: string }).token;
    const ask = async (token: string) => {
      const response = await fetch(`${subject.sandbox.url}/auth/tg_login?token=${token}`);
      return { status: response.status, json: await response.json(), headers: response.headers };
    };
    const expired = { errors: ['Invalid or expired sign-in link'] };

    it('waits, is confirmed once, and gives credentials that serve', async () => {
      const token = await begin();
      time += 3999;
      assert.deepEqual((await ask(token)).json, { status: 'waiting' });
      time += 1;
      const { status, headers } = await ask(token);
      assert.equal(status, 200);
      assert.equal(
        (await fetch(`${subject.sandbox.url}/user`, { headers: credentials(headers) })).status,
        200,
      );
      assert.deepEqual((await ask(token)).json, expired);
    });

    it('knows no other token, and none that is too old', async () => {
      subject.sandbox.behaviour.loginConfirmMs = Infinity;
      const token = await begin();
      time += subject.sandbox.behaviour.loginExpireMs;
      for (const given of [token, 'x', '']) {
        const { status, json, headers } = await ask(given);
        assert.deepEqual([status, json, headers.get('client')], [401, expired, null]);
      }
    });

    it('expires when told so, and its token is in no log', async () => {
      const token = await begin();
      await subject.control('DELETE', '/_sandbox/logins');
      assert.equal((await ask(token)).status, 401);
      assert.ok(!JSON.stringify(subject.sandbox.requests.list()).includes(token));
    });

    it('is confirmed when told so, however long it would wait', async () => {
      subject.sandbox.behaviour.loginConfirmMs = Infinity;
      const token = await begin();
      time += 60_000;
      assert.deepEqual((await ask(token)).json, { status: 'waiting' });
      await subject.control('PUT', '/_sandbox/logins');
      assert.deepEqual((await ask(await begin())).json, { status: 'waiting' }, 'begun later');
      assert.ok((await ask(token)).headers.get('client'));
    });

    it('makes the account when there is none', async () => {
      const empty = await startSubject({ account: false, behaviour: { loginConfirmMs: 0 } });
      const begun = await fetch(`${empty.sandbox.url}/auth/tg_login_link`, { method: 'POST' });
      const { token } = (await begun.json()) as { token: string };
      const response = await fetch(`${empty.sandbox.url}/auth/tg_login?token=${token}`);
      assert.match(response.headers.get('uid') ?? '', /^[0-9a-f]{16}@auth\.bots\.business$/);
      assert.equal(empty.sandbox.store.user()?.password, undefined);
      await empty.sandbox.close();
    });
  });
});

function credentials(headers: Headers): Record<string, string> {
  return {
    'access-token': headers.get('access-token') ?? '',
    client: headers.get('client') ?? '',
    uid: headers.get('uid') ?? '',
  };
}
