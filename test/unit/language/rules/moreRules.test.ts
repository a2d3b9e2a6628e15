import assert from 'node:assert/strict';

import ts from 'typescript';

import { headerless } from '../../../../src/language/server/headerless';
import { asChosen } from '../../../../src/language/server/rules/ruleChoice';
import { handledNames } from '../../../../src/language/server/publishedNames';
import { notAvailable } from '../../../../src/language/server/rules/notAvailable';
import { callsOfData } from '../../../../src/language/server/rules/otherObject';
import { wrongPropertyTypes } from '../../../../src/language/server/rules/propertyTypes';
import { mended, parsed, told } from './findings';

describe('language: what browsers and Node have', () => {
  const check = (code: string) =>
    told(
      code,
      notAvailable(parsed(code), () => false),
    );

  it('is marked where it is used as a value', () => {
    assert.deepEqual(check('require("fs"); let w = window; a(console)'), [
      'warning require: BJS has no require.',
      'warning window: BJS has no window.',
      'warning console: BJS has no console.',
    ]);
    assert.match(check('await x()').join(), /^warning await: BJS has no promises/);
  });

  it('is not marked as a key, as a member, or where one asks whether it is there', () => {
    assert.deepEqual(check('a.fetch(); let b = { document: 1 }; typeof window'), []);
    const code = 'fetch()';
    assert.deepEqual(
      notAvailable(parsed(code), () => true),
      [],
    );
  });
});

describe('language: data that is called as an object', () => {
  const check = (code: string, isOwn = false) =>
    callsOfData(
      parsed(code),
      () => isOwn,
      (object, method) => object === 'Bot' && method === 'sendMessage',
    );

  it('is mended to the object', () => {
    const code = 'bot.sendMessage("a")';
    assert.equal(mended(code, check(code)), 'Bot.sendMessage("a")');
  });

  it('is none when the bot has such a thing itself, or nobody has the method', () => {
    assert.deepEqual(check('bot.sendMessage("a")', true), []);
    assert.deepEqual(check('bot.toString(); user.sendMessage("a")'), []);
  });
});

describe('language: types of properties', () => {
  const check = (code: string) => wrongPropertyTypes(parsed(code), ts.isArrayLiteralExpression);

  it('are mended when it is clear what was meant', () => {
    for (const [code, expected] of [
      ['User.setProp("a", [1], "array")', 'User.setProp("a", [1], "json")'],
      [
        'Bot.setProp({ name: "a", value: 1, type: "int" })',
        'Bot.setProp({ name: "a", value: 1, type: "integer" })',
      ],
    ] as const) {
      assert.equal(mended(code, check(code)), expected);
    }
  });

  it('are none in any case of letters, of computed types and of what is spread', () => {
    for (const code of [
      'User.setProp("a", 1, "Integer")',
      'User.setProp("a", 1, kind)',
      'Bot.setProp({ name: "a", value: [1], ...more })',
    ]) {
      assert.deepEqual(check(code), [], code);
    }
    assert.equal(check('Bot.setProp("a", [1])').length, 1);
  });
});

describe('language: what rules rest on', () => {
  it('headers are comments whatever stands in them, and every character stays in its place', () => {
    const text = '/*CMD\n  command: /a\n  <<ANSWER\nuse */ here\n  ANSWER\nCMD*/\n\ncode() /* mine */';
    const read = headerless(text);
    assert.equal(read.length, text.length);
    assert.equal(read.indexOf('*/'), text.indexOf('CMD*/') + 3);
    assert.equal(headerless('/* no header */ code()'), '/* no header */ code()');
  });

  it('libraries handle command texts', () => {
    assert.deepEqual(handledNames('function a() {}\non("onPaid", a); publish({ on: a });'), ['onPaid']);
  });

  it('a person chooses what is said, by rule', () => {
    const finding = { rule: 'costly', severity: 'information', start: 0, end: 1, message: '' } as const;
    assert.deepEqual(asChosen([finding], { costly: 'off' }), []);
    assert.deepEqual(asChosen([finding], { costly: 'error', syntax: 'off' }), [
      { ...finding, severity: 'error' },
    ]);
  });
});
