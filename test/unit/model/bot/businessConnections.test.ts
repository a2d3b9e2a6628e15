import assert from 'node:assert/strict';

import { BusinessConnections, type KnownConnection } from '../../../../src/model/bot/businessConnections';
import { silentLog } from '../../../../src/util/log';
import { MemoryTextStore } from '../memoryTextStore';

const connection = (id: string, more: Partial<KnownConnection> = {}): KnownConnection => ({
  id,
  user: { id: 1000000001, firstName: 'Ann', lastName: undefined, username: 'ann' },
  userChatId: 1000000001,
  date: 1_750_000_000,
  isEnabled: true,
  rights: ['can_reply'],
  askedAt: 5,
  ...more,
});

describe('model: business connections', () => {
  let store: MemoryTextStore;
  let connections: BusinessConnections;
  let fired: number[];
  beforeEach(() => {
    store = new MemoryTextStore();
    connections = new BusinessConnections(store, '7', silentLog);
    fired = [];
    connections.onDidChange((botId) => fired.push(botId));
  });

  const ids = async (botId: number, of = connections) => (await of.list(botId)).map(({ id }) => id);

  it('are kept per bot, in the order they came, and told', async () => {
    await connections.keep(1, connection('a'));
    await connections.keep(2, connection('b'));
    await connections.keep(1, connection('c'));
    assert.deepEqual([await ids(1), await ids(2), await ids(3)], [['a', 'c'], ['b'], []]);
    assert.deepEqual(fired, [1, 2, 1]);
  });

  it('are replaced in their place when asked for again, also by having no rights said', async () => {
    await connections.keep(1, connection('a'));
    await connections.keep(1, connection('b'));
    await connections.keep(1, connection('a', { isEnabled: false, rights: undefined }));
    const [first, second] = await connections.list(1);
    assert.deepEqual([first?.id, first?.isEnabled, first?.rights], ['a', false, undefined]);
    assert.equal(second?.id, 'b');
  });

  it('are removed one by one', async () => {
    await connections.keep(1, connection('a'));
    await connections.keep(1, connection('b'));
    await connections.remove(1, 'a');
    assert.deepEqual(await ids(1), ['b']);
  });

  it('of two windows come together, and lie with what signing out deletes', async () => {
    const other = new BusinessConnections(store, '7', silentLog);
    await Promise.all([connections.keep(1, connection('a')), other.keep(1, connection('b'))]);
    assert.deepEqual((await ids(1, other)).sort(), ['a', 'b']);
    await store.deleteAll('accounts/7');
    assert.deepEqual(await ids(1), []);
  });
});
