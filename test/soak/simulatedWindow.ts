import type * as vscode from 'vscode';

import { HttpClient } from '../../src/api/http';
import { CommandFiles } from '../../src/files/commandFiles';
import { FileChanges } from '../../src/files/fileChanges';
import { FileSystem } from '../../src/files/fileSystem';
import { OpenFiles } from '../../src/files/openFiles';
import { Accounts } from '../../src/model/accounts';
import { CurrentBot } from '../../src/model/currentBot';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { silentLog } from '../../src/util/log';
import type { TextStore } from '../../src/util/textStore';
import { SimulatedDocuments } from './simulatedDocuments';
import type { SimulatedEditor } from './simulatedEditor';
import { Wire } from './wire';

/** Milliseconds for one answer: a server that never answers must not hold up thousands of sequences. */
const limits = { read: 250, write: 250 };

export interface WindowOptions {
  readonly server: Sandbox;
  /** Shared by the windows of a person, and kept when one is loaded again. */
  readonly store: TextStore;
  readonly accountId: string;
  readonly botId: number;
  /** The oracle's clock. */
  readonly clock: () => number;
  /** Writes down what happens, for a sequence that fails. */
  readonly note: (line: string) => void;
}

/** What VS Code calls while a file is open. */
export type Provider = Pick<
  vscode.FileSystemProvider,
  'stat' | 'readFile' | 'writeFile' | 'rename' | 'delete'
>;

/** A window of VS Code: the product's own model and file system, over simulated editors. */
export class SimulatedWindow {
  readonly documents = new SimulatedDocuments();
  readonly wire = new Wire();
  readonly editors = new Set<SimulatedEditor>();
  readonly clock: () => number;
  readonly provider: Provider;
  readonly #options: WindowOptions;
  readonly #accounts: Accounts;
  readonly #files: CommandFiles;
  readonly #owned: { dispose(): unknown }[];
  readonly #work = new Set<Promise<unknown>>();
  #hasKey = true;

  private constructor(options: WindowOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.#accounts = new Accounts(
      ({ url }) =>
        new HttpClient({
          url,
          apiKey: () => Promise.resolve(this.#hasKey ? options.server.apiKey : undefined),
          fetch: this.wire.fetch,
          timeouts: limits,
          retryPauseMs: 2,
        }),
      options.store,
      silentLog,
    );
    this.#files = new CommandFiles(this.#accounts, options.store, silentLog);
    const provider = new FileSystem(this.#files, new FileChanges(this.#files), this.documents, silentLog);
    this.provider = tracing(provider, options.note);
    const current = new CurrentBot();
    const open = new OpenFiles(this.#accounts, current, provider, this.documents, silentLog);
    const events = provider.onDidChangeFile((changes) => {
      for (const { uri } of changes) this.#changed(uri);
    });
    this.documents.onMarkUnsaved = (document) => {
      for (const editor of this.editors) if (editor.document === document) editor.touch();
    };
    this.#owned = [this.#accounts, current, provider, open, events];
  }

  /** Opens a window; the account is signed in when the store does not have it yet. */
  static async open(options: WindowOptions): Promise<SimulatedWindow> {
    const window = new SimulatedWindow(options);
    await window.#accounts.restore();
    if (!window.isSignedIn) await window.signIn();
    return window;
  }

  get isSignedIn(): boolean {
    return this.#accounts.get(this.#options.accountId) !== undefined;
  }

  /** Without a key every call fails as one with a wrong key does. */
  set hasKey(hasKey: boolean) {
    this.#hasKey = hasKey;
  }

  async signIn(): Promise<void> {
    const { accountId, server } = this.#options;
    await this.#accounts.add({ id: accountId, kind: 'cloud', label: accountId, url: server.url });
  }

  async signOut(): Promise<void> {
    await this.#accounts.remove(this.#options.accountId);
  }

  /** Looks at the server's folders and commands, as the product does every minute. */
  async refresh(): Promise<void> {
    await this.#contents?.refresh();
  }

  /** The URI of a command as the tree has it, `undefined` when it does not show the command. */
  async uriOf(commandId: number): Promise<vscode.Uri | undefined> {
    const contents = this.#contents;
    if (!contents?.commands.has(commandId)) await contents?.openWhole();
    const command = contents?.commands.get(commandId);
    const { accountId, botId } = this.#options;
    return command && this.#files.uriOf({ accountId, botId }, 'Tea Shop', command);
  }

  get #contents() {
    return this.#accounts.get(this.#options.accountId)?.contents(this.#options.botId);
  }

  #changed(uri: vscode.Uri): void {
    for (const editor of this.editors) {
      if (editor.uri.toString() === uri.toString()) this.track(editor.look());
    }
  }

  /** Something that goes on behind. */
  track(work: Promise<unknown>): void {
    const done = work.finally(() => this.#work.delete(done));
    this.#work.add(done);
  }

  /** Resolves when nothing goes on behind any more. */
  async settled(): Promise<void> {
    do {
      await Promise.all(this.#work);
      // Listeners that have to look something up first begin their work a turn later.
      for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
    } while (this.#work.size > 0);
  }

  /** Ends at once, with whatever is under way. */
  dispose(): void {
    this.wire.cut();
    for (const item of this.#owned.reverse()) item.dispose();
  }
}

/** The same provider; every call is noted with what came of it. */
function tracing(provider: Provider, note: (line: string) => void): Provider {
  const traced = async <T>(what: string, call: () => T | Thenable<T>, show: (result: T) => string) => {
    try {
      const result = await call();
      note(`  ${what} → ${show(result)}`);
      return result;
    } catch (error) {
      note(`  ${what} ✖ ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
  };
  const name = ({ path }: vscode.Uri) => path.slice(path.lastIndexOf('/') + 1);
  const text = (bytes: Uint8Array) => JSON.stringify(new TextDecoder().decode(bytes).slice(0, 70));
  return {
    stat: (uri) =>
      traced(
        `stat ${name(uri)}`,
        () => provider.stat(uri),
        ({ mtime, size }) => `${mtime % 1_000_000} ${size}`,
      ),
    readFile: (uri) => traced(`readFile ${name(uri)}`, () => provider.readFile(uri), text),
    rename: (from, to, options) =>
      traced(
        `rename ${name(from)} ${name(to)}`,
        () => provider.rename(from, to, options),
        () => 'done',
      ),
    delete: (uri, options) =>
      traced(
        `delete ${name(uri)}`,
        () => provider.delete(uri, options),
        () => 'done',
      ),
    writeFile: (uri, content, options) =>
      traced(
        `writeFile ${name(uri)} ${text(content)}`,
        () => provider.writeFile(uri, content, options),
        () => 'done',
      ),
  };
}
