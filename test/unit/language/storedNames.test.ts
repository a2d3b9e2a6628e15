import assert from 'node:assert/strict';

import { diagnosticsOf } from '../../../src/language/server/diagnostics/diagnostics';
import { completionsAt } from '../../../src/language/server/features/completion';
import { panelHoverAt } from '../../../src/language/server/features/panelHover';
import { hoverAt } from '../../../src/language/server/features/hover';
import type { CommandFact } from '../../../src/language/protocol/protocol';
import { BotFacts } from '../../../src/language/server/botFacts';
import type { StoredNames } from '../../../src/language/server/stored/storedNames';
import { loadDeclarations, OpenBot, uriOf } from './programs';

function storedOf(changed: readonly CommandFact[], panels: Record<string, string[]> = {}): StoredNames {
  const facts = new BotFacts();
  facts.apply({ bot: '', anew: true, isComplete: true, changed, gone: [], libraries: null, panels });
  return facts.stored;
}

const typesOf = (...codes: readonly string[]) => {
  const facts = codes.map((text, index) => ({ id: String(index), name: null, aliases: [], text, uri: null }));
  const { Bot, User } = storedOf(facts);
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
    const { panels, lists } = storedOf([{ id: '1', name: '/setup', aliases: [], text: code, uri: null }], {
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

describe('language: reading what a bot stores under names', () => {
  const code = { '/a': 'User.setProp("points", 5);', '/b': 'Bot.setProp("greeting", "x");', '/c': 'user;' };
  /** The work that waits for a quiet time. */
  let waiting: (() => boolean)[];
  let touched: string[];
  let bot: OpenBot;

  before(loadDeclarations);
  beforeEach(() => {
    waiting = [];
    touched = [];
    bot = new OpenBot(code, (step) => {
      waiting.push(step);
      return { dispose: () => void (waiting = waiting.filter((each) => each !== step)) };
    });
  });
  afterEach(() => bot.dispose());

  const typeOf = (name = '/d') => {
    const target = bot.target(name);
    return /let n: (\w+)/.exec(JSON.stringify(hoverAt(target, { line: 0, character: 4 })?.contents))?.[1];
  };
  const opened = (property = 'User.getProp("points")') => {
    bot.open(`let n = ${property};`, '/d');
    bot.workspace.onDidTouch((uris) => touched.push(...uris));
  };
  const doAll = () => {
    for (let step = waiting.pop(); step; step = waiting.pop()) while (step());
  };

  it('is left to a quiet time, bit by bit, and then open documents are looked at again, once', () => {
    opened();
    assert.equal(typeOf(), 'any');
    const [step, ...more] = waiting;
    assert.deepEqual(more, []);
    assert.equal(step!(), true);
    assert.equal(step!(), true);
    // What a name holds is known when all that may be written into it is.
    assert.equal(typeOf(), 'any');
    assert.deepEqual(touched, []);
    assert.equal(step!(), false);
    assert.equal(typeOf(), 'number');
    assert.deepEqual(touched, [uriOf('/d')]);
  });

  it('is done at once for who asks for a name in quotes', () => {
    opened('User.getProp("")');
    assert.deepEqual(
      completionsAt(bot.target('/d'), { line: 0, character: 22 }).items.map(({ label }) => label),
      ['points'],
    );
    doAll();
    assert.deepEqual(touched, [uriOf('/d')]);
  });

  it('is not done by a completion of a member', () => {
    opened();
    completionsAt(bot.target('/d'), { line: 0, character: 13 });
    assert.equal(typeOf(), 'any');
  });

  it('leaves what was known until another text was read', () => {
    opened();
    doAll();
    bot.tell({ '/a': 'User.setProp("points", "x");' });
    assert.equal(typeOf(), 'number');
    doAll();
    assert.equal(typeOf(), 'string');
    bot.tell({ '/a': 'User.setProp("points", "x");' });
    assert.deepEqual(waiting, []);
  });

  it('begins anew with each change, and looks at nothing again that is as it was', () => {
    opened();
    doAll();
    touched = [];
    bot.tell({ '/c': 'chat;' });
    bot.tell({ '/c': 'user; chat;' });
    assert.deepEqual(touched, [uriOf('/d'), uriOf('/d')]);
    assert.equal(waiting.length, 1);
    doAll();
    assert.deepEqual(touched, [uriOf('/d'), uriOf('/d')]);
  });
});
