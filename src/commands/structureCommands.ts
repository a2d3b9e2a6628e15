import * as vscode from 'vscode';

import type { CommandFiles } from '../files/commandFiles';
import type { BotRef } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { Contents } from '../model/contents';
import type { CurrentBot } from '../model/currentBot';
import { runStateOf } from '../model/runState';
import { shownName } from '../sentences/shownName';
import { commandIds, fileScheme } from '../util/contract';
import type { BotsView } from '../views/botsView';
import type { BotNode, CommandNode, FolderMoveNode, FolderNode, Node } from '../views/nodes';
import { botOf } from '../views/nodes';
import type { BotActions } from './botActions';
import { type CommandActions, goneError } from './commandActions';
import { confirmBotDeletion, confirmDeletion } from './confirmations';
import type { FolderActions } from './folderActions';
import type { Moves } from './moves/moves';
import { askBotName, askCommandName, askFolderTitle } from './nameInputs';
import { pickAccount, pickBot, pickCommand, pickFolder, pickInBot } from './pickers';
import { inView } from './progress';
import { Cancelled, type CommandRegistry, Explained } from './registry';
import { askNewToken } from './tokenInputs';

/** What these commands are called with: a row, `keyboard` by a key in the view, nothing from the palette. */
type Argument = Node | 'keyboard' | undefined;
type ChangedRow = BotNode | CommandNode | FolderNode;

/** Creating, renaming, moving and deleting bots, commands and folders: asks, then does, then shows. */
export class StructureCommands {
  readonly #accounts: Accounts;
  readonly #current: CurrentBot;
  readonly #files: CommandFiles;
  readonly #view: BotsView;
  readonly #commands: CommandActions;
  readonly #folders: FolderActions;
  readonly #bots: BotActions;
  readonly #moves: () => Promise<Moves>;
  readonly #offerRenameInCode: (node: CommandNode, from: string, to: string) => void;

  /**
   * @param offerRenameInCode offers to rename a command wherever code names it, after it was renamed itself
   * @param moves moves many, and deletes folders with what is in them
   */
  constructor(
    accounts: Accounts,
    current: CurrentBot,
    files: CommandFiles,
    view: BotsView,
    commands: CommandActions,
    folders: FolderActions,
    bots: BotActions,
    offerRenameInCode: (node: CommandNode, from: string, to: string) => void,
    moves: () => Promise<Moves>,
  ) {
    this.#accounts = accounts;
    this.#current = current;
    this.#files = files;
    this.#view = view;
    this.#commands = commands;
    this.#folders = folders;
    this.#bots = bots;
    this.#offerRenameInCode = offerRenameInCode;
    this.#moves = moves;
  }

  register(registry: CommandRegistry): void {
    registry.register(commandIds.newBot, (node?: Node) => this.#newBot(node));
    registry.register(commandIds.newCommand, (node?: Node) => this.#newCommand(node));
    registry.register(commandIds.newFolder, (node?: Node) => this.#newFolder(node));
    registry.register(commandIds.rename, (node?: Argument) => this.#rename(node));
    registry.register<Node>(commandIds.moveToFolder, (node, selected) => this.#moveToFolder(node, selected));
    registry.register(commandIds.delete, (node?: Argument, selected?: readonly Node[]) =>
      this.#delete(node, selected),
    );
    registry.register(commandIds.continueFolderRename, async (node?: FolderMoveNode) => {
      if (node) await inView(this.#folders.goOn(node));
    });
    registry.register(commandIds.moveFolderBack, async (node?: FolderMoveNode) => {
      if (node) await inView(this.#folders.moveBack(node));
    });
  }

  async #newBot(node: Node | undefined): Promise<void> {
    const accountId =
      node?.kind === 'account'
        ? node.accountId
        : (botOf(node)?.accountId ?? (await pickAccount(this.#accounts, vscode.l10n.t('New Bot'))).id);
    const account = this.#accounts.get(accountId);
    if (!account) throw goneError();
    await account.bots.open();
    const name = await askBotName({
      title:
        this.#accounts.all.length > 1
          ? vscode.l10n.t('New Bot of {0}', account.account.label)
          : vscode.l10n.t('New Bot'),
      others: () => this.#botNames(accountId),
    });
    const token = await askNewToken(name);
    const show = this.#view.showingLater();
    await show(await inView(this.#bots.create(accountId, name, token)));
  }

  async #newCommand(node: Node | undefined): Promise<void> {
    const ref = botOf(node) ?? (await pickBot(this.#accounts, this.#current, vscode.l10n.t('New Command')));
    const contents = await this.#opened(ref);
    const folderId = folderIdOf(contents, node);
    const folder = contents.folders.find(({ id }) => id === folderId);
    const name = await askCommandName({
      title: folder
        ? vscode.l10n.t('New Command in {0}, Folder {1}', this.#botName(ref), shownName(folder.title))
        : vscode.l10n.t('New Command in {0}', this.#botName(ref)),
      others: () => namesIn(contents),
    });
    const show = this.#view.showingLater();
    const made = await inView(this.#commands.create({ ref, folderId: folder?.id ?? null }, name));
    const uri = await this.#commands.uriOf(made);
    if (uri) await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
    await show(made);
  }

  async #newFolder(node: Node | undefined): Promise<void> {
    const ref = botOf(node) ?? (await pickBot(this.#accounts, this.#current, vscode.l10n.t('New Folder')));
    const show = this.#view.showingLater();
    await show(await this.#makeFolder(ref));
  }

  async #makeFolder(ref: BotRef): Promise<FolderNode> {
    const contents = await this.#opened(ref);
    const title = await askFolderTitle({
      title: vscode.l10n.t('New Folder in {0}', this.#botName(ref)),
      others: () => titlesIn(contents),
    });
    return inView(this.#folders.create(ref, title));
  }

  async #rename(argument: Argument): Promise<void> {
    const row = await this.#rowToRename(argument);
    if (row.kind === 'bot') return this.#renameBot(row);
    const contents = await this.#opened(row.ref);
    if (row.kind === 'folder') await this.#renameFolder(row, contents);
    else await this.#renameCommand(row, contents);
  }

  async #rowToRename(argument: Argument): Promise<ChangedRow> {
    const rows = await this.#rows(argument, undefined);
    if (!rows) return this.pickRow(vscode.l10n.t('Rename'));
    const [row, ...others] = rows;
    // Accounts are not renamed here, and names are given one by one.
    if (!row || !isChangeable(row) || others.length > 0) throw new Cancelled();
    return row;
  }

  async #renameBot(node: BotNode): Promise<void> {
    const { accountId, botId } = node.ref;
    const bot = this.#accounts.get(accountId)?.bots.get(botId);
    if (!bot) throw goneError();
    const name = await askBotName({
      title: vscode.l10n.t('Rename Bot {0}', shownName(bot.name)),
      value: bot.name ?? '',
      others: () => this.#botNames(accountId, botId),
    });
    await inView(this.#bots.rename(node, name));
    await this.#view.show(node);
  }

  async #renameCommand(node: CommandNode, contents: Contents): Promise<void> {
    const command = contents.commands.get(node.commandId);
    if (!command) throw goneError();
    const name = await askCommandName({
      title: vscode.l10n.t('Rename Command {0}', shownName(command.command)),
      value: command.command ?? '',
      others: () => namesIn(contents, node.commandId),
    });
    await inView(this.#commands.rename(node, name, command.command));
    this.renamed(node, command.command, name);
    await this.#view.show(node);
  }

  /** To be called when a command was renamed. @param before its former name */
  renamed(node: CommandNode, before: string | null | undefined, name: string): void {
    const contents = this.#accounts.contents(node.ref);
    if (before && contents && mayBeNamed(contents, before)) this.#offerRenameInCode(node, before, name);
  }

  async #renameFolder(node: FolderNode, contents: Contents): Promise<void> {
    const folder = contents.folders.find(({ id }) => id === node.folderId);
    if (!folder) throw goneError();
    const title = await askFolderTitle({
      title: vscode.l10n.t('Rename Folder {0}', shownName(folder.title)),
      value: folder.title ?? '',
      others: () => titlesIn(contents, node.folderId),
    });
    const show = this.#view.showingLater();
    const renamed = await inView(this.#folders.rename(node, title));
    if (renamed) await show(renamed);
  }

  async #moveToFolder(node: Node | undefined, selected: readonly Node[] | undefined): Promise<void> {
    const title = vscode.l10n.t('Move to Folder');
    const rows = node && (selected ?? [node]);
    const nodes = rows?.filter((row) => row.kind === 'command') ?? [await this.pickCommand(title)];
    if (rows && nodes.length < rows.length) {
      throw new Explained(
        vscode.l10n.t(
          'Only commands can be moved to a folder. Nothing was moved: select commands and nothing else.',
        ),
      );
    }
    const [first] = nodes;
    if (!first) throw new Cancelled();
    const contents = await this.#opened(first.ref);
    // As they are while the question is open.
    const shown = this.#commands.shown(nodes);
    const from = new Set(nodes.map((each) => folderIdOf(contents, each)));
    const only = nodes.length === 1 ? contents.commands.get(first.commandId)?.command : undefined;
    const target = await pickFolder(contents, {
      title:
        nodes.length === 1
          ? vscode.l10n.t('Move {0} to Folder', shownName(only))
          : vscode.l10n.t('Move {0} Commands to Folder', String(nodes.length)),
      // Where all of them are already.
      except: from.size === 1 ? [...from][0] : undefined,
    });
    const folderId = target === 'new' ? (await this.#makeFolder(first.ref)).folderId : target;
    await (await this.#moves()).move(shown, { ref: first.ref, folderId });
  }

  async #delete(argument: Argument, selected: readonly Node[] | undefined): Promise<void> {
    const rows = await this.#rows(argument, selected);
    const chosen = rows ? rows.filter(isChangeable) : [await this.pickRow(vscode.l10n.t('Delete'))];
    const bot = chosen.find((row) => row.kind === 'bot');
    if (bot) return this.#deleteBot(bot, chosen);
    const commands = chosen.filter((row) => row.kind === 'command');
    const folders = chosen.filter((row) => row.kind === 'folder');
    const shown = this.#commands.shown(commands);
    const [only, ...others] = shown;
    if (only) await this.#confirmed(shown.map(({ node }) => node));
    if (others.length > 0) return (await this.#moves()).deleteAll(shown, folders);
    if (only) await inView(this.#commands.delete(only.node, only.shown));
    // After the command, which may be what is in them.
    if (folders.length > 0) await (await this.#moves()).deleteFolders(folders);
  }

  async #deleteBot(node: BotNode, chosen: readonly ChangedRow[]): Promise<void> {
    if (chosen.length > 1) {
      throw new Explained(
        vscode.l10n.t('Bots are deleted one by one. Nothing was deleted: select one bot and nothing else.'),
      );
    }
    const { ref } = node;
    const bot = this.#accounts.get(ref.accountId)?.bots.get(ref.botId);
    if (!bot) throw goneError();
    const [commands, unsaved] = await inView(
      Promise.all([this.#bots.countCommands(ref), this.#bots.countUnsaved(ref)]),
    );
    const isRunning = runStateOf(bot.status) === 'running';
    await confirmBotDeletion({ id: bot.id, name: bot.name, commands, isRunning, unsaved });
    await inView(this.#bots.delete(node));
  }

  /** @throws Cancelled unless the person says yes */
  async #confirmed(nodes: readonly CommandNode[]): Promise<void> {
    const unsaved = await Promise.all(nodes.map((node) => this.#commands.hasUnsavedText(node)));
    await confirmDeletion(
      nodes.map((node, index) => ({
        name: shownName(this.#accounts.contents(node.ref)?.commands.get(node.commandId)?.command),
        bot: this.#botName(node.ref),
        isUnsaved: unsaved[index] ?? false,
      })),
    );
  }

  /** @returns those to which nothing is being done already; `undefined` from the palette */
  async #rows(
    argument: Argument,
    selected: readonly Node[] | undefined,
  ): Promise<readonly Node[] | undefined> {
    if (argument === undefined) return undefined;
    const rows = argument === 'keyboard' ? await this.#view.rowsForKey() : (selected ?? [argument]);
    return rows.filter((row) => !this.#view.isPending(row));
  }

  /** Asks for a command, a folder or the bot, the command in the active editor first. @throws Cancelled, Explained, ApiError */
  async pickRow(title: string): Promise<ChangedRow> {
    const { ref, contents, commandId } = await this.#place(title);
    return pickInBot(contents, { ref, name: this.#botName(ref) }, title, commandId);
  }

  /** Asks for a command, the one in the active editor first. @throws Cancelled, Explained, ApiError */
  async pickCommand(title: string): Promise<CommandNode> {
    const { ref, contents, commandId } = await this.#place(title);
    return pickCommand(contents, ref, title, { first: commandId });
  }

  /** The bot that a command of the palette is about, and the command in the active editor. */
  async #place(title: string): Promise<{ ref: BotRef; contents: Contents; commandId: number | undefined }> {
    const editor = vscode.window.activeTextEditor;
    const at = editor && (await this.#files.commandAt(editor.document.uri));
    const ref = at?.ref ?? this.#current.ref ?? (await pickBot(this.#accounts, this.#current, title));
    return { ref, contents: await this.#opened(ref), commandId: at?.commandId };
  }

  /** The contents of a bot, known. @throws Explained, ApiError */
  async #opened(ref: BotRef): Promise<Contents> {
    const contents = this.#accounts.contents(ref);
    if (!contents) throw goneError();
    await contents.open();
    if (!contents.isKnown && contents.error) throw contents.error;
    return contents;
  }

  #botNames(accountId: string, except?: number): (string | null)[] {
    const all = this.#accounts.get(accountId)?.bots.all ?? [];
    return all.filter(({ id }) => id !== except).map(({ name }) => name);
  }

  #botName({ accountId, botId }: BotRef): string {
    return shownName(this.#accounts.get(accountId)?.bots.get(botId)?.name);
  }
}

function isChangeable(row: Node): row is ChangedRow {
  return row.kind === 'bot' || row.kind === 'command' || row.kind === 'folder';
}

/** The folder that a row is or is in; `null` for the root of the bot. */
function folderIdOf(contents: Contents, node: Node | undefined): number | null {
  if (node?.kind === 'folder') return node.folderId;
  const command = node?.kind === 'command' ? contents.commands.get(node.commandId) : undefined;
  return (command && contents.folderOf(command)?.id) ?? null;
}

function namesIn(contents: Contents, except?: number): (string | null | undefined)[] {
  return [...contents.commands.values()].filter(({ id }) => id !== except).map(({ command }) => command);
}

function titlesIn(contents: Contents, except?: number): (string | null)[] {
  return contents.folders.filter(({ id }) => id !== except).map(({ title }) => title);
}

/** Whether it is worth to look where a bot names a command: on the server, or unsaved in an editor. */
function mayBeNamed(contents: Contents, name: string): boolean {
  return (
    [...contents.commands.values()].some(
      ({ code, keyboard_body: keyboard }) =>
        code === undefined || code?.includes(name) === true || keyboard?.includes(name) === true,
    ) ||
    vscode.workspace.textDocuments.some(
      (document) => document.uri.scheme === fileScheme && document.getText().includes(name),
    )
  );
}
