import * as vscode from 'vscode';

import { manyAtOnce } from '../../api/manyAtOnce';
import type { Accounts } from '../../model/accounts';
import type { PendingWork } from '../../model/pending';
import { shownName } from '../../sentences/shownName';
import { KeyedQueue } from '../../util/async';
import type { CommandNode, FolderTarget } from '../../views/nodes';
import type { CommandActions } from '../commandActions';
import { inNotificationForMany } from '../progress';
import { type NotDone, progressSentence } from './manyOutcomes';

/** What became of many commands. */
export interface ManyCommands {
  readonly done: readonly CommandNode[];
  readonly notDone: readonly (NotDone & { readonly node: CommandNode })[];
}

/** Moves and deletes many commands: four at a time, with a bar and a way to cancel, and a result for each. */
export class ManyCommandActions {
  readonly #accounts: Accounts;
  readonly #commands: CommandActions;

  constructor(accounts: Accounts, commands: CommandActions) {
    this.#accounts = accounts;
    this.#commands = commands;
  }

  /** Moves commands within their bot; those that are there already count as moved. */
  async move(nodes: readonly CommandNode[], target: FolderTarget): Promise<ManyCommands> {
    const title = vscode.l10n.t('Moving {0} commands', nodes.length);
    return this.#each(nodes, 'moving', title, async (node) => {
      await this.#commands.move([node], target);
    });
  }

  async delete(nodes: readonly CommandNode[]): Promise<ManyCommands> {
    const title = vscode.l10n.t('Deleting {0} commands', nodes.length);
    return this.#each(nodes, 'deleting', title, (node) => this.#commands.delete([node]));
  }

  async #each(
    nodes: readonly CommandNode[],
    work: PendingWork,
    title: string,
    act: (node: CommandNode) => Promise<void>,
  ): Promise<ManyCommands> {
    const ongoing = nodes.map(({ ref, commandId }) =>
      this.#accounts.contents(ref)?.pending.begin(work, { what: 'command', id: commandId }),
    );
    // What they are called is not known any more once they are gone.
    const names = new Map(nodes.map((node) => [node, this.#nameOf(node)]));
    const editors = new KeyedQueue();
    try {
      const results = await inNotificationForMany(nodes.length, title, (steps, signal) =>
        manyAtOnce(
          nodes,
          async (node, patiently) => {
            const index = nodes.indexOf(node);
            const run = () => patiently(() => act(node));
            // VS Code takes editors along one after the other; paths that are in use are told apart by that order.
            await ((await this.#commands.isOpen(node)) ? editors.run('editors', run) : run());
            ongoing[index]?.end();
          },
          {
            placeOf: ({ ref }) => ref,
            signal,
            onProgress: (at) => steps.report(at.done, at.total, progressSentence(at)),
          },
        ),
      );
      return {
        done: results.flatMap(({ item, outcome }) => (outcome.kind === 'done' ? [item] : [])),
        notDone: results.flatMap(({ item: node, outcome }) =>
          outcome.kind === 'done' ? [] : [{ node, name: names.get(node) ?? '', outcome }],
        ),
      };
    } finally {
      for (const each of ongoing) each?.end();
    }
  }

  #nameOf({ ref, commandId }: CommandNode): string {
    return shownName(this.#accounts.contents(ref)?.commands.get(commandId)?.command);
  }
}
