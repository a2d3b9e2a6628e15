import * as vscode from 'vscode';

import type { Outcome } from '../../api/manyAtOnce';
import type { SharedName } from '../../model/copyPlan';
import type { Copied } from '../../model/copyRun';
import { partWord } from '../../sentences/partLabels';
import { shownName } from '../../sentences/shownName';
import { whyNotDone } from './manyOutcomes';

/** What became of one command. */
export interface CopyLine<W> {
  readonly wish: W;
  /** As a person calls it. */
  readonly name: string;
  /** Of the copy, when one is made. */
  readonly newName?: string;
  /** The server of the original says no groups. */
  readonly isGroupUnknown: boolean;
  readonly outcome: Outcome<Copied> | 'skipped';
}

/** The report of a copy, as Markdown. */
export function copyReport(
  lines: readonly CopyLine<unknown>[],
  {
    bot,
    account,
    shared,
  }: { readonly bot: string; readonly account: string; readonly shared: readonly SharedName[] },
): string {
  const done = lines.flatMap((line) =>
    line.outcome !== 'skipped' && line.outcome.kind === 'done'
      ? [{ ...line, value: line.outcome.value }]
      : [],
  );
  const notDone = lines.flatMap(({ name, outcome }) =>
    outcome === 'skipped' || outcome.kind === 'done' ? [] : [{ name, outcome }],
  );
  const parts = [
    vscode.l10n.t('To {0} of {1}.', bot, account),
    section(
      vscode.l10n.t('Not copied'),
      notDone.map((each) => `${each.name}: ${whyNotDone(each)}`),
    ),
    section(
      vscode.l10n.t('Stored otherwise by the server'),
      done.flatMap(({ name, value }) =>
        value.unlike.length > 0 ? [`${name}: ${value.unlike.map(partWord).join(', ')}`] : [],
      ),
    ),
    section(
      vscode.l10n.t('Without a group: the server of the original does not say it'),
      done.flatMap(({ name, isGroupUnknown }) => (isGroupUnknown ? [name] : [])),
    ),
    section(
      vscode.l10n.t('Names and aliases of two commands: which one runs is not certain'),
      shared.map(({ name, copy, other }) => `${name}: ${shownName(copy)}, ${shownName(other)}`),
    ),
    section(
      vscode.l10n.t('Created'),
      done.flatMap(({ name, newName }) => {
        if (newName === undefined) return [];
        return [shownName(newName) === name ? name : vscode.l10n.t('{0}, as {1}', name, shownName(newName))];
      }),
    ),
    section(
      vscode.l10n.t('Replaced'),
      done.flatMap(({ name, newName }) => (newName === undefined ? [name] : [])),
    ),
    section(
      vscode.l10n.t('Skipped'),
      lines.flatMap(({ name, outcome }) => (outcome === 'skipped' ? [name] : [])),
    ),
  ];
  return [`# ${vscode.l10n.t('Copy to {0}', bot)}`, ...parts.filter(Boolean), ''].join('\n\n');
}

/** Nothing when there is nothing to say. */
function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`## ${title}`, '', ...lines.map((line) => `- ${line}`)].join('\n');
}
