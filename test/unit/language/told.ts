/** Code that gets findings: what is marked, by the code. `error` is certain to fail when it runs. */
export const toldFixtures: Readonly<Record<string, readonly string[]>> = {
  // What TypeScript reads and JavaScript does not.
  'let x: number = 5;': ['error syntax number'],
  'Bot.sendMessage(params as string);': ['error syntax string'],
  'interface Shop {}': ['error syntax Shop'],
  'enum Colour { red }': ['error syntax Colour'],
  'type Id = number;': ['error syntax Id'],
  'user!.id;': ['error syntax user!'],
  'function f(a?: string) {}\nf();': ['error syntax ?', 'error syntax string'],
  'Bot.inspect(<b>Hi</b>);': ['error syntax <b>'],
  '5 = 6;': ['error syntax 5'],
  'options?.total = 5;': ['error syntax options?.total'],
  'Bot.inspect(options ?? params || message);': ['error syntax options ?? params'],
  'function f() { super.x(); }\nf();': ['error syntax super'],
  // Modules.
  'import "x";': ['error syntax import'],
  'import { a } from "b";\nBot.inspect(a);': ['error syntax import'],
  'export default 1;': ['error syntax export'],
  'export function f() {}': ['error syntax export'],
  'const a = 1;\nexport { a };': ['error syntax export'],
  'Bot.inspect(import.meta.url);': ['error syntax import'],
  'import("x");': ['warning not-available import("x")'],
  'require("fs");': ['warning not-available require'],
  // Names that are declared twice, or too late.
  'class A {}\nclass A {}': ['error syntax A'],
  'let a = 1;\nfunction a() {}': ['error syntax a'],
  'function f(a) { let a = 1; return a; }\nf(1);': ['error syntax a'],
  'try { Bot.sendMessage("a"); } catch (e) { let e = 1; Bot.inspect(e); }': ['error syntax e'],
  'Bot.inspect(late);\nlet late = 5;': ['warning unknown-name late'],
  'Bot.inspect({ totl });': ['warning unknown-name totl'],
  'Bot.setProp("a", 5, number);': ['warning unknown-name number'],
  // Patterns that JavaScript allows, and that mean something else.
  '/\\p{L}/.test(message);': ['warning syntax \\p{L}'],
  '/\\u{61}/.test(message);': ['warning syntax \\u{61}'],
  '/\\9/.test(message);': ['warning syntax 9'],
  '/x{2,1}/.test(message);': ['error syntax 2,1'],
  // Calls that do not exist.
  'HTTP({ url: "x" });': ['error unknown-member HTTP'],
  'new Bot();': ['error unknown-member Bot'],
  'user.telegramid();': ['error unknown-member telegramid'],
  'Libs.ResourcesLib();': ['warning unknown-member ResourcesLib'],
  'const { sendMesage } = Bot;\nBot.inspect(sendMesage);': ['error unknown-member sendMesage'],
  'Bot["sendMesage"]("a");': ['error unknown-member "sendMesage"'],
  // What a call gives back, which is nothing.
  'Bot.sendMessage("a").then(inspect);': ['error unknown-member then'],
  'var sent = Api.sendMessage({ text: "a" });\nBot.inspect(sent.message_id);': [
    'error unknown-member message_id',
  ],
  'let got = HTTP.get({ url: "x" });\nBot.inspect(JSON.parse(got.content));': [
    'error unknown-member content',
  ],
  'Libs.CoinPayments.setPrivateKey("a").then(inspect);': ['warning unknown-member then'],
  // Options.
  'HTTP.get({ url: "x", sucess: "/start" });': ['warning unknown-member sucess'],
  'Bot.sendMessage("a", { parsemode: "HTML" });': ['warning unknown-member parsemode'],
  'Bot.run("/start");': ['warning missing-key run'],
  'Api.sendMessage("Hello");': ['warning missing-key sendMessage'],
  // Promises, also where code stands before them.
  '\nconst h = async () => { await inspect(1); };\nh();': ['warning not-available await'],
  '// first\nasync function h() { await inspect(1); }\nh();': ['warning not-available await'],
  'async function h(list) { for await (const one of list) Bot.inspect(one); }\nh([]);': [
    'warning not-available await',
  ],
  'new Function("a");': ['warning not-available Function'],
  // Others.
  'Libs.Lang.user.getLang();': ['warning unknown-member getLang'],
  'Bot.setProp("list", [1]);': ['warning wrong-property-type [1]'],
  'Libs.ReferralLib.currentUser.refList.get();': ['information deprecated currentUser'],
};

/** Code of real bots that gets no finding at all. */
export const silentCode: readonly string[] = [
  // A value of which nothing is known is no array.
  'var n = Bot.getProperty("n");\nn = n + 1;\nBot.setProperty("n", n);',
  'User.setProperty("ref", options.user.id);',
  'Bot.setProp("x", JSON.parse(content).rate);',
  'var o = Bot.getProperty("o") || {};\no[user.id] = 1;\nBot.setProperty("o", o);',
  // Who asks whether something is there knows that it may not be.
  'if (typeof isReady === "function" && isReady()) Bot.sendMessage("a");',
  'if (typeof list == "undefined") Bot.sendMessage("a");\nBot.inspect(typeof http);',
  'if (typeof module === "object" && module.exports) module.exports = {};',
  'if (typeof define === "function" && define.amd) define([], function () {});',
  // Variables and objects change.
  'var b = 5;\nb = b.toFixed(2);\nb = b.replace(".", ",");\nBot.sendMessage(b);',
  'message = message.split(" ");\nmessage.shift();\nBot.inspect(message);',
  'String.prototype.cap = function () { return this.toUpperCase(); };\nBot.sendMessage("x".cap());',
  'var a = [];\na.total = 0;\nBot.inspect(a.total);',
  'var e = new Error("x");\ne.code = 5;\nthrow e;',
  'class Ai {}\nvar ai = new Ai();\nai.bar = 2;\nBot.inspect(ai.bar);',
  'document = request.document;\nBot.inspect(document.file_id);',
  // Comments, blocks, and what is not documented.
  '/** @param {TgUser} u */\nfunction show(u) { Bot.inspect(u); }\nshow(user);',
  'if (user) { function greet() {} }\ngreet();',
  'try { function greet() {} } catch (e) { Bot.inspect(e); }\ngreet();',
  'switch (params) { case "a": function greet() {} }\ngreet();',
  'Bot.inspect(new URL("https://a.b").host + btoa("x") + atob("eA=="));',
  'if (params instanceof Function) Bot.sendMessage("a");',
  'if (/(a)\\1|\\c1|[\\w-.]|a{1/.test(message)) Bot.sendMessage("a");',
  'function f(a, a) { return a; }\nvar f = 5;\nBot.inspect(f);',
  'var x = 1;\nfunction x() {}\nBot.inspect(x);',
];
