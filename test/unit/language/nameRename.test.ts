import assert from 'node:assert/strict';

import { type Position, TextDocument } from 'vscode-languageserver-textdocument';

import type { CommandFact } from '../../../src/language/protocol/protocol';
import type { Target } from '../../../src/language/server/botProgram';
import { changedIdentifier, preparedNameRename } from '../../../src/language/server/features/nameRename';
import { RenameRefusal } from '../../../src/language/server/features/renames';
import { libraryUriOf, loadDeclarations, OpenBot, uriOf } from './programs';

describe('language: renaming what code declares', () => {
  let bot: OpenBot;
  let texts: Record<string, string>;

  before(() => loadDeclarations());
  beforeEach(() => know({}));
  afterEach(() => bot.dispose());

  function know(commands: Record<string, string>, libraries: Record<string, string> = {}): void {
    bot = new OpenBot(commands);
    bot.tell({}, libraries);
    texts = {};
    for (const [name, text] of Object.entries(commands)) texts[uriOf(name)] = text;
    for (const [name, text] of Object.entries(libraries)) texts[libraryUriOf(name)] = text;
  }

  /** The texts that become others, by URI. */
  function renamed(target: Target, position: Position, to: string): Record<string, string> {
    const found = changedIdentifier(target, position, to).map((text) => {
      const uri = text.fact ? (text.fact.uri ?? text.fact.id) : text.uri;
      const code = uri === target.document.uri ? target.document.getText() : (texts[uri] ?? '');
      return [uri, TextDocument.applyEdits(TextDocument.create(uri, 'bjs', 0, code), [...text.edits])];
    });
    return Object.fromEntries(found) as Record<string, string>;
  }

  function renamedAlone(marked: string, to: string): string | undefined {
    const { target, position } = bot.at(marked);
    return renamed(target, position, to)[target.document.uri];
  }

  const refusedAt = (marked: string, to = 'other') => {
    const { target, position } = bot.at(marked);
    try {
      changedIdentifier(target, position, to);
      return undefined;
    } catch (error) {
      assert.ok(error instanceof RenameRefusal);
      return error.message;
    }
  };

  it('changes a name wherever the code of the file means it, and nowhere else', () => {
    const code =
      'function f(price) { return price * 2; }\nlet pri|ce = f(1); // price\nBot.sendMessage("price" + price);';
    assert.equal(
      renamedAlone(code, 'cost'),
      'function f(price) { return price * 2; }\nlet cost = f(1); // price\nBot.sendMessage("price" + cost);',
    );
    assert.equal(
      renamedAlone('f(1);\nfunction f|(a) { return f(a); }', 'twice'),
      'twice(1);\nfunction twice(a) { return twice(a); }',
    );
    assert.equal(renamedAlone('let a| = 1;\nlet o = { a };', 'b'), 'let b = 1;\nlet o = { a: b };');
  });

  it('begins with the name, also when the cursor stands behind it', () => {
    for (const marked of ['let |price = 1;', 'let pri|ce = 1;', 'let price| = 1;']) {
      const { target, position } = bot.at(marked);
      assert.deepEqual(preparedNameRename(target, position), {
        range: { start: { line: 0, character: 4 }, end: { line: 0, character: 9 } },
        placeholder: 'price',
      });
    }
  });

  it('changes what @ declares in all commands, wherever it begins, open or not', () => {
    know({
      '@': 'function tax(n) { return n; }',
      '@@': 'tax(3);',
      '/a': 'tax(1);',
      '/b': 'let tax = 2;\ntax + 1;',
      '/c': 'x.tax;',
    });
    const expected = {
      [uriOf('@')]: 'function vat(n) { return n; }',
      [uriOf('@@')]: 'vat(3);',
      [uriOf('/a')]: 'vat(1);',
    };
    const from = bot.open('function tax(n) { return n; }', '@');
    assert.deepEqual(renamed(from, { line: 0, character: 10 }, 'vat'), expected);
    const user = bot.open('tax(1);', '/a');
    assert.deepEqual(renamed(user, { line: 0, character: 0 }, 'vat'), expected);
  });

  it('changes what @ declares as the editors have it', () => {
    know({ '@': '', '/a': '' });
    bot.open('let tax = 1;', '@');
    texts[uriOf('@')] = 'let tax = 1;';
    const user = bot.open('\ntax;', '/a');
    assert.deepEqual(renamed(user, { line: 1, character: 1 }, 'vat'), {
      [uriOf('@')]: 'let vat = 1;',
      [uriOf('/a')]: '\nvat;',
    });
  });

  it('looks through more commands than fit into memory at once', () => {
    const many = Object.fromEntries(Array.from({ length: 90 }, (_, number) => [`/c${number}`, 'tax(1);']));
    know({ '@': 'function tax() {}', ...many });
    const found = renamed(bot.open('function tax() {}', '@'), { line: 0, character: 9 }, 'vat');
    assert.equal(Object.values(found).filter((text) => text === 'vat(1);').length, 90);
  });

  it('changes what a library publishes where commands use it, and what it keeps to itself there alone', () => {
    const code = 'function tax(n) { return n; }\npublish({ tax, add: tax });';
    know({ '/a': 'Libs.Prices.tax(1);', '/b': 'let tax = 1;' }, { Prices: code });
    const uri = libraryUriOf('Prices');
    const user = bot.open('Libs.Prices.add(1);', '/c');
    assert.deepEqual(renamed(user, { line: 0, character: 13 }, 'plus'), {
      [uriOf('/c')]: 'Libs.Prices.plus(1);',
      [uri]: code.replace('add:', 'plus:'),
    });
    bot.workspace.setOwner({ uri, bot: 'the bot' });
    bot.workspace.open(TextDocument.create(uri, 'bjs', 1, code));
    const library = bot.workspace.target(uri)!;
    assert.deepEqual(renamed(library, { line: 0, character: 10 }, 'vat'), {
      [uri]: 'function vat(n) { return n; }\npublish({ tax: vat, add: vat });',
    });
  });

  it('leaves what is not the bot’s own', () => {
    for (const marked of [
      'B|ot.sendMessage("a");',
      'Bot.send|Message("a");',
      'let a = Ma|th.max(1);',
      'us|er.id;',
    ]) {
      assert.match(refusedAt(marked) ?? '', /is part of BJS and keeps its name/, marked);
    }
    for (const marked of ['le|t a = 1;', '"te|xt"', '1|2', '// com|ment', 'nobody.ha|sIt;']) {
      assert.match(refusedAt(marked) ?? '', /Put the cursor on a name that the code declares/, marked);
    }
    assert.match(refusedAt('total| = 1;\ntotal;') ?? '', /total is declared nowhere/);
    know({ '@': 'total = 1;' });
    assert.match(refusedAt('tot|al + 1;') ?? '', /total is declared nowhere/);
  });

  for (const to of ['', '1a', 'a b', 'a-b', 'class', 'await', 'let', 'a.b', '💰']) {
    it(`does not make ${JSON.stringify(to)} of a name`, () => {
      assert.match(refusedAt('let a| = 1;', to) ?? '', /cannot be a name in code/);
    });
  }

  for (const to of ['цена', '$a', '_1', 'of', 'type', 'naïve']) {
    it(`makes ${to} of a name`, () => assert.equal(renamedAlone('let a| = 1;', to), `let ${to} = 1;`));
  }

  it('gives no name that something else has there', () => {
    know({ '@': 'let shared = 1;' });
    for (const [marked, to] of [
      ['let a| = 1;\nlet b = 2;', 'b'],
      ['let a| = 1;\nfunction f(b) { return a; }', 'b'],
      ['let b = 1;\nfunction f(a|) { return b + a; }', 'b'],
      ['let a| = 1;\nb = 2;', 'b'],
      ['let a| = 1;', 'Bot'],
      ['let a| = 1;', 'shared'],
    ] as const) {
      assert.match(refusedAt(marked, to) ?? '', /Something else is called/, marked);
    }
    assert.equal(
      renamedAlone('let o = { a: 1, b: 2 };\nlet a| = 1;', 'c'),
      'let o = { a: 1, b: 2 };\nlet c = 1;',
    );
  });

  it('waits until all code is known that may use a name', () => {
    const fact: CommandFact = { id: '/a', name: '/a', aliases: [], text: null, uri: null };
    know({ '@': 'let tax = 1;' });
    bot.workspace.changeBot({
      bot: 'the bot',
      anew: false,
      isComplete: true,
      changed: [fact],
      gone: [],
      libraries: null,
    });
    assert.match(refusedAt('ta|x;') ?? '', /Not all code of the bot is known yet, and it may use tax/);
    assert.equal(refusedAt('let o|wn = 1;'), undefined);
  });
});
