/** Measures the language server as it is built, as an editor talks to it. */
import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { repositoryRoot } from '../host/paths.mjs';

/**
 * @typedef {object} LanguageRuns
 * @property {number[]} started from the start of the process to the first completion, in milliseconds
 * @property {number[]} first of a bot, from its document's opening, the server being up, in milliseconds
 * @property {number[]} warm 95th percentile of each run, in milliseconds
 * @property {number[]} typing longest time until a completion during fast typing, in milliseconds
 * @property {number[]} memory of the process after that, in megabytes
 * @property {number[]} checked until all commands of a bot were looked through, in milliseconds
 * @property {number[]} checkMemory most memory of the process meanwhile, in megabytes
 */

/** Completions of a run, each after an edit. */
const completions = 200;

/**
 * @param {import('./build.mjs').Built} built
 * @param {{ commands: number, bytes: number, repeat: number }} options the size of the bot
 * @returns {Promise<LanguageRuns>}
 */
export async function measureLanguage(built, { commands, bytes, repeat }) {
  const bot = madeUp(commands, bytes);
  const script = join(built.extension, 'dist', 'language', 'server.js');
  const flagsFile = join(repositoryRoot, 'src', 'language', 'client', 'serverFlags.json');
  /** @type {string[]} */
  const flags = JSON.parse(await readFile(flagsFile, 'utf8'));
  /** @type {LanguageRuns} */
  const runs = { started: [], first: [], warm: [], typing: [], memory: [], checked: [], checkMemory: [] };
  for (let run = 0; run < repeat; run++) {
    const began = performance.now();
    const server = new Server(script, flags);
    try {
      await server.start();
      await openCommand(server, 'first', bot);
      runs.started.push(performance.now() - began);

      const opened = performance.now();
      const editor = await openCommand(server, 'second', bot);
      runs.first.push(performance.now() - opened);

      const times = [];
      for (let index = 0; index < completions; index++) times.push(await editor.completionAfterEdit());
      times.sort((one, other) => one - other);
      runs.warm.push(times[Math.floor(times.length * 0.95)] ?? 0);
      runs.typing.push(await editor.typeFast());
      const { rss } = await server.request('bjs/figures');
      runs.memory.push(rss / 1e6);
      const { ms, most } = await checkBot(server, bot);
      runs.checked.push(ms);
      runs.checkMemory.push(most / 1e6);
    } finally {
      await server.end();
    }
  }
  return runs;
}

/**
 * Opens a command of a bot and waits for the first completion in it.
 *
 * @param {Server} server
 * @param {string} name of the bot
 * @param {{ commands: object[], code: string }} bot
 */
async function openCommand(server, name, { commands, code }) {
  const uri = `bb://1/bots.business/${name}/_start.js`;
  server.notify('bjs/documentOwner', { uri, bot: name });
  server.notify('bjs/botChanged', {
    bot: name,
    anew: true,
    isComplete: true,
    changed: commands,
    gone: [],
    libraries: null,
  });
  server.notify('textDocument/didOpen', {
    textDocument: { uri, languageId: 'bjs', version: 1, text: `${code}\nBot.` },
  });
  const line = code.split('\n').length;
  const completion = async () => {
    const position = { line, character: 4 };
    const { items } = await server.request('textDocument/completion', { textDocument: { uri }, position });
    if (!items.some((/** @type {{ label: string }} */ { label }) => label === 'sendMessage')) {
      throw new Error('The completion of the benchmark offers nothing.');
    }
  };
  await completion();
  let version = 1;
  const type = (/** @type {string} */ text) => {
    const start = { line: 0, character: 0 };
    server.notify('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range: { start, end: start }, text }],
    });
  };
  return {
    async completionAfterEdit() {
      type(version % 2 === 0 ? ' ' : 'x=1;');
      const asked = performance.now();
      await completion();
      return performance.now() - asked;
    },
    /** A key each 50 ms for three seconds, while the document is also looked through for mistakes. */
    async typeFast() {
      let longest = 0;
      for (let key = 0; key < 60; key++) {
        const pressed = performance.now();
        type(';');
        await completion();
        longest = Math.max(longest, performance.now() - pressed);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return longest;
    },
  };
}

/**
 * Has the server look through all commands, and asks for its memory all the while.
 *
 * @param {Server} server
 * @param {{ commands: object[] }} bot
 * @returns {Promise<{ ms: number, most: number }>} most: in bytes
 */
async function checkBot(server, { commands }) {
  const began = performance.now();
  let isOver = false;
  const check = server
    .request('bjs/checkBot', {
      id: 1,
      commands: commands.map((fact, index) => ({ ...fact, uri: `bb://1/bots.business/checked/${index}.js` })),
    })
    .finally(() => (isOver = true));
  let most = 0;
  while (!isOver) {
    const { rss } = await server.request('bjs/figures');
    most = Math.max(most, rss);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await check;
  return { ms: performance.now() - began, most };
}

/**
 * A bot of so many commands and bytes of code; `@` declares what the others use.
 *
 * @param {number} count
 * @param {number} bytes
 */
function madeUp(count, bytes) {
  const lines = [
    "const cart = User.getProp('cart') || [];\n",
    'if (!user) { Bot.sendMessage("Who are you?"); }\n',
    'const total = cart.reduce((sum, item) => sum + withTax(item.price), 0);\n',
    'Api.sendMessage({ chat_id: chat.chatid, text: "Total: " + total, parse_mode: "HTML" });\n',
  ];
  const blocks = Math.ceil(bytes / count / lines.join('').length);
  const code = Array.from({ length: blocks }, () => `{\n${lines.join('')}}\n`).join('');
  const fact = (/** @type {string} */ name, /** @type {string} */ text) => ({
    id: name,
    name,
    aliases: [],
    text,
    uri: null,
  });
  const hook = 'function withTax(price) { return price * 1.2; }\nvar shop = { name: "Tea", open: true };\n';
  const commands = Array.from({ length: count - 1 }, (_, index) => fact(`/command${index}`, code));
  return { code, commands: [fact('@', hook), ...commands] };
}

/** The language server as a process, spoken to as editors do. */
class Server {
  #count = 0;
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  #process;

  /**
   * @param {string} script
   * @param {string[]} flags
   */
  constructor(script, flags) {
    this.#process = fork(script, ['--node-ipc'], { execArgv: flags });
    this.#process.on('message', (/** @type {any} */ { id, method, result, error }) => {
      const waiting = this.#waiting.get(id);
      if (method !== undefined || !waiting) return;
      this.#waiting.delete(id);
      if (error) waiting.reject(new Error(error.message));
      else waiting.resolve(result);
    });
  }

  async start() {
    await this.request('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      initializationOptions: { l10n: null, owners: [], rules: {} },
    });
    this.notify('initialized', {});
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  request(method, params) {
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ jsonrpc: '2.0', id, method, params });
    });
  }

  /**
   * @param {string} method
   * @param {object} params
   */
  notify(method, params) {
    this.#process.send({ jsonrpc: '2.0', method, params });
  }

  async end() {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    await this.request('shutdown');
    this.notify('exit', {});
    await ended;
  }
}
