import assert from 'node:assert/strict';

import { TextDocument } from 'vscode-languageserver-textdocument';

import {
  type CompletionData,
  completionDetails,
  completionsAt,
} from '../../../src/language/server/features/completion';
import { definitionsAt } from '../../../src/language/server/features/definition';
import { diagnosticsOf } from '../../../src/language/server/diagnostics/diagnostics';
import { hoverAt } from '../../../src/language/server/features/hover';
import { libraryUriOf, loadDeclarations, OpenBot } from './programs';

const prices = `const rates = { normal: 20 };

/**
 * The price with tax.
 * @param {number} price in cents
 * @returns {number} also in cents
 */
function withTax(price, rate) {
  return price * (1 + (rate || rates.normal) / 100);
}

publish({
  withTax,
  list: rates,
  /** As people say it. */
  words(price) { return price + ' cents'; },
  'per cent': 1
})
`;

describe('language: libraries of a bot folder', () => {
  let bot: OpenBot;

  before(() => loadDeclarations());
  beforeEach(() => {
    bot = new OpenBot();
    bot.tell({}, { Prices: prices });
  });
  afterEach(() => bot.dispose());

  function hover(marked: string): string {
    const { target, position } = bot.at(marked);
    const contents = hoverAt(target, position)?.contents;
    return contents && typeof contents === 'object' && 'value' in contents ? contents.value : '';
  }

  /** Where a definition leads: the code that is marked there, and the file. */
  function definitions(marked: string, library = prices): string[] {
    const { target, position } = bot.at(marked);
    return definitionsAt(target, position).map(({ targetUri, targetSelectionRange }) => {
      const document = TextDocument.create(targetUri, 'bjs', 0, library);
      const { line } = targetSelectionRange.start;
      return `${line + 1} ${document.getText(targetSelectionRange)} ${targetUri}`;
    });
  }

  const told = (code: string) =>
    diagnosticsOf(bot.open(code)).map(({ severity, message }) => `${severity} ${message as string}`);

  it('are offered with what they publish, its types and what is said of it', () => {
    const { target, position } = bot.at('Libs.Prices.|');
    const { items } = completionsAt(target, position);
    assert.deepEqual(
      items
        .slice(0, 4)
        .map(({ label }) => label)
        .sort(),
      ['list', 'per cent', 'withTax', 'words'],
    );
    const item = items.find(({ label }) => label === 'withTax');
    assert.ok(item);
    const { detail, documentation } = completionDetails(target, item, item.data as CompletionData);
    assert.match(detail ?? '', /withTax: \(price: number, rate: any\) => number/);
    assert.match(JSON.stringify(documentation), /The price with tax\.[^]*in cents/);
  });

  it('say in a hover what a member is, called or not', () => {
    for (const marked of ['Libs.Prices.with|Tax(1)', 'let f = Libs.Prices.with|Tax']) {
      assert.match(hover(marked), /withTax: \(price: number, rate: any\) => number[^]*The price with tax\./);
    }
    assert.match(hover('Libs.Prices.wor|ds(1)'), /words\(price: any\): string[^]*As people say it\./);
  });

  it('are where a definition leads: to the file, the function and the key', () => {
    const uri = libraryUriOf('Prices');
    assert.deepEqual(definitions('Libs.Pri|ces.words(1)'), [`1  ${uri}`]);
    assert.deepEqual(definitions('Libs.Prices.with|Tax(1)'), [`8 withTax ${uri}`]);
    assert.deepEqual(definitions('let f = Libs.Prices.with|Tax'), [`8 withTax ${uri}`]);
    assert.deepEqual(definitions('Libs.Prices.li|st'), [`1 rates ${uri}`]);
    assert.deepEqual(definitions('Libs.Prices.wor|ds(1)'), [`16 words ${uri}`]);
  });

  it('have nothing that they do not publish', () => {
    assert.deepEqual(told('Libs.Prices.withtax(1);\nlet prices = Libs.Prices;\nprices.vat();'), [
      '1 Libs.Prices has no withtax. Did you mean withTax?',
      '1 prices has no vat.',
    ]);
  });

  it('may be called with anything: the library converts what it gets', () => {
    assert.deepEqual(
      told('Libs.Prices.withTax();\nLibs.Prices.withTax("a", 2, 3);\nLibs.Prices.list.reduced;'),
      [],
    );
  });

  for (const [what, code] of Object.entries({
    'of which a part is spread': 'const more = {};\npublish({ a: 1, ...more });',
    'of which a key is computed': 'const name = user.id;\npublish({ a: 1, [name]: 2 });',
    'that fill an object step by step': 'const all = {};\nall.a = 1;\npublish(all);',
    'that publish in a condition': 'if (bot) publish({ a: 1 });',
    'that publish twice': 'publish({ a: 1 });\npublish({ b: 1 });',
    'that cannot be read': 'publish(',
  })) {
    it(`are not judged when they are such ${what}`, () => {
      bot.tell({}, { Own: code });
      assert.deepEqual(told('Libs.Own.b();\nLibs.Own.a;'), []);
    });
  }

  it('that publish nothing have nothing', () => {
    bot.tell({}, { Own: 'on("/a", () => 1);' });
    assert.deepEqual(told('Libs.Own.a();'), ['1 Libs.Own has no a.']);
  });

  it('may use each other', () => {
    bot.tell(
      {},
      {
        One: 'function f() { return Libs.Two.g(); }\npublish({ f });',
        Two: 'function g() { return Libs.One.f() || 1; }\npublish({ g });',
      },
    );
    assert.deepEqual(told('Libs.One.f();\nLibs.Two.h();'), ['1 Libs.Two has no h.']);
  });

  it('count as they are in the editor', () => {
    const uri = libraryUriOf('Prices');
    bot.workspace.setOwner({ uri, bot: 'the bot' });
    const document = TextDocument.create(uri, 'bjs', 1, prices);
    bot.workspace.open(document);
    assert.deepEqual(told('Libs.Prices.gross();'), ['1 Libs.Prices has no gross.']);
    const touched: string[] = [];
    bot.workspace.onDidTouch((uris) => touched.push(...uris));
    TextDocument.update(document, [{ text: prices.replace('  withTax,', '  gross: withTax,') }], 2);
    bot.workspace.change(document);
    assert.equal(touched.length, 1);
    assert.deepEqual(told('Libs.Prices.gross();'), []);
    assert.equal(diagnosticsOf(bot.workspace.target(uri)!).length, 0);
  });

  it('are not known of a bot of an account, so any may be there', () => {
    bot.dispose();
    bot = new OpenBot({});
    assert.deepEqual(told('Libs.Prices.withtax(1);'), []);
  });
});
