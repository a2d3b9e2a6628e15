import * as vscode from 'vscode';

import type { ReadOnlyTexts } from '../files/readOnlyTexts';
import { pathHead } from '../files/uri';
import {
  type CommandState,
  differenceOf,
  knownParts,
  type StatePart,
  stateParts,
} from '../model/compare/commandState';
import { folderNameOf } from '../repository/format/names';
import { propertiesText } from '../sentences/differences';
import { shownName } from '../sentences/shownName';

/** One side of a comparison. */
export interface ComparedSide {
  readonly state: CommandState;
  /** Where its code can be read. */
  readonly code: vscode.Uri;
}

/** A row of VS Code's editor for many changes: what it is called after, and its two sides. */
export type ChangedResource = readonly [
  label: vscode.Uri,
  before: vscode.Uri | undefined,
  after: vscode.Uri | undefined,
];

/** Shows two commands side by side: their code, and what else differs. */
export async function showDifference(
  texts: ReadOnlyTexts,
  title: string,
  before: ComparedSide,
  after: ComparedSide,
): Promise<void> {
  const { parts } = differenceOf(before.state, after.state);
  if (parts.length === 0) {
    await vscode.commands.executeCommand('vscode.diff', before.code, after.code, title);
    return;
  }
  await showChanges(title, [
    propertiesResource(texts, before.state, after.state),
    [after.code, before.code, after.code],
  ]);
}

/** Shows many differences in one editor, one below the other. */
export async function showChanges(title: string, resources: readonly ChangedResource[]): Promise<void> {
  await vscode.commands.executeCommand('vscode.changes', title, resources);
}

/** What differs beside the code; what is not known of one is left out of both. One of the two has to be there. */
export function propertiesResource(
  texts: ReadOnlyTexts,
  before: CommandState | undefined,
  after: CommandState | undefined,
): ChangedResource {
  const parts = [before, after].reduce<readonly StatePart[]>(
    (left, state) => (state ? left.filter((part) => knownParts(state).includes(part)) : left),
    stateParts,
  );
  const add = (state: CommandState | undefined) => {
    if (!state) return undefined;
    const name = vscode.l10n.t('Properties of {0}', shownName(state.name)).replaceAll('/', '_');
    return texts.add(pathOf(state, `${name}.txt`), propertiesText(state, parts));
  };
  const [left, right] = [add(before), add(after)];
  const label = right ?? left;
  if (!label) throw new TypeError('nothing to compare');
  return [label, left, right];
}

/** Where something of a command lies: as its file, but in no bot. @param name safe as a file's */
export function pathOf({ folder }: CommandState, name: string): string {
  return `/${[pathHead, ...(folder == null ? [] : [folderNameOf(folder)]), name].join('/')}`;
}
