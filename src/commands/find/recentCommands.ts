import * as vscode from 'vscode';

import type { CommandAt, CommandFiles } from '../../files/commandFiles';
import { fileScheme } from '../../util/contract';
import { Disposable } from '../../util/disposable';
import { Emitter } from '../../util/event';
import type { Log } from '../../util/log';

const storedAs = 'recentCommands';
const most = 50;

/** Which commands were in editors of this workspace last, the latest first. */
export class RecentCommands extends Disposable {
  readonly #files: () => CommandFiles;
  readonly #memento: vscode.Memento;
  readonly #log: Log;
  readonly #changed = this._register(new Emitter<void>());
  #noting: Promise<void> = Promise.resolve();

  /** Fires when another command is in an editor: an editor that is still loading is told of late. */
  readonly onDidChange = this.#changed.event;

  constructor(files: () => CommandFiles, memento: vscode.Memento, log: Log) {
    super();
    this.#files = files;
    this.#memento = memento;
    this.#log = log;
    const note = (editor: vscode.TextEditor | undefined) => {
      if (editor?.document.uri.scheme === fileScheme) this.#noting = this.#note(editor.document.uri);
    };
    this._register(vscode.window.onDidChangeActiveTextEditor(note));
    note(vscode.window.activeTextEditor);
  }

  /** How many were in an editor after a command, `Infinity` for one that was in none. */
  async recency(): Promise<(at: CommandAt) => number> {
    await this.#noting;
    const places = new Map(this.#keys.map((key, index) => [key, index]));
    return (at) => places.get(keyOf(at)) ?? Number.POSITIVE_INFINITY;
  }

  get #keys(): readonly string[] {
    const stored = this.#memento.get<unknown>(storedAs);
    return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : [];
  }

  async #note(uri: vscode.Uri): Promise<void> {
    try {
      const at = await this.#files().commandAt(uri);
      if (!at) return;
      const key = keyOf(at);
      await this.#memento.update(
        storedAs,
        [key, ...this.#keys.filter((other) => other !== key)].slice(0, most),
      );
      this.#changed.fire();
    } catch (error) {
      this.#log.warn('which command was opened could not be noted', error);
    }
  }
}

function keyOf({ ref, commandId }: CommandAt): string {
  return `${ref.accountId}/${ref.botId}/${commandId}`;
}
