import assert from 'node:assert/strict';

import { errorPosition } from '../../../src/api/errorPosition';

const title = 'ReferenceError: x is not defined';

describe('api: the position that a stack trace names', () => {
  for (const [what, stack, command, line, column] of [
    ['V8, by the command', `${title}\n    at /start:3:5`, '/start', 3, 5],
    ['V8, in a function', `${title}\n    at greet (/start:12:34)\n    at /start:3:5`, '/start', 12, 34],
    [
      'V8, an evaluated text',
      `${title}\n    at eval (eval at run (vm.js:9:1), <anonymous>:4:2)`,
      '/start',
      4,
      2,
    ],
    ['V8 without names', `${title}\n    at <anonymous>:7:1`, '/start', 7, 1],
    [
      'mini_racer',
      `${title}\nJavaScript at greet (<anonymous>:7:1)\n/app/run.rb:80:in 'eval'`,
      '/start',
      7,
      1,
    ],
    ['QuickJS, without a column', `${title}\n    at <eval> (/start:6)\n`, '/start', 6, undefined],
    ['SpiderMonkey', `greet@/start:6:3\n@/start:8:1\n`, '/start', 6, 3],
    ['a sentence', 'SyntaxError: Unexpected token, line 14, column 2', '/start', 14, 2],
    ['a sentence without a column', 'Error on line 14', null, 14, undefined],
    ['Windows line ends', `${title}\r\n    at /start:3:5\r\n`, '/start', 3, 5],
    ['a command with blanks and brackets', `${title}\n    at f (🛒 My cart (2):3:5)`, '🛒 My cart (2)', 3, 5],
    ['the command @', `${title}\n    at @:3:5`, '@', 3, 5],
    ['a command with a colon', `${title}\n    at buy:7:3:5`, 'buy:7', 3, 5],
  ] as const) {
    it(what, () => {
      assert.deepEqual(errorPosition(stack, command), { line, column });
    });
  }

  it('is that of the command, when a library called by it threw', () => {
    const stack = `${title}\n    at pay (Coinbase:90:1)\n    at /restart:7:1\n    at /start:3:5`;
    assert.deepEqual(errorPosition(stack, '/start'), { line: 3, column: 5 });
    assert.deepEqual(errorPosition(stack, '/other'), { line: 90, column: 1 });
    assert.deepEqual(errorPosition(stack), { line: 90, column: 1 });
  });

  it('is not there when the stack names none', () => {
    for (const stack of [
      null,
      '',
      title,
      'Error: at 12:30 nobody works',
      'Error: see http://x.invalid:80/',
      `${title}\n    at native code`,
    ]) {
      assert.equal(errorPosition(stack, '/start'), undefined, String(stack));
    }
    assert.equal(errorPosition('    at /start:0:0', '/start'), undefined);
  });
});
