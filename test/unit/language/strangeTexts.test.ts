import assert from 'node:assert/strict';

import { diagnosticsOf } from '../../../src/language/server/diagnostics/diagnostics';
import { completionsAt } from '../../../src/language/server/features/completion';
import { definitionsAt } from '../../../src/language/server/features/definition';
import { foldingRangesOf } from '../../../src/language/server/features/folding';
import { formattingOf } from '../../../src/language/server/features/formatting';
import { hoverAt } from '../../../src/language/server/features/hover';
import { semanticTokensOf } from '../../../src/language/server/features/semanticTokens';
import { signatureHelpAt } from '../../../src/language/server/features/signatureHelp';
import { symbolsOf } from '../../../src/language/server/features/symbols';
import { unlessTooDeep } from '../../../src/language/server/tooDeep';
import { loadDeclarations, OpenBot } from './programs';

const header = '/*CMD\n  command: /start\n  answer: Hi\nCMD*/\n\n';

/** What was met in public bots, and worse. */
const texts: Readonly<Record<string, string>> = {
  nothing: '',
  'CRLF line ends': `${header}if (user) {\n  Bot.sendMessage("a");\n}\n`.replaceAll('\n', '\r\n'),
  'mixed line ends': 'var a = 1;\r\nvar b = 2;\rvar c = 3;\nvar d = 4;\u2028',
  'two headers': `${header}${header}Bot.sendMessage("a");\n`,
  'a header that never closes': '/*CMD\n  command: /start\n\nBot.sendMessage("a");',
  mojibake: 'Bot.sendMessage("РџСЂРёРІРµС‚ Ð¿Ñ€Ð¸Ð²ÐµÑ‚ \uFFFD\uFFFD");\nvar Ã© = 1;',
  'a lone surrogate': 'Bot.sendMessage("\uD83C");',
  'a byte order mark': '\uFEFFBot.sendMessage("a");',
  'a script of a browser':
    'import $ from "jquery";\nwindow.onload = async () => { const r = await fetch("/x"); document.write(r); };\nexport default 1;',
  'a page': '<html>\n<script>\n  alert("a");\n</script>\n</html>',
  'no JavaScript at all': 'Hello {name}! You have %balance% points :) `unclosed "quote\n\t@@@',
  'a module of Node':
    'const fs = require("fs");\nmodule.exports = { run() { return fs.readFileSync(__filename); } };',
  types: 'interface A { b: string }\nconst a: A = { b: "c" } as A;\nenum E { X }',
  'a body of 73,600 characters': 'if (user) { Bot.sendMessage("Hello, " + user.first_name); }\n'
    .repeat(1300)
    .slice(0, 73_600),
  'one line of 73,600 characters': 'Bot.sendMessage("a");'.repeat(3600).slice(0, 73_600),
  'a table of 73,600 characters': `var table = [${'{ id: 1, name: "a", list: [1, 2, 3] },'.repeat(2000)}];`,
  'deep brackets': '['.repeat(500),
  'deep blocks': 'if (user) {'.repeat(500),
};

describe('language: strange and large texts', () => {
  let bot: OpenBot;

  before(async () => {
    await loadDeclarations();
    bot = new OpenBot();
  });
  after(() => bot.dispose());

  for (const [what, text] of Object.entries(texts)) {
    it(`${what}: every question has an answer`, () => {
      const target = bot.open(text);
      const { document } = target;
      for (const share of [0, 0.5, 1]) {
        const position = document.positionAt(Math.floor(text.length * share));
        completionsAt(target, position);
        hoverAt(target, position);
        definitionsAt(target, position);
        signatureHelpAt(target, position, { kind: 'invoked' });
      }
      const lines = document.lineCount;
      for (const { startLine, endLine } of foldingRangesOf(target)) {
        assert.ok(startLine < endLine && endLine < lines);
      }
      symbolsOf(target);
      formattingOf(target, { tabSize: 2, insertSpaces: true });
      assert.equal(semanticTokensOf(target).data.length % 5, 0);
      const end = text.length;
      for (const { range } of diagnosticsOf(target)) {
        assert.ok(document.offsetAt(range.start) <= end && document.offsetAt(range.end) <= end);
      }
    });
  }

  it('code that is nested too deeply has no answer, and does no harm', () => {
    const target = bot.open(`var a = ${'1 + '.repeat(20_000)}1;`);
    let isTooDeep = false;
    const edits = unlessTooDeep(
      () => formattingOf(target, { tabSize: 2, insertSpaces: true }),
      () => (isTooDeep = true),
    );
    assert.equal(edits, undefined);
    assert.ok(isTooDeep);
    const { target: other, position } = bot.at('Bot.|');
    assert.ok(completionsAt(other, position).items.length > 0);
  });

  it('the header of a file is a comment to it', () => {
    const target = bot.open(`${header}Bot.sendMessage("a");\n`);
    assert.deepEqual(diagnosticsOf(target), []);
  });
});
