import * as vscode from 'vscode';

import type { CommandFiles } from '../files/commandFiles';
import type { Accounts } from '../model/accounts';
import type { Contents } from '../model/contents';
import type { Command } from '../api/commands';
import type { BotRef } from '../model/account';
import { commandNode, type CommandNode } from '../views/nodes';
import { goneError } from './commandActions';

/** What a command that is about one command is called with: a row, the file of an editor, nothing from the palette. */
export type CommandArgument = CommandNode | vscode.Uri | undefined;

/** A command that something is done with. */
export interface CommandTarget {
  readonly node: CommandNode;
  readonly ref: BotRef;
  readonly contents: Contents;
  readonly command: Command;
}

/** Finds out which command is meant. */
export class CommandTargets {
  readonly #accounts: Accounts;
  readonly #files: CommandFiles;
  readonly #pick: (title: string) => Promise<CommandNode>;

  /** @param pick asks for a command */
  constructor(accounts: Accounts, files: CommandFiles, pick: (title: string) => Promise<CommandNode>) {
    this.#accounts = accounts;
    this.#files = files;
    this.#pick = pick;
  }

  /** The row, the file, else the command in the active editor, else one that is asked for. @throws Cancelled, Explained */
  async of(argument: CommandArgument, title: string): Promise<CommandTarget> {
    const node =
      argument && 'kind' in argument
        ? argument
        : ((await this.#at(argument ?? vscode.window.activeTextEditor?.document.uri)) ??
          (await this.#pick(title)));
    return this.find(node);
  }

  /** @throws Explained when it is no longer there */
  async find(node: CommandNode): Promise<CommandTarget> {
    const { ref } = node;
    const contents = this.#accounts.contents(ref);
    await contents?.open();
    const command = contents?.commands.get(node.commandId);
    if (!contents || !command) throw goneError();
    return { node, ref, contents, command };
  }

  async #at(uri: vscode.Uri | undefined): Promise<CommandNode | undefined> {
    const at = uri && (await this.#files.commandAt(uri));
    return at && commandNode(at.ref, at.commandId);
  }
}
