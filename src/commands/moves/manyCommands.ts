import * as vscode from 'vscode';

import { manyAtOnce } from '../../api/manyAtOnce';
import type { Accounts } from '../../model/accounts';
import type { PendingWork } from '../../model/pending';
import { shownName } from '../../sentences/shownName';
import { KeyedQueue } from '../../util/async';
import type { FolderTarget } from '../../views/nodes';
import type { CommandActions, ShownCommand } from '../commandActions';
import { inNotificationForMany } from '../progress';
import { type NotDone, progressSentence } from './manyOutcomes';

/** What became of many commands. */
export interface ManyCommands {
  readonly done: readonly ShownCommand[];
  readonly notDone: readonly (NotDone & { readonly command: ShownCommand })[];
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
  async move(commands: readonly ShownCommand[], target: FolderTarget): Promise<ManyCommands> {
    const title = vscode.l10n.t('Moving {0} commands', commands.length);
    return this.#each(commands, 'moving', title, ({ node, shown }) =>
      this.#commands.move(node, target, shown),
    );
  }

  async delete(commands: readonly ShownCommand[]): Promise<ManyCommands> {
    const title = vscode.l10n.t('Deleting {0} commands', commands.length);
    return this.#each(commands, 'deleting', title, ({ node, shown }) => this.#commands.delete(node, shown));
  }

  async #each(
    commands: readonly ShownCommand[],
    work: PendingWork,
    title: string,
    act: (command: ShownCommand) => Promise<void>,
  ): Promise<ManyCommands> {
    const ongoing = commands.map(({ node: { ref, commandId } }) =>
      this.#accounts.contents(ref)?.pending.begin(work, { what: 'command', id: commandId }),
    );
    const editors = new KeyedQueue();
    try {
      const results = await inNotificationForMany(commands.length, title, (steps, signal) =>
        manyAtOnce(
          commands,
          async (command, patiently) => {
            const index = commands.indexOf(command);
            const run = () => patiently(() => act(command));
            // VS Code takes editors along one after the other; paths that are in use are told apart by that order.
            await ((await this.#commands.isOpen(command.node)) ? editors.run('editors', run) : run());
            ongoing[index]?.end();
          },
          {
            placeOf: ({ node }) => node.ref,
            signal,
            onProgress: (at) => steps.report(at.done, at.total, progressSentence(at)),
          },
        ),
      );
      return {
        done: results.flatMap(({ item, outcome }) => (outcome.kind === 'done' ? [item] : [])),
        notDone: results.flatMap(({ item: command, outcome }) =>
          outcome.kind === 'done' ? [] : [{ command, name: shownName(command.shown.command), outcome }],
        ),
      };
    } finally {
      for (const each of ongoing) each?.end();
    }
  }
}
