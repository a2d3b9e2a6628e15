import * as vscode from 'vscode';

import type { World } from '../integration/world';
import type { EditorBook } from './oracle';
import type { ProviderCalls } from './providerCalls';
import { documentAt, RealEditor } from './realEditor';
import type { ServerTexts } from './serverTexts';
import { Stage } from './stage';

/** Milliseconds for VS Code to be told of a change, to look at a file that has changed, or to mark a tab. */
const longestWait = 1500;

export interface EditorStageOptions {
  readonly world: World;
  readonly calls: ProviderCalls;
  readonly heard: ServerTexts;
  /** Has the extension's files begin anew. */
  readonly restart: () => Promise<void>;
  /** The URI of a command of a bot as the tree has it. */
  readonly uriOf: (botId: number, commandId: number) => Promise<vscode.Uri | undefined>;
}

/** The editors of the VS Code that runs this. */
export class EditorStage extends Stage<RealEditor> {
  readonly editors: RealEditor[] = [];
  readonly calls: ProviderCalls;
  readonly heard: ServerTexts;
  readonly world: World;
  readonly #options: EditorStageOptions;
  readonly #books = new Map<string, EditorBook>();
  /** Also those that were closed: a save may still be under way. */
  readonly #byUri = new Map<string, RealEditor>();
  readonly #listeners: vscode.Disposable[];

  constructor(options: EditorStageOptions) {
    super(options.world.server, options.heard.struck, false);
    this.#options = options;
    this.world = options.world;
    this.calls = options.calls;
    this.heard = options.heard;
    this.calls.note = (line) => void this.trace.push(line);
    this.calls.onWrite = (uri, text) => this.#byUri.get(uri)?.book.sending(text);
    const { onWillSaveTextDocument, onDidSaveTextDocument, onDidChangeTextDocument } = vscode.workspace;
    this.#listeners = [
      onWillSaveTextDocument(({ document: { uri } }) => {
        this.calls.add('save begins', uri);
        this.#byUri.get(uri.toString())?.saveBegins();
      }),
      onDidSaveTextDocument(({ uri }) => {
        this.calls.add('saved', uri);
        this.#byUri.get(uri.toString())?.saved();
      }),
      onDidChangeTextDocument(({ document, contentChanges }) => {
        const { uri } = document;
        const editor = this.#byUri.get(uri.toString());
        if (editor?.document === document && contentChanges.length > 0) editor.changed();
        // A comparison that is in front shows what came since.
        if (isInFront(uri))
          this.editors.find((open) => open.uri.path === uri.path)?.book.saw(document.getText());
      }),
    ];
  }

  get contents() {
    return this.world.model.contents(this.botId);
  }

  /** Whether the tree shows a command, and so it has a file. */
  async isListed(commandId: number): Promise<boolean> {
    return (await this.#options.uriOf(this.botId, commandId)) !== undefined;
  }

  /** Opens a command. @param byClick as a click in the tree does, else as an extension may */
  async open(commandId: number, byClick: boolean): Promise<boolean> {
    const uri = await this.#options.uriOf(this.botId, commandId);
    if (!uri || this.editors.some((editor) => editor.uri.toString() === uri.toString())) return false;
    const opening = byClick
      ? vscode.commands.executeCommand('vscode.open', uri, { preview: false })
      : vscode.window.showTextDocument(uri, { preview: false });
    await opening.then(undefined, () => undefined);
    await this.settled();
    const document = documentAt(uri);
    if (!document) return false;
    const editor = new RealEditor(this, document, this.#book(uri, commandId));
    this.#byUri.set(uri.toString(), editor);
    this.editors.push(editor);
    return true;
  }

  /** A person remembers what was shown in the tab of a file before, also in a tab that was closed. */
  #book({ path }: vscode.Uri, commandId: number): EditorBook {
    const name = path.split('/').slice(3).join('/');
    let book = this.#books.get(name);
    if (!book) this.#books.set(name, (book = this.oracle.book(name, commandId)));
    return book;
  }

  /** The person now finds under another path what an editor showed. */
  moved(editor: RealEditor, from: vscode.Uri, to: vscode.Uri): void {
    const nameOf = ({ path }: vscode.Uri) => path.split('/').slice(3).join('/');
    this.#books.delete(nameOf(from));
    this.#books.set(nameOf(to), editor.book);
    this.#byUri.delete(from.toString());
    this.#byUri.set(to.toString(), editor);
    this.expectPlace(this.commandIdOf(editor));
  }

  closed(editor: RealEditor): void {
    this.editors.splice(this.editors.indexOf(editor), 1);
  }

  /** What VS Code read last of a file. */
  lastRead(uri: vscode.Uri): string | undefined {
    const key = uri.toString();
    return this.calls.all.findLast((call) => call.what === 'readFile' && call.done && call.uri === key)?.text;
  }

  async restart(): Promise<void> {
    await this.#options.restart();
    for (const editor of this.editors) editor.startedAnew();
  }

  /** The person looks at the editors after a step. */
  lookAtEditors(): void {
    for (const { uri, text, isDirty, document, book } of this.editors) {
      // What was given up is there again when a save of it failed.
      if (isDirty && book.pending === undefined) book.finds(text);
      const marks = `${isDirty ? ' ●' : ''}${document.isDirty === isDirty ? '' : ' (late mark)'}`;
      this.trace.push(`  = ${uri.path.split('/').at(-1)}${marks} ${JSON.stringify(text.slice(-50))}`);
    }
  }

  /** Waits until nothing goes on any more. */
  async settled(): Promise<void> {
    const until = performance.now() + longestWait;
    for (;;) {
      await this.calls.idle();
      await this.served();
      const calls = this.calls.all.length;
      // Between the calls of one look VS Code takes some turns of its own.
      for (let turns = 0; turns < 3; turns++) await roundTrip();
      if (this.calls.all.length > calls) continue;
      const clean = this.editors.filter((editor) => !editor.isDirty).map(({ uri }) => uri.toString());
      // The mark of a tab comes on its own.
      const isMarkMissing = this.editors.some(({ book, isDirty }) => book.pending !== undefined && !isDirty);
      // So does what is to be loaded in place of a text that was given up: a time is stored before.
      const isLoadMissing = this.editors.some((editor) => this.isMistaken(editor));
      if (!this.calls.stillToLookAt(clean) && !isMarkMissing && !isLoadMissing) return;
      if (performance.now() > until) {
        this.trace.push('  waited in vain');
        this.calls.forgetLooks();
        return;
      }
    }
  }

  async dispose(): Promise<void> {
    for (const listener of this.#listeners) listener.dispose();
    this.calls.onWrite = () => undefined;
    for (const document of vscode.workspace.textDocuments.filter((open) => open.isDirty)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
    this.calls.note = () => undefined;
  }
}

/** Whether a document is the server's side of a comparison that the person looks at. */
function isInFront(uri: vscode.Uri): boolean {
  return vscode.window.tabGroups.all.some(({ activeTab }) => {
    const isComparison = activeTab?.input instanceof vscode.TabInputTextDiff;
    return (
      isComparison &&
      uri.scheme === 'conflictResolution' &&
      activeTab.input.original.toString() === uri.toString()
    );
  });
}

/** What was told to the workbench before has arrived there, and what it told back has come here. */
async function roundTrip(): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'soak.roundTrip', true);
}
