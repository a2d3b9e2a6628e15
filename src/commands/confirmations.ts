import * as vscode from 'vscode';

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
  const undone = vscode.l10n.t('This cannot be undone.');
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

async function confirm(message: string, detail: string, yes: string): Promise<void> {
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
  const shown = others.slice(0, Math.max(0, mostNames - unsaved.length));
  const more = others.length - shown.length;
  const rest = more > 0 ? [vscode.l10n.t('and {0} more', String(more))] : [];
  return [...unsaved, ...shown, ...rest].join('\n');
}
