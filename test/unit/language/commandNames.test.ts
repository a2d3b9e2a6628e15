import assert from 'node:assert/strict';

import { TextDocument } from 'vscode-languageserver-textdocument';

import type { CommandFact } from '../../../src/language/protocol/protocol';
import type { Target } from '../../../src/language/server/botProgram';
import { diagnosticsOf } from '../../../src/language/server/diagnostics/diagnostics';
import { commandCompletionsAt } from '../../../src/language/server/features/commandCompletion';
import { commandHoverAt } from '../../../src/language/server/features/commandHover';
import {
  commandHighlightsAt,
  commandLinkAt,
  commandLinksIn,
  commandReferencesAt,
} from '../../../src/language/server/features/commandPlaces';
import { changedName, preparedRename } from '../../../src/language/server/features/commandRename';
import { RenameRefusal } from '../../../src/language/server/features/renames';
import { libraryUriOf, loadDeclarations, OpenBot, typeInto } from './programs';

const bot = 'the bot';

describe('language: names of commands in code', () => {
  let open: OpenBot;

  before(() => loadDeclarations());
  beforeEach(() => (open = new OpenBot()));
  afterEach(() => open.dispose());

  function know(...facts: readonly (Partial<CommandFact> & { readonly name: string })[]): void {
    const changed = facts.map((fact): CommandFact => ({
      id: fact.name,
      aliases: [],
      text: '',
      uri: null,
      ...fact,
    }));
    open.workspace.changeBot({ bot, anew: true, isComplete: true, changed, gone: [], libraries: null });
  }

  const commands = () => open.workspace.commandsOf(bot);

  /** What the code is after the first item that is offered was taken. */
  function completed(marked: string, label: string): string | undefined {
    const { target, position } = open.at(marked);
    const item = commandCompletionsAt(target, position)?.items.find((each) => each.label === label);
    const edit = item?.textEdit;
    return edit && 'range' in edit ? TextDocument.applyEdits(target.document, [edit]) : undefined;
  }

  const taken: Readonly<Record<string, string>> = {
    'Bot.runCommand("|")': 'Bot.runCommand("/buy")',
    'Bot.runCommand("/b|")': 'Bot.runCommand("/buy")',
    "Bot.run({ command: '/|x' })": "Bot.run({ command: '/buy' })",
    'Bot.runCommand("/b| 5")': 'Bot.runCommand("/buy 5")',
    'Bot.runCommand("/b| " + id)': 'Bot.runCommand("/buy " + id)',
    'Bot.runCommand(`/b| ${id}`)': 'Bot.runCommand(`/buy ${id}`)',
    'Api.getMe({ on_result: "|" })': 'Api.getMe({ on_result: "/buy" })',
    'Bot.sendKeyboard("Tea,|", "x")': 'Bot.sendKeyboard("Tea,/buy", "x")',
    'Bot.sendKeyboard("Tea, Co|,\\nMilk", "x")': 'Bot.sendKeyboard("Tea, /buy,\\nMilk", "x")',
    'const next = "|"; Bot.runCommand(next)': 'const next = "/buy"; Bot.runCommand(next)',
    // What is not closed yet goes on to the end of its line.
    'Bot.runCommand("|': 'Bot.runCommand("/buy',
    'Bot.runCommand("/b|);\nuser': 'Bot.runCommand("/buy);\nuser',
  };
  for (const [marked, text] of Object.entries(taken)) {
    it(`a name is offered and taken over in ${marked}`, () => {
      know({ name: '/buy' });
      assert.equal(completed(marked, '/buy'), text);
    });
  }

  for (const marked of ['Bot.sendMessage("|")', 'const a = "|";', 'Bot.runCommand(|"")', 'Bot.run|']) {
    it(`no name is offered in ${marked}`, () => {
      know({ name: '/buy' });
      assert.equal(completed(marked, '/buy'), undefined);
    });
  }

  it('a name with quotes is written as the string needs it', () => {
    know({ name: 'Say "hi"' });
    assert.equal(completed('Bot.runCommand("|")', 'Say "hi"'), 'Bot.runCommand("Say \\"hi\\"")');
  });

  it('an offer says folder, aliases and how the answer begins; what runs around each command is none', () => {
    know({ name: '@' }, { name: '/buy', aliases: ['shop'], folder: 'Cart', answer: 'Hello *you*' });
    const { target, position } = open.at('Bot.runCommand("|")');
    const items = commandCompletionsAt(target, position)?.items ?? [];
    assert.equal(items.length, 1);
    const [item] = items;
    assert.equal(item?.detail, 'also shop');
    assert.equal(item.labelDetails?.description, 'Cart');
    assert.deepEqual(item.documentation, { kind: 'markdown', value: '```text\nHello *you*\n```' });
  });

  it('a hover says what the command is and whose code names it', () => {
    know(
      { name: '/buy', aliases: ['shop'], waitsForAnswer: true, folder: 'Cart', answer: 'How many?' },
      { name: '/a', text: 'Bot.runCommand("/buy 5");' },
      { name: '/b', text: 'Bot.sendKeyboard("shop", "x")' },
    );
    const { target, position } = open.at('Bot.runCommand("/b|uy 5")');
    const hover = commandHoverAt(target, position);
    assert.deepEqual(hover?.range?.end, { line: 0, character: 20 });
    const { value } = hover.contents as { value: string };
    assert.equal(
      value,
      '**`/buy`** · in the folder `Cart` · also `shop` · waits for an answer\n\n```text\nHow many?\n```\n\nNamed in the code of 2 commands: `/a`, `/b`.',
    );
    const { target: other, position: parameters } = open.at('Bot.runCommand("/buy 5|")');
    assert.equal(commandHoverAt(other, parameters), undefined);
  });

  it('references are found in every command, also by alias and before parameters', () => {
    know(
      { name: '/buy', aliases: ['Shop'] },
      { name: '/a', text: 'x;\nBot.run({ command: "/buy 5" })' },
      { name: '/b', text: 'Bot.sendKeyboard("shop,/buy", "x")' },
      { name: '/c', text: 'Bot.runCommand("/buyer"); Bot.runCommand("/bu" + y); "/buy"' },
    );
    const { target, position } = open.at('Bot.runCommand("/b|uy " + id)');
    const found = commandReferencesAt(target, position);
    assert.deepEqual(
      found.map(({ fact, range: { start, end } }) => [fact?.id, start.line, start.character, end.character]),
      [
        ['/a', 1, 20, 24],
        ['/b', 0, 18, 22],
        ['/b', 0, 23, 27],
      ],
    );
    assert.equal(commandLinkAt(target, position)?.fact.id, '/buy');
  });

  /** Opens a command that is known. */
  function opened(name: string, code: string): Target {
    open.workspace.setOwner({ uri: open.open(code, name).document.uri, bot, command: name });
    return open.target(name);
  }

  it('what an editor holds counts before what was saved', () => {
    know({ name: '/buy' }, { name: '/a', text: 'Bot.runCommand("/buy")' });
    const target = opened('/a', 'Bot.runCommand("/buy")');
    typeInto(open, target, '// \nBot.runCommand("/buy"); Bot.runCommand("/buy")');
    const at = { line: 1, character: 18 };
    const lines = commandReferencesAt(open.target('/a'), at).map(({ range }) => range.start.line);
    assert.deepEqual(lines, [1, 1]);
    assert.equal(commandHighlightsAt(open.target('/a'), at)?.length, 2);
    assert.equal(commandHighlightsAt(open.target('/a'), { line: 0, character: 1 }), null);
    assert.equal(commandLinksIn(open.target('/a')).length, 2);
  });

  /** The code of commands after a rename. */
  function renamed(command: string, to: string, from = command): Record<string, string> {
    return Object.fromEntries(
      changedName(commands(), { bot, command, from, to }).edits.map(({ fact, edits }): [string, string] => {
        assert.ok(fact);
        const document = TextDocument.create('', 'bjs', 0, fact.text ?? '');
        return [fact.id, TextDocument.applyEdits(document, [...edits])];
      }),
    );
  }

  it('a rename changes every string that names the command, and nothing else', () => {
    know(
      { name: '/buy', aliases: ['shop'], text: 'Bot.runCommand("/buy")' },
      { name: '/a', text: "Bot.run({ command: '/buy 5' }); Bot.runCommand(`/buy ${x}`)" },
      { name: '/b', text: 'Bot.sendKeyboard("shop, /buy", "x"); Bot.sendMessage("/buy")' },
      { name: '/c', text: 'Bot.runCommand("/bu" + y); Bot.runCommand("/buy" + y)' },
    );
    assert.deepEqual(renamed('/buy', "/it's"), {
      '/buy': 'Bot.runCommand("/it\'s")',
      '/a': "Bot.run({ command: '/it\\'s 5' }); Bot.runCommand(`/it's ${x}`)",
      '/b': 'Bot.sendKeyboard("shop, /it\'s", "x"); Bot.sendMessage("/buy")',
    });
    assert.equal(renamed('/buy', 'a, b')['/b'], undefined);
  });

  it('strings that still have the former name are found when the command has its new one already', () => {
    know({ name: '/new', id: '1' }, { name: '/a', text: 'Bot.runCommand("/old 5")' });
    assert.deepEqual(renamed('1', '/new', '/old'), { '/a': 'Bot.runCommand("/new 5")' });
  });

  it('in a bot folder the header is renamed as well', () => {
    const text = '/*CMD\r\n  command: /buy\r\n  help: x\r\nCMD*/\r\n\r\nBot.runCommand("/buy");\r\n';
    know({ name: '/buy', path: 'commands/_buy.js', text });
    assert.deepEqual(renamed('/buy', '/sell'), { '/buy': text.replaceAll('/buy', '/sell') });
  });

  it('a rename changes whole characters of the header, also of emoji that share a half', () => {
    const headerOf = (name: string) => `/*CMD\n  command: ${name}\nCMD*/\n\nuser;\n`;
    const pairs = [
      ['💰 Balance', '💳 Balance'],
      ['Pay 🟢', 'Pay 🔴'],
      ['🇩🇪', '🇫🇷'],
      // The same last half.
      ['a\u{1F4B0}', 'a\u{1F8B0}'],
    ] as const;
    for (const [from, to] of pairs) {
      const text = headerOf(from);
      know({ name: from, path: 'commands/a.js', text });
      const [{ edits } = { edits: [] }] = changedName(commands(), { bot, command: from, from, to }).edits;
      const document = TextDocument.create('', 'bjs', 0, text);
      assert.equal(TextDocument.applyEdits(document, [...edits]), headerOf(to));
      for (const { range, newText } of edits) {
        const parts = [
          text.slice(0, document.offsetAt(range.start)),
          text.slice(document.offsetAt(range.start), document.offsetAt(range.end)),
          text.slice(document.offsetAt(range.end)),
          newText,
        ];
        assert.deepEqual(
          parts.filter((part) => !part.isWellFormed()),
          [],
          from,
        );
      }
    }
  });

  it('a blank at the end of a name is not what parts it from its parameters', () => {
    know({ name: 'Buy ' }, { name: '/a', text: 'Bot.runCommand("Buy 5"); Bot.runCommand("Buy ")' });
    assert.deepEqual(renamed('Buy ', 'Sell'), {
      '/a': 'Bot.runCommand("Sell 5"); Bot.runCommand("Sell")',
    });
  });

  it('a name that the person gave the command already is taken as it is', () => {
    know({ name: ' /b ', id: '1' }, { name: '/a', aliases: ['/B'], text: 'Bot.runCommand("/old")' });
    assert.deepEqual(renamed('1', ' /b ', '/old'), { '/a': 'Bot.runCommand(" /b ")' });
  });

  describe("in the bot's own libraries", () => {
    const library =
      'on("/buy", buy); on("/paid", pay);\nHTTP.get({ url: x, success: "/buy 5" }); on(name + "/buy", f);';

    beforeEach(() =>
      open.tell({ '/buy': '', '/a': 'on("/buy"); Bot.runCommand("/buy")' }, { Shop: library }),
    );

    it('a rename changes what they handle and what they run', () => {
      const { edits } = changedName(commands(), { bot, command: '/buy', from: '/buy', to: '/sell' });
      const [inCommand, inLibrary, ...more] = edits;
      assert.equal(inCommand?.edits.length, 1);
      assert.ok(inLibrary?.fact === null);
      assert.equal(inLibrary.uri, libraryUriOf('Shop'));
      const document = TextDocument.create('', 'bjs', 0, library);
      assert.equal(
        TextDocument.applyEdits(document, [...inLibrary.edits]),
        library.replace('on("/buy"', 'on("/sell"').replace('/buy 5', '/sell 5'),
      );
      assert.deepEqual(more, []);
    });

    it('references and hovers know them, as they are in their editor', () => {
      const uri = libraryUriOf('Shop');
      open.workspace.setOwner({ uri, bot });
      open.workspace.open(TextDocument.create(uri, 'bjs', 1, '\non("/buy", buy); on("/other", f)'));
      const target = open.workspace.target(uri)!;
      const found = commandReferencesAt(target, { line: 1, character: 5 });
      assert.deepEqual(
        found.map((each) => [each.fact ? each.fact.id : each.uri, each.range.start]),
        [
          ['/a', { line: 0, character: 28 }],
          [uri, { line: 1, character: 4 }],
        ],
      );
      assert.match(
        JSON.stringify(commandHoverAt(target, { line: 1, character: 5 })),
        /Named in the code of `\/a`\.\\n\\nNamed in the bot's own libraries: `Shop`/,
      );
      assert.deepEqual(
        diagnosticsOf(target).filter(({ code }) => code === 'dangling-command'),
        [],
      );
    });
  });

  describe('on keyboards', () => {
    const header = (keyboard: string) => `/*CMD\r\n  command: Menu\r\n${keyboard}CMD*/\r\n\r\nuser;\r\n`;
    const inline = header('  answer: /buy\r\n  keyboard: Tea, /buy ,\\n/buy 5\r\n');
    const block = header('\r\n  <<KEYBOARD\r\nTea, /buy\r\n/buy\r\n  KEYBOARD\r\n');

    for (const text of [inline, block]) {
      it(`of a bot folder are found and renamed in ${JSON.stringify(text)}`, () => {
        know({ name: '/buy' }, { name: 'Menu', path: 'commands/Menu.js', text });
        const target = opened('Menu', text);
        const buttons = [...text.matchAll(/(?<!: )\/buy/g)].map(({ index }) => index);
        assert.deepEqual(
          commandLinksIn(target).map(({ from }) => target.document.offsetAt(from.start)),
          buttons,
        );
        const at = target.document.positionAt(buttons[0]! + 1);
        assert.equal(commandReferencesAt(target, at).length, 2);
        assert.match(JSON.stringify(commandHoverAt(target, at)), /On the keyboard of `Menu`/);
        assert.deepEqual(renamed('/buy', '/sell'), { Menu: text.replaceAll(/(?<!: )\/buy/g, '/sell') });
        assert.deepEqual(renamed('/buy', 'a, b'), {});
      });
    }

    it('of an account name the command beside the code, and say how they are to be', () => {
      know(
        { name: '/buy', id: '7', aliases: ['shop'] },
        { name: 'Menu', id: '8', keyboard: 'Tea, /buy\n/buy 5, shop' },
        { name: 'Other', id: '9', keyboard: 'Tea, /buyer', text: 'Bot.runCommand("/buy")' },
      );
      const { target, position } = open.at('Bot.runCommand("/b|uy")');
      assert.deepEqual(
        commandReferencesAt(target, position).map(({ fact, range }) => [fact?.name, range.start.character]),
        [
          ['Other', 16],
          ['Menu', 0],
        ],
      );
      assert.match(
        JSON.stringify(commandHoverAt(target, position)),
        /Named in the code of `Other`\.\\n\\nOn the keyboard of `Menu`/,
      );
      const { keyboards } = changedName(commands(), { bot, command: '7', from: '/buy', to: '/trade' });
      assert.deepEqual(keyboards, [
        { command: '8', name: 'Menu', from: 'Tea, /buy\n/buy 5, shop', to: 'Tea, /trade\n/trade 5, shop' },
      ]);
      assert.deepEqual(
        changedName(commands(), { bot, command: '7', from: '/buy', to: 'a, b' }).keyboards,
        [],
      );
    });

    it('names are offered in the header of a bot folder, and in no other comment', () => {
      const text = '/*CMD\n  command: Menu\n  keyboard: Tea, \n  answer: \nCMD*/\n\n';
      know({ name: '/buy' }, { name: 'a, b' }, { name: 'Menu', path: 'commands/Menu.js', text });
      const target = opened('Menu', text);
      const offered = (offset: number) =>
        commandCompletionsAt(target, target.document.positionAt(offset))?.items.map(({ label }) => label);
      assert.deepEqual(offered(text.indexOf('Tea, ') + 5), ['/buy', 'Menu']);
      assert.equal(offered(text.indexOf('answer: ') + 8), undefined);
      know({ name: '/buy' }, { name: 'Menu', text });
      assert.equal(offered(text.indexOf('Tea, ') + 5), undefined);
    });

    it('a misspelt button is marked in the header, or at the first line of the code', () => {
      const text = '/*CMD\n  command: Menu\n  answer: Hi\n  keyboard: Tea, Baskit\nCMD*/\n\nuser;\n';
      know({ name: 'Basket' }, { name: 'Menu', path: 'commands/Menu.js', text });
      const [inHeader] = diagnosticsOf(opened('Menu', text));
      assert.deepEqual(inHeader?.range, {
        start: { line: 3, character: 17 },
        end: { line: 3, character: 23 },
      });
      know({ name: 'Basket' }, { name: 'Menu', answer: 'Hi', keyboard: 'Tea, Baskit' });
      const [atCode, ...others] = diagnosticsOf(opened('Menu', 'user;\nchat;'));
      assert.equal(atCode?.code, 'dangling-command');
      assert.deepEqual(atCode.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } });
      assert.match(
        JSON.stringify(atCode.message),
        /keyboard of this command has a button Baskit.*mean Basket/,
      );
      assert.deepEqual(others, []);
    });
  });

  const refused: readonly (readonly [marked: string, sentence: RegExp])[] = [
    ['Bot.runCommand("/b|u" + y)', /put together when the code runs/],
    ['Bot.runCommand("/no|ne")', /names no command/],
    ['Bot.runCommand("sh|op")', /is an alias of the command \/buy/],
  ];
  for (const [marked, sentence] of refused) {
    it(`a rename is refused in ${marked}`, () => {
      know({ name: '/buy', aliases: ['shop'] });
      const { target, position } = open.at(marked);
      assert.throws(
        () => preparedRename(target, position),
        (error) => error instanceof RenameRefusal && sentence.test(error.message),
      );
    });
  }

  it('what a library handles is known and leads nowhere; of a command and a library with one name the command counts', () => {
    open.tell({ '/buy': '' }, { Shop: 'on("/paid", paid); on("/buy", buy); publish({});' });
    const { target, position } = open.at('Bot.runCommand("/pa|id 5"); Bot.runCommand("/buy")');
    assert.equal(commandLinkAt(target, position), undefined);
    assert.deepEqual(
      commandLinksIn(target).map(({ fact }) => fact.id),
      ['/buy'],
    );
    assert.deepEqual(diagnosticsOf(target), []);
  });

  it('a rename begins with the name alone', () => {
    know({ name: '/buy' });
    const { target, position } = open.at('Bot.runCommand("/b|uy " + id)');
    assert.deepEqual(preparedRename(target, position), {
      range: { start: { line: 0, character: 16 }, end: { line: 0, character: 20 } },
      placeholder: '/buy',
    });
  });

  for (const to of ['', ' ', '/a', 'a\nb', 'x'.repeat(256), '/b ', ' /b', 'SHOP']) {
    it(`the name ${JSON.stringify(to)} is refused`, () => {
      know({ name: '/buy' }, { name: '/a', aliases: ['shop '] });
      assert.throws(() => changedName(commands(), { bot, command: '/buy', from: '/buy', to }), RenameRefusal);
    });
  }
});
