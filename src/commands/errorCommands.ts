import * as vscode from 'vscode';

import type { ErrorLogEntry } from '../api/errorLog';
import { errorPosition } from '../api/errorPosition';
import type { CommandFiles } from '../files/commandFiles';
import { commandIds } from '../util/contract';
import type { BotViewNode } from '../views/bot/nodes';
import { goneError } from './commandActions';
import { confirm } from './confirmations';
import type { PartContext } from './partContext';
import { type Commands, Explained } from './registry';

/** What is done with the errors of a bot. */
export function registerErrorCommands(commands: Commands, context: PartContext, files: CommandFiles): void {
  commands.register(commandIds.openError, async (node?: BotViewNode) => {
    if (node) await openError(context, files, node);
  });
  commands.register(commandIds.clearErrors, async (node?: BotViewNode) => {
    const bot = await context.meant(node, vscode.l10n.t('Clear Errors'));
    await confirm(
      vscode.l10n.t('Clear all errors of {0}?', bot.name),
      vscode.l10n.t('Also those that are not shown here. This cannot be undone.'),
      vscode.l10n.t('Clear Errors'),
    );
    await context.inView(bot, 'errors', () => bot.parts.errors.clear());
  });
}

/**
 * Opens the command at the line that the stack names; which line that is see `errorPosition`.
 * @throws Explained when the server does not say which command it was, or it is gone; ApiError
 */
async function openError(context: PartContext, files: CommandFiles, node: BotViewNode): Promise<void> {
  const bot = context.of(node);
  const { errors } = bot.parts;
  const entry =
    node.kind === 'errorGroup'
      ? errors.groups.find(({ message }) => message === node.message)?.entries[0]
      : node.kind === 'error'
        ? errors.get(node.partId)
        : undefined;
  if (!entry) throw goneError();
  if (entry.command === null && entry.commandId === undefined) {
    throw new Explained(vscode.l10n.t('The server does not say in which command this error happened.'));
  }
  const uri = await context.inView(bot, 'errors', () => uriOf(context, files, node, entry));
  if (!uri) {
    throw new Explained(
      vscode.l10n.t(
        '{0} is no longer a command of {1}: it was renamed or deleted since the error happened.',
        entry.command ?? String(entry.commandId),
        bot.name,
      ),
    );
  }
  const at = errorPosition(entry.stackTrace, entry.command);
  const position = at && new vscode.Position(at.line - 1, Math.max(0, (at.column ?? 1) - 1));
  const options = position ? { selection: new vscode.Range(position, position) } : {};
  await vscode.commands.executeCommand('vscode.open', uri, options);
}

/** @returns `undefined` when the command is no longer there @throws ApiError when nobody can say */
async function uriOf(
  { accounts }: PartContext,
  files: CommandFiles,
  { ref }: BotViewNode,
  { command, commandId }: ErrorLogEntry,
): Promise<vscode.Uri | undefined> {
  const account = accounts.get(ref.accountId);
  const contents = accounts.contents(ref);
  if (!account || !contents) throw goneError();
  await contents.openWhole();
  // By its name when the id is gone: an import gives all commands new ids.
  const found =
    (commandId === undefined ? undefined : contents.commands.get(commandId)) ??
    [...contents.commands.values()].find((each) => each.command === command);
  // What cannot be read whole says nothing about what is gone.
  if (!found && contents.error) throw contents.error;
  return found && files.uriOf(ref, account.bots.get(ref.botId)?.name ?? null, found);
}
