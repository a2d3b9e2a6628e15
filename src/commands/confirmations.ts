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
  const [only] = deletions;
  if (!only) return;
  const isOne = deletions.length === 1;
  const unsaved = deletions.filter(({ isUnsaved }) => isUnsaved).length;
  const message = isOne
    ? vscode.l10n.t('Delete the command {0} of {1}?', only.name, only.bot)
    : vscode.l10n.t('Delete {0} commands of {1}?', String(deletions.length), botsOf(deletions));
  const lines = [
    ...(isOne ? [] : [namesOf(deletions)]),
    ...(unsaved === 0
      ? []
      : [
          isOne
            ? vscode.l10n.t('Its unsaved text in the editor goes too.')
            : vscode.l10n.t('Unsaved text in the editors of {0} of them goes too.', String(unsaved)),
        ]),
    vscode.l10n.t('This cannot be undone.'),
  ];
  const yes = isOne
    ? vscode.l10n.t('Delete')
    : vscode.l10n.t('Delete {0} Commands', String(deletions.length));
  const options = { modal: true, detail: lines.join('\n\n') };
  if ((await vscode.window.showWarningMessage(message, options, yes)) !== yes) throw new Cancelled();
}

function botsOf(deletions: readonly Deletion[]): string {
  return [...new Set(deletions.map(({ bot }) => bot))].join(', ');
}

function namesOf(deletions: readonly Deletion[]): string {
  const names = deletions.slice(0, mostNames).map(({ name }) => name);
  const more = deletions.length - names.length;
  return [...names, ...(more > 0 ? [vscode.l10n.t('and {0} more', String(more))] : [])].join('\n');
}
