import assert from 'node:assert/strict';

import { HttpClient } from '../../../src/api/http';
import type { Account } from '../../../src/model/account';
import { Accounts } from '../../../src/model/accounts';
import { listenToEvery } from '../../../src/model/everyAccount';
import { silentLog } from '../../../src/util/log';
import { MemoryTextStore } from './memoryTextStore';

describe('model: listening to every account', () => {
  const account = (id: string): Account => ({ id, kind: 'cloud', label: id, url: 'http://127.0.0.1:1' });
  const connect = ({ url }: Account) => new HttpClient({ url, apiKey: () => Promise.resolve(undefined) });

  it('begins with each account once, whenever it came, and ends with it', async () => {
    const accounts = new Accounts(connect, new MemoryTextStore(), silentLog);
    const heard: string[] = [];
    await accounts.add(account('one'));
    const listening = listenToEvery(accounts, (model) => {
      heard.push(`+${model.account.id}`);
      return [{ dispose: () => heard.push(`-${model.account.id}`) }];
    });
    await accounts.add(account('two'));
    await accounts.add({ ...account('two'), label: 'renamed' });
    await accounts.remove('one');
    assert.deepEqual(heard, ['+one', '+two', '-one']);
    listening.dispose();
    await accounts.add(account('three'));
    assert.deepEqual(heard, ['+one', '+two', '-one', '-two']);
    accounts.dispose();
  });
});
