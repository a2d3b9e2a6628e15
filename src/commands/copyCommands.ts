import * as vscode from 'vscode';

import type { CommandFiles } from '../files/commandFiles';
import type { Accounts } from '../model/accounts';
import { nameOfChat } from '../model/bot/chats';
import type { CurrentBot } from '../model/currentBot';
import { shownName } from '../sentences/shownName';
import { commandIds } from '../util/contract';
import type { BotViewNode } from '../views/bot/nodes';
import { commandNode, type Node } from '../views/nodes';
import { goneError } from './commandActions';
import { pickBot, pickInBot } from './pickers';
import { Cancelled, type CommandRegistry } from './registry';

/** What the clipboard gets of a row. */
interface Copied {
  readonly name: string | null | undefined;
  readonly id: number;
}

/**
 * *Copy Name* and *Copy ID* of bots, folders and commands, of libraries, chats and properties: from rows, or for the
 * command in the active editor.
 */
export function registerCopyCommands(
  registry: CommandRegistry,
  accounts: Accounts,
  current: CurrentBot,
  files: CommandFiles,
): void {
  const register = (id: 'copyName' | 'copyId', title: () => string, textOf: (copied: Copied) => string) =>
    registry.register<Node | BotViewNode, Node | BotViewNode>(commandIds[id], async (node, selected) => {
      const rows = node ? (selected ?? [node]) : [await rowWithoutView(accounts, current, files, title())];
      await copyLines(rows.flatMap((row) => copiedOf(accounts, row) ?? []).map(textOf));
    });
  // As the server has it, not as a row shows it: what is copied is to be pasted into code.
  register(
    'copyName',
    () => vscode.l10n.t('Copy Name'),
    ({ name }) => name ?? '',
  );
  register(
    'copyId',
    () => vscode.l10n.t('Copy ID'),
    ({ id }) => String(id),
  );
}

/** Puts one line for each row on the clipboard and says so. @throws Explained when there is none */
export async function copyLines(lines: readonly string[]): Promise<void> {
  if (lines.length === 0) throw goneError();
  await vscode.env.clipboard.writeText(lines.join('\n'));
  const said =
    lines.length === 1
      ? vscode.l10n.t('Copied to the clipboard')
      : vscode.l10n.t('{0} lines copied to the clipboard', String(lines.length));
  vscode.window.setStatusBarMessage(said, 3000);
}

/** @returns `undefined` for what has no name and id, or is no longer there */
function copiedOf(accounts: Accounts, row: Node | BotViewNode): Copied | undefined {
  switch (row.kind) {
    case 'chat': {
      const chat = accounts.parts(row.ref)?.chats.get(row.partId);
      return chat && { name: nameOfChat(chat), id: chat.id };
    }
    case 'library':
      return accounts.parts(row.ref)?.libraries.get(row.partId);
    case 'property':
      return accounts.parts(row.ref)?.properties.get(row.partId);
    case 'bot':
      return accounts.get(row.ref.accountId)?.bots.get(row.ref.botId);
    case 'folder': {
      const folder = accounts.contents(row.ref)?.folders.find(({ id }) => id === row.folderId);
      return folder && { name: folder.title, id: folder.id };
    }
    case 'command': {
      const command = accounts.contents(row.ref)?.commands.get(row.commandId);
      return command && { name: command.command, id: command.id };
    }
    default:
      return undefined;
  }
}

/** From the palette: the command in the active editor, else one that is asked for. @throws Cancelled, ApiError */
async function rowWithoutView(
  accounts: Accounts,
  current: CurrentBot,
  files: CommandFiles,
  title: string,
): Promise<Node> {
  const editor = vscode.window.activeTextEditor;
  const at = editor && (await files.commandAt(editor.document.uri));
  if (at) {
    await accounts.contents(at.ref)?.open();
    return commandNode(at.ref, at.commandId);
  }
  const ref = current.ref ?? (await pickBot(accounts, current, title));
  const contents = accounts.contents(ref);
  if (!contents) throw new Cancelled();
  const name = shownName(accounts.get(ref.accountId)?.bots.get(ref.botId)?.name);
  return pickInBot(contents, { ref, name }, title);
}
