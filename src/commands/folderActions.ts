import * as vscode from 'vscode';

import type { Folder } from '../api/folders';
import { type CommandFiles, sharesDirectory } from '../files/commandFiles';
import type { FileEdits } from '../files/fileEdits';
import { fileSentence } from '../files/fileSentences';
import type { BotRef } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { Contents } from '../model/contents';
import type { FolderMove, FolderMoves } from '../model/folderMoves';
import { type FolderMoveNode, folderNode, type FolderNode } from '../views/nodes';
import { goneError } from './commandActions';
import { Explained } from './registry';

interface Found {
  readonly account: AccountModel;
  readonly contents: Contents;
  readonly folder: Folder;
  readonly moves: FolderMoves;
}

/** What a person does to folders, once it is known what: asking is left to the callers. */
export class FolderActions {
  readonly #accounts: Accounts;
  readonly #files: CommandFiles;
  readonly #edits: FileEdits;

  constructor(accounts: Accounts, files: CommandFiles, edits: FileEdits) {
    this.#accounts = accounts;
    this.#files = files;
    this.#edits = edits;
  }

  /** @throws Explained, ApiError */
  async create(ref: BotRef, title: string): Promise<FolderNode> {
    const structure = this.#accounts.get(ref.accountId)?.structure(ref.botId);
    if (!structure) throw goneError();
    const { id } = await structure.createFolder(title);
    return folderNode(ref, id);
  }

  /**
   * Gives a folder another name, which the API does not know: all its commands move into a new one.
   * @returns the new folder
   * @throws Explained, FileRefusal, ApiError; what was begun then has a row
   */
  async rename(node: FolderNode, title: string): Promise<FolderNode | undefined> {
    const { ref } = node;
    const { account, contents, folder, moves } = await this.#find(node);
    const isPlain = !sharesDirectory(contents, folder);
    await this.#explaining(moves, folder.id, () => moves.start(folder, title));
    if (isPlain) await this.#carryEditors(account, ref, folder.title, title);
    const renamed = contents.folders.find((other) => other.title === title);
    return renamed && folderNode(ref, renamed.id);
  }

  /** The editors of what was in one folder come to where it is now. */
  async #carryEditors(
    account: AccountModel,
    ref: BotRef,
    formerTitle: string | null,
    title: string,
  ): Promise<void> {
    const { folders } = account.contents(ref.botId);
    const target = folders.find((folder) => folder.title === title);
    // A folder that is still there, or a directory name of two: then the editors go on under their old paths.
    const isGone = !folders.some((folder) => folder.title === formerTitle);
    if (!isGone || !target || sharesDirectory(account.contents(ref.botId), target)) return;
    const botName = account.bots.get(ref.botId)?.name ?? null;
    const from = await this.#files.folderUri(ref, botName, formerTitle);
    const to = await this.#files.folderUri(ref, botName, title);
    if (!this.#edits.canCarryFolder(from, to)) return;
    await this.#edits.carry(from, to, { name: title, folderDone: { formerTitle: formerTitle ?? '' } });
  }

  /**
   * Deletes a folder that a fresh listing shows empty. Not by way of VS Code: it would also close editors of commands
   * that were in the folder once, with their unsaved text.
   * @throws Explained, FolderNotEmptyError, ApiError
   */
  async delete(node: FolderNode): Promise<void> {
    const { account, folder } = await this.#find(node);
    await account.structure(node.ref.botId).deleteFolder(folder);
  }

  /** @throws Explained when the folder is no longer there, or on its way to another name */
  async expectFree(node: FolderNode): Promise<void> {
    await this.#find(node);
  }

  /** @throws Explained; the row then stays */
  async goOn(node: FolderMoveNode): Promise<void> {
    await this.#with(node, async (account, moves, move) => {
      await moves.goOn(move);
      await this.#carryEditors(account, node.ref, move.fromTitle, move.toTitle);
    });
  }

  /** @throws Explained; the row then stays */
  async moveBack(node: FolderMoveNode): Promise<void> {
    await this.#with(node, async (account, moves, move) => {
      await moves.back(move);
      await this.#carryEditors(account, node.ref, move.toTitle, move.fromTitle);
    });
  }

  async #with(
    { ref, fromId }: FolderMoveNode,
    act: (account: AccountModel, moves: FolderMoves, move: FolderMove) => Promise<void>,
  ): Promise<void> {
    const account = this.#accounts.get(ref.accountId);
    const moves = account?.folderMoves(ref.botId);
    await moves?.restore();
    const move = moves?.all.find((each) => each.fromId === fromId);
    if (!account || !moves || !move) throw goneError();
    // Pressed twice.
    if (moves.isRunning(move)) return;
    await this.#explaining(moves, fromId, () => act(account, moves, move));
  }

  /** Says of a rename that stops on its way how far it came and what can be done. */
  async #explaining(moves: FolderMoves, folderId: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const move = moves.all.find(({ fromId }) => fromId === folderId);
      if (!move) throw error;
      const { moved, total } = moves.progressOf(move);
      throw new Explained(
        vscode.l10n.t(
          'Renaming {0} to {1} stopped with {2} of {3} commands moved. {4} Nothing is lost: in the Bots view, press Continue or Move Back on its row.',
          move.fromTitle,
          move.toTitle,
          String(moved),
          String(total),
          fileSentence(error),
        ),
        error,
      );
    }
  }

  /** @throws Explained when it is no longer there, or on its way to another name */
  async #find({ ref, folderId }: FolderNode): Promise<Found> {
    const account = this.#accounts.get(ref.accountId);
    const contents = account?.contents(ref.botId);
    const folder = contents?.folders.find(({ id }) => id === folderId);
    if (!account || !contents || !folder) throw goneError();
    const moves = account.folderMoves(ref.botId);
    await moves.restore();
    const move = moves.all.find(({ fromId, toId }) => fromId === folderId || toId === folderId);
    if (!move) return { account, contents, folder, moves };
    throw new Explained(
      vscode.l10n.t(
        '{0} is being renamed to {1}. In the Bots view, press Continue or Move Back on that row first.',
        move.fromTitle,
        move.toTitle,
      ),
    );
  }
}
