import * as vscode from 'vscode';

import { isOffline } from '../api/errors';
import type { Command } from '../api/commands';
import type { ReadOnlyTexts } from '../files/readOnlyTexts';
import {
  type CommandState,
  differenceOf,
  isSame,
  isSamePlace,
  type StateDifference,
  stateIn,
} from '../model/compare/commandState';
import type { History } from '../model/history/history';
import type { KeptEntry, KeptVersion } from '../model/history/keptVersion';
import { differenceWords } from '../sentences/differences';
import { shownName } from '../sentences/shownName';
import type { CommandNode } from '../views/nodes';
import type { CommandActions } from './commandActions';
import type { CommandArgument, CommandTarget, CommandTargets } from './commandTarget';
import { inView } from './progress';
import { Cancelled } from './registry';
import type { RestoreVersion } from './restoreVersion';
import { showDifference } from './showDifference';
import { tell } from './tell';

export interface CommandHistoryParts {
  readonly targets: CommandTargets;
  readonly commands: CommandActions;
  readonly history: History;
  readonly texts: ReadOnlyTexts;
  readonly restore: RestoreVersion;
}

type Act = 'compare' | 'code' | 'properties';

/** *Command History*: the versions of a command that were kept on this machine, to look at and to bring back. */
export class CommandHistory {
  readonly #parts: CommandHistoryParts;

  constructor(parts: CommandHistoryParts) {
    this.#parts = parts;
  }

  /** @throws Cancelled, Explained, ApiError */
  async run(argument: CommandArgument): Promise<void> {
    const title = vscode.l10n.t('Command History');
    const target = await this.#parts.targets.of(argument, title);
    const [now, versions] = await inView(Promise.all([stateNow(target), this.#versionsOf(target)]));
    const name = shownName(target.command.command);
    const listed = listedOf(versions, now);
    if (listed.length === 0) {
      tell(
        vscode.l10n.t(
          'No earlier version of {0} is kept on this machine. From now on each change that you save here keeps the one before it.',
          name,
        ),
      );
      return;
    }
    const version = await pickVersion(vscode.l10n.t('History of {0}', name), listed);
    const difference = differenceOf(version.state, now);
    const act = await pickAct(version, difference);
    if (act === 'compare') await this.#compare(target.node, name, version, now);
    else if (act === 'code') await this.#parts.restore.code(target.node, version);
    else await this.#parts.restore.properties(target.node, version);
  }

  /** Also those of commands in whose place an import put this one. */
  async #versionsOf({ ref, contents, command }: CommandTarget): Promise<KeptVersion[]> {
    const { history } = this.#parts;
    const own = await history.versions(ref, command.id);
    if (contents.isStale || contents.isIncomplete) return own;
    const now = stateIn(contents, command);
    const gone = await history.deleted(ref, (id) => contents.commands.has(id));
    const replaced = gone.filter(({ entry, state }) => entry.how !== 'delete' && isSamePlace(state, now));
    const former = await Promise.all(replaced.map(({ entry }) => history.versions(ref, entry.commandId)));
    return [...own, ...former.flat()].sort((a, b) => b.entry.at - a.entry.at);
  }

  async #compare(node: CommandNode, name: string, version: KeptVersion, now: CommandState): Promise<void> {
    const { commands, texts } = this.#parts;
    const uri = await commands.editorOf(node);
    const { state } = version;
    const then = texts.add(uri.path, state.code ?? '');
    const title = vscode.l10n.t('{0} ({1} ↔ now)', name, momentOf(version.entry));
    // Of code that is not known there is nothing to compare.
    const sides = [
      { state, code: state.code === undefined ? uri : then },
      { state: now, code: uri },
    ] as const;
    await showDifference(texts, title, ...sides);
  }
}

/** The command as the server has it, as last known when the server cannot be had. @throws ApiError */
export async function stateNow({ contents, command }: CommandTarget): Promise<CommandState> {
  const fresh = await contents
    .remote(command.id)
    .fresh(performance.now())
    .catch((error: unknown): Command => {
      if (!isOffline(error)) throw error;
      return command;
    });
  return stateIn(contents, fresh);
}

/** When a version was replaced, for a person. */
export function momentOf({ at }: KeptEntry): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** A version, and what became of it. */
interface ListedVersion {
  readonly version: KeptVersion;
  readonly difference: StateDifference;
}

/** Those that differ from the one after them: most are kept twice, when they are made and when they end. */
function listedOf(versions: readonly KeptVersion[], now: CommandState): ListedVersion[] {
  let next = now;
  return versions.flatMap((version) => {
    const difference = differenceOf(version.state, next);
    if (isSame(difference)) return [];
    next = version.state;
    return [{ version, difference }];
  });
}

async function pickVersion(title: string, listed: readonly ListedVersion[]): Promise<KeptVersion> {
  const items = listed.map(({ version, difference }) => ({
    label: `$(history) ${momentOf(version.entry)}`,
    description: differenceWords(difference),
    detail: replacedWords(version.entry),
    version,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    // When the tree draws its rows anew it may take the keyboard, which must not take the list away.
    ignoreFocusOut: true,
    title,
    placeHolder: vscode.l10n.t('Which version? Beside each stands what was changed after it.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) throw new Cancelled();
  return picked.version;
}

/** Why a version is there. */
function replacedWords({ how }: KeptEntry): string {
  switch (how) {
    case 'saved':
      return vscode.l10n.t('as it was saved here');
    case 'import':
      return vscode.l10n.t('until an import was begun here');
    case 'code':
      return vscode.l10n.t('until its code was saved here');
    case 'properties':
      return vscode.l10n.t('until its properties were changed here');
    case 'rename':
      return vscode.l10n.t('until it was renamed here');
    case 'move':
      return vscode.l10n.t('until it was moved here');
    case 'delete':
      return vscode.l10n.t('until it was deleted here');
    case 'restored':
      return vscode.l10n.t('as it was brought back here');
  }
}

async function pickAct({ entry, state }: KeptVersion, difference: StateDifference): Promise<Act> {
  const { parts } = difference;
  const items: (vscode.QuickPickItem & { readonly act: Act })[] = [
    {
      label: `$(diff) ${vscode.l10n.t('Compare with Now')}`,
      description: differenceWords(difference),
      act: 'compare',
    },
    {
      label: `$(discard) ${vscode.l10n.t('Restore Code')}`,
      description: vscode.l10n.t('puts it into the editor; you save it'),
      act: 'code',
    },
    {
      label: `$(discard) ${vscode.l10n.t('Restore Properties…')}`,
      description: vscode.l10n.t('shows which first: {0}', differenceWords({ code: undefined, parts })),
      act: 'properties',
    },
  ];
  const isOffered = ({ act }: { readonly act: Act }) =>
    act === 'compare' || (act === 'properties' ? parts.length > 0 : state.code !== undefined);
  const picked = await vscode.window.showQuickPick(items.filter(isOffered), {
    // The list before it may still be giving the focus back.
    ignoreFocusOut: true,
    title: vscode.l10n.t('Version of {0}', momentOf(entry)),
    placeHolder: vscode.l10n.t('What is to be done with it?'),
  });
  if (!picked) throw new Cancelled();
  return picked.act;
}
