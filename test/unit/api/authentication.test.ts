import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { apiKeyFromTelegram, getTelegramLoginLink, signUp } from '../../../src/api/authentication';
import { madeUpApiKey, messageAnswer, userAnswer } from '../../fixtures/api/answers';
import { failureOf, type Recorded, recording, says } from './recorder';

const credentials = { email: 'new@example.com', password: 'made-up-password' };
const session = { 'access-token': 'made-up-access', client: 'made-up-client', uid: 'new@example.com' };

/** A client without a key, whose server hands out credentials with this answer and then says who the user is. */
function handingOut(answer: (request: Recorded) => Response) {
  return recording((request) => (request.path === '/user' ? says(userAnswer) : answer(request)), {
    apiKey: () => Promise.resolve(undefined),
  });
}

describe('api: signing up', () => {
  it('gives the key of the new account, asked for with the credentials in the headers', async () => {
    const { http, requests } = handingOut(() => says({ data: { id: 1 } }, { headers: session }));
    assert.equal(await signUp(http, credentials), madeUpApiKey);
    assert.deepEqual(
      requests.map(({ method, path, hasKey }) => [method, path, hasKey]),
      [
        ['POST', '/auth', false],
        ['GET', '/user', false],
      ],
    );
    assert.deepEqual(
      ['access-token', 'client', 'uid', 'uuid'].map((name) => requests[1]?.headers.get(name)),
      ['made-up-access', 'made-up-client', 'new@example.com', 'new@example.com'],
    );
  });

  it('gives none where the server wants a sign-in first', async () => {
    const { http } = handingOut(() => says(messageAnswer));
    assert.equal(await signUp(http, credentials), undefined);
  });

  it('tells what the server refuses, without the password', async () => {
    const said = { errors: ['E-mail is taken', `made-up-password is too short`] };
    const { http } = handingOut(() => says(said, { status: 422 }));
    const error = await failureOf(signUp(http, credentials), 'refused');
    assert.deepEqual(error.serverMessages, ['E-mail is taken', '… is too short']);
    assert.ok(!inspect(error, { depth: 9, showHidden: true }).includes('made-up-password'));
  });

  it('tells an account that was made, but whose key could not be read, from one that was not', async () => {
    const { http } = recording(({ path }) =>
      path === '/user' ? says('', { status: 500 }) : says('', { headers: session }),
    );
    assert.equal((await failureOf(signUp(http, credentials), 'server')).endpoint, 'getUser');
  });
});

describe('api: signing in with Telegram', () => {
  const link = 'https://t.me/BotsBusinessAdminBot?start=login-made-up';

  it('opens a link that leads to Telegram or the web and nowhere else', async () => {
    const from = (answer: unknown) => getTelegramLoginLink(recording(() => says(answer)).http);
    assert.deepEqual(await from({ link, token: 'made-up-login' }), { link, token: 'made-up-login' });
    for (const bad of [{ link }, { link, token: '' }, { link: 'command:x', token: 'a' }, {}, true]) {
      await failureOf(from(bad), 'malformed');
    }
  });

  it('gives the key once the person has confirmed', async () => {
    let isConfirmed = false;
    const { http, requests } = handingOut(() =>
      isConfirmed ? says({ data: { id: 1 } }, { headers: session }) : says({ status: 'waiting' }),
    );
    assert.equal(await apiKeyFromTelegram(http, 'made-up-login'), undefined);
    isConfirmed = true;
    assert.equal(await apiKeyFromTelegram(http, 'made-up-login'), madeUpApiKey);
    assert.deepEqual(
      requests.map(({ path, query }) => [path, query]),
      [
        ['/auth/tg_login', { token: 'made-up-login' }],
        ['/auth/tg_login', { token: 'made-up-login' }],
        ['/user', {}],
      ],
    );
  });

  it('tells that the link has expired and that it was asked too often, and asks once each', async () => {
    for (const [status, reason] of [
      [401, 'unauthorized'],
      [429, 'rateLimited'],
    ] as const) {
      const said = { errors: ['Invalid or expired sign-in link'] };
      const { http, requests } = handingOut(() => says(said, { status }));
      await failureOf(apiKeyFromTelegram(http, 'made-up-login'), reason);
      assert.equal(requests.length, 1);
    }
  });

  it('ends when the person no longer waits', async () => {
    const { http } = handingOut(() => says({ status: 'waiting' }));
    await failureOf(apiKeyFromTelegram(http, 'made-up-login', AbortSignal.abort()), 'aborted');
  });
});
