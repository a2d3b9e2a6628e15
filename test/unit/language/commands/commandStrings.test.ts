import assert from 'node:assert/strict';

import fc from 'fast-check';
import ts from 'typescript';

import { commandStrings } from '../../../../src/language/server/commands/commandStrings';

const parsed = (code: string) =>
  ts.createSourceFile('a.js', code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
/** Kind and text of each, `…` behind what goes on. */
const found = (code: string) =>
  commandStrings(parsed(code)).map(({ kind, text, isWhole }) => `${kind} ${text}${isWhole ? '' : '…'}`);

describe('language: strings that name commands', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    // What runs a command.
    'Bot.runCommand("/a")': ['run /a'],
    "Bot.runCommand('/a 5', { x: 1 })": ['run /a 5'],
    'Bot.run({ command: "/a", run_after: 5 })': ['run /a'],
    "Bot['run']({ 'command': '/a' })": ['run /a'],
    'Bot.runAll({ command: "/a", on_create: "/b" })': ['run /a', 'callback /b'],
    'WebApp.getUrl({ command: "page" })': ['run page'],
    'WebApp.render({ template: "page.html" })': ['name page.html'],
    'Bot.clearCache("/a"); User.clearCache("/b")': ['name /a', 'name /b'],
    // Callbacks.
    'Api.getChat({ chat_id: 1, on_result: "/a 1", on_error: "/b" })': ['callback /a 1', 'callback /b'],
    'Api.call("getChat", { on_result: "/a" })': ['callback /a'],
    'Bot.sendMessage("x", { on_result: "/a" })': ['callback /a'],
    'HTTP.get({ url: "/x", success: "/a", error: "/b" })': ['callback /a', 'callback /b'],
    'Bot.importGit({ branch: "main", success: "/a" })': ['callback /a'],
    'AdminPanel.setPanel({ panel_name: "P", data: { on_saving: { command: "/a" } } })': ['callback /a'],
    'list.recount({ onComplete: "/a" })': ['callback /a'],
    // Keyboards.
    'Api.sendMessage({ reply_markup: { inline_keyboard: [[{ text: "A", callback_data: "/a 1" }]] } })': [
      'button /a 1',
    ],
    'Bot.sendInlineKeyboard([{ title: "A", command: "/a" }, { title: "B", url: "u" }], "x")': ['button /a'],
    'Bot.sendKeyboard("A, B b,\\nC", "x")': ['label A', 'label B b', 'label C'],
    'Bot.sendKeyboard("A, " + name, "x")': ['label A'],
    'Bot.sendKeyboard("A, Points " + n, "x")': ['label A', 'label Points…'],
    'Api.sendMessage({ reply_markup: { keyboard: [["A", { text: "B" }], [{ text: "C", request_contact: true }]] } })':
      ['label A', 'label B', 'label C'],
    // Libraries.
    'Libs.CoinPayments.createTransaction({ fields: {}, onSuccess: "/a", onIPN: "/b" })': [
      'library /a',
      'library /b',
    ],
    'Libs.OxaPayLibV1.apiCall({ on_success: "/a" })': ['library /a'],
    'Libs.Webhooks.getUrlFor({ command: "/a" })': ['library /a'],
    // What is put together, chosen or held.
    'Bot.runCommand("/a " + id)': ['run /a …'],
    'Bot.runCommand(`/a ${id}`)': ['run /a …'],
    'Bot.runCommand(`/a`)': ['run /a'],
    'Bot.runCommand(("/a " + x) + y)': ['run /a …'],
    'Bot.runCommand(ok ? "/a" : "/b")': ['run /a', 'run /b'],
    'Bot.runCommand(params || "/a")': ['run /a'],
    'const next = "/a"; Bot.runCommand(next)': ['run /a'],
    'var o = { command: "/a" }; Bot.run(o)': ['run /a'],
    'const command = "/a"; Bot.run({ command })': ['run /a'],
    'let o = {}; o.on_result = "/a"': ['callback /a'],
    // What cannot be known, or is something else.
    'Bot.runCommand(prefix + "/a")': [],
    'let next = "/a"; next = other; Bot.runCommand(next)': [],
    'const a = b, b = a; Bot.runCommand(a || b)': [],
    'Bot.run({ command: "/a", bot_id: 7 })': [],
    'Bot.runCommand("")': [],
    'Bot.sendMessage("/a")': [],
    'HTTP.get({ url: "/a" })': [],
    'other.run({ command: "/a" })': [],
    'constructor.toString("/a"); Bot.constructor({ a: 1 })': [],
    'Libs.Texts.say({ text: "a", onward: 1 })': [],
  };
  for (const [code, expected] of Object.entries(cases)) {
    it(`${expected.length === 0 ? 'are none' : 'are seen'} in ${code}`, () => {
      assert.deepEqual(found(code), expected);
    });
  }

  it('know whether the code allows for a missing command', () => {
    const [first, second] = commandStrings(
      parsed('Bot.run({ command: "/a", ignoreMissingCommand: true }); Bot.run({ command: "/b" })'),
    );
    assert.deepEqual([first?.mayBeMissing, second?.mayBeMissing], [true, false]);
  });

  it('stand where each of their characters stands', () => {
    const quotes = [`'`, `"`, '`'];
    const escape = fc.constantFrom('\\n', '\\x41', '\\u0041', '\\u{1F600}', '\\\n', '\\q', '\\\\', '😀', 'ä');
    const plain = fc.stringMatching(/^[a-z/ ]{1,3}$/);
    fc.assert(
      fc.property(
        fc.array(fc.oneof(escape, plain), { minLength: 1 }),
        fc.constantFrom(...quotes),
        (parts, quote) => {
          const code = `Bot.runCommand(${quote}${parts.join('')}${quote})`;
          const file = parsed(code);
          for (const string of commandStrings(file)) {
            assert.equal(string.offsetAt(string.text.length), code.length - 2);
            for (let index = 0; index < string.text.length; index++) {
              // The piece from a character to the end is, read by itself, the rest of the text.
              const rest = code.slice(string.offsetAt(index), code.length - 2);
              const [again] = commandStrings(parsed(`Bot.runCommand(${quote}${rest}${quote})`));
              const second = string.offsetAt(index) === string.offsetAt(index - 1) ? index - 1 : index;
              if (string.text.slice(second).trim()) assert.equal(again?.text, string.text.slice(second));
            }
          }
        },
      ),
    );
  });

  it('are seen at the beginning of very long sums', () => {
    const sum = `Bot.runCommand("/a " + ${Array.from({ length: 3000 }, (_, index) => `x${index}`).join(' + ')})`;
    assert.deepEqual(found(sum), ['run /a …']);
  });
});
