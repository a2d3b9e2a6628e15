import assert from 'node:assert/strict';

import { TextDocument } from 'vscode-languageserver-textdocument';

import type { Target } from '../../../src/language/server/botProgram';
import { answerCompletionsAt } from '../../../src/language/server/features/answerCompletion';
import { loadDeclarations, OpenBot } from './programs';

describe('language: properties in texts that a bot sends', () => {
  let bot: OpenBot;

  before(() => loadDeclarations());
  beforeEach(() => {
    const code =
      'User.setProp("points", 5); Bot.setProp("greeting", "x"); Bot.setProp("<b>", 1); Bot.setProp("it\'s", 1)';
    bot = new OpenBot({ '/setup': code });
  });
  afterEach(() => bot.dispose());

  /** The text after a name that is offered was taken. */
  function completed(target: Target, offset: number, label: string): string | undefined {
    const { document } = target;
    const items = answerCompletionsAt(target, document.positionAt(offset))?.items;
    const edit = items?.find((item) => item.label === label)?.textEdit;
    return edit && 'range' in edit ? TextDocument.applyEdits(document, [edit]) : undefined;
  }

  const taken: Readonly<Record<string, string>> = {
    'Bot.sendMessage("Hi <|")': 'Bot.sendMessage("Hi <points>")',
    'Bot.sendMessage("Hi <po|>, you")': 'Bot.sendMessage("Hi <points>, you")',
    'Bot.sendMessage("Hi <|nts>, you")': 'Bot.sendMessage("Hi <points>, you")',
    'Bot.sendMessage("Hi <p|, you")': 'Bot.sendMessage("Hi <points>, you")',
    'Bot.sendMessage(`a ${1} <|`)': 'Bot.sendMessage(`a ${1} <points>`)',
    'Bot.sendMessage(ok ? "a" + ("<|" + b) : c)': 'Bot.sendMessage(ok ? "a" + ("<points>" + b) : c)',
    'Bot.sendMessage({ text: "<|" })': 'Bot.sendMessage({ text: "<points>" })',
    'Bot.sendKeyboard("A", "<|")': 'Bot.sendKeyboard("A", "<points>")',
    'Bot.sendMessage("<|': 'Bot.sendMessage("<points>',
  };
  for (const [marked, expected] of Object.entries(taken)) {
    it(`a name is offered and taken over in ${marked}`, () => {
      const { target, position } = bot.at(marked);
      assert.equal(completed(target, target.document.offsetAt(position), 'points'), expected);
    });
  }

  const none = [
    'Bot.sendMessage("Hi |")',
    'Bot.sendMessage("<b>|")',
    'Bot.sendMessage("<"|)',
    'if (1 <| 2) user;',
    'let text = "<|";',
    'Bot.sendKeyboard("<|", "x")',
    'Api.sendMessage({ text: "<|" })',
    'Bot.sendMessage("x", { text: "<|" })',
    '/* <| */',
  ];
  for (const marked of none) {
    it(`no name is offered in ${marked}`, () => {
      const { target, position } = bot.at(marked);
      assert.equal(answerCompletionsAt(target, position), undefined);
    });
  }

  it('an offer says whose property it is, and is written as the string needs it', () => {
    const { target, position } = bot.at("Bot.sendMessage('<|')");
    const items = answerCompletionsAt(target, position)?.items ?? [];
    assert.deepEqual(items.map(({ label, detail }) => `${label}: ${detail ?? ''}`).sort(), [
      'greeting: property of the bot',
      "it's: property of the bot",
      'points: property of the user',
    ]);
    assert.equal(
      completed(target, target.document.offsetAt(position), "it's"),
      "Bot.sendMessage('<it\\'s>')",
    );
  });

  it('they are offered in the answer of a command in a bot folder, and in no other comment', () => {
    const text = '/*CMD\n  help: <\n\n  <<ANSWER\nHi <po\nyou\n  ANSWER\nCMD*/\n\nuser;\n';
    const know = (path?: string) => {
      const fact = {
        id: '/a',
        name: '/a',
        aliases: [],
        text,
        uri: target.document.uri,
        ...(path ? { path } : {}),
      };
      bot.workspace.changeBot({
        bot: 'the bot',
        anew: false,
        isComplete: true,
        changed: [fact],
        gone: [],
        libraries: null,
      });
    };
    const target = bot.open(text, '/a');
    know('commands/_a.js');
    const end = text.indexOf('<po') + 3;
    assert.equal(completed(bot.target('/a'), end, 'points'), text.replace('<po', '<points>'));
    assert.equal(completed(bot.target('/a'), text.indexOf('help: <') + 7, 'points'), undefined);
    know();
    assert.equal(completed(bot.target('/a'), end, 'points'), undefined);
  });
});
