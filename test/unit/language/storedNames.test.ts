import assert from 'node:assert/strict';

import { diagnosticsOf } from '../../../src/language/server/diagnostics/diagnostics';
import { completionsAt } from '../../../src/language/server/features/completion';
import { panelHoverAt } from '../../../src/language/server/features/panelHover';
import { hoverAt } from '../../../src/language/server/features/hover';
import { storedNames } from '../../../src/language/server/stored/storedNames';
import { loadDeclarations, OpenBot } from './programs';

const typesOf = (...codes: readonly string[]) => {
  const facts = codes.map((text, index) => ({ id: String(index), name: null, aliases: [], text, uri: null }));
  const { Bot, User } = storedNames(facts);
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

describe('language: panels, fields and lists that a bot names', () => {
  const code = `
    AdminPanel.setPanel({ panel_name: "Desk", data: { title: "D", fields: [{ name: "hours" }, { name: "open" }] } });
    const data = { fields: [{ name: "rate" }] };
    AdminPanel.setPanel("Money", data);
    let list = new List({ name: "guests", user: user });
    Bot.setProp({ name: "a", value: 1, list: "all" });
    User.setProp({ name: "a", value: 1, list: list });
    AdminPanel.setPanel({ panel_name: x }); other.setPanel("None", {}); new List({ name: x }); new Other({ name: "x" });`;

  it('are those that stand in the code', () => {
    const { panels, lists } = storedNames([{ id: '1', name: '/setup', aliases: [], text: code, uri: null }], {
      Desk: ['limit'],
      Web: ['url'],
    });
    assert.deepEqual(
      [...panels].map(([name, { fields, setBy }]) => [name, [...fields].sort(), setBy]).sort(),
      [
        ['Desk', ['hours', 'limit', 'open'], ['/setup']],
        ['Money', ['rate'], ['/setup']],
        ['Web', ['url'], []],
      ],
    );
    assert.deepEqual([...lists].sort(), ['all', 'guests']);
  });

  describe('are offered', () => {
    let bot: OpenBot;

    before(async () => {
      await loadDeclarations();
      bot = new OpenBot({ '/setup': code });
    });

    it('with who sets a panel up', () => {
      const said = (marked: string) => {
        const { target, position } = bot.at(marked);
        return panelHoverAt(target, position)?.contents;
      };
      const value = 'The admin panel `Desk`, set up by `/setup`.\n\nFields: `hours`, `open`';
      assert.deepEqual(said('AdminPanel.getPanel("De|sk")'), { kind: 'markdown', value });
      assert.deepEqual(said('AdminPanel.getFieldValue({ field_name: "x", panel_name: "De|sk" })'), {
        kind: 'markdown',
        value,
      });
      assert.equal(said('AdminPanel.getPanel("No|ne")'), undefined);
      assert.equal(said('Bot.sendMessage("De|sk")'), undefined);
      assert.equal(said('AdminPanel.getFieldValue({ field_name: "De|sk" })'), undefined);
    });
    after(() => bot.dispose());

    const offered: Readonly<Record<string, readonly string[]>> = {
      'AdminPanel.getPanel("|")': ['Desk', 'Money'],
      'AdminPanel.getPanelValues("|")': ['Desk', 'Money'],
      'AdminPanel.getFieldValue({ panel_name: "|" })': ['Desk', 'Money'],
      'AdminPanel.getFieldValue({ panel_name: "|", field_name: "hours" })': ['Desk', 'Money'],
      'AdminPanel.getFieldValue({ panel_name: "Desk", field_name: "|" })': ['hours', 'open'],
      'AdminPanel.getPanelField({ panel_name: "Money", field_name: "|" })': ['rate'],
      'AdminPanel.setFieldValue({ panel_name: "Desk", field_name: "|", value: 1 })': ['hours', 'open'],
      'AdminPanel.getFieldValue({ panel_name: message, field_name: "|" })': [],
      'AdminPanel.getPanelValues("Money").|': ['rate'],
      'new List({ name: "|" })': ['all', 'guests'],
      'Bot.setProp({ name: "a", value: 1, list: "|" })': ['all', 'guests'],
    };
    for (const [marked, expected] of Object.entries(offered)) {
      it(marked, () => {
        const { target, position } = bot.at(marked);
        assert.deepEqual(
          completionsAt(target, position)
            .items.map(({ label }) => label)
            .sort(),
          expected,
        );
        assert.deepEqual(
          diagnosticsOf(target).filter(({ code: rule }) => rule !== 'syntax' && rule !== 'missing-key'),
          [],
        );
      });
    }
  });
});
