import * as vscode from 'vscode';

import { shownName } from '../sentences/shownName';
import { keepsHistory } from './historyLimits';
import { Cancelled } from './registry';

/** A command that is to be deleted. */
export interface Deletion {
  readonly name: string;
  readonly bot: string;
  /** An editor holds text that goes with it. */
  readonly isUnsaved: boolean;
}

/** A question that names more is not read. */
const mostNames = 10;

/** @throws Cancelled unless the person says yes */
export async function confirmDeletion(deletions: readonly Deletion[]): Promise<void> {
  const [only, ...others] = deletions;
  if (!only) return;
  const undone = undoneSentence();
  if (others.length === 0) {
    const unsaved = only.isUnsaved ? [vscode.l10n.t('Its unsaved text in the editor goes too.')] : [];
    await confirm(
      vscode.l10n.t('Delete the command {0} of {1}?', only.name, only.bot),
      [...unsaved, undone].join(' '),
      vscode.l10n.t('Delete'),
    );
    return;
  }
  const count = String(deletions.length);
  await confirm(
    vscode.l10n.t('Delete {0} commands of {1}?', count, botsOf(deletions)),
    `${namesOf(deletions)}\n\n${undone}`,
    vscode.l10n.t('Delete {0} Commands', count),
  );
}

/** What is said of commands in every question about deleting them. */
export function undoneSentence(): string {
  return keepsHistory()
    ? vscode.l10n.t('Restore Deleted Command… brings back what is deleted here.')
    : vscode.l10n.t('Deleted commands cannot be brought back.');
}

/** More editors than this are opened by mistake rather than on purpose; each is a request. */
const mostOpened = 20;

/** Asks when many commands are to be opened. @throws Cancelled unless the person says yes */
export async function confirmOpening(count: number): Promise<void> {
  if (count <= mostOpened) return;
  await confirm(
    vscode.l10n.t('Open {0} commands?', String(count)),
    vscode.l10n.t('Each opens in an editor of its own.'),
    vscode.l10n.t('Open'),
  );
}

/** A bot that is to be deleted. */
export interface BotDeletion {
  readonly id: number;
  readonly name: string | null;
  /** `undefined` when it is not known. */
  readonly commands: number | undefined;
  readonly isRunning: boolean;
  /** Editors with unsaved text of it. */
  readonly unsaved: number;
}

/**
 * People use a bot, and no copy of it is left: a button is pressed too easily for that, so its name is to be typed.
 * @throws Cancelled unless the person types it
 */
export async function confirmBotDeletion(deletion: BotDeletion): Promise<void> {
  const { id, unsaved } = deletion;
  const name = shownName(deletion.name);
  // What is typed loses its blanks; one without a name is called by its id.
  const expected = deletion.name?.trim() ? name.trim() : String(id);
  const facts = [
    goingAlong(deletion.commands),
    ...(deletion.isRunning ? [vscode.l10n.t('It is running: people get no more answers.')] : []),
    ...(unsaved === 1 ? [vscode.l10n.t('Unsaved text in 1 editor can no longer be saved to it.')] : []),
    ...(unsaved > 1
      ? [vscode.l10n.t('Unsaved text in {0} editors can no longer be saved to it.', String(unsaved))]
      : []),
    vscode.l10n.t('This cannot be undone.'),
    vscode.l10n.t('Type {0} to delete the bot.', expected),
  ];
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Delete the Bot {0}', name),
    prompt: facts.join(' '),
    placeHolder: expected,
    // When the tree draws its rows anew it may take the keyboard, which must not take the question away.
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === '' || value.trim() === expected
        ? undefined
        : vscode.l10n.t('This is not {0}. {1}', expected, facts.slice(0, -1).join(' ')),
  });
  if (typed?.trim() !== expected) throw new Cancelled();
}

function goingAlong(commands: number | undefined): string {
  switch (commands) {
    case undefined:
      return vscode.l10n.t('All its commands go with it.');
    case 0:
      return vscode.l10n.t('It has no commands.');
    case 1:
      return vscode.l10n.t('Its 1 command goes with it.');
    default:
      return vscode.l10n.t('Its {0} commands go with it.', String(commands));
  }
}

/** Asks in the middle of the window. @param yes the button @throws Cancelled unless the person presses it */
export async function confirm(message: string, detail: string, yes: string): Promise<void> {
  const pressed = await vscode.window.showWarningMessage(message, { modal: true, detail }, yes);
  if (pressed !== yes) throw new Cancelled();
}

function botsOf(deletions: readonly Deletion[]): string {
  return [...new Set(deletions.map(({ bot }) => bot))].join(', ');
}

/** Those with unsaved text come first: they are never among the ones that are only counted. */
function namesOf(deletions: readonly Deletion[]): string {
  const unsaved = deletions
    .filter(({ isUnsaved }) => isUnsaved)
    .map(({ name }) => vscode.l10n.t('{0} (with unsaved text)', name));
  const others = deletions.filter(({ isUnsaved }) => !isUnsaved).map(({ name }) => name);
  return [...unsaved, ...someNames(others, mostNames - unsaved.length)].join('\n');
}

/** As many names as are read, and how many more there are. */
export function someNames(names: readonly string[], most = mostNames): string[] {
  const shown = names.slice(0, Math.max(0, most));
  const more = names.length - shown.length;
  return more > 0 ? [...shown, vscode.l10n.t('and {0} more', String(more))] : shown;
}
