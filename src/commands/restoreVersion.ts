import * as vscode from 'vscode';

import type { CommandDetails } from '../api/commandBody';
import { fileNameIn } from '../files/commandFiles';
import { ChangedMeanwhileError } from '../model/changedMeanwhile';
import { type CommandState, differenceOf, type StatePart } from '../model/compare/commandState';
import type { KeptVersion } from '../model/history/keptVersion';
import { checkCommandName } from '../repository/format/nameRules';
import { partValue } from '../sentences/differences';
import { partLabel } from '../sentences/partLabels';
import { shownName } from '../sentences/shownName';
import type { CommandNode } from '../views/nodes';
import type { CommandActions } from './commandActions';
import type { CommandTargets } from './commandTarget';
import { confirm } from './confirmations';
import type { FolderActions } from './folderActions';
import { inView } from './progress';
import { Cancelled, Explained } from './registry';
import { tell } from './tell';

/** Longest part of a value that a list shows, in characters. */
const longestShown = 60;

/** Brings parts of an earlier version of a command back, each under the rules by which it is saved. */
export class RestoreVersion {
  readonly #targets: CommandTargets;
  readonly #commands: CommandActions;
  readonly #folders: FolderActions;

  constructor(targets: CommandTargets, commands: CommandActions, folders: FolderActions) {
    this.#targets = targets;
    this.#commands = commands;
    this.#folders = folders;
  }

  /** Puts the code into the editor, where it can be looked at, undone and saved. @throws Cancelled, Explained */
  async code(node: CommandNode, { state }: KeptVersion): Promise<void> {
    const code = state.code ?? '';
    const uri = await this.#commands.editorOf(node);
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.isDirty && document.getText() !== code) {
      await confirm(
        vscode.l10n.t('Replace the unsaved text of {0}?', fileNameIn(uri)),
        vscode.l10n.t('Undo brings it back.'),
        vscode.l10n.t('Replace'),
      );
    }
    await vscode.window.showTextDocument(document, { preview: false });
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), code);
    if (await vscode.workspace.applyEdit(edit)) return;
    throw new Explained(
      vscode.l10n.t('The text of {0} cannot be changed: its editor is read-only.', fileNameIn(uri)),
    );
  }

  /** Shows which properties differ, and saves those that are chosen. @throws Cancelled, Explained, ApiError */
  async properties(node: CommandNode, { state: then }: KeptVersion): Promise<void> {
    let wasChanged = false;
    for (;;) {
      const { now, details } = await inView(this.#stateOf(node));
      const { parts } = differenceOf(then, now);
      if (parts.length === 0) {
        tell(vscode.l10n.t('The properties of {0} are those of this version already.', shownName(now.name)));
        return;
      }
      const chosen = await pickParts(then, now, parts, wasChanged);
      try {
        await inView(this.#restore(node, then, details, chosen));
        return;
      } catch (error) {
        if (!(error instanceof ChangedMeanwhileError)) throw error;
        wasChanged = true;
      }
    }
  }

  async #stateOf(node: CommandNode): Promise<{ now: CommandState; details: CommandDetails }> {
    const { details, folder } = await this.#commands.details(node);
    const { name, folderId: _, ...properties } = details;
    return { now: { name, folder, properties, code: undefined }, details };
  }

  /**
   * All in one write.
   * @param shown the details as they were shown
   * @throws ChangedMeanwhileError when nothing was restored, Explained, ApiError
   */
  async #restore(
    node: CommandNode,
    then: CommandState,
    shown: CommandDetails,
    chosen: readonly StatePart[],
  ): Promise<void> {
    const properties = chosen.filter((part) => part !== 'name' && part !== 'folder');
    // What needs no server to be refused is refused before anything is written.
    if (chosen.includes('name')) await this.#expectFree(node, then.name);
    const change: Partial<CommandDetails> = {
      ...Object.fromEntries(properties.map((part) => [part, then.properties[part]])),
      ...(chosen.includes('name') ? { name: then.name } : {}),
      ...(chosen.includes('folder') ? { folderId: await this.#folderId(node, then.folder ?? null) } : {}),
    };
    await this.#commands.changeDetails(node, change, shown);
  }

  async #expectFree(node: CommandNode, name: string): Promise<void> {
    const { contents } = await this.#targets.find(node);
    const others = [...contents.commands.values()].filter(({ id }) => id !== node.commandId);
    const finding = checkCommandName(
      name,
      others.map(({ command }) => command),
    );
    if (finding?.severity !== 'error') return;
    throw new Explained(
      finding.reason === 'taken'
        ? vscode.l10n.t(
            'This bot has another command {0} by now, so nothing was restored. Rename that one first, or leave the name out.',
            name,
          )
        : vscode.l10n.t('{0} can be no name of a command. Leave the name out.', shownName(name)),
    );
  }

  /** @param title of the folder, which is made again when it is gone; `null` for the root */
  async #folderId(node: CommandNode, title: string | null): Promise<number | null> {
    if (title === null) return null;
    const { ref, contents } = await this.#targets.find(node);
    const folder = contents.folders.find((each) => each.title === title);
    return folder?.id ?? (await this.#folders.create(ref, title)).folderId;
  }
}

async function pickParts(
  then: CommandState,
  now: CommandState,
  parts: readonly StatePart[],
  wasChanged: boolean,
): Promise<readonly StatePart[]> {
  const items = parts.map((part) => ({
    label: partLabel(part),
    description: vscode.l10n.t('{0} → {1}', shown(partValue(part, now)), shown(partValue(part, then))),
    picked: true,
    part,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    ignoreFocusOut: true,
    title: vscode.l10n.t('Restore Properties of {0}', shownName(now.name)),
    placeHolder: wasChanged
      ? vscode.l10n.t('Somebody changed them meanwhile, and nothing was saved. Which ones, now?')
      : vscode.l10n.t('Which ones? They are saved at once.'),
  });
  if (!picked || picked.length === 0) throw new Cancelled();
  return picked.map(({ part }) => part);
}

/** On one line, and no longer than can be read. */
function shown(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  if (line === '') return vscode.l10n.t('none');
  const characters = Array.from(line);
  return characters.length > longestShown ? `${characters.slice(0, longestShown).join('')}…` : line;
}
