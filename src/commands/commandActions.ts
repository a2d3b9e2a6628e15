import * as vscode from 'vscode';

import type { Command } from '../api/commands';
import type { Folder } from '../api/folders';
import { type CommandFiles, fileNameIn } from '../files/commandFiles';
import { FileRefusal } from '../files/errors';
import type { FileEdits } from '../files/fileEdits';
import { sameBot } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { CommandChange, CommandDetails } from '../api/commandBody';
import { ChangedMeanwhileError } from '../model/changedMeanwhile';
import type { Contents } from '../model/contents';
import { ifShown, type Judge } from '../model/judges';
import type { PendingWork } from '../model/pending';
import { isGone, type RemoteCommand } from '../model/remoteCommand';
import { shownName } from '../sentences/shownName';
import { Emitter } from '../util/event';
import { commandNode, type CommandNode, type FolderTarget } from '../views/nodes';
import { Explained } from './registry';
import { orUnknown } from './unknownOutcome';

interface Found {
  readonly account: AccountModel;
  readonly contents: Contents;
  readonly command: Command;
}

/** A command as a person was shown it: what others made of it since is not undone or deleted unseen. */
export interface ShownCommand {
  readonly node: CommandNode;
  readonly shown: Command;
}

/** What a person does to commands, once it is known what: asking is left to the callers. */
export class CommandActions {
  readonly #accounts: Accounts;
  readonly #files: CommandFiles;
  readonly #edits: FileEdits;
  readonly #created = new Emitter<void>();

  /** Fires when a command was created here. */
  readonly onDidCreate = this.#created.event;

  constructor(accounts: Accounts, files: CommandFiles, edits: FileEdits) {
    this.#accounts = accounts;
    this.#files = files;
    this.#edits = edits;
  }

  /** @throws Explained, ApiError */
  async create({ ref, folderId }: FolderTarget, name: string): Promise<CommandNode> {
    const structure = this.#accounts.get(ref.accountId)?.structure(ref.botId);
    if (!structure) throw goneError();
    const { id } = await orUnknown(structure.createCommand(name, folderId, ''), (why) =>
      vscode.l10n.t(
        '{0} Whether {1} was created is not known: refresh the list before you try again.',
        why,
        name,
      ),
    );
    this.#created.fire();
    return commandNode(ref, id);
  }

  /** The file of a command as it is called now, `undefined` when it is no longer there. */
  async uriOf({ ref, commandId }: CommandNode): Promise<vscode.Uri | undefined> {
    const account = this.#accounts.get(ref.accountId);
    const command = account?.contents(ref.botId).commands.get(commandId);
    if (!account || !command) return undefined;
    return this.#files.uriOf(ref, account.bots.get(ref.botId)?.name ?? null, command);
  }

  /**
   * @param shown what it was called when the person was asked: one that is called otherwise by now keeps its name
   * @throws Explained, FileRefusal, ApiError, NotKeptError
   */
  async rename(node: CommandNode, name: string, shown = this.#find(node).command.command): Promise<void> {
    await this.#changePlace('renaming', node, { name }, { name: shown ?? '' }, (command) =>
      vscode.l10n.t('Somebody else renamed this command to {0} meanwhile, so it keeps that name.', command),
    );
  }

  /**
   * Moves a command into a folder or to the root; one that is there already is left alone.
   * @param shown the command as the person was shown it: one that somebody else moved meanwhile stays where it is
   * @throws Explained, FileRefusal, ApiError, NotKeptError
   */
  async move(
    node: CommandNode,
    { ref, folderId }: FolderTarget,
    shown = this.#find(node).command,
  ): Promise<void> {
    const { contents, command } = this.#find(node);
    if (!sameBot(node.ref, ref)) throw new FileRefusal('otherBot', shownName(command.command));
    if ((contents.folderOf(command)?.id ?? null) === folderId) return;
    const from = shown.commands_folder_id ?? null;
    await this.#changePlace('moving', node, { folderId }, { folderId: from }, (name) =>
      vscode.l10n.t('Somebody else moved {0} meanwhile, so it stays where it is.', name),
    );
  }

  /**
   * Deletes a command.
   * @param shown the command as the person was shown it: one that is another by now stays
   * @throws Explained, FileRefusal, ApiError
   */
  async delete(node: CommandNode, shown = this.#find(node).command): Promise<void> {
    await this.#showing('deleting', node, () => this.#delete(node, shown));
  }

  /** @param refused says that what was shown is another by now, with the name of the command */
  async #changePlace(
    work: PendingWork,
    node: CommandNode,
    change: Pick<CommandChange, 'name' | 'folderId'>,
    shown: Partial<CommandDetails>,
    refused: (name: string) => string,
  ): Promise<void> {
    const write = (remote: RemoteCommand) => remote.change(change, ifShown(change, shown));
    try {
      await this.#showing(work, node, () => this.#change(node, change, write));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhileError)) throw error;
      throw new Explained(refused(shownName(error.command)), error);
    }
  }

  /** Has the row say what is done to it until that is over. */
  async #showing(
    work: PendingWork,
    { ref, commandId }: CommandNode,
    act: () => Promise<void>,
  ): Promise<void> {
    const ongoing = this.#accounts.contents(ref)?.pending.begin(work, { what: 'command', id: commandId });
    try {
      await act();
    } finally {
      ongoing?.end();
    }
  }

  /** Commands as they are known now. @throws Explained when none of them is there any more */
  shown(nodes: readonly CommandNode[]): readonly ShownCommand[] {
    const there = nodes.flatMap((node) => {
      const shown = this.#accounts.contents(node.ref)?.commands.get(node.commandId);
      return shown ? [{ node, shown }] : [];
    });
    if (there.length === 0 && nodes.length > 0) throw goneError();
    return there;
  }

  /** What a command is on the server now, with the title of its folder. @throws Explained, ApiError */
  async details(node: CommandNode): Promise<{ details: CommandDetails; folder: string | null }> {
    const details = await this.#find(node).contents.remote(node.commandId).details();
    const { contents, command } = this.#find(node);
    return { details, folder: contents.folderOf(command)?.title ?? null };
  }

  /**
   * Gives a command other details, all in one write; its editors follow another name or folder.
   * @param shown what the person was shown of them: what is another now is not overwritten
   * @throws Explained, FileRefusal, ApiError, IncompleteCommandError, NotKeptError, ChangedMeanwhileError
   */
  async changeDetails(
    node: CommandNode,
    change: Partial<CommandDetails>,
    shown: Partial<CommandDetails>,
  ): Promise<void> {
    const write = (remote: RemoteCommand) => remote.change(change, ifShown(change, shown));
    const isPlace = change.name !== undefined || change.folderId !== undefined;
    await this.#showing('saving', node, async () => {
      await (isPlace
        ? this.#change(node, change, write)
        : write(this.#find(node).contents.remote(node.commandId)));
    });
  }

  /**
   * Gives a command another keyboard.
   * @param shown the keyboard that the person was shown: one that is another now stays
   * @throws Explained, ApiError, IncompleteCommandError, NotKeptError
   */
  async changeKeyboard(node: CommandNode, shown: string, keyboard: string): Promise<void> {
    try {
      await this.changeDetails(node, { keyboard }, { keyboard: shown });
    } catch (error) {
      if (!(error instanceof ChangedMeanwhileError)) throw error;
      throw new Explained(
        vscode.l10n.t(
          'The keyboard of {0} was changed on the server meanwhile, so it stays as it is. Edit Properties changes it.',
          shownName(error.command),
        ),
        error,
      );
    }
  }

  /**
   * Gives code, name and properties other values in one write; editors come along when the name is another.
   * @param mayReplace asked with the record right before it is replaced; throws to refuse
   * @throws Explained, ApiError, IncompleteCommandError, NotKeptError, or what `mayReplace` throws
   */
  async changeTexts(node: CommandNode, change: CommandChange, mayReplace: Judge): Promise<void> {
    const write = (remote: RemoteCommand) => remote.change(change, mayReplace);
    await this.#showing('saving', node, () => this.#change(node, change, write));
  }

  /** Whether an editor holds text of this command that would go with it. */
  async hasUnsavedText({ ref, commandId }: CommandNode): Promise<boolean> {
    return (await this.#edits.openAt(ref, commandId)).some((uri) => this.#edits.hasUnsavedText(uri));
  }

  /** The text of this command that an editor holds and that is not saved, `undefined` when there is none. */
  async unsavedText({ ref, commandId }: CommandNode): Promise<string | undefined> {
    return this.#edits.unsavedTextOf(ref, commandId);
  }

  /** Whether this command has a tab or a document. */
  async isOpen({ ref, commandId }: CommandNode): Promise<boolean> {
    return (await this.#edits.openAt(ref, commandId)).length > 0;
  }

  /** @param write does it on the server */
  async #change(
    node: CommandNode,
    change: CommandChange,
    write: (remote: RemoteCommand) => Promise<{ before: Command; after: Command }>,
  ): Promise<void> {
    const { ref, commandId } = node;
    const { account, contents, command } = this.#find(node);
    const name = change.name ?? command.command ?? undefined;
    const folder = folderAfter(contents, command, change.folderId);
    const botName = account.bots.get(ref.botId)?.name ?? null;
    const from = await this.editorOf(node);
    const named = { command: { ...command, command: name ?? null }, folderTitle: folder?.title };
    const to = await this.#files.inBot(ref, botName, await this.#files.pathUnder(ref, named));
    // An editor whose text becomes another at the same time goes on under its path, and loads the text like any other.
    const canCarry = change.code === undefined && (await this.#edits.canCarry(from, to));
    const done = await write(contents.remote(commandId));
    if (canCarry) await this.#edits.carry(from, to, { done });
  }

  async #delete(node: CommandNode, shown: Command): Promise<void> {
    const { contents, command } = this.#find(node);
    const uri = await this.editorOf(node);
    await this.#edits.delete(uri, shown);
    if (!contents.commands.has(node.commandId)) return;
    // VS Code found no file, and did nothing: it is gone, or the server could not say.
    try {
      await contents.remote(node.commandId).fresh(performance.now());
    } catch (error) {
      if (!isGone(error)) throw error;
      contents.commandGone(node.commandId);
      return;
    }
    throw new FileRefusal('notDone', command.command ?? fileNameIn(uri));
  }

  /** The file under which a command is open, else the one that it is called now. @throws Explained */
  async editorOf(node: CommandNode): Promise<vscode.Uri> {
    const now = await this.uriOf(node);
    if (!now) throw goneError();
    const open = await this.#edits.openAt(node.ref, node.commandId);
    return open.find((uri) => uri.toString() === now.toString()) ?? open[0] ?? now;
  }

  /** @throws Explained when it is no longer there */
  #find({ ref, commandId }: CommandNode): Found {
    const account = this.#accounts.get(ref.accountId);
    const contents = account?.contents(ref.botId);
    const command = contents?.commands.get(commandId);
    if (!account || !contents || !command) throw goneError();
    return { account, contents, command };
  }
}

/** Told of a row that was acted on too late. */
export function goneError(): Explained {
  return new Explained(vscode.l10n.t('This is no longer there. Refresh the list.'));
}

/** @throws Explained when the folder is gone */
function folderAfter(
  contents: Contents,
  command: Command,
  folderId: number | null | undefined,
): Folder | undefined {
  if (folderId === undefined) return contents.folderOf(command);
  if (folderId === null) return undefined;
  const folder = contents.folders.find(({ id }) => id === folderId);
  if (!folder) throw goneError();
  return folder;
}
