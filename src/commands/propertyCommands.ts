import * as vscode from 'vscode';

import type { CommandProperties } from '../api/commandBody';
import type { Accounts } from '../model/accounts';
import { ChangedMeanwhileError } from '../model/changedMeanwhile';
import { shownName } from '../sentences/shownName';
import { commandIds } from '../util/contract';
import type { CommandNode } from '../views/nodes';
import { type CommandActions, goneError } from './commandActions';
import { inView } from './progress';
import {
  askProperty,
  changeOf,
  type PickedProperty,
  pickProperty,
  type WrittenProperty,
} from './propertyInputs';
import type { CommandRegistry } from './registry';

/** Editing what a command has beside its name and code: a list of the properties, and a field for each. */
export class PropertyCommands {
  readonly #accounts: Accounts;
  readonly #commands: CommandActions;
  readonly #pickCommand: (title: string) => Promise<CommandNode>;
  readonly #registry: CommandRegistry;

  constructor(
    accounts: Accounts,
    commands: CommandActions,
    pickCommand: (title: string) => Promise<CommandNode>,
    registry: CommandRegistry,
  ) {
    this.#accounts = accounts;
    this.#commands = commands;
    this.#pickCommand = pickCommand;
    this.#registry = registry;
  }

  register(): void {
    this.#registry.register(commandIds.editProperties, (node?: CommandNode) => this.#edit(node));
  }

  /** The list comes back after each property, with what the server has then, until the person leaves it. */
  async #edit(argument: CommandNode | undefined): Promise<never> {
    const node = argument ?? (await this.#pickCommand(vscode.l10n.t('Edit Properties')));
    for (;;) {
      const command = this.#accounts.contents(node.ref)?.commands.get(node.commandId);
      if (!command) throw goneError();
      const title = vscode.l10n.t('Properties of {0}', shownName(command.command));
      await this.#change(node, await pickProperty(title, this.#commands.properties(node)));
    }
  }

  async #change(node: CommandNode, { property, shown }: PickedProperty): Promise<void> {
    const { properties } = shown;
    switch (property) {
      case 'folder':
        await vscode.commands.executeCommand(commandIds.moveToFolder, node);
        return;
      case 'needReply':
        await this.#save(node, { needReply: !properties.needReply }, properties);
        return;
      default:
        await this.#write(node, property, shown.name, properties);
    }
  }

  /** Asks until the value is saved or the person goes back: what was typed is not lost to a failure. */
  async #write(
    node: CommandNode,
    property: WrittenProperty,
    name: string | null | undefined,
    shown: CommandProperties,
  ): Promise<void> {
    let question = { property, name, shown, typed: undefined as string | undefined, wasChanged: false };
    for (;;) {
      const typed = await askProperty(question);
      const change = typed === undefined ? undefined : changeOf(property, typed);
      if (!change) return;
      const outcome = await this.#save(node, change, question.shown);
      if (outcome === 'saved') return;
      const now = outcome === 'failed' ? question.shown : outcome;
      question = { ...question, shown: now, typed, wasChanged: outcome !== 'failed' || question.wasChanged };
    }
  }

  /** @returns the properties as they are now when somebody changed them meanwhile; a failure is told here */
  async #save(
    node: CommandNode,
    change: Partial<CommandProperties>,
    shown: CommandProperties,
  ): Promise<'saved' | 'failed' | CommandProperties> {
    const outcome = await this.#registry.run(commandIds.editProperties, async () => {
      try {
        await inView(this.#commands.changeProperties(node, change, shown));
        return 'saved' as const;
      } catch (error) {
        if (error instanceof ChangedMeanwhileError) return error.now;
        throw error;
      }
    });
    return outcome ?? 'failed';
  }
}
