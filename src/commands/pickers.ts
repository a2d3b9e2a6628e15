import * as vscode from 'vscode';

import type { Folder } from '../api/folders';
import { type Account, type BotRef, sameBot } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { Contents } from '../model/contents';
import type { CurrentBot } from '../model/currentBot';
import { runStateOf } from '../model/runState';
import { runStateWord } from '../sentences/runStateWords';
import { shownName } from '../sentences/shownName';
import {
  botNode,
  type BotNode,
  commandNode,
  type CommandNode,
  folderNode,
  type FolderNode,
} from '../views/nodes';
import { byName } from '../views/order';
import { Cancelled, Explained } from './registry';

/** Waits for the stored accounts. @throws Explained when there is none */
export async function expectSignedIn(accounts: Accounts): Promise<void> {
  await accounts.restore();
  if (accounts.all.length === 0) {
    throw new Explained(
      vscode.l10n.t('Nobody is signed in yet. In the Bots view, sign in or try it in the sandbox first.'),
    );
  }
}

/** Asks for an account when there are several. @throws Cancelled */
export async function pickAccount(accounts: Accounts, title: string): Promise<Account> {
  const all = accounts.all.map((model) => model.account);
  const [only] = all;
  if (only && all.length === 1) return only;
  const picked = await vscode.window.showQuickPick(
    all.map((account) => ({ label: account.label, description: account.url, account })),
    { title, placeHolder: vscode.l10n.t('Which account?') },
  );
  if (!picked) throw new Cancelled();
  return picked.account;
}

/**
 * Asks for a bot over all accounts, the current one first.
 * @param except one that is not offered
 * @throws Cancelled, Explained when nobody is signed in, or there is no other bot
 */
export async function pickBot(
  accounts: Accounts,
  current: CurrentBot,
  title: string,
  except?: BotRef,
): Promise<BotRef> {
  await expectSignedIn(accounts);
  const items = botItems(accounts, current).then((all) => all.filter(({ ref }) => !sameBot(ref, except)));
  if (except && (await items).length === 0) {
    throw new Explained(vscode.l10n.t('There is no other bot. Create one, or sign in to another account.'));
  }
  if (accounts.all.length === 1) {
    const [only, ...others] = await items;
    if (only && others.length === 0) return only.ref;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Which bot?'),
    // A list for the other one was there before and may still be giving the focus back.
    ignoreFocusOut: except !== undefined,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) throw new Cancelled();
  return picked.ref;
}

async function botItems(
  accounts: Accounts,
  current: CurrentBot,
): Promise<(vscode.QuickPickItem & { ref: BotRef })[]> {
  await Promise.all(
    accounts.all.map(async ({ bots }) => {
      await bots.open();
      if (bots.error) await bots.refresh();
    }),
  );
  const failed = accounts.all.find(({ bots }) => !bots.all && bots.error);
  if (failed?.bots.error && accounts.all.length === 1) throw failed.bots.error;
  const bots = accounts.all.flatMap(({ account, bots: { all } }) =>
    (all ?? []).map((bot) => ({
      ref: { accountId: account.id, botId: bot.id },
      bot,
      account: account.label,
    })),
  );
  bots.sort(byName(({ bot }) => bot.name));
  const isCurrent = ({ ref }: { ref: BotRef }) => sameBot(ref, current.ref);
  const ordered = [...bots.filter(isCurrent), ...bots.filter((entry) => !isCurrent(entry))];
  return ordered.map(({ ref, bot, account }) => ({
    label: shownName(bot.name),
    description: runStateWord(runStateOf(bot.status)),
    ...(accounts.all.length > 1 ? { detail: account } : {}),
    ref,
  }));
}

type RowItem = vscode.QuickPickItem & { readonly node: CommandNode | FolderNode | BotNode };

/**
 * Asks for one of a bot's commands.
 * @param first the one that it is most likely about
 * @param except one that is not offered
 * @param follows another list was there before: VS Code may still be giving the focus back, which is no reason to leave
 * @throws Cancelled, ApiError
 */
export async function pickCommand(
  contents: Contents,
  ref: BotRef,
  title: string,
  {
    first,
    except,
    follows = false,
  }: { readonly first?: number | undefined; readonly except?: number; readonly follows?: boolean } = {},
): Promise<CommandNode> {
  const isOffered = ({ node }: RowItem) => node.kind !== 'command' || node.commandId !== except;
  const node = await pickRow(
    whole(contents).then(() => commandItems(contents, ref, first).filter(isOffered)),
    {
      title,
      placeHolder: vscode.l10n.t('Which command?'),
      ignoreFocusOut: follows,
    },
  );
  if (node.kind !== 'command') throw new Cancelled();
  return node;
}

/**
 * Asks for one of a bot's commands or folders, or the bot itself.
 * @param first as in `pickCommand`
 * @throws Cancelled, ApiError
 */
export async function pickInBot(
  contents: Contents,
  { ref, name }: { readonly ref: BotRef; readonly name: string },
  title: string,
  first?: number,
): Promise<CommandNode | FolderNode | BotNode> {
  const items = whole(contents).then(() => [
    ...commandItems(contents, ref, first),
    ...foldersOf(contents).map((folder) => ({
      label: `$(folder) ${shownName(folder.title)}`,
      node: folderNode(ref, folder.id),
    })),
    // Last, so that nobody comes upon it by pressing Enter.
    { label: `$(hubot) ${name}`, description: vscode.l10n.t('the bot itself'), node: botNode(ref) },
  ]);
  return pickRow(items, { title, placeHolder: vscode.l10n.t('Which command or folder, or the bot?') });
}

/** The folders of a bot as the tree shows them. */
function foldersOf(contents: Contents): readonly Folder[] {
  return [...contents.folders].sort(byName((folder) => folder.title));
}

/**
 * Asks for the folder that something is to be moved into.
 * @param except the folder that is not offered, `null` for the root
 * @returns its id, `null` for the root, `new` for one that is yet to be made
 * @throws Cancelled
 */
export async function pickFolder(
  contents: Contents,
  { title, except }: { readonly title: string; readonly except: number | null | undefined },
): Promise<number | null | 'new'> {
  const items: (vscode.QuickPickItem & { readonly target: number | null | 'new' })[] = [
    {
      label: `$(root-folder) ${vscode.l10n.t('No folder')}`,
      description: vscode.l10n.t('beside the folders'),
      target: null,
    },
    ...foldersOf(contents).map(({ id, title: folder }) => ({
      label: `$(folder) ${shownName(folder)}`,
      target: id,
    })),
    { label: `$(new-folder) ${vscode.l10n.t('New Folder…')}`, target: 'new' },
  ];
  const picked = await vscode.window.showQuickPick(
    items.filter(({ target }) => target !== except),
    { title, placeHolder: vscode.l10n.t('Which folder?') },
  );
  if (!picked) throw new Cancelled();
  return picked.target;
}

async function pickRow(
  items: Promise<RowItem[]>,
  options: vscode.QuickPickOptions,
): Promise<CommandNode | FolderNode | BotNode> {
  const picked = await vscode.window.showQuickPick(items, { ...options, matchOnDescription: true });
  if (!picked) throw new Cancelled();
  return picked.node;
}

/** Waits until all of a bot is known. @throws ApiError when nothing is */
async function whole(contents: Contents): Promise<void> {
  await contents.openWhole();
  if (!contents.isKnown && contents.error) throw contents.error;
}

function commandItems(contents: Contents, ref: BotRef, first: number | undefined): RowItem[] {
  const commands = [...contents.commands.values()].sort(byName((command) => command.command));
  const ordered = [
    ...commands.filter(({ id }) => id === first),
    ...commands.filter(({ id }) => id !== first),
  ];
  return ordered.map((command) => ({
    label: shownName(command.command),
    description: [contents.folderOf(command)?.title, ...(command.aliases ?? []).map((alias) => alias.command)]
      .filter(Boolean)
      .join(' · '),
    node: commandNode(ref, command.id),
  }));
}
