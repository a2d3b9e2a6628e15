import * as vscode from 'vscode';

import { fileNameIn } from '../files/commandFiles';
import { sameLines } from '../files/editState';
import { FileRefusal } from '../files/errors';
import type { ReadOnlyTexts } from '../files/readOnlyTexts';
import type { CommandActions } from './commandActions';
import type { CommandArgument, CommandTargets } from './commandTarget';
import { inView } from './progress';
import { tell } from './tell';

/** *Open Changes*: what is in the editor beside what the server has now. */
export class OpenChanges {
  readonly #targets: CommandTargets;
  readonly #commands: CommandActions;
  readonly #texts: ReadOnlyTexts;

  constructor(targets: CommandTargets, commands: CommandActions, texts: ReadOnlyTexts) {
    this.#targets = targets;
    this.#commands = commands;
    this.#texts = texts;
  }

  /** @throws Cancelled, Explained, ApiError, FileRefusal */
  async run(argument: CommandArgument): Promise<void> {
    const target = await this.#targets.of(argument, vscode.l10n.t('Open Changes'));
    const uri = await this.#commands.editorOf(target.node);
    const name = fileNameIn(uri);
    const { code } = await inView(target.contents.remote(target.command.id).fresh(performance.now()));
    if (code === undefined) throw new FileRefusal('noCode', name);
    const document = await vscode.workspace.openTextDocument(uri);
    if (!document.isDirty && sameLines(document.getText(), code ?? '')) {
      tell(vscode.l10n.t('{0} has no changes: the editor shows what the server has.', name));
      return;
    }
    const server = this.#texts.add(uri.path, code ?? '');
    const title = vscode.l10n.t('{0} (server ↔ editor)', name);
    await vscode.commands.executeCommand('vscode.diff', server, uri, title);
  }
}
