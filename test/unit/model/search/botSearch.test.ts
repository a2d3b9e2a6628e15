import assert from 'node:assert/strict';

import type { BotRef } from '../../../../src/model/account';
import { editAsOtherPerson } from '../../../../src/sandbox/otherPerson';
import { when } from '../events';
import { SearchedBots } from './searchedBots';

const tea = (...names: string[]) => names.map((name) => ({ name, code: `tea of ${name}` }));

describe('search: through the bots of accounts', () => {
  let bots: SearchedBots;
  afterEach(() => bots.dispose());

  const start = async (...accountIds: string[]) => (bots = await SearchedBots.start(...accountIds));
  const faults = (accountId: string) => bots.subject(accountId).sandbox.faults;
  const failed = () =>
    bots.search.problems.failed.map(({ error, ...place }) => ({
      ...place,
      reason: (error as { reason?: string }).reason,
    }));

  it('finds what other accounts have while one is away, and says which one', async () => {
    await start('away', 'here');
    const unknown = bots.bot('away', { commands: tea('/a') });
    bots.bot('here', { commands: tea('/b') });
    bots.bot('here', { name: 'Second', commands: tea('/c') });
    await bots.accounts.get('away')?.bots.open();
    faults('away').add({ kind: 'dropConnection' });
    await bots.look('tea', 'all');
    assert.deepEqual(bots.found, ['here /b', 'here /c']);
    assert.deepEqual(failed(), [{ accountId: 'away', commands: 0, reason: 'network' }]);
    assert.deepEqual(bots.search.problems.incomplete, [unknown]);
  });

  it('asks an account that is away once, and reads nothing of it any more', async () => {
    await start('away', 'here');
    const [one, other] = [1, 2].map((count) =>
      bots.bot('away', { name: `${count}`, commands: tea('/a', '/b') }),
    );
    assert.ok(one && other);
    const mine = bots.bot('here', { commands: tea('/mine') });
    for (const id of ['away', 'here']) faults(id).add({ kind: 'listWithoutCode' });
    await bots.accounts.contents(other)?.openWhole();
    faults('away').add({ kind: 'dropConnection' });
    const { requests } = bots.subject('away').sandbox;
    requests.clear();
    await bots.look('tea', [one, other, mine]);
    assert.deepEqual(bots.found, ['here /mine']);
    assert.equal(requests.list('getCommand').length, 0);
    assert.deepEqual(failed(), [{ accountId: 'away', commands: 2, reason: 'network' }]);
  });

  it('goes on with the other bots when one lets nobody see its commands', async () => {
    await start('here');
    const hidden = bots.bot('here', { isProtected: true, commands: tea('/hidden') });
    const open = bots.bot('here', { commands: tea('/open') });
    await bots.look('tea', [hidden, open]);
    assert.deepEqual(bots.found, ['here /open']);
    assert.deepEqual(failed(), [{ ...hidden, commands: 0, reason: 'forbidden' }]);
    assert.deepEqual(bots.search.problems.incomplete, [hidden]);
  });

  it('counts the commands that it could not read, also those that it did not try any more', async () => {
    await start('here');
    const names = Array.from({ length: 20 }, (_, index) => `/c${index}`);
    const shop = bots.bot('here', { commands: tea(...names) });
    faults('here').add({ kind: 'listWithoutCode' }, { kind: 'status', status: 401, endpoint: 'getCommand' });
    await bots.look('tea', [shop]);
    assert.deepEqual(failed(), [{ accountId: 'here', commands: 20, reason: 'unauthorized' }]);
    assert.ok(bots.subject('here').sandbox.requests.list('getCommand').length <= 4);
    faults('here').clear();
    await bots.look('tea', [shop]);
    assert.deepEqual([bots.found.length, failed()], [20, []]);
  });

  it('follows what happens to commands and in editors, and forgets what is signed out', async () => {
    await start('here');
    const shop = bots.bot('here', { commands: [...tea('/a'), { name: '/b', code: 'milk' }] });
    await bots.look('tea', [shop]);
    const contents = bots.accounts.contents(shop)!;
    const b = [...contents.commands.values()].find(({ command }) => command === '/b')!;
    bots.editors.put(shop, b.id, 'tea with milk');
    await when(bots.search.onDidChange, () => bots.found.length === 2);
    assert.ok(bots.command('/b').isUnsaved);
    editAsOtherPerson(bots.subject('here').sandbox.store, shop.botId, bots.command('/a').command.id, {
      code: '',
    });
    await contents.refresh();
    await when(bots.search.onDidChange, () => bots.found.length === 1);
    await bots.accounts.remove('here');
    assert.deepEqual([bots.found, bots.search.bots], [[], []]);
  });

  describe('what is dismissed', () => {
    let shop: BotRef;
    beforeEach(async () => {
      await start('here');
      shop = bots.bot('here', { commands: [{ name: '/a', code: 'hi();\nhi();\n', answer: 'hi' }] });
      await bots.look('hi', [shop], 'code', 'answers');
    });
    const dismiss = (index: number) =>
      bots.search.dismiss(bots.command('/a'), bots.command('/a').matches[index]);
    /** Where something is found. */
    const places = () =>
      bots.search.found.flatMap(({ matches }) => matches.map(({ part, from }) => `${part} ${from.line}`));
    /** The code becomes another by somebody else's hand. */
    const becomes = async (code: string) => {
      const { id } = bots.accounts.contents(shop)!.commands.values().next().value!;
      editAsOtherPerson(bots.subject('here').sandbox.store, shop.botId, id, { code });
      await bots.accounts.contents(shop)!.refresh();
      await bots.search.settle([shop]);
    };

    it('stays so when one like it goes', async () => {
      dismiss(2);
      assert.deepEqual(places(), ['answer 0', 'code 0']);
      await becomes('bye();\nhi();\n');
      assert.deepEqual(places(), ['answer 0']);
      await becomes('hi();\nbye();\nhi();\n');
      assert.deepEqual(places(), ['answer 0', 'code 0']);
      assert.equal(bots.search.matches, 2);
    });

    it('is found again when its line became another, and by the next search', async () => {
      dismiss(2);
      await becomes('hi();\nhi(1);\n');
      assert.deepEqual(places(), ['answer 0', 'code 0', 'code 1']);
      bots.search.dismiss(bots.command('/a'));
      assert.deepEqual(places(), []);
      await becomes('hi();\n');
      assert.deepEqual(places(), []);
      await bots.look('hi', [shop]);
      assert.deepEqual(places(), ['code 0']);
    });
  });
});
