import assert from 'node:assert/strict';

import { TextDocument } from 'vscode-languageserver-textdocument';

import { diagnosticsOf } from '../../../src/language/server/diagnostics/diagnostics';
import {
  type CompletionData,
  completionDetails,
  completionsAt,
} from '../../../src/language/server/features/completion';
import { definitionsAt } from '../../../src/language/server/features/definition';
import { foldingRangesOf } from '../../../src/language/server/features/folding';
import { formattingOf } from '../../../src/language/server/features/formatting';
import { hoverAt } from '../../../src/language/server/features/hover';
import { semanticTokensLegend, semanticTokensOf } from '../../../src/language/server/features/semanticTokens';
import { signatureHelpAt } from '../../../src/language/server/features/signatureHelp';
import { symbolsOf } from '../../../src/language/server/features/symbols';
import { loadDeclarations, OpenBot, typeInto, uriOf } from './programs';

describe('language: what an editor is told of a command', () => {
  let bot: OpenBot;

  before(async () => {
    await loadDeclarations();
    bot = new OpenBot({
      '/start': 'Bot.sendMessage("Hello");',
      '@': '/** Adds the tax. */\nfunction withTax(price) { return price * 1.2; }\nconst shop = { name: "Tea" };\ncurrency = "EUR";\nlet user = { id: 1, level: 3 };',
      '@@': 'function closing() { return shop.name; }',
    });
  });
  after(() => bot.dispose());

  const labelsAt = (marked: string) => {
    const { target, position } = bot.at(marked);
    return completionsAt(target, position).items.map(({ label }) => label);
  };

  it('what @ and @@ declare is offered in every command, before the names of the language', () => {
    const { target, position } = bot.at('const price = 1;\n|');
    const { items } = completionsAt(target, position);
    const order = [...items]
      .sort((one, other) => ((one.sortText ?? '') < (other.sortText ?? '') ? -1 : 1))
      .map(({ label }) => label);
    for (const name of ['withTax', 'shop', 'currency', 'closing', 'Bot', 'user']) {
      assert.ok(order.includes(name), name);
    }
    assert.ok(order.indexOf('price') < order.indexOf('Bot'));
    assert.ok(order.indexOf('Bot') < order.indexOf('Array'));
    for (const name of ['Promise', 'Proxy', 'setTimeout', 'document', 'require', 'import', 'await']) {
      assert.ok(!order.includes(name), name);
    }
  });

  it('what @ declares has its type', () => {
    assert.deepEqual(labelsAt('shop.|').slice(0, 1), ['name']);
    assert.ok(labelsAt('withTax(1).|').includes('toFixed'));
  });

  it('one command sees no variable of another', () => {
    bot.open('const ofAnother = 1;');
    assert.ok(!labelsAt('|').includes('ofAnother'));
  });

  it('names of commands are offered where a command is named', () => {
    assert.ok(labelsAt('Bot.runCommand("|")').includes('/start'));
  });

  it('an item says its type and its documentation when it is looked at', () => {
    const { target, position } = bot.at('wit|');
    const item = completionsAt(target, position).items.find(({ label }) => label === 'withTax');
    assert.ok(item);
    const { detail, documentation } = completionDetails(target, item, item.data as CompletionData);
    assert.match(detail ?? '', /withTax\(price: any\): number/);
    assert.deepEqual(documentation, { kind: 'markdown', value: 'Adds the tax.' });
  });

  it('a definition leads into @, and into the declarations of BJS', () => {
    const { target, position } = bot.at('with|Tax(1);');
    const [found] = definitionsAt(target, position);
    assert.equal(found?.targetUri, uriOf('@'));
    assert.deepEqual(found.targetSelectionRange.start, { line: 1, character: 9 });
    const { target: other, position: at } = bot.at('Bot.send|Message("");');
    assert.match(definitionsAt(other, at)[0]?.targetUri ?? '', /bjs\.d\.ts$/);
  });

  it('a hover shows the type, the documentation and the range', () => {
    const { target, position } = bot.at('with|Tax(1);');
    const hover = hoverAt(target, position);
    assert.deepEqual(hover?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 7 } });
    const { value } = hover.contents as { value: string };
    assert.match(value, /^```typescript\nfunction withTax\(price: any\): number\n```\nAdds the tax\.$/);
  });

  it('a call shows the parameter that is next', () => {
    const { target, position } = bot.at('function pay(sum, currency) {}\npay(1, |)');
    const help = signatureHelpAt(target, position, { kind: 'invoked' });
    const [signature] = help?.signatures ?? [];
    assert.equal(help?.activeParameter, 1);
    const { label = '', parameters = [] } = signature ?? {};
    const [, second] = parameters;
    assert.equal(label.slice(...(second?.label as [number, number])), 'currency: any');
    const described = bot.at('/** @param price in cents */\nfunction f(price) {}\nf(|)');
    const [shown] =
      signatureHelpAt(described.target, described.position, { kind: 'invoked' })?.signatures ?? [];
    assert.match(JSON.stringify(shown?.parameters), /`price` — in cents/);
  });

  it('names have colours of what they are', () => {
    const target = bot.open('const shown = withTax(1);\nBot.sendMessage(shown);');
    const { data } = semanticTokensOf(target);
    const types = Array.from({ length: data.length / 5 }, (_, index) => data[index * 5 + 3] ?? -1);
    const named = types.map((type) => semanticTokensLegend.tokenTypes[type]);
    assert.deepEqual(named, ['variable', 'function', 'variable', 'method', 'variable']);
  });

  it('an outline has functions with what is in them', () => {
    const target = bot.open('function pay(sum) {\n  const tax = 1;\n}\nconst shown = () => 1;');
    const [pay, shown] = symbolsOf(target);
    assert.equal(pay?.name, 'pay');
    assert.deepEqual(
      pay.children?.map(({ name }) => name),
      ['tax'],
    );
    assert.equal(shown?.name, 'shown');
  });

  it('what is folded leaves the closing line', () => {
    const target = bot.open('if (user) {\n  Bot.sendMessage("a");\n}\n/* a\n b */');
    assert.deepEqual(foldingRangesOf(target), [
      { startLine: 0, endLine: 1 },
      { startLine: 3, endLine: 4, kind: 'comment' },
    ]);
  });

  it('formatting keeps CRLF, and the header of a file as it is', () => {
    const text = '/*CMD\r\n  command:   /a\r\nCMD*/\r\n\r\nif(user){\r\nBot.sendMessage( "a" )\r\n}\r\n';
    const target = bot.open(text);
    const edits = formattingOf(target, { tabSize: 2, insertSpaces: true });
    const formatted = TextDocument.applyEdits(target.document, edits);
    assert.equal(
      formatted,
      '/*CMD\r\n  command:   /a\r\nCMD*/\r\n\r\nif (user) {\r\n  Bot.sendMessage("a")\r\n}\r\n',
    );
  });

  it('what is typed counts at once, also in @', () => {
    const other = new OpenBot({ '@': 'var old = 1;' });
    try {
      const hook = other.open('var old = 1;', '@');
      const { target, position } = other.at('|');
      const labels = () => completionsAt(target, position).items.map(({ label }) => label);
      assert.ok(labels().includes('old'));
      typeInto(other, hook, 'var typed = 1;');
      assert.ok(labels().includes('typed'));
      assert.ok(!labels().includes('old'));
    } finally {
      other.dispose();
    }
  });

  it('says of a name that BJS does not have it, in its own words', () => {
    const target = bot.open('setTimeout(() => 1, 5);\nwithTaks(1);\nconst chat = 5;\nBot.sendMesage("a");');
    const said = diagnosticsOf(target).filter(({ severity }) => severity !== 4);
    assert.deepEqual(
      said.map(({ message, severity }) => [severity, message]),
      [
        [2, 'BJS has no setTimeout.'],
        [2, 'withTaks is neither declared here nor part of BJS. Did you mean withTax?'],
        [1, 'Bot has no sendMesage. Did you mean sendMessage?'],
      ],
    );
  });

  it('says what does not parse as an error, and dead code as a hint', () => {
    const target = bot.open('return;\nBot.sendMessage("never");\nconst a = ;');
    const said = diagnosticsOf(target);
    assert.ok(said.some(({ severity, message }) => severity === 1 && message === 'Expression expected.'));
    assert.ok(said.some(({ severity, tags }) => severity === 4 && tags?.includes(1)));
  });
});
