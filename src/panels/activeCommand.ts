import * as vscode from 'vscode';

import { type CommandRef, sameCommand } from '../model/command/commandForm';
import { Disposable } from '../util/disposable';
import { Emitter, type Event } from '../util/event';
import type { Log } from '../util/log';

export interface ActiveCommandOptions {
  /** The command of a file, `undefined` for any other file. */
  readonly commandAt: (uri: vscode.Uri) => Promise<CommandRef | undefined>;
  /** The command whose row alone is selected. */
  readonly selected: () => CommandRef | undefined;
  readonly onDidSelect: Event<void>;
  readonly log: Log;
}

/**
 * The command that a person works on: the one that was asked for by name until they turn to another editor or row, else
 * that of the active editor, else that of the selected row.
 */
export class ActiveCommand extends Disposable {
  readonly #options: ActiveCommandOptions;
  readonly #changed = this._register(new Emitter<CommandRef | undefined>());
  #asked: CommandRef | undefined;
  #ofEditor: CommandRef | undefined;
  #last: CommandRef | undefined;
  /** Which command a file belongs to is told later, maybe after the next editor is active. */
  #turns = 0;
  #looking: Promise<void> = Promise.resolve();

  readonly onDidChange = this.#changed.event;

  constructor(options: ActiveCommandOptions) {
    super();
    this.#options = options;
    this._register(vscode.window.onDidChangeActiveTextEditor(() => this.#turn()));
    // A click into the editor that was active already.
    this._register(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        if (this.#asked && kind !== undefined && textEditor === vscode.window.activeTextEditor) this.#turn();
      }),
    );
    this._register(options.onDidSelect(() => this.#turn()));
    this.#turn();
  }

  get current(): CommandRef | undefined {
    return this.#asked ?? this.#ofEditor ?? this.#options.selected();
  }

  /** What is current once the files have said whose they are. */
  async settled(): Promise<CommandRef | undefined> {
    await this.#looking;
    return this.current;
  }

  /** Somebody asked for a command by name. */
  ask(target: CommandRef): void {
    this.#turns++;
    this.#asked = target;
    this.#tell();
  }

  #turn(): void {
    const turn = ++this.#turns;
    this.#looking = this.#look(turn).catch((error: unknown) =>
      this.#options.log.error('the command of the active editor could not be told', error),
    );
  }

  async #look(turn: number): Promise<void> {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const ofEditor = uri && (await this.#options.commandAt(uri));
    if (turn !== this.#turns || this.isDisposed) return;
    this.#asked = undefined;
    this.#ofEditor = ofEditor;
    this.#tell();
  }

  #tell(): void {
    const { current } = this;
    if (sameCommand(current, this.#last)) return;
    this.#last = current;
    this.#changed.fire(current);
  }
}
