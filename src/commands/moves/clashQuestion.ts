import * as vscode from 'vscode';

import { type CommandPart, differences } from '../../api/commandBody';
import type { Command } from '../../api/commands';
import { type ClashChoice, type CopyDecision, type PlannedCopy, usualChoice } from '../../model/copyPlan';
import type { ReadSource } from '../../model/copyRun';
import { partWord } from '../../sentences/partLabels';
import { shownName } from '../../sentences/shownName';
import { Cancelled } from '../registry';

/** What is to be copied, and what clashes. */
export interface ClashReport {
  readonly planned: readonly PlannedCopy<ReadSource>[];
  /** The target bot as a person calls it. */
  readonly bot: string;
  /** The records that clash, as they are on the server now, by their ids. */
  readonly present: ReadonlyMap<number, Command>;
  /** Titles of the target bot's folders, by their ids. */
  readonly folders: ReadonlyMap<number, string | null>;
  /** What else a person should know of what would be done, in sentences. */
  notes(decisions: readonly CopyDecision<ReadSource>[]): readonly string[];
  /** What would be done with these choices. */
  decide(choices: ReadonlyMap<string, ClashChoice>): readonly CopyDecision<ReadSource>[];
  /** Shows what the target bot has beside what would replace it. */
  compare(source: ReadSource, there: Command): Promise<void>;
}

type Clashing = PlannedCopy<ReadSource> & Required<Pick<PlannedCopy, 'clash'>>;

interface Item extends vscode.QuickPickItem {
  readonly pick?: 'start' | ClashChoice | Clashing;
}

/**
 * Shows what clashes, and asks what to do with each and with all, until the person starts.
 * @param choices from the time before, by the keys of the sources
 * @throws Cancelled
 */
export async function askClashes(
  report: ClashReport,
  choices: ReadonlyMap<string, ClashChoice>,
): Promise<ReadonlyMap<string, ClashChoice>> {
  const clashing = report.planned.filter((each): each is Clashing => each.clash !== undefined);
  let chosen = choices;
  for (;;) {
    const decisions = report.decide(chosen);
    const items = itemsOf(report, clashing, decisions);
    const notes = report.notes(decisions);
    const picked = await vscode.window.showQuickPick(items, {
      title: titleOf(report, clashing.length),
      placeHolder: [vscode.l10n.t('Choose a command to change what becomes of it'), ...notes].join(' · '),
      ignoreFocusOut: true,
      matchOnDescription: true,
    });
    const pick = picked?.pick;
    if (pick === undefined) throw new Cancelled();
    if (pick === 'start') return chosen;
    if (typeof pick === 'string') {
      chosen = new Map([
        ...chosen,
        ...clashing.map((each) => [each.source.key, fitting(each, pick)] as const),
      ]);
    } else {
      const choice = await askOne(report, pick);
      if (choice) chosen = new Map([...chosen, [pick.source.key, choice]]);
    }
  }
}

function titleOf({ planned, bot }: ClashReport, clashes: number): string {
  return planned.length === 1
    ? vscode.l10n.t('Copy to {0}: It Has This Command Already', bot)
    : vscode.l10n.t('Copy {0} Commands to {1}: {2} Clash', planned.length, bot, clashes);
}

function itemsOf(
  report: ClashReport,
  clashing: readonly Clashing[],
  decisions: readonly CopyDecision<ReadSource>[],
): Item[] {
  const byKey = new Map(decisions.map((decision) => [decision.source.key, decision]));
  const each = (clash: Clashing): Item => ({
    label: `$(${iconOf(byKey.get(clash.source.key))}) ${shownName(clash.source.name)}`,
    description: wordOf(byKey.get(clash.source.key)),
    detail: whatThereIs(report, clash),
    pick: clash,
  });
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const hasPresent = clashing.some(({ clash }) => clash.kind === 'present');
  return [
    { label: `$(check) ${vscode.l10n.t('Copy')}`, description: countsOf(decisions), pick: 'start' },
    separator(vscode.l10n.t('What becomes of each')),
    ...clashing.map(each),
    ...(clashing.length > 1
      ? [
          separator(vscode.l10n.t('What becomes of all')),
          { label: `$(circle-slash) ${vscode.l10n.t('Skip All')}`, pick: 'skip' as const },
          ...(hasPresent
            ? [{ label: `$(replace) ${vscode.l10n.t('Replace All')}`, pick: 'replace' as const }]
            : []),
          { label: `$(add) ${vscode.l10n.t('Keep Both of All')}`, pick: 'keepBoth' as const },
        ]
      : []),
  ];
}

/** @returns `undefined` when the person went back */
async function askOne(report: ClashReport, clashing: Clashing): Promise<ClashChoice | undefined> {
  const { clash, source } = clashing;
  const there = clash.kind === 'present' ? report.present.get(clash.command.id) : undefined;
  for (;;) {
    const choice = await pickOne(report, clashing, there !== undefined);
    if (choice !== 'compare') return choice;
    if (there) await report.compare(source, there);
  }
}

async function pickOne(
  report: ClashReport,
  clashing: Clashing,
  canCompare: boolean,
): Promise<ClashChoice | 'compare' | undefined> {
  const { key, name } = clashing.source;
  const beside = report
    .decide(new Map([[key, 'keepBoth']]))
    .find((decision) => decision.act === 'create' && decision.source.key === key);
  const items: (vscode.QuickPickItem & { readonly choice: ClashChoice | 'compare' })[] = [
    {
      label: `$(circle-slash) ${vscode.l10n.t('Skip')}`,
      description: vscode.l10n.t('{0} keeps what it has', report.bot),
      choice: 'skip',
    },
    ...(clashing.clash.kind === 'present'
      ? [
          {
            label: `$(replace) ${vscode.l10n.t('Replace')}`,
            description: vscode.l10n.t('it gets the code and all properties, and stays in its folder'),
            choice: 'replace' as const,
          },
        ]
      : []),
    {
      label: `$(add) ${vscode.l10n.t('Keep Both')}`,
      description: vscode.l10n.t(
        'the copy is called {0}',
        beside?.act === 'create' ? shownName(beside.name) : '',
      ),
      choice: 'keepBoth',
    },
    ...(canCompare
      ? [
          {
            label: `$(diff) ${vscode.l10n.t('Compare')}`,
            description: vscode.l10n.t('shows both, and asks again'),
            choice: 'compare' as const,
          },
        ]
      : []),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: shownName(name),
    placeHolder: whatThereIs(report, clashing),
    ignoreFocusOut: true,
  });
  return picked?.choice;
}

/** A twin has nothing to replace. */
function fitting({ clash }: Clashing, choice: ClashChoice): ClashChoice {
  return clash.kind === 'twin' && choice === 'replace' ? usualChoice(clash) : choice;
}

/** What the target bot has in the place of a command. */
function whatThereIs({ bot, present, folders }: ClashReport, { source, clash }: Clashing): string {
  if (clash.kind === 'twin') return vscode.l10n.t('Another of the commands has the same name');
  const { id, folderId } = clash.command;
  const title = folderId === null ? undefined : folders.get(folderId);
  const place =
    title === undefined
      ? vscode.l10n.t('{0} has it', bot)
      : vscode.l10n.t('{0} has it in the folder {1}', bot, shownName(title));
  const there = present.get(id);
  const parts = there ? differences(source.record, there).filter(isContent) : [];
  return parts.length === 0
    ? vscode.l10n.t('{0}, exactly the same', place)
    : vscode.l10n.t('{0}, different in: {1}', place, parts.map(partWord).join(', '));
}

function isContent(part: CommandPart): boolean {
  return part !== 'name' && part !== 'folder';
}

function iconOf(decision: CopyDecision | undefined): string {
  switch (decision?.act) {
    case 'replace':
      return 'replace';
    case 'create':
      return 'add';
    default:
      return 'circle-slash';
  }
}

function wordOf(decision: CopyDecision | undefined): string {
  switch (decision?.act) {
    case 'replace':
      return vscode.l10n.t('Replace');
    case 'create':
      return vscode.l10n.t('Keep both, as {0}', shownName(decision.name));
    default:
      return vscode.l10n.t('Skip');
  }
}

/** As `12 new, 2 replaced, 1 skipped`. */
function countsOf(decisions: readonly CopyDecision[]): string {
  const count = (act: CopyDecision['act']) => decisions.filter((decision) => decision.act === act).length;
  const [created, replaced, skipped] = [count('create'), count('replace'), count('skip')];
  return [
    ...(created > 0 ? [vscode.l10n.t('{0} new', created)] : []),
    ...(replaced > 0 ? [vscode.l10n.t('{0} replaced', replaced)] : []),
    ...(skipped > 0 ? [vscode.l10n.t('{0} skipped', skipped)] : []),
  ].join(', ');
}
