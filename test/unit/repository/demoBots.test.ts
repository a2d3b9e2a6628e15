import assert from 'node:assert/strict';
import { Script } from 'node:vm';
import * as ts from 'typescript';
import { keyboardButtons } from '../../../src/repository/format/keyboard';
import { fileNameOf, folderNameOf } from '../../../src/repository/format/names';
import { type ParsedBot, parseBot } from '../../../src/repository/format/parseBot';
import { readDemoFiles } from './demoFiles';

/** Folder and name of each. */
const demoBots = { shop: 'Corner Shop', quiz: 'Quick Quiz' };

/** Keys whose value names a command, in BJS objects and in Telegram's buttons. */
const commandKeys = new Set([
  'command',
  'success',
  'error',
  'on_result',
  'on_error',
  'on_create',
  'callback_data',
]);

for (const [folder, name] of Object.entries(demoBots)) {
  describe(`demo bot "${folder}"`, () => {
    const bot = readDemoBot(folder);
    const codeOf = (name: string): string =>
      bot.commands.find((command) => command.name === name)?.code ?? '';
    const names = new Set(bot.commands.map(({ name }) => name));
    const aliases = new Set(bot.commands.flatMap((command) => command.aliases));

    it('is read without findings', () => {
      assert.deepEqual(bot.findings, []);
      assert.equal(bot.name, name);
      assert.equal(bot.csvUrl, null);
    });

    it('calls its files and directories as the exporter does', () => {
      for (const { name, folder, path } of bot.commands) {
        const segments = ['commands', ...(folder === null ? [] : [folderNameOf(folder)]), fileNameOf(name)];
        assert.equal(path, segments.join('/'));
      }
    });

    it('has names and aliases of which each leads to one command', () => {
      const all = bot.commands.flatMap((command) => [command.name, ...command.aliases]);
      assert.deepEqual(
        all.filter((text, index) => all.indexOf(text) !== index),
        [],
      );
      for (const alias of aliases) assert.equal(alias, alias.toLowerCase());
    });

    it('has an answer wherever there is a keyboard', () => {
      for (const { name, answer, keyboard } of bot.commands)
        assert.ok(keyboard === null || answer !== null, name);
    });

    for (const { name, keyboard, answer, code, path } of bot.commands) {
      it(`reaches a command from every place in ${name} that names one`, () => {
        const buttons = keyboardButtons(keyboard ?? '').flat();
        for (const { title } of buttons) assert.ok(reaches(title), `button ${title}`);
        for (const [mention] of (answer ?? '').matchAll(/(?<=^|\s)\/\w+/g))
          assert.ok(reaches(mention), mention);
        for (const { text, whole } of namedCommands(code, path))
          assert.ok(reaches(text, whole), `${text} in the code`);
      });

      if (name !== '@' && code !== '') {
        it(`has code in ${name} that runs in one body with @`, () => {
          new Script(`(function () {\n${codeOf('@')}\n${code}\n})`, { filename: path });
        });
      }
    }

    for (const { name, code } of bot.libraries) {
      it(`publishes what commands use of ${name}`, () => {
        let published: object = {};
        const publish = (members: object): void => void (published = members);
        new Script(`(function () {\n${code}\n})()`).runInNewContext({ publish });
        const everything = [...bot.commands, ...bot.libraries].map((each) => each.code).join('\n');
        const used = [...everything.matchAll(new RegExp(`Libs\\.${name}\\.(\\w+)`, 'g'))].map(
          (match) => match[1] ?? '',
        );
        assert.ok(used.length > 0);
        for (const member of used) assert.ok(member in published, member);
      });
    }

    /** As the platform selects a command: the whole text, else its first word with the rest as parameters. */
    function reaches(text: string, whole = true): boolean {
      const first = text.split(' ')[0] ?? '';
      if (!whole) return text.includes(' ') && names.has(first);
      return names.has(text) || aliases.has(text.toLowerCase()) || names.has(first);
    }
  });
}

describe('demo bot "shop": what it shows', () => {
  const bot = readDemoBot('shop');
  const names = new Set(bot.commands.map(({ name }) => name));

  it('has the size of a real bot', () => {
    assert.ok(bot.commands.length >= 44 && bot.commands.length <= 50, String(bot.commands.length));
    assert.equal(bot.folders.length, 7);
    assert.ok(bot.commands.filter(({ folder }) => folder === null).length >= 5);
    assert.deepEqual(
      bot.libraries.map(({ name }) => name),
      ['ShopCatalogue', 'ShopMoney'],
    );
  });

  it('shows what a command can be', () => {
    for (const name of ['@', '*', '!', '/start']) assert.ok(names.has(name), name);
    const all = bot.commands;
    assert.ok(all.filter(({ needReply }) => needReply === true).length >= 5);
    assert.ok(all.some(({ autoRetryTime }) => autoRetryTime === 86_400));
    assert.ok(all.some(({ group }) => group === 'shopkeeper'));
    assert.ok(all.some(({ answer }) => answer?.includes('\n')));
    assert.ok(all.some(({ answer }) => answer !== null && !answer.includes('\n')));
    assert.ok(all.some(({ keyboard }) => keyboard?.includes('\n')));
    assert.ok(all.some(({ keyboard }) => keyboard?.includes('\\n')));
    assert.ok(all.some(({ answer, code }) => answer !== null && code === ''));
    assert.ok(all.every(({ help }) => help !== null));
  });

  it('names a good number of commands in its code', () => {
    const all = bot.commands.flatMap(({ code, path }) => namedCommands(code, path));
    assert.ok(all.length > 80, String(all.length));
    const called = new Set(all.map(({ text }) => text.split(' ')[0]));
    for (const name of [
      '/onRates',
      '/onRatesFailed',
      '/onOrderNotified',
      '/onNotifyFailed',
      '/cartReminder',
      '/news',
    ]) {
      assert.ok(called.has(name), name);
    }
  });
});

describe('demo bot "quiz": what it shows', () => {
  const bot = readDemoBot('quiz');
  const all = bot.commands;

  it('is small enough to be read at one go', () => {
    assert.equal(all.length, 15);
    assert.deepEqual([...bot.folders].sort(), ['Background', 'Players', 'Quiz']);
    assert.deepEqual(bot.libraries, []);
    for (const { name, code } of all.filter((command) => command.name !== '@'))
      assert.ok(code.split('\n').length <= 40, name);
  });

  it('shows what a command can be', () => {
    const names = all.map(({ name }) => name);
    for (const name of ['@', '*', '!', '/start']) assert.ok(names.includes(name), name);
    assert.equal(all.filter(({ needReply }) => needReply === true).length, 1);
    assert.equal(all.filter(({ autoRetryTime }) => autoRetryTime === 86_400).length, 1);
    assert.ok(all.some(({ answer, code }) => answer !== null && code === ''));
    assert.ok(all.some(({ answer, keyboard }) => answer?.includes('\n') && keyboard?.includes('\n')));
    assert.ok(all.every(({ help }) => help !== null));
  });
});

interface NamedCommand {
  readonly text: string;
  /** False when only the start of the text is known. */
  readonly whole: boolean;
}

/** The texts in the code that name a command, as far as they can be known without running it. */
function namedCommands(code: string, path: string): NamedCommand[] {
  const found: NamedCommand[] = [];
  visit(ts.createSourceFile(path, code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS));
  return found;

  function visit(node: ts.Node): void {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && commandKeys.has(node.name.text)) {
      collect(node.initializer);
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const call = node.expression.getText();
      const first = node.arguments[0];
      if (call === 'Bot.runCommand' && first) collect(first);
      if (call === 'Bot.sendKeyboard' && first) {
        assert.ok(ts.isStringLiteral(first), 'a keyboard is written out');
        found.push(
          ...keyboardButtons(first.text)
            .flat()
            .map(({ title }) => ({ text: title, whole: true })),
        );
      }
    }
    ts.forEachChild(node, visit);
  }

  function collect(value: ts.Expression): void {
    if (ts.isStringLiteralLike(value)) found.push({ text: value.text, whole: true });
    else if (ts.isTemplateExpression(value)) found.push({ text: value.head.text, whole: false });
    else if (ts.isBinaryExpression(value) && ts.isStringLiteralLike(value.left)) {
      found.push({ text: value.left.text, whole: false });
    } else if (ts.isConditionalExpression(value)) {
      collect(value.whenTrue);
      collect(value.whenFalse);
    }
  }
}

function readDemoBot(folder: string): ParsedBot {
  return parseBot(readDemoFiles(folder));
}
