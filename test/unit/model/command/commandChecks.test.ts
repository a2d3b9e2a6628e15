import assert from 'node:assert/strict';

import {
  checkCommand,
  type CheckedCommand,
  type CommandFinding,
  type OtherCommand,
} from '../../../../src/model/command/commandChecks';

const usual: CheckedCommand = {
  name: '/start',
  answer: 'Hello',
  keyboard: '',
  aliases: '',
  autoRetrySeconds: '',
  hasCode: true,
};
const others: readonly OtherCommand[] = [
  { name: '/help', aliases: ['help', 'what'] },
  { name: 'Menu', aliases: [] },
  { name: null, aliases: [] },
];

describe('model: what is found in a command while it is edited', () => {
  const found = (change: Partial<CheckedCommand>): CommandFinding[] =>
    checkCommand({ ...usual, ...change }, others);
  const one = (change: Partial<CheckedCommand>): CommandFinding | undefined => {
    const [first, ...more] = found(change);
    assert.deepEqual(more, []);
    return first;
  };

  it('finds nothing in a usual one', () => {
    assert.deepEqual(found({}), []);
    assert.deepEqual(found({ keyboard: 'Yes, No', aliases: 'begin, hello', autoRetrySeconds: '0' }), []);
    assert.deepEqual(found({ name: '@', answer: '' }), []);
  });

  for (const [name, reason] of [
    ['  ', 'empty'],
    ['a\nb', 'lineBreak'],
    ['x'.repeat(256), 'tooLong'],
  ] as const) {
    it(`takes no name that is ${reason}`, () => {
      assert.deepEqual(one({ name }), { field: 'name', severity: 'wrong', reason });
    });
  }

  it('says whose a name is already, in what it differs, and whose alias it is', () => {
    const field = 'name';
    assert.deepEqual(one({ name: '/help' }), { field, severity: 'wrong', reason: 'taken', command: '/help' });
    assert.deepEqual(one({ name: 'MENU' }), {
      field,
      severity: 'doubt',
      reason: 'nameDiffersInCase',
      command: 'Menu',
    });
    assert.deepEqual(one({ name: 'What' }), {
      field,
      severity: 'doubt',
      reason: 'nameIsAlias',
      command: '/help',
    });
  });

  it('knows what an inline button can send', () => {
    assert.deepEqual(found({ name: 'é'.repeat(32) }), []);
    assert.deepEqual(one({ name: 'é'.repeat(33) }), {
      field: 'name',
      severity: 'doubt',
      reason: 'nameTooLongForButton',
      bytes: 66,
    });
  });

  it('says that a keyboard is never sent without an answer, and nothing of both for @ and @@', () => {
    assert.deepEqual(one({ keyboard: 'Yes', answer: ' \n' }), {
      field: 'keyboard',
      severity: 'doubt',
      reason: 'keyboardWithoutAnswer',
    });
    assert.deepEqual(one({ name: '@@' }), { field: 'answer', severity: 'doubt', reason: 'neverAnswers' });
  });

  it('counts an answer as Telegram does, without the marks', () => {
    assert.deepEqual(found({ answer: `*${'x'.repeat(4096)}*` }), []);
    assert.deepEqual(one({ answer: `*${'x'.repeat(4095)}* 🫖` }), {
      field: 'answer',
      severity: 'doubt',
      reason: 'answerTooLong',
      length: 4098,
    });
  });

  it('says which mark of an answer is never closed', () => {
    assert.deepEqual(one({ answer: 'Hello *you' }), {
      field: 'answer',
      severity: 'doubt',
      reason: 'answerRefused',
      refusal: { kind: 'refused', mark: '*', line: 1, follows: 'you' },
    });
  });

  it('takes no aliases that are there twice or are the name', () => {
    const field = 'aliases';
    assert.deepEqual(one({ aliases: 'go, GO' }), {
      field,
      severity: 'wrong',
      reason: 'aliasTwice',
      alias: 'GO',
    });
    assert.deepEqual(one({ aliases: '/START' }), {
      field,
      severity: 'wrong',
      reason: 'aliasOwnName',
      alias: '/START',
    });
  });

  it('says which command has an alias, as its name or as one of its own', () => {
    const field = 'aliases';
    assert.deepEqual(found({ aliases: 'menu, WHAT' }), [
      { field, severity: 'doubt', reason: 'aliasTaken', alias: 'WHAT', command: '/help' },
      { field, severity: 'doubt', reason: 'aliasIsName', alias: 'menu', command: 'Menu' },
    ]);
  });

  it('says what auto retry costs, and doubts it when it runs often or has nothing to run', () => {
    const field = 'autoRetrySeconds';
    assert.deepEqual(one({ autoRetrySeconds: '3600' }), {
      field,
      severity: 'note',
      reason: 'retryCost',
      perDay: 24,
    });
    assert.deepEqual(one({ autoRetrySeconds: '7' }), {
      field,
      severity: 'doubt',
      reason: 'retryCost',
      perDay: 12_342,
    });
    assert.deepEqual(
      found({ autoRetrySeconds: '60', hasCode: false }).map(({ reason }) => reason),
      ['retryWithoutCode', 'retryCost'],
    );
    // Of code that nobody knows nothing is said.
    assert.equal(found({ autoRetrySeconds: '60', hasCode: undefined }).length, 1);
    assert.deepEqual(one({ autoRetrySeconds: 'soon' }), { field, severity: 'wrong', reason: 'notSeconds' });
  });

  it('looks through all commands of a large bot', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      name: `/c${index}`,
      aliases: [`c ${index}`],
    }));
    assert.deepEqual(
      checkCommand({ ...usual, name: '/C9999', aliases: 'c 17' }, many).map(({ reason }) => reason),
      ['nameDiffersInCase', 'aliasTaken'],
    );
  });
});
