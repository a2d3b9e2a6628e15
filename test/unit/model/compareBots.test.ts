import assert from 'node:assert/strict';

import fc from 'fast-check';

import type { Command } from '../../../src/api/commands';
import {
  type CommandState,
  differenceOf,
  isSame,
  knownParts,
  lineChanges,
  stateOf,
} from '../../../src/model/compare/commandState';
import { compareBots, type ComparedCommand } from '../../../src/model/compare/compareBots';

const compared = (command: Command, folder: string | null = null): ComparedCommand => ({
  command,
  state: stateOf(command, folder, undefined),
});
let nextId = 1;
const named = (name: string | null, code = '', folder: string | null = null): ComparedCommand =>
  compared({ id: nextId++, command: name, code }, folder);
const namesOf = (commands: readonly ComparedCommand[]) => commands.map(({ state }) => state.name);

describe('model: comparing commands', () => {
  const state: CommandState = stateOf(
    {
      id: 1,
      command: '/start',
      answer: 'Hello',
      aliases: [{ command: 'One' }, { command: 'two' }],
      keyboard_body: null,
      help: null,
      need_reply: null,
      auto_retry_time: null,
      code: 'a\nb\n',
    },
    'Main',
    'Staff',
  );

  it('names each part that differs, and counts the lines of code', () => {
    const { properties } = state;
    const other: CommandState = {
      name: '/begin',
      folder: null,
      properties: {
        answer: 'Hi',
        keyboard: 'A',
        aliases: ['three'],
        help: 'Help',
        group: '',
        needReply: true,
        autoRetrySeconds: 5,
      },
      code: 'a\nc\nd\n',
    };
    assert.deepEqual(differenceOf(state, other), {
      parts: ['name', 'folder', ...Object.keys(other.properties)],
      code: { added: 2, removed: 1 },
    });
    assert.deepEqual(differenceOf(state, { ...state, properties: { ...properties, help: 'Other' } }), {
      parts: ['help'],
      code: undefined,
    });
  });

  it('takes for no difference what the server makes of aliases, and what nobody knows', () => {
    const aliases = ['two', 'one'];
    const rewritten = { ...state, properties: { ...state.properties, aliases } };
    assert.ok(isSame(differenceOf(state, rewritten)));
    assert.ok(isSame(differenceOf(state, { ...state, code: undefined })));
    assert.equal(stateOf({ id: 1 }, null, undefined).code, undefined);
    assert.equal(stateOf({ id: 1, code: null }, null, undefined).code, '');
  });

  it('takes what nobody said for unknown, not for empty', () => {
    const said = stateOf({ id: 1, command: '/start', code: 'a\nb\n' }, undefined, undefined);
    assert.deepEqual(said.properties, {});
    assert.deepEqual(knownParts(said), ['name']);
    assert.ok(isSame(differenceOf(said, state)));
    assert.ok(isSame(differenceOf(state, said)));
    const { help } = stateOf({ id: 1, command: '/start', help: null }, null, null).properties;
    assert.equal(help, '', 'null is none');
    assert.deepEqual(
      differenceOf(state, stateOf({ id: 1, command: '/start', help: 'x' }, null, null)).parts,
      ['folder', 'help', 'group'],
    );
  });

  it('counts lines as people see them, also by their ends', () => {
    assert.deepEqual(lineChanges('', 'a'), { added: 1, removed: 0 });
    assert.deepEqual(lineChanges('a\nb', 'a\nb\n'), { added: 1, removed: 1 });
    assert.deepEqual(lineChanges('a\r\nb', 'a\nb'), { added: 1, removed: 1 });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r') }), (text) => {
        assert.deepEqual(lineChanges(text, text), { added: 0, removed: 0 });
        const all = lineChanges('', text);
        assert.deepEqual(lineChanges(text, ''), { added: 0, removed: all.added });
      }),
    );
  });
});

describe('model: comparing bots', () => {
  it('tells what came, went, changed, moved and stayed, whatever the ids', () => {
    const left = [named('/gone'), named('/same', 'x'), named('/moved', 'm', 'A'), named('/new code', '1')];
    const right = [named('/new code', '2'), named('/moved', 'm', 'B'), named('/same', 'x'), named('/came')];
    const { added, removed, changed, same } = compareBots(left, right);
    assert.deepEqual([namesOf(added), namesOf(removed)], [['/came'], ['/gone']]);
    assert.deepEqual(
      changed.map(({ left: { state }, difference: { parts, code } }) => [state.name, parts, code]),
      [
        ['/moved', ['folder'], undefined],
        ['/new code', [], { added: 1, removed: 1 }],
      ],
    );
    assert.deepEqual(namesOf(same.map(({ left: each }) => each)), ['/same']);
  });

  it('keeps commands of one name apart by their folders and code', () => {
    const left = [named('*', 'root'), named('*', 'shop', 'Shop'), named(null, 'nameless')];
    const right = [named('*', 'shop', 'Shop'), named(null, 'nameless'), named('*', 'root')];
    const { added, removed, changed, same } = compareBots(left, right);
    assert.deepEqual([added, removed, changed], [[], [], []]);
    assert.equal(same.length, 3);
  });

  const anyBot = fc
    .array(
      fc.record({
        name: fc.constantFrom('/start', '*', null, '😀', 'Start'),
        code: fc.constantFrom('', 'a', 'b\n'),
        folder: fc.constantFrom(null, 'A', 'B'),
      }),
      { maxLength: 12 },
    )
    .map((all) => all.map(({ name, code, folder }) => named(name, code, folder)));

  it('finds each command of both in exactly one place', () => {
    fc.assert(
      fc.property(anyBot, anyBot, (left, right) => {
        const { added, removed, changed, same } = compareBots(left, right);
        const pairs = [...changed, ...same];
        const ids = (commands: readonly ComparedCommand[]) =>
          commands.map(({ command }) => command.id).sort((a, b) => a - b);
        assert.deepEqual(ids([...removed, ...pairs.map((pair) => pair.left)]), ids(left));
        assert.deepEqual(ids([...added, ...pairs.map((pair) => pair.right)]), ids(right));
        for (const pair of pairs) assert.equal(pair.left.state.name, pair.right.state.name);
        for (const name of namesOf(added)) assert.ok(!namesOf(removed).includes(name), 'a pair was missed');
      }),
    );
  });

  it('finds nothing in a copy, and the same the other way round', () => {
    fc.assert(
      fc.property(anyBot, anyBot, (left, right) => {
        const copy = left.map(({ command, state }) => ({ command: { ...command, id: nextId++ }, state }));
        const alike = compareBots(left, copy.reverse());
        assert.deepEqual([alike.added, alike.removed, alike.changed], [[], [], []]);
        const [there, back] = [compareBots(left, right), compareBots(right, left)];
        assert.deepEqual(there.added, back.removed);
        assert.deepEqual(there.removed, back.added);
        assert.equal(there.changed.length, back.changed.length);
      }),
    );
  });
});
