import assert from 'node:assert/strict';

import { confirmedInTelegram } from '../../../src/accounts/telegramLogin';
import { getTelegramLoginLink } from '../../../src/api/authentication';
import { ApiSubject } from '../api/subject';

describe('accounts: sign-in with Telegram', () => {
  let subject: ApiSubject;
  let now: number;
  let token: string;
  let ended: AbortController;
  let waits: (number | undefined)[];
  /** Called at each pause. */
  let meanwhile: () => void;

  beforeEach(async () => {
    now = Date.UTC(2026, 0, 1);
    subject = await ApiSubject.start({ now: () => now }, { apiKey: () => Promise.resolve(undefined) });
    ({ token } = await getTelegramLoginLink(subject.http));
    ended = new AbortController();
    waits = [];
    meanwhile = () => undefined;
  });
  afterEach(async () => {
    await subject.close();
    assert.ok(!subject.logLines.join().includes(token));
    subject.assertNoSecrets();
  });

  const wait = () =>
    confirmedInTelegram(subject.http, token, {
      signal: ended.signal,
      every: 1,
      waiting: (tooMany) => {
        waits.push(tooMany);
        meanwhile();
      },
    });

  it('waits until it is confirmed, and gets the key', async () => {
    meanwhile = () => (waits.length === 2 ? (now += subject.sandbox.behaviour.loginConfirmMs) : undefined);
    assert.equal(await wait(), subject.sandbox.apiKey);
    assert.deepEqual(waits, [undefined, undefined]);
  });

  it('ends when the link has expired, or the person does not want to wait', async () => {
    meanwhile = () => (now += subject.sandbox.behaviour.loginExpireMs);
    await subject.failureOf(wait(), 'unauthorized');
    ({ token } = await getTelegramLoginLink(subject.http));
    meanwhile = () => ended.abort();
    await subject.failureOf(wait(), 'aborted');
  });

  it('waits as long as the server asks to after too many attempts, and through a moment without it', async () => {
    subject.sandbox.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: 0,
      endpoint: 'telegramLogin',
      times: 1,
    });
    subject.sandbox.faults.add({ kind: 'dropConnection', endpoint: 'telegramLogin', times: 1 });
    meanwhile = () => (waits.length === 2 ? (now += subject.sandbox.behaviour.loginConfirmMs) : undefined);
    assert.equal(await wait(), subject.sandbox.apiKey);
    assert.deepEqual(waits, [0, undefined]);
  });
});
