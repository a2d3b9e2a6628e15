import assert from 'node:assert/strict';

import type { CommandFact } from '../../../../src/language/protocol/protocol';
import { tooLongButtons } from '../../../../src/language/server/rules/buttonLimits';
import { costlyCalls } from '../../../../src/language/server/rules/costs';
import { danglingCommands } from '../../../../src/language/server/rules/danglingCommand';
import { wrongIds } from '../../../../src/language/server/rules/idKinds';
import { keyboardLimits } from '../../../../src/language/server/rules/keyboardLimits';
import { unsentKeyboard } from '../../../../src/language/server/rules/unsentKeyboard';
import { indexOf, mended, parsed, stringsOf, told } from './findings';

describe('language: commands that are named and not there', () => {
  const check = (code: string, ...names: string[]) => danglingCommands(stringsOf(code), indexOf(...names));

  it('are marked without the parameters', () => {
    const code = 'Bot.runCommand("/halo 5")';
    assert.deepEqual(told(code, check(code, '/start')), ['warning /halo: No command is called /halo.']);
  });

  it('are mended to the nearest name, written as the string needs it', () => {
    for (const [code, expected] of [
      ['Bot.runCommand("/strat 5")', 'Bot.runCommand("/start 5")'],
      ['Bot.runCommand("/Start")', 'Bot.runCommand("/start")'],
      ["Bot.runCommand('Its you')", "Bot.runCommand('It\\'s you')"],
      ['Bot.runCommand(`/strat ${id}`)', 'Bot.runCommand(`/start ${id}`)'],
      ['Bot.sendKeyboard("Setitngs, Halt", "x")', 'Bot.sendKeyboard("Settings, Halt", "x")'],
    ] as const) {
      assert.equal(mended(code, check(code, '/start', "It's you", 'Settings')), expected);
    }
  });

  it('are none when they are there, may be missing, or are put together', () => {
    for (const code of [
      'Bot.runCommand("/start")',
      'Bot.runCommand("/start 5")',
      'Bot.run({ command: "/nope", ignoreMissingCommand: true })',
      'Bot.runCommand("/no" + x)',
      'Bot.runCommand("Say " + x)',
      // An answer to a question rather than a command.
      'Bot.sendKeyboard("Yes, No", "Sure?")',
      'Bot.sendKeyboard("Stop", "Sure?")',
      'Libs.Texts.show({ onError: "That went wrong" })',
    ]) {
      assert.deepEqual(check(code, '/start', 'Step'), [], code);
    }
  });

  it('are none for a button when a command gets everything', () => {
    const code =
      'Api.sendMessage({ reply_markup: { inline_keyboard: [[{ text: "A", callback_data: "later" }]] } })';
    assert.deepEqual(told(code, check(code, '/start')), ['warning later: No command is called later.']);
    assert.deepEqual(check(code, '/start', '*'), []);
    assert.deepEqual(told(code, check(code, 'latre', '*')), [
      'warning later: No command is called later. Did you mean latre?',
    ]);
  });
});

describe('language: ids of the wrong kind', () => {
  for (const [code, expected] of [
    ['Bot.run({ command: "/a", chat_id: chat.chatid })', 'Bot.run({ command: "/a", chat_id: chat.id })'],
    [
      'Bot.run({ command: "/a", user_id: (user.telegramid) })',
      'Bot.run({ command: "/a", user_id: (user.id) })',
    ],
    ['Bot.blockChat(chat.chatid)', 'Bot.blockChat(chat.id)'],
    ['Bot.sendMessageToChatWithId(chat.id, "x")', 'Bot.sendMessageToChatWithId(chat.chatid, "x")'],
    ['Api.getChatMember({ user_id: user.id })', 'Api.getChatMember({ user_id: user.telegramid })'],
    [
      'Api.sendMessage({ chat_id: user.id, text: "x" })',
      'Api.sendMessage({ chat_id: user.telegramid, text: "x" })',
    ],
    ['Bot.getProp({ name: "a", user_id: user.telegramid })', 'Bot.getProp({ name: "a", user_id: user.id })'],
    [
      'Libs.ResourcesLib.anotherUserRes("x", user.id)',
      'Libs.ResourcesLib.anotherUserRes("x", user.telegramid)',
    ],
    ['RefLib.getRefCount(user.telegramid)', 'RefLib.getRefCount(user.id)'],
    ['Libs.Guard.isAdmin(user.telegramid)', 'Libs.Guard.isAdmin(user.id)'],
    [
      'Libs.Webhooks.getUrlFor({ command: "/a", user_id: user.telegramid })',
      'Libs.Webhooks.getUrlFor({ command: "/a", user_id: user.id })',
    ],
    [
      'AdminPanel.setPanel({ data: { on_saving: { command: "/a", user_id: user.telegramid } } })',
      'AdminPanel.setPanel({ data: { on_saving: { command: "/a", user_id: user.id } } })',
    ],
    [
      'let o = { chat_id: chat.id }; Api.sendMessage(o); Api.sendMessage(o)',
      'let o = { chat_id: chat.chatid }; Api.sendMessage(o); Api.sendMessage(o)',
    ],
    [
      'let id = user.id; Bot.sendMessageToChatWithId(id, "x")',
      'let id = user.id; Bot.sendMessageToChatWithId(user.telegramid, "x")',
    ],
    [
      'function f(user) { return user.id } Api.banChatMember({ user_id: user.id })',
      'function f(user) { return user.id } Api.banChatMember({ user_id: user.telegramid })',
    ],
  ] as const) {
    it(`are seen and mended in ${code}`, () => assert.equal(mended(code, wrongIds(parsed(code))), expected));
  }

  it('are none where the kind is right, or the object is the code’s own', () => {
    for (const code of [
      'Bot.run({ command: "/a", chat_id: chat.id, user_telegramid: user.telegramid })',
      'Api.sendMessage({ chat_id: chat.chatid })',
      'members.forEach((user) => Api.banChatMember({ user_id: user.id }))',
      'user = request.from; Api.banChatMember({ user_id: user.id })',
      'Api.sendMessage({ chat_id: user.constructor })',
      'Bot.setProp("last", user.id)',
    ]) {
      assert.deepEqual(wrongIds(parsed(code)), [], code);
    }
  });
});

describe('language: buttons that Telegram refuses', () => {
  it('are those of more than 64 bytes', () => {
    const button = (data: string) => `Bot.sendInlineKeyboard([{ title: "A", command: "${data}" }], "x")`;
    assert.deepEqual(tooLongButtons(stringsOf(button('ä'.repeat(32)))), []);
    const code = button('ä'.repeat(33));
    assert.match(
      told(code, tooLongButtons(stringsOf(code))).join(),
      /^warning ä+: .* 64 bytes; this has 66\./,
    );
    assert.deepEqual(tooLongButtons(stringsOf(`Bot.runCommand("${'a'.repeat(99)}")`)), []);
  });
});

describe('language: texts of keyboards that Telegram refuses', () => {
  const check = (code: string) => told(code, keyboardLimits(parsed(code)));

  it('are too long, in characters', () => {
    const placeholder = (text: string) => `a = { force_reply: true, input_field_placeholder: "${text}" }`;
    assert.deepEqual(check(placeholder('👍'.repeat(64))), []);
    assert.match(
      check(placeholder('👍'.repeat(65))).join(),
      /^warning 👍+: Telegram takes 1 to 64 characters here; this has 65\./u,
    );
    const copying = (text: string) => `a = { text: "Copy", copy_text: { text: "${text}" } }`;
    assert.deepEqual(check(copying('a'.repeat(256))), []);
    assert.match(check(copying('a'.repeat(257))).join(), /1 to 256 characters here; this has 257/);
    assert.match(check(`a = { input_field_placeholder: "${'a'.repeat(65)}" + b }`).join(), /65/);
  });

  it('are empty', () => {
    assert.deepEqual(check('a = { text: "A", callback_data: "" }'), [
      'warning "": An inline button has to send something: 1 to 64 bytes.',
    ]);
    assert.match(check('a = { input_field_placeholder: "" }').join(), /^warning "": .* this has 0\./);
    assert.deepEqual(check('a = { callback_data: "" + b, input_field_placeholder: `${b}`, text: "" }'), []);
  });
});

describe('language: a keyboard without an answer', () => {
  const fact: CommandFact = { id: '1', name: '/a', aliases: [], text: null, uri: null };

  it('is marked in the header of a bot folder', () => {
    const check = (header: string) => {
      const text = `/*CMD\r\n${header}CMD*/\r\n\r\nuser;\r\n`;
      return unsentKeyboard(text, { ...fact, path: 'commands/_a.js' }).map(({ start, end }) =>
        text.slice(start, end),
      );
    };
    assert.deepEqual(check('  keyboard: A, B\r\n'), ['A, B']);
    assert.deepEqual(check('  answer: \r\n\r\n  <<KEYBOARD\r\nA, B\r\nC\r\n  KEYBOARD\r\n'), ['A, B']);
    assert.deepEqual(check('  answer: Hi\r\n  keyboard: A, B\r\n'), []);
    assert.deepEqual(check('  keyboard: \r\n'), []);
  });

  it('of an account is marked at the first line', () => {
    const check = (more: Partial<CommandFact>) =>
      unsentKeyboard('user;\nchat;', { ...fact, ...more }).map(({ start, end }) => [start, end]);
    assert.deepEqual(check({ keyboard: 'A, B' }), [[0, 5]]);
    assert.deepEqual(check({ keyboard: 'A, B', answer: 'Hi' }), []);
    assert.deepEqual(check({ keyboard: ' ' }), []);
    assert.deepEqual(check({}), []);
  });
});

describe('language: what costs much', () => {
  it('is told where it is called', () => {
    const code = 'Bot.runAll({ command: "/news" }); Bot.runCommand("/a")';
    assert.deepEqual(told(code, costlyCalls(parsed(code))), [
      'information Bot.runAll: Costs one iteration for each chat.',
    ]);
  });

  it('is a command with very many properties, once', () => {
    const code = (count: number) =>
      Array.from({ length: count }, (_, index) => `User.getProp("p${index}")`).join(';');
    assert.deepEqual(costlyCalls(parsed(code(20))), []);
    const findings = costlyCalls(parsed(code(25)));
    assert.equal(findings.length, 1);
    assert.match(findings[0]?.message ?? '', /in 25 places/);
    assert.ok(code(25).slice(findings[0]?.start).startsWith('User.getProp("p20")'));
  });
});
