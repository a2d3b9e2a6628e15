import assert from 'node:assert/strict';

import { completionsAt } from '../../../src/language/server/features/completion';
import { hoverAt } from '../../../src/language/server/features/hover';
import { propertyTypes } from '../../../src/language/server/propertyTypes';
import { loadDeclarations, OpenBot } from './programs';

const typesOf = (...codes: readonly string[]) => {
  const facts = codes.map((text, index) => ({ id: String(index), name: null, aliases: [], text, uri: null }));
  const { Bot, User } = propertyTypes(facts);
  return { ...Object.fromEntries(Bot), ...Object.fromEntries(User) };
};

describe('language: properties that a bot names', () => {
  const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'Bot.setProp("a", 1); Bot.setProperty("b", "x"); User.setProp("c", true)': {
      a: 'number',
      b: 'string',
      c: 'boolean',
    },
    'User.setProp("a", `x ${1}`); User.setProp("b", x); User.setProp("c", {})': {
      a: 'string',
      b: 'any',
      c: 'any',
    },
    'Bot.setProp("a", x, "integer"); Bot.setProp("b", "1", "json")': { a: 'number', b: 'any' },
    'Bot.setProp({ name: "a", value: 1, user_id: 5 })': { a: 'number' },
    'Bot.getProp("a"); Bot.getProp({ name: "b" })': { a: 'any', b: 'any' },
    'Bot.getProp("a"); Bot.setProp("a", 1); Bot.getProp("a"); Bot.setProp("a", null)': { a: 'number' },
    'Bot.setProp("a" + id, 1); Bot.setProp(name, 1); other.setProp("a", 1); Bot.setProp("")': {},
  };
  for (const [code, expected] of Object.entries(cases)) {
    it(code, () => assert.deepEqual(typesOf(code), expected));
  }

  it('what two commands write differently may be anything', () => {
    assert.deepEqual(typesOf('Bot.setProp("a", 1)', 'Bot.setProp("a", "x")', 'Bot.setProp("a", 1)'), {
      a: 'any',
    });
  });

  it('names of the bot and of users are offered apart, with what they hold', async () => {
    await loadDeclarations();
    const bot = new OpenBot({ '/a': 'User.setProp("points", 5); Bot.setProp("greeting", "x");' });
    try {
      const { target, position } = bot.at('let n = User.getProp("|");');
      const labels = completionsAt(target, position).items.map(({ label }) => label);
      assert.deepEqual(labels, ['points']);
      const { target: read, position: at } = bot.at('let |n = User.getProp("points");');
      assert.match(JSON.stringify(hoverAt(read, at)?.contents), /let n: number/);
    } finally {
      bot.dispose();
    }
  });
});
