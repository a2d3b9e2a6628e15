import assert from 'node:assert/strict';

import type { CommandChange } from '../../../../src/api/commandBody';
import type { BotRef } from '../../../../src/model/account';
import { Replacement } from '../../../../src/model/search/replacement';
import {
  type ReplaceRunParts,
  type ReplaceTarget,
  runReplacements,
} from '../../../../src/model/search/replaceRun';
import { editAsOtherPerson } from '../../../../src/sandbox/otherPerson';
import { commandFields } from '../../../../src/sandbox/store/records';
import { SearchedBots } from './searchedBots';

describe('search: replacing what was found', () => {
  let bots: SearchedBots;
  let opened: Set<number>;
  /** Called before each write. */
  let onWrite: (commandId: number, change: CommandChange) => Promise<void> | void;

  beforeEach(async () => {
    bots = await SearchedBots.start('here', 'away');
    opened = new Set();
    onWrite = () => undefined;
  });
  afterEach(() => bots.dispose());

  const faults = (accountId = 'here') => bots.subject(accountId).sandbox.faults;
  const targets = (): ReplaceTarget[] =>
    bots.search.found
      .map((found) => ({ found, matches: found.matches }))
      .sort((one, other) => one.found.command.id - other.found.command.id);
  const run = async (by = 'mate', all = targets()) => {
    const parts: ReplaceRunParts = {
      accounts: bots.accounts,
      search: bots.search,
      unsaved: (ref, id) => Promise.resolve(bots.editors.of(ref, id)),
      isOpen: (_, id) => Promise.resolve(opened.has(id)),
      change: async (ref, id, change, mayReplace) => {
        await onWrite(id, change);
        await bots.accounts.contents(ref)!.remote(id).change(change, mayReplace);
      },
    };
    const results = await runReplacements(parts, all, new Replacement(by, false));
    return results.map(({ item, outcome }) => {
      const what =
        outcome.kind === 'done'
          ? outcome.value
          : outcome.kind === 'failed'
            ? (outcome.error as { reason: string }).reason
            : outcome.kind;
      return `${item.found.command.command} ${what}`;
    });
  };
  const idOf = (ref: BotRef, name: string) => bots.stored(ref, name).id;
  const texts = (ref: BotRef, name: string) => {
    const { code, answer } = bots.stored(ref, name);
    return [code, answer];
  };

  it('waits when the server says that there are too many', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `/c${index}`);
    const shop = bots.bot('here', { commands: names.map((name) => ({ name, code: 'tea' })) });
    await bots.look('tea', [shop]);
    faults().add({ kind: 'status', status: 429, retryAfter: 0, endpoint: 'editCommand', times: 6 });
    assert.deepEqual(
      await run(),
      names.map((name) => `${name} saved`),
    );
    for (const name of names) assert.equal(bots.stored(shop, name).code, 'mate');
  });

  it('goes on in the accounts and bots that can be written to', async () => {
    const many = Array.from({ length: 10 }, (_, index) => ({ name: `/a${index}`, code: 'tea' }));
    const away = bots.bot('away', { commands: many });
    const mine = bots.bot('here', { commands: [{ name: '/mine', code: 'tea' }] });
    await bots.look('tea', [away, mine]);
    faults('away').add({ kind: 'status', status: 401, endpoint: 'getCommand' });
    const all = targets().sort((one, other) =>
      one.found.ref.accountId.localeCompare(other.found.ref.accountId),
    );
    const results = await run('mate', all);
    assert.deepEqual(results.at(-1), '/mine saved');
    assert.equal(bots.subject('away').sandbox.requests.list('editCommand').length, 0);
    assert.ok(results.includes('/a9 notTried'));
  });

  it('renames one after the other what editors show, and the rest four at a time', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `/tea${index}`);
    const shop = bots.bot('here', { commands: names.map((name) => ({ name, code: '' })) });
    await bots.look('tea', [shop], 'names');
    for (const name of names.slice(0, 6)) opened.add(idOf(shop, name));
    let [editors, mostEditors] = [0, 0];
    onWrite = async (id) => {
      if (!opened.has(id)) return;
      mostEditors = Math.max(mostEditors, ++editors);
      await new Promise((resolve) => setImmediate(resolve));
      editors--;
    };
    assert.deepEqual(
      await run(),
      names.map((name) => `${name} saved`),
    );
    assert.equal(mostEditors, 1);
    assert.ok(bots.stored(shop, '/mate7'));
  });

  describe('in text that is not saved', () => {
    let shop: BotRef;
    const mine = 'tea, mine';
    const unsaved = () => bots.editors.of(shop, idOf(shop, '/a'))?.text;
    beforeEach(async () => {
      shop = bots.bot('here', { commands: [{ name: '/a', code: 'theirs', answer: 'tea' }] });
      bots.editors.put(shop, idOf(shop, '/a'), mine);
      await bots.look('tea', [shop], 'code', 'answers');
    });

    it('changes the editor, and saves the rest', async () => {
      assert.deepEqual(await run(), ['/a inEditor']);
      assert.deepEqual([unsaved(), texts(shop, '/a')], ['mate, mine', ['theirs', 'mate']]);
    });

    it('saves nothing when another letter was typed', async () => {
      const all = targets();
      bots.editors.put(shop, idOf(shop, '/a'), `${mine}!`);
      assert.deepEqual(await run('mate', all), ['/a textsChanged']);
      assert.deepEqual([unsaved(), texts(shop, '/a')], [`${mine}!`, ['theirs', 'tea']]);
    });

    it('takes the change of the editor back when the rest cannot be saved', async () => {
      faults().add({ kind: 'status', status: 500, endpoint: 'editCommand' });
      assert.deepEqual(await run('a longer one'), ['/a server']);
      assert.deepEqual([unsaved(), texts(shop, '/a')], [mine, ['theirs', 'tea']]);
      faults().clear();
      const store = bots.subject('here').sandbox.store;
      store.updateCommand(
        shop.botId,
        idOf(shop, '/a'),
        { ...commandFields(bots.stored(shop, '/a')), answer: 'their tea' },
        'other person',
      );
      assert.deepEqual(await run(), ['/a textsChanged']);
      assert.deepEqual([unsaved(), texts(shop, '/a')], [mine, ['theirs', 'their tea']]);
    });

    it('says so when it cannot be taken back', async () => {
      onWrite = (id) => {
        bots.editors.put(shop, id, 'mate, mine, and more');
        throw new Error('full');
      };
      assert.deepEqual(await run(), ['/a partlyReplaced']);
      assert.deepEqual([unsaved(), texts(shop, '/a')], ['mate, mine, and more', ['theirs', 'tea']]);
    });

    it('leaves the editor alone when the rest is refused', async () => {
      const both = [
        { name: '/tea', code: 'x' },
        { name: '/mate', code: '' },
      ];
      const other = bots.bot('here', { commands: both });
      bots.editors.put(other, idOf(other, '/tea'), 'tea');
      await bots.look('tea', [other], 'code', 'names');
      assert.deepEqual(await run(), ['/tea taken']);
      assert.equal(bots.editors.of(other, idOf(other, '/tea'))?.text, 'tea');
    });
  });

  it('leaves what somebody else changed meanwhile', async () => {
    const shop = bots.bot('here', { commands: [{ name: '/a', code: 'tea' }] });
    await bots.look('tea', [shop]);
    const { store } = bots.subject('here').sandbox;
    editAsOtherPerson(store, shop.botId, idOf(shop, '/a'), { code: 'their tea' });
    assert.deepEqual(await run(), ['/a textsChanged']);
    assert.equal(bots.stored(shop, '/a').code, 'their tea');
  });

  it('is done where the server has it already: an answer may have been lost', async () => {
    const shop = bots.bot('here', { commands: [{ name: '/a', code: 'tea' }] });
    await bots.look('tea', [shop]);
    faults().add({ kind: 'dropAfterApply', endpoint: 'editCommand' });
    onWrite = () => faults().add({ kind: 'dropConnection', endpoint: 'getCommand', after: 1 });
    assert.deepEqual(await run(), ['/a network']);
    faults().clear();
    onWrite = () => undefined;
    assert.deepEqual(await run(), ['/a saved']);
    assert.equal(bots.subject('here').sandbox.requests.list('editCommand').length, 1);
  });
});
