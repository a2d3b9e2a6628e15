import assert from 'node:assert/strict';

import { KeyRenewal } from '../../../src/accounts/keyRenewal';
import type { Account } from '../../../src/model/account';
import { silentLog } from '../../../src/util/log';
import { settle } from '../model/events';
import { MemorySecrets } from './memorySecrets';

const account: Account = { id: '7', kind: 'cloud', label: 'you@example.com', url: 'https://x.invalid/v2' };

describe('accounts: renewal of keys', () => {
  let secrets: MemorySecrets;
  let asked: string[];
  /** Whether what is asked is out of date. */
  let isReplaced: () => Promise<boolean>;
  /** Ends the question. */
  let answer: () => void;
  let renewal: KeyRenewal;
  let longestWait: number;

  beforeEach(() => {
    secrets = new MemorySecrets();
    secrets.keys.set(account.id, 'old');
    asked = [];
    longestWait = 60_000;
    renewal = new KeyRenewal({
      secrets,
      ask: ({ label }, question) => {
        asked.push(`${label} ${question.reason}`);
        isReplaced = question.isReplaced;
        return new Promise((resolve) => (answer = resolve));
      },
      longestWait: () => longestWait,
      log: silentLog,
    });
  });
  afterEach(() => renewal.dispose());

  it('asks once for all that wait, and lets all go on with the new key', async () => {
    const waiting = [renewal.renew(account, 'old'), renewal.renew(account, 'old')];
    await settle();
    assert.deepEqual(asked, ['you@example.com rejected']);
    await secrets.set(account.id, 'new');
    assert.deepEqual(await Promise.all(waiting), [true, true]);
  });

  it('asks nobody when the key was replaced meanwhile', async () => {
    secrets.keys.set(account.id, 'new');
    assert.equal(await renewal.renew(account, 'old'), true);
    assert.deepEqual(asked, []);
  });

  it('does not ask again about a key that the person left as it is', async () => {
    const waiting = renewal.renew(account, 'old');
    await settle();
    answer();
    assert.equal(await waiting, false);
    assert.equal(await renewal.renew(account, 'old'), false);
    assert.equal(asked.length, 1);
    // The next one may be reset as well.
    await secrets.set(account.id, 'new');
    const next = renewal.renew(account, 'new');
    await settle();
    assert.equal(asked.length, 2);
    answer();
    await next;
  });

  it('tells a key that is missing from one that is not accepted', async () => {
    secrets.keys.clear();
    const waiting = renewal.renew(account, undefined);
    await settle();
    assert.deepEqual(asked, ['you@example.com missing']);
    await secrets.set(account.id, 'new');
    assert.equal(await waiting, true);
  });

  it('does not wait for ever; the question stays for whoever comes back to it', async () => {
    longestWait = 1;
    assert.equal(await renewal.renew(account, 'old'), false);
    // Neither asked nor waited for a second time.
    assert.equal(await renewal.renew(account, 'old'), false);
    assert.equal(asked.length, 1);
    assert.equal(await isReplaced(), false);
    await secrets.set(account.id, 'new');
    assert.equal(await isReplaced(), true);
    assert.equal(await renewal.renew(account, 'old'), true);
  });

  it('asks again when a key that was found anew is lost once more', async () => {
    secrets.keys.clear();
    for (const times of [1, 2]) {
      const waiting = renewal.renew(account, undefined);
      await settle();
      assert.equal(asked.length, times);
      await secrets.set(account.id, 'new');
      assert.equal(await waiting, true);
      secrets.keys.clear();
    }
  });

  it('leaves other accounts alone', async () => {
    const other = { ...account, id: '8', label: 'other@example.com' };
    secrets.keys.set(other.id, 'theirs');
    const waiting = renewal.renew(account, 'old');
    const others = renewal.renew(other, 'theirs');
    await settle();
    assert.deepEqual(asked, ['you@example.com rejected', 'other@example.com rejected']);
    await secrets.set(other.id, 'new');
    assert.equal(await others, true);
    await secrets.set(account.id, 'new');
    assert.equal(await waiting, true);
  });

  it('lets go of all when the window closes', async () => {
    const waiting = renewal.renew(account, 'old');
    await settle();
    renewal.dispose();
    assert.equal(await waiting, false);
  });
});
