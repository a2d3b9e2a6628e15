import assert from 'node:assert/strict';

import ts from 'typescript';

import { bjsMembers } from './bjsMembers';
import { bjsService, complaints } from './bjsService';

/** What commands of real bots do. */
const right = {
  'what came in': `
    if (params) Bot.sendMessage('You said ' + params.toUpperCase());
    if (!options || options.error) Bot.sendMessage(message.split(' ')[0]);
    if (user.telegramid == '12345' || user.id === 12345) Bot.sendMessage(user.first_name + user.just_created);
    if (chat.chat_type != 'private') Bot.blockChat(chat.id);
    user.some_new_member; chat.some_new_member; bot.some_new_member; command.some_new_member;
    user = options.user;
    let text = request.message ? request.message.text : request.text;
    request.data.split(' '); request.query.trim(); request.pre_checkout_query.id; request.photo[0].file_id;
    request.message.reply_markup.inline_keyboard[0][0].text;
    tgUpdate.callback_query.message.text; tgUpdate.chat_member.new_chat_member.until_date;
    if (Number(http_status) > 299 || http_status == 404) throw new Error(content);
    data.user.telegramid; iteration_quota.progress / iteration_quota.limit; owner.email; admins[0];
    if (completed_commands_count > 0) Bot.inspect(JSON.parse(content).items[0]);
    parseInt(user.telegramid); parseFloat(5); isNaN(message); inspect({ a: 1 }).length;`,
  'own variables under the names of the host': `
    var data = [1]; let user = { a: 1 }; const chat = 5; function request() {}
    data.push(user.a + chat); request();`,
  messages: `
    Bot.sendMessage('Hi'); Bot.sendMessage(5); Bot.sendMessage('*Hi*', { parse_mode: null, is_reply: true });
    Bot.sendMessage({ text: 'Hi', parse_mode: 'HTML', disable_web_page_preview: true, on_result: '/sent 5' });
    Bot.sendKeyboard('A, B,\\nC', 'Choose'); Bot.editMessage('New', request.message.message_id);
    Bot.sendInlineKeyboard([{ title: 'A', command: '/a 1' }, { title: 'B', url: 'https://example.com' }], 'Choose');
    Bot.sendInlineKeyboard([[{ title: 'A', command: '/a' }], [{ title: 'B', url: 'https://example.com' }]], 'Choose');
    Bot.sendMessageToChatWithId(chat.chatid, 'Hi'); Bot.sendMessageToAllChats('Hi');`,
  'running commands': `
    Bot.runCommand('/a 5', { b: 1 }); Bot.run({ command: '/a' });
    Bot.run({ command: '/a', options: [1], run_after: 0.5, label: 'x' + user.id, user_id: user.id, chat_id: chat.id });
    Bot.clearRunAfter(); Bot.clearRunAfter({ label: 'x' });
    Bot.runAll({ command: '/a', for_chats: 'private-chats', on_create: '/created' });
    new RunAllTask({ id: options.task.id }).progress.toFixed();`,
  properties: `
    User.setProperty('a', 5, 'integer'); Bot.setProperty('a', 'b', 'String'); Bot.setProp('list', [1], 'json'); User.setProp('a', null);
    Bot.setProp({ name: 'a', value: {}, user_telegramid: user.telegramid, list: new List({ name: 'all' }) });
    User.getProperty('a', 0).toFixed(); User.getProp('a', '').length; User.getProp('a').anything.at.all;
    if (User.getProp('a', 5) === 6) Bot.deleteProp('a' + user.id);
    let settings = Bot.getProp('settings', { on: true }); settings.more = settings.on;
    let items = Bot.getProp('items', []); items.push({ id: 1 }); items[0].id;
    Bot.getProp(options.name, options.fallback).length; Bot.getProp('a', null).length;
    User.getProp({ name: 'a', user_id: 5, default_value: 0 }).toFixed();`,
  'methods of Telegram': `
    Api.sendMessage({ text: 5 }); Api.sendMessage({ chat_id: user.telegramid, text: 'Hi', parse_mode: 'HTML' });
    Api.getChatAdministrators(); Api.sendChatAction({ action: 'typing' });
    Api.deleteMessage({ message_id: params, on_error: '/ignore', bb_options: { a: 1 } });
    Api.getChatMember({ chat_id: '@some', user_id: user.telegramid, on_result: '/checked ' + user.id });
    Api.editMessageText({ message_id: 5, text: 'Hi', reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: '/a' }]] } });
    Api.sendMessage({ text: 'Hi', reply_markup: { keyboard: [['A', 'B'], [{ text: 'C', request_contact: true }]] } });
    Api.sendMessage({ text: 'Hi', reply_markup: JSON.stringify({ remove_keyboard: true }) });
    let result = { type: 'article', id: 1, title: 'A', input_message_content: { message_text: 'A' } };
    Api.answerInlineQuery({ inline_query_id: request.id, results: [result], cache_time: 0 });
    let mode = 'HTML'; Api.sendPhoto({ photo: 'https://example.com/a.png', caption: 'A', parse_mode: mode });
    Api.sendPoll({ question: 'Q', options: [{ text: 'A' }], result_to_bot_property: 'poll' });
    Api.sendMessage({ text: 'Hi', disable_web_page_preview: true, reply_to_message_id: request.message_id });
    Api.answerInlineQuery({ inline_query_id: '1', results: [{ type: 'article', id: '1', title: 'A', thumb_url: 'a',
      input_message_content: { message_text: 'A', disable_web_page_preview: true } }] });
    Api.sendPoll({ question: 'Q', options: ['A', 'B'], is_anonymous: false });
    Api.call('sendMessage', { text: 'Hi' }); Api.kickChatMember({ user_id: 5 });
    Api.restrictChatMember({ user_id: 5, permissions: { can_send_media_messages: false }, until_date: '0' });`,
  requests: `
    HTTP.get({ url: 'https://example.com', success: '/done ' + user.id });
    HTTP.post({ url: 'https://example.com', body: { a: 1 }, headers: { 'content-type': null }, folow_redirects: true });`,
  'other objects': `
    WebApp.render({ content: { a: 1 }, mime_type: 'application/json' }); WebApp.render({ template: 'page', options: {} });
    WebApp.getUrl({ command: 'page', options: { a: 1 } }).length;
    AdminPanel.setPanel({ panel_name: 'P', data: { title: 'P', fields: [{ name: 'a', type: 'string', value: 5 }] } });
    if (AdminPanel.getFieldValue({ panel_name: 'P', field_name: 'a' }) > 5) AdminPanel.getPanelValues('P').a;
    BBAdmin.installBot({ email: 'a@example.com', bot_id: 5, bot_properties: { a: 1 } });
    BBAdmin.cloneBot({ bot_id: 5, bot_properties: [{ name: 'a', value: 1, type: 'integer' }] });
    let list = new List({ name: 'all', user_id: user.id }); if (!list.exist) list.create();
    list.page = 2; list.get().map((item) => item.value.price); list.addUser(user); list.haveUser({ id: 5 });
    list.recount({ onComplete: '/counted' });`,
  libraries: `
    let gold = ResLib.userRes('gold'); gold.add(parseFloat(params)); if (gold.have(5)) gold.remove(5);
    gold.growth.addPercent({ percent: 5, interval: 60 }); gold.transferTo(ResLib.anotherUserRes('gold', 5), 1);
    RefLib.track({ onAttracted: (by) => Bot.sendMessage(by.telegramid), onAtractedByUser: function (by) { by.id; } });
    Libs.ReferralLib.currentUser.refList.get().length; RefLib.getTopList().get()[0].user;
    Libs.ResourcesLib.chatRes('a').value() * 2; Libs.commonLib.getLinkFor(user, 'HTML');
    TopBoardLib.addScore({ value: 5, fields: { a: 1 } }); TopBoardLib.getBoard().map((it) => it.tgId + ': ' + it.value);
    CurrencyQuote.convert({ amount: 1, from: 'USD', to: CurrencyQuote.crypto.details.BTC.symbol }).toFixed(2);
    CryptoJS.HmacSHA512('a', 'b').toString(CryptoJS.enc.Hex); Libs.CryptoJS.MD5('a').toString();
    let smart = new SmartBot({ params: { name: 'a' } }); smart.add({ b: 1 }); smart.fill('{name}').length; smart.handle();
    if (new SmartAmountDialog({ min: 1, max: 20 }).accept(message) !== true) smart.run({ command: '/again' });
    new SmartTasker({ name: 'a', tasks: [{ id: 'a', amount: 1 }], smartBot: smart }).getTasksForWork().length;
    Libs.CooldownLib.user.watch({ name: 'a', time: 60, onWaiting: (s) => Bot.sendMessage(s), onEnding: () => true });
    Libs.Webhooks.getUrlFor({ command: '/paid', user_id: user.id }); Libs.Lang.user.getCurLang(); Libs.Lang.t('a.b').c;
    Libs.DateTimeFormat.format(new Date(), 'yyyy-mm-dd', true).length; Libs.Random.randomInt(1, 5) + 1;
    Libs.CoinPayments.createTransaction({ fields: { amount: 1 }, onSuccess: '/paid', onPaymentCompleted: '/done' });
    Libs.BlockIO.testNet.Bitcoin.getBalance({ onSuccess: '/balance' }); Libs.BlockIO.Dogecoin.setApiKey('a');
    Libs.GoogleApp.run({ code: function sync() { return options; }, onRun: '/synced' });`,
};

/** Calls that fail for certain, or that do not do what they say, with what TypeScript finds. */
const wrong: readonly (readonly [code: string, ...found: string[]])[] = [
  // Methods that are not there, as seen in real bots and in examples.
  ['Bot.sendMessager("a")', 'TS2551'],
  ['Bot.setproperty("a", 1)', 'TS2551'],
  ['Bot.deleteProperty("a")', 'TS2551'],
  ['User.sendMessage("a")', 'TS2339'],
  ['Api.AnswerCallbackQuery({})', 'TS2551'],
  ['Api.getChatBanned({})', 'TS2339'],
  ['Api.call("sendMesage", {})', 'TS2345'],
  ['AdminPanel.getPanelValue({})', 'TS2551'],
  ['Libs.Lang.user.getLang()', 'TS2551'],
  ['Libs.QiwiPayment.setQiwiApiToken("a")', 'TS2551'],
  ['Libs.NotThere.go()', 'TS2339'],
  ['CryptoJS.SHA265("a")', 'TS2551'],
  ['new List({ name: "a" }).exists', 'TS2551'],
  // Names that the platform does not have.
  ['Http.post({ url: "a" })', 'TS2552'],
  ['bots.name', 'TS2552'],
  ['setTimeout(() => {}, 5)', 'TS2304'],
  ['fetch("a")', 'TS2304'],
  ['console.log("a")', 'TS2584'],
  ['require("fs")', 'TS2591'],
  ['document.title', 'TS2584'],
  // Only in libraries.
  ['publish({})', 'TS2304'],
  // Keys with a slip, or of another call.
  ['Bot.run({ comand: "a" })', 'TS2561'],
  ['Bot.run({ command: "a", run_at: 5 })', 'TS2353'],
  ['Bot.sendMessage("a", { parsemode: "HTML" })', 'TS2561'],
  ['Bot.sendInlineKeyboard([[{ text: "A", command: "/a" }]], "a")', 'TS2353'],
  ['Api.sendMessage({ text: "a", reply_markup: { inline_keyboard: [[{ title: "A" }]] } })', 'TS2353'],
  ['Api.sendMessage({ txt: "a" })', 'TS2561'],
  ['Api.sendMessage({ text: "a", onresult: "/a" })', 'TS2561'],
  ['HTTP.get({ url: "a", follow_redirects: true })', 'TS2561'],
  ['HTTP.get({ url: "a", timeout: 5 })', 'TS2353'],
  ['Bot.setProp({ name: "a", val: 1 })', 'TS2769'],
  ['ResLib.userRes("a").growth.addPercent({ value: 5, interval: 60 })', 'TS2353'],
  ['new SmartAmountDialog({ smart_bot: new SmartBot() })', 'TS2561'],
  ['RefLib.track({ onAtracted: () => {} })', 'TS2561'],
  // What is missing.
  ['Api.sendMessage()', 'TS2554'],
  ['Api.sendPhoto({ caption: "a" })', 'TS2345'],
  ['Bot.sendKeyboard("A")', 'TS2554'],
  ['Bot.run({ run_after: 5 })', 'TS2345'],
  ['HTTP.get("https://example.com")', 'TS2345'],
  ['new List()', 'TS2554'],
  ['Libs.Webhooks.getUrlFor({ user_id: 5 })', 'TS2345'],
  // Values of another kind.
  ['Bot.runAll({ command: "a", for_chats: "groups" })', 'TS2322'],
  ['Bot.setCache("a")', 'TS2345'],
  ['ResLib.userRes("a").add(params)', 'TS2345'],
  ['Bot.sendKeyboard([["A"]], "a")', 'TS2345'],
  ['Api.sendMessage({ text: { a: 1 } })', 'TS2322'],
  // Nothing comes back.
  ['let sent = Api.sendMessage({ text: "a" }); sent.message_id', 'TS2339'],
  ['if (Bot.runCommand("/a")) Bot.sendMessage("a")', 'TS1345'],
  ['HTTP.get({ url: "a" }).content', 'TS2339'],
  // A function that is not called.
  ['ResLib.userRes("a").value * 0.05', 'TS2362'],
];

describe('language: typings of BJS', function () {
  // The first program parses all of Telegram.
  this.timeout(60_000);

  it('are right in themselves', async () => {
    const service = await bjsService({});
    const program = service.getProgram();
    assert.ok(program);
    assert.deepEqual(program.getGlobalDiagnostics(), []);
    for (const name of ['bjs', 'telegram', 'crypto-js']) {
      assert.deepEqual(complaints(service, `/typings/${name}.d.ts`), [], name);
    }
  });

  it('let through what commands of real bots do', async () => {
    const files = Object.fromEntries(Object.entries(right).map(([topic, code]) => [`/${topic}.js`, code]));
    const service = await bjsService(files);
    for (const file of Object.keys(files)) assert.deepEqual(complaints(service, file), [], file);
  });

  it('find calls that cannot work', async () => {
    const files = Object.fromEntries(wrong.map(([code], index) => [`/${index}.js`, code]));
    const service = await bjsService(files);
    const found = wrong.map(([code], index) => [
      code,
      ...complaints(service, `/${index}.js`).map((complaint) => complaint.replace(/^1: (TS\d+) [^]*/, '$1')),
    ]);
    assert.deepEqual(found, wrong);
  });

  for (const [section, names] of Object.entries(bjsMembers)) {
    it(`have all ${section} of the reference, and say what each is`, async () => {
      assert.deepEqual(await withoutDocs(names.trim().split(/\s+/)), []);
    });
  }

  it('show what Telegram says of its methods and their params', async () => {
    const code = "Api.sendPhoto({ caption: '' })";
    const service = await bjsService({ '/photo.js': code });
    const hover = (at: string) =>
      ts.displayPartsToString(service.getQuickInfoAtPosition('/photo.js', code.indexOf(at))?.documentation);
    assert.match(hover('sendPhoto'), /Use this method to send photos/);
    assert.match(hover('caption'), /Photo caption .*0-1024 characters/);
  });

  it('offer the names that a bot has, and know what its properties hold', async () => {
    const facts = `
      interface CommandNames { '/start': string; Balance: string }
      interface UserPropertyTypes { balance: number }
      interface BBLibs { Shop: { buy(what: string): boolean }; Webhooks: { own(): void } }`;
    const code = `
      Bot.run({ command: '' }); Bot.runCommand(''); HTTP.get({ url: 'a', success: '' });
      Api.sendMessage({ text: 'a', on_result: '' });
      User.getProp('bal'); User.setProp({ name: '', value: 1 });
      User.getProp('balance').toFixed(); User.getProp('unknown').length; User.getProp(options.name).length;
      Libs.Shop.buy('tea'); Libs.Webhooks.own(); Libs.Guard.setup();`;
    const service = await bjsService({ '/facts.d.ts': facts, '/command.js': code });
    assert.deepEqual(complaints(service, '/command.js'), []);
    const offered = (before: string) =>
      service
        .getCompletionsAtPosition('/command.js', code.indexOf(before) + before.length, {})
        ?.entries.map(({ name }) => name);
    for (const before of ["command: '", "runCommand('", "success: '", "on_result: '"]) {
      assert.deepEqual(offered(before), ['/start', 'Balance'], before);
    }
    for (const before of ["getProp('bal", "name: '"]) assert.deepEqual(offered(before), ['balance'], before);
  });

  it('strike out what is of the past or not in BJS', async () => {
    const code = `
      Bot.sendMessageToAllChats('a');
      Api.sendMessage({ text: 'a', disable_web_page_preview: true });
      HTTP.patch({ url: 'a' });
      new Promise(() => {});
      new Proxy({}, {});`;
    const service = await bjsService({ '/command.js': code });
    const struck = service
      .getSuggestionDiagnostics('/command.js')
      .filter(({ reportsDeprecated }) => reportsDeprecated)
      .map(({ start, length }) => code.slice(start, start + length));
    assert.deepEqual(struck, ['sendMessageToAllChats', 'patch', 'Promise', 'Proxy']);
  });

  it('tell by the declared type where a command is named', async () => {
    const service = await bjsService({
      '/command.js': "Bot.runCommand('/a'); Bot.run({ command: '/b', label: 'c' });",
    });
    const program = service.getProgram();
    const source = program?.getSourceFile('/command.js');
    assert.ok(program && source);
    const checker = program.getTypeChecker();
    const declaredFor = (text: ts.StringLiteral): ts.Symbol | undefined =>
      ts.isPropertyAssignment(text.parent)
        ? checker.getContextualType(text.parent.parent)?.getProperty(text.parent.name.getText())
        : ts.isCallExpression(text.parent)
          ? checker.getResolvedSignature(text.parent)?.parameters[text.parent.arguments.indexOf(text)]
          : undefined;
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteral(node)) {
        const declaration = declaredFor(node)?.valueDeclaration;
        const type =
          declaration &&
          (ts.isParameter(declaration) || ts.isPropertySignature(declaration)) &&
          declaration.type;
        if (type && type.getText() === 'BBCommandName') found.push(node.text);
      }
      node.forEachChild(visit);
    };
    visit(source);
    assert.deepEqual(found, ['/a', '/b']);
  });
});

/**
 * Those of the names that are missing or say nothing.
 * @param names expressions, or `expression[key,…]` for keys of what is given to it
 */
async function withoutDocs(names: readonly string[]): Promise<string[]> {
  const asked = names.map((name) => {
    const [, expression = '', keys = ''] = /^(.*?)(?:\[([a-z][\w,]*)\])?$/i.exec(name) ?? [];
    return { expression, keys: keys === '' ? [] : keys.split(',') };
  });
  const service = await bjsService({
    '/facts.d.ts': 'declare const library: BBLibraryGlobals;',
    '/names.js': asked.map(({ expression }) => `${expression};`).join('\n'),
  });
  const program = service.getProgram();
  const checker = program?.getTypeChecker();
  const statements = program?.getSourceFile('/names.js')?.statements.filter(ts.isExpressionStatement);
  assert.ok(checker && statements);
  assert.equal(statements.length, asked.length);
  return statements.flatMap(({ expression }, index) => {
    const { keys } = asked[index]!;
    const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
    if (keys.length === 0)
      return isTold(checker, checker.getSymbolAtLocation(name)) ? [] : expression.getText();
    const type = checker.getTypeAtLocation(expression);
    const given = [...type.getCallSignatures(), ...type.getConstructSignatures()]
      .flatMap((signature) => signature.getParameters())
      .flatMap((parameter) => objectsIn(checker, checker.getTypeOfSymbol(parameter)));
    return keys
      .filter((key) => !given.some((object) => isTold(checker, object.getProperty(key))))
      .map((key) => `${expression.getText()}[${key}]`);
  });
}

/** Whether a name is there and has a sentence of its own, be it why it is of the past. */
function isTold(checker: ts.TypeChecker, symbol: ts.Symbol | undefined): boolean {
  if (!symbol) return false;
  const sentences = [
    ...symbol.getDocumentationComment(checker),
    ...symbol.getJsDocTags(checker).flatMap(({ text = [] }) => text),
  ];
  return sentences.some(({ text }) => text.trim() !== '');
}

/** The objects that a type stands for, also those in lists. */
function objectsIn(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
  if (type.isUnion()) return type.types.flatMap((kind) => objectsIn(checker, kind));
  const element = checker.isArrayType(type) ? type.getNumberIndexType() : undefined;
  return element ? objectsIn(checker, element) : [type];
}
