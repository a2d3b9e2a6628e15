import type { FaultKind } from '../../src/sandbox/server/faults';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { madeUpToken, seedBot } from '../../src/sandbox/seed';
import { type CommandFields, commandFields } from '../../src/sandbox/store/records';
import { MemoryTextStore } from '../unit/model/memoryTextStore';
import { unavoidableMark } from './faultList';
import { type EditorBook, Oracle } from './oracle';
import { pick } from './random';
import { SimulatedEditor } from './simulatedEditor';
import { SimulatedWindow } from './simulatedWindow';

/** A bot of its own on the server, the windows of one person, and the oracle that watches them. */
export class Stage {
  readonly server: Sandbox;
  readonly botId: number;
  readonly oracle: Oracle;
  readonly windows: SimulatedWindow[] = [];
  /** What happened, call by call. */
  readonly trace: string[] = [];
  /** The commands by their first id, and the id that each has now. */
  readonly commandIds: number[];
  readonly #struck: ReadonlyMap<FaultKind, number>;
  readonly #store = new MemoryTextStore();
  readonly #books = new Map<string, EditorBook>();
  readonly #expected = new Map<number, Omit<CommandFields, 'code'>>();

  /** @param struck kinds of faults that met a request, and how often */
  constructor(server: Sandbox, struck: ReadonlyMap<FaultKind, number>) {
    this.server = server;
    this.#struck = struck;
    const bot = seedBot(server.store, {
      name: 'Tea Shop',
      token: madeUpToken(),
      commands: [
        {
          name: '/start',
          code: 'Bot.sendMessage("one");\n',
          answer: 'Hello *there*',
          keyboard: 'A, B\\nC',
          aliases: ['hi', 'hello'],
          help: 'Begins',
          group: 'vip',
          folder: 'Main',
          needReply: true,
          autoRetryTime: 3600,
        },
        {
          name: 'Balance',
          code: 'let a = 1;\r\nlet b = 2;\nlet c = 3;\r\n',
          answer: 'How much',
          group: 'vip',
        },
      ],
    });
    this.botId = bot.id;
    this.commandIds = server.store.commands(bot.id).map(({ id }) => id);
    for (const id of this.commandIds) this.expectFieldsAsTheyAre(id);
    this.oracle = new Oracle(() => this.versions(), {
      endsCount: true,
      rewrites: () => (struck.get('normaliseText') ?? 0) > 0,
      isUnavoidable: (text) => text.endsWith(unavoidableMark),
    });
  }

  versions() {
    return this.server.store.versions({ botId: this.botId });
  }

  get editors(): SimulatedEditor[] {
    return this.windows.flatMap((window) => [...window.editors]);
  }

  windowOf(editor: SimulatedEditor): SimulatedWindow {
    const window = this.windows.find(({ editors }) => editors.has(editor));
    if (!window) throw new Error('the editor is closed');
    return window;
  }

  /** One of the open editors, `undefined` when there is none. */
  editor(roll: number): SimulatedEditor | undefined {
    return this.editors.length === 0 ? undefined : pick(this.editors, roll);
  }

  async openWindow(): Promise<SimulatedWindow> {
    const window = await SimulatedWindow.open(this.#windowOptions);
    this.windows.push(window);
    return window;
  }

  get #windowOptions() {
    const { server, botId } = this;
    const clock = () => this.oracle.now;
    const note = (line: string) => void this.trace.push(line);
    return { server, botId, store: this.#store, accountId: 'person', clock, note };
  }

  /** Opens a command in a window. @returns whether it opened; one that is open already does not open again */
  async open(window: SimulatedWindow, commandId: number): Promise<boolean> {
    const uri = await window.uriOf(commandId);
    if (!uri) return false;
    if ([...window.editors].some((editor) => editor.uri.toString() === uri.toString())) return false;
    const editor = await SimulatedEditor.open(window, uri, this.#book(window, uri.path, commandId));
    if (editor) window.editors.add(editor);
    return editor !== undefined;
  }

  /** A person remembers what was shown in the tab of a file before, also in a tab that was closed. */
  #book(window: SimulatedWindow, path: string, commandId: number): EditorBook {
    // Below the bot's directory: a command may have several paths at a time.
    const name = `${path.split('/').slice(3).join('/')} in window ${this.windows.indexOf(window) + 1}`;
    let book = this.#books.get(name);
    if (!book) this.#books.set(name, (book = this.oracle.book(name, commandId)));
    return book;
  }

  /** Loads a window again: everything of the product in it begins anew, over the same store. */
  async reload(window: SimulatedWindow): Promise<void> {
    window.dispose();
    const fresh = await SimulatedWindow.open(this.#windowOptions);
    this.windows[this.windows.indexOf(window)] = fresh;
    for (const editor of window.editors) if (await editor.moveInto(fresh)) fresh.editors.add(editor);
  }

  /** From now on the fields besides the code are as they are now. */
  expectFieldsAsTheyAre(commandId: number): void {
    const fields = this.#fields(commandId);
    if (fields) this.#expected.set(commandId, fields);
    else this.#expected.delete(commandId);
  }

  /** Waits until nothing goes on any more. */
  async settled(): Promise<void> {
    for (const window of this.windows) await window.settled();
    // What a client no longer waits for happens all the same; nobody can see it coming.
    const { requests } = this.server;
    const isQuiet = () =>
      requests.list().filter(({ status }) => status === null).length <= (this.#struck.get('never') ?? 0);
    while (!isQuiet()) {
      await new Promise<void>((resolve) => {
        const listener = requests.onAnswered(() => {
          listener.dispose();
          resolve();
        });
      });
    }
  }

  /** What is wrong so far, `undefined` if nothing. */
  judge(): string | undefined {
    this.oracle.judgeVersions();
    for (const [id, expected] of this.#expected) {
      const now = this.#fields(id);
      if (now && JSON.stringify(now) !== JSON.stringify(expected))
        this.oracle.findings.push(
          `a save changed other fields: ${JSON.stringify(expected)} → ${JSON.stringify(now)}`,
        );
    }
    this.oracle.judgeTyped((book) => {
      const editor = this.editors.find((open) => open.book === book);
      return editor && { text: editor.bytes, dirty: editor.isDirty };
    });
    return this.oracle.findings[0];
  }

  #fields(commandId: number): Omit<CommandFields, 'code'> | undefined {
    const record = this.server.store.command(this.botId, commandId);
    if (!record) return undefined;
    const { code: _, ...others } = commandFields(record);
    return others;
  }

  dispose(): void {
    for (const window of this.windows) window.dispose();
  }
}
