import assert from 'node:assert/strict';

import type { Command } from '../../../../src/api/commands';
import {
  changeTo,
  hasStill,
  isWhole,
  type SearchField,
  searchFields,
  textsOf,
} from '../../../../src/model/search/commandTexts';
import { type FoundCommand, placed } from '../../../../src/model/search/found';
import { type KnownCommand, likeliest } from '../../../../src/model/search/knownCommands';
import { matchAll } from '../../../../src/model/search/matcher';
import { replacedTexts, replacingChange, replacingEdits } from '../../../../src/model/search/replacing';
import { Replacement } from '../../../../src/model/search/replacement';

const command: Command = {
  id: 1,
  command: '/tea',
  code: 'tea',
  answer: null,
  keyboard_body: 'Tea, Milk',
  aliases: [{ command: 'brew' }, { command: null }, { command: 'chai' }],
};
const all = new Set(searchFields);

function found(of: Command, typed: string): FoundCommand {
  const texts = textsOf(of, all);
  const query = { text: typed, isRegex: false, matchCase: false, wholeWord: false };
  const matches = matchAll({ query, texts: [...texts.values()], most: 100 });
  const parts = [...texts];
  return {
    key: 'k',
    ref: { accountId: 'a', botId: 1 },
    command: of,
    folder: undefined,
    texts,
    isUnsaved: false,
    matches: matches.flatMap((inText, index) => placed(parts[index]![0], parts[index]![1], inText)),
  };
}
function change(of: Command, typed: string, replacement: string, others: string[] = []) {
  const what = found(of, typed);
  const edits = replacingEdits(what, what.matches, new Replacement(replacement, false));
  const texts = replacedTexts(what, edits);
  return replacingChange(what, texts, others);
}

describe('search: the texts of a command', () => {
  it('are those that are wanted, and have something in them', () => {
    assert.deepEqual(
      [...textsOf(command, all)],
      [
        ['name', '/tea'],
        ['alias 0', 'brew'],
        ['alias 1', 'chai'],
        ['keyboard', 'Tea, Milk'],
        ['code', 'tea'],
      ],
    );
    assert.deepEqual([...textsOf(command, new Set<SearchField>(['code']), 'mine')], [['code', 'mine']]);
    assert.ok(isWhole(command, all));
    const { code: _, ...listed } = command;
    assert.ok(!isWhole(listed, new Set<SearchField>(['code'])));
    assert.ok(isWhole(listed, new Set<SearchField>(['keyboards'])));
  });

  it('make one change, in which an alias that became empty is gone', () => {
    assert.deepEqual(
      changeTo(
        command,
        new Map([
          ['alias 0', ''],
          ['code', ''],
        ] as const),
      ),
      {
        code: '',
        aliases: ['chai'],
      },
    );
    assert.deepEqual(change(command, 'te', 'gr'), { name: '/gra', code: 'gra', keyboard: 'gra, Milk' });
    assert.deepEqual(change(command, 'ch', 'm'), { aliases: ['brew', 'mai'] });
  });

  it('are refused when they cannot be', () => {
    const refuses = (reason: string, ...[typed, replacement, others]: [string, string, string[]?]) =>
      assert.throws(() => change(command, typed, replacement, others), { reason });
    refuses('taken', 'tea', 'b', ['/b']);
    refuses('empty', '/tea', ' ');
    refuses('aliasTwice', 'chai', 'Brew');
    refuses('aliasIsName', 'chai', '/tea');
    refuses('aliasBroken', 'chai', 'a, b');
    refuses('halfCharacter', 'tea', '\ud83c');
  });

  it('are still there when what is replaced is, whatever became of the rest', () => {
    const before = new Map([['code', 'tea']] as const);
    assert.ok(hasStill({ ...command, answer: 'new', aliases: [] }, command, before));
    assert.ok(!hasStill({ ...command, code: 'Tea' }, command, before));
    const alias = new Map([['alias 1', 'chai']] as const);
    assert.ok(hasStill(command, command, alias));
    assert.ok(!hasStill({ ...command, aliases: [{ command: 'chai' }] }, command, alias));
    const none = new Map([['answer', '']] as const);
    assert.ok(hasStill(command, command, none));
  });

  it('tell matches of one line apart', () => {
    const ids = found({ ...command, code: 'x\nx\nx x' }, 'x').matches.map(({ id }) => id);
    assert.equal(new Set(ids).size, 4);
  });
});

describe('search: go to command', () => {
  const known = (name: string | null, rest: Partial<KnownCommand> = {}): KnownCommand => ({
    ref: { accountId: 'a', botId: 1 },
    command: { id: 1, command: name },
    bot: 'Tea Shop',
    folder: undefined,
    aliases: [],
    ...rest,
  });
  const start = known('/start');
  const restart = known('/restart', { folder: 'Admin' });
  const help = known('Help', { aliases: ['start over'] });
  const other = known('*', { bot: 'Start-up' });
  const nameless = known(null);
  const every = [nameless, other, help, restart, start];
  const names = (typed: string, last: readonly KnownCommand[] = [], most = 10) => {
    const recency = (each: KnownCommand) => (last.includes(each) ? last.indexOf(each) : Infinity);
    return likeliest(every, typed, recency, most).map(({ command: { command: name } }) => name);
  };

  it('finds by name before alias, folder and bot', () => {
    assert.deepEqual(names('START'), ['/start', '/restart', 'Help', '*']);
    assert.deepEqual(names('admin'), ['/restart']);
    assert.deepEqual(names('tea rest'), ['/restart']);
    assert.deepEqual(names('hp'), ['Help']);
    assert.deepEqual(names('nothing'), []);
  });

  it('begins with what was opened last, among equals', () => {
    assert.deepEqual(names('', [help, start]).slice(0, 2), ['Help', '/start']);
    assert.deepEqual(names('sta', [help])[0], '/start');
    assert.deepEqual(names('', [], 2).length, 2);
  });
});
