import type { FaultKind } from '../../src/sandbox/server/faults';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { madeUpToken, seedBot } from '../../src/sandbox/seed';
import { type CommandFields, commandFields, type CommandRecord } from '../../src/sandbox/store/records';
import { unavoidableMark } from './faultList';
import { type EditorBook, Oracle } from './oracle';
import { pick } from './random';

/** An editor as the oracle sees it. */
export interface StagedEditor {
  readonly book: EditorBook;
  readonly text: string;
  /** What it would save, as text. */
  readonly bytes: string;
  readonly isDirty: boolean;
  /** Whether it holds a text at all: VS Code lets go of one in a tab behind others. */
  readonly isLoaded: boolean;
}

type OtherFields = Omit<CommandFields, 'code'>;

/** A bot of its own on the server, the editors in which its commands are worked on, and the oracle that watches. */
export abstract class Stage<Editor extends StagedEditor = StagedEditor> {
  readonly server: Sandbox;
  readonly botId: number;
  readonly oracle: Oracle;
  /** What happened, call by call. */
  readonly trace: string[] = [];
  /** The commands with the id that each has now: after an import it is another. */
  readonly commandIds: number[];
  readonly renamedElsewhere = new Set<number>();
  /** Commands that got the place of a deleted one, which nobody listed since. */
  readonly unseenHeirs = new Set<number>();
  readonly #struck: ReadonlyMap<FaultKind, number>;
  readonly #expected = new Map<number, OtherFields>();

  abstract readonly editors: readonly Editor[];

  /** @param struck kinds of faults that met a request, and how often */
  constructor(server: Sandbox, struck: ReadonlyMap<FaultKind, number>, endsCount: boolean) {
    this.server = server;
    this.#struck = struck;
    const bot = seedBot(server.store, {
      name: 'Tea Shop',
      token: madeUpToken(),
      folders: ['Main', 'Other'],
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
      endsCount,
      rewrites: () => (struck.get('normaliseText') ?? 0) > 0,
      isUnavoidable: (text) => text.endsWith(unavoidableMark),
    });
  }

  versions() {
    return this.server.store.versions({ botId: this.botId });
  }

  /** @returns `undefined` for one that was deleted */
  command(id: number): CommandRecord | undefined {
    return this.server.store.command(this.botId, id);
  }

  /** The command of an editor, by the id that it has now; also when it was deleted. */
  commandIdOf({ book }: StagedEditor): number {
    return book.commandIds.at(-1) ?? 0;
  }

  /**
   * Whether the text of an editor must find its way to the server. Not when its command was deleted; and when it was
   * renamed elsewhere before an import, nobody may have noticed the name under which it comes again.
   */
  canBeSaved(editor: StagedEditor): boolean {
    const { commandIds } = editor.book;
    const isHidden = commandIds.length > 1 && commandIds.some((id) => this.renamedElsewhere.has(id));
    const command = this.command(this.commandIdOf(editor));
    // What UTF-8 cannot carry is shown and not edited.
    return command !== undefined && (command.code ?? '').isWellFormed() && !isHidden;
  }

  /** One of the open editors, `undefined` when there is none. */
  editor(roll: number): Editor | undefined {
    return this.editors.length === 0 ? undefined : pick(this.editors, roll);
  }

  /** From now on the fields besides the code are as they are now, and maybe others of `but`. */
  expectFieldsAsTheyAre(commandId: number): void {
    const fields = this.#fields(commandId);
    if (fields) this.#expected.set(commandId, fields);
    else this.#expected.delete(commandId);
  }

  /** A person of ours gave a command another name or folder; everything else stays as it was. */
  expectPlace(commandId: number): void {
    this.oracle.renamed(commandId);
    const before = this.#expected.get(commandId);
    const now = this.#fields(commandId);
    if (!before || !now) return;
    const { command, commands_folder_id } = now;
    this.#expected.set(commandId, { ...before, command, commands_folder_id });
  }

  /** An import brought a command under another id. */
  importedAs(gone: number, id: number): void {
    this.commandIds[this.commandIds.indexOf(gone)] = id;
    this.oracle.importedAs(gone, id);
    this.expectFieldsAsTheyAre(id);
  }

  /** Waits until the server has nothing to do any more. */
  async served(): Promise<void> {
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
    for (const editor of this.editors) {
      if (this.isMistaken(editor)) this.oracle.showsNothingSaved(editor.book, editor.bytes);
    }
    return this.oracle.findings[0];
  }

  /** Whether an editor shows a text as saved that the server never had. */
  protected isMistaken(editor: StagedEditor): boolean {
    // Of a command that is gone there is nothing to load.
    if (!editor.isLoaded || editor.isDirty || !this.command(this.commandIdOf(editor))) return false;
    return !this.oracle.wasOnServer(editor.book, editor.bytes);
  }

  #fields(commandId: number): OtherFields | undefined {
    const record = this.command(commandId);
    if (!record) return undefined;
    const { code: _, ...others } = commandFields(record);
    return others;
  }
}
