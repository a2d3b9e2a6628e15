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
import type { PendingWork } from '../model/pending';
import { isGone, type Judge, type RemoteCommand } from '../model/remoteCommand';
import { shownName } from '../sentences/shownName';
import { Emitter } from '../util/event';
import { commandNode, type CommandNode, type FolderTarget } from '../views/nodes';
import { Explained, sentenceOf } from './registry';
import { orUnknown } from './unknownOutcome';

interface Found {
  readonly account: AccountModel;
  readonly contents: Contents;
  readonly command: Command;
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

  /** @throws Explained, FileRefusal, ApiError, NotKeptError */
  async rename(node: CommandNode, name: string): Promise<void> {
    await this.#showing('renaming', [node], (each) =>
      each(node, () => this.#change(node, { name }, rename({ name }))),
    );
  }

  /**
   * Moves commands into a folder or to the root, one after the other; those that are there already are left alone.
   * @returns those that were moved
   * @throws Explained, FileRefusal, ApiError, NotKeptError; then those before the failed one are moved
   */
  async move(
    nodes: readonly CommandNode[],
    { ref, folderId }: FolderTarget,
  ): Promise<readonly CommandNode[]> {
    const elsewhere = nodes.find((node) => !sameBot(node.ref, ref));
    if (elsewhere) throw new FileRefusal('otherBot', shownName(this.#find(elsewhere).command.command));
    const moving = nodes.filter((node) => {
      const { contents, command } = this.#find(node);
      return (contents.folderOf(command)?.id ?? null) !== folderId;
    });
    const done = (count: number) =>
      vscode.l10n.t('{0} of {1} commands were moved.', String(count), String(moving.length));
    await this.#showing('moving', moving, (each) =>
      eachInTurn(moving, done, (node) =>
        each(node, () => this.#change(node, { folderId }, rename({ folderId }))),
      ),
    );
    return moving;
  }

  /**
   * Deletes commands, one after the other.
   * @throws Explained, FileRefusal, ApiError; then those before the failed one are deleted
   */
  async delete(nodes: readonly CommandNode[]): Promise<void> {
    const done = (count: number) =>
      vscode.l10n.t('{0} of {1} commands were deleted.', String(count), String(nodes.length));
    await this.#showing('deleting', nodes, (each) =>
      eachInTurn(nodes, done, (node) => each(node, () => this.#delete(node))),
    );
  }

  /** Has the rows of all say from the start what is done to them, each until its own turn is over. */
  async #showing(
    work: PendingWork,
    nodes: readonly CommandNode[],
    run: (each: (node: CommandNode, act: () => Promise<void>) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const ongoing = new Map(
      nodes.map(({ id, ref, commandId }) => {
        const pending = this.#accounts.contents(ref)?.pending;
        return [id, pending?.begin(work, { what: 'command', id: commandId })];
      }),
    );
    try {
      await run((node, act) => act().finally(() => ongoing.get(node.id)?.end()));
    } finally {
      for (const each of ongoing.values()) each?.end();
    }
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
    const write = (remote: RemoteCommand) => remote.change(change, shown);
    const isPlace = change.name !== undefined || change.folderId !== undefined;
    const save = async () => {
      await (isPlace
        ? this.#change(node, change, write)
        : write(this.#find(node).contents.remote(node.commandId)));
    };
    await this.#showing('saving', [node], (each) => each(node, save));
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
    await this.#showing('saving', [node], (each) =>
      each(node, () => this.#change(node, change, (remote) => remote.changeTexts(change, mayReplace))),
    );
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

  /** @param write does it on the server; by default it changes nothing else there */
  async #change(
    node: CommandNode,
    change: CommandChange,
    write: (remote: RemoteCommand) => Promise<{ before: Command; after: Command }> = (remote) =>
      remote.rename(change),
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

  async #delete(node: CommandNode): Promise<void> {
    const { contents, command } = this.#find(node);
    const uri = await this.editorOf(node);
    await this.#edits.delete(uri);
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

function rename(change: Pick<CommandChange, 'name' | 'folderId'>) {
  return (remote: RemoteCommand) => remote.rename(change);
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

/** @param done says how far it came, when it was not to the end */
async function eachInTurn<T>(
  items: readonly T[],
  done: (count: number) => string,
  act: (item: T) => Promise<void>,
): Promise<void> {
  for (const [count, item] of items.entries()) {
    try {
      await act(item);
    } catch (error) {
      if (items.length === 1) throw error;
      throw new Explained(`${done(count)} ${sentenceOf(error)}`, error);
    }
  }
}
