import * as vscode from 'vscode';

import type { BotSettings } from '../api/bots';
import type { CsvImportTask } from '../api/csvImport';
import type { BotRef } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { importCost } from '../model/serverWork';
import { apiSentence } from '../sentences/apiSentences';
import { shownName } from '../sentences/shownName';
import { commandIds } from '../util/contract';
import { isSafeAddress } from '../util/webAddress';
import type { BotsView } from '../views/botsView';
import { botNode, botOf, type Node } from '../views/nodes';
import type { BotActions } from './botActions';
import { goneError } from './commandActions';
import { confirm } from './confirmations';
import { pickBot } from './pickers';
import { followingServer, inView } from './progress';
import { Cancelled, Explained } from './registry';
import { tell } from './tell';
import { orUnknown } from './unknownOutcome';

export interface ServerCommandsParts {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  readonly bots: BotActions;
  readonly view: BotsView;
}

export type ServerCommandId = (typeof commandIds)[
  'copyBot' | 'importFromCsv' | 'exportToGit' | 'importFromGit'];

/** A bot that something is done to. */
interface Meant {
  readonly ref: BotRef;
  readonly account: AccountModel;
  readonly name: string;
}

/** What the server does to a bot in its own time: copies, CSV imports, Git exports and imports. */
export class ServerCommands {
  readonly #parts: ServerCommandsParts;

  constructor(parts: ServerCommandsParts) {
    this.#parts = parts;
  }

  /** @param node the bot; asked for without @throws Cancelled, Explained, ApiError */
  async run(id: ServerCommandId, node: Node | undefined): Promise<void> {
    switch (id) {
      case commandIds.copyBot:
        return this.#copy(await this.#meant(node, vscode.l10n.t('Copy Bot')));
      case commandIds.importFromCsv:
        return this.#importCsv(await this.#meant(node, vscode.l10n.t('Import from CSV')));
      case commandIds.exportToGit:
        return this.#exportToGit(await this.#meant(node, vscode.l10n.t('Git Export')));
      case commandIds.importFromGit:
        return this.#importFromGit(await this.#meant(node, vscode.l10n.t('Git Import')));
    }
  }

  async #meant(node: Node | undefined, title: string): Promise<Meant> {
    const { accounts, current } = this.#parts;
    const ref = botOf(node) ?? (await pickBot(accounts, current, title));
    const account = accounts.get(ref.accountId);
    const bot = account?.bots.get(ref.botId);
    if (!account || !bot) throw goneError();
    return { ref, account, name: shownName(bot.name) };
  }

  async #copy({ ref, account, name }: Meant): Promise<void> {
    const copy = vscode.l10n.t('Copy');
    const pressed = await vscode.window.showInformationMessage(
      vscode.l10n.t('Copy {0}?', name),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Bots.Business makes a new bot with its commands, folders, aliases, groups and libraries. Not copied: the Telegram token, users, chats, properties, values of admin panels, Git and CSV settings. The copy is not started.',
        ),
      },
      copy,
    );
    if (pressed !== copy) throw new Cancelled();
    const show = this.#parts.view.showingLater();
    const made = await orUnknown(
      followingServer(vscode.l10n.t('Copying {0}', name), (_, signal) =>
        account.newBots.copy(ref.botId, signal),
      ),
      (why) => notKnown(why, vscode.l10n.t('the copy of {0}', name)),
    );
    if (made) await show(botNode({ accountId: ref.accountId, botId: made.id }));
    else tellItGoesOn(vscode.l10n.t('The copy of {0} is not there yet.', name));
  }

  async #importCsv(meant: Meant): Promise<void> {
    const { ref, account, name } = meant;
    const url = await askCsvUrl(name, (await this.#settings(meant)).csvUrl ?? '');
    await confirm(
      vscode.l10n.t('Import commands from CSV into {0}?', name),
      [
        vscode.l10n.t('From {0}', url),
        vscode.l10n.t(
          'Each row replaces the whole command of its name, or makes a new one. Commands that an earlier CSV import made and that are no longer in the file are removed. This cannot be undone.',
        ),
        costs(),
        ...(await this.#unsaved(ref)),
      ].join('\n\n'),
      vscode.l10n.t('Import'),
    );
    const task = await orUnknown(
      followingServer(vscode.l10n.t('CSV import into {0}', name), (steps, signal) =>
        account
          .serverWork(ref.botId)
          .importCsv(url, (now) => steps.report(0, 1, countsOf(now) ?? now.status ?? ''), signal),
      ),
      (why) => notKnown(why, vscode.l10n.t('the CSV import into {0}', name)),
    );
    if (!task) tellItGoesOn(vscode.l10n.t('How far the CSV import into {0} is, is not known.', name));
    else if (task.error !== undefined || task.status === 'failed') throw failedImport(name, task);
    else {
      const counts = countsOf(task);
      tell(
        counts === undefined
          ? vscode.l10n.t('The CSV import into {0} is done.', name)
          : vscode.l10n.t('The CSV import into {0} is done: {1}.', name, counts),
      );
    }
  }

  async #exportToGit(meant: Meant): Promise<void> {
    const { ref, account, name } = meant;
    const repository = await this.#repository(meant);
    const branch = await askBranch({
      title: vscode.l10n.t('Git Export of {0}', name),
      prompt: vscode.l10n.t(
        '{0} Branch to write to. Without a name Bots.Business makes a new one, BB_Export_ and the time. {1}',
        repository,
        costs(),
      ),
    });
    await orUnknown(inView(account.serverWork(ref.botId).exportToGit(branch)), (why) =>
      notKnown(why, vscode.l10n.t('the Git export of {0}', name)),
    );
    tell(
      vscode.l10n.t(
        'The Git export of {0} has begun. Bots.Business does it in its own time and does not say when it is done: look into the repository.',
        name,
      ),
    );
  }

  async #importFromGit(meant: Meant): Promise<void> {
    const { ref, account, name } = meant;
    const repository = await this.#repository(meant);
    const branch = await askBranch({
      title: vscode.l10n.t('Git Import into {0}', name),
      prompt: vscode.l10n.t('{0} Branch to read. Without a name Bots.Business chooses it.', repository),
    });
    await this.#confirmGitImport(meant, repository);
    const outcome = await orUnknown(
      followingServer(vscode.l10n.t('Git import into {0}', name), (_, signal) =>
        account.serverWork(ref.botId).importFromGit(branch, signal),
      ),
      (why) => notKnown(why, vscode.l10n.t('the Git import into {0}', name)),
    );
    if (outcome === 'came') tell(vscode.l10n.t('The commands of {0} are now those of the repository.', name));
    else if (outcome === 'notYet') tellItGoesOn(vscode.l10n.t('No other commands came to {0} yet.', name));
    else {
      const why = apiSentence(account.contents(ref.botId).error);
      tell(
        vscode.l10n.t(
          'The Git import into {0} has begun; whether it is done cannot be seen here. {1}',
          name,
          why,
        ),
      );
    }
  }

  /** @throws Cancelled unless the person says yes */
  async #confirmGitImport({ ref, name }: Meant, repository: string): Promise<void> {
    const yes = vscode.l10n.t('Replace and Import');
    const first = vscode.l10n.t('Export to Folder First…');
    for (;;) {
      const pressed = await vscode.window.showWarningMessage(
        vscode.l10n.t('Replace every command and library of {0} by those of its Git repository?', name),
        {
          modal: true,
          detail: [
            repository,
            vscode.l10n.t(
              'All commands and installed libraries of the bot are deleted first. This cannot be undone: export the bot to a folder to keep what it has now.',
            ),
            costs(),
            ...(await this.#unsaved(ref)),
          ].join('\n\n'),
        },
        yes,
        first,
      );
      if (pressed === yes) return;
      if (pressed !== first) throw new Cancelled();
      await vscode.commands.executeCommand(commandIds.exportBotToFolder, botNode(ref));
    }
  }

  /** What is known of the repository, as a sentence. @throws Explained when there is none */
  async #repository(meant: Meant): Promise<string> {
    const { gitRemote } = await this.#settings(meant);
    if (gitRemote) return vscode.l10n.t('Repository: {0}.', gitRemote);
    if (gitRemote === undefined) return vscode.l10n.t('The repository is the one that is set in the app.');
    throw new Explained(
      vscode.l10n.t(
        '{0} has no Git repository. Set it in the Bots.Business app (Edit → Advanced), with its deploy key in the repository.',
        meant.name,
      ),
    );
  }

  #settings({ ref, account }: Meant): Promise<BotSettings> {
    return inView(account.serverWork(ref.botId).settings());
  }

  async #unsaved(ref: BotRef): Promise<string[]> {
    const count = await this.#parts.bots.countUnsaved(ref);
    if (count === 0) return [];
    return [
      count === 1
        ? vscode.l10n.t(
            'Unsaved text in 1 editor stays there: saving it shows the new version first, or says that the command is gone.',
          )
        : vscode.l10n.t(
            'Unsaved text in {0} editors stays there: saving it shows the new version first, or says that the command is gone.',
            String(count),
          ),
    ];
  }
}

/** What goes on on the server is paid for, so nobody should begin it twice by mistake. */
function notKnown(why: string, what: string): string {
  return vscode.l10n.t(
    '{0} Whether {1} was begun all the same is not known: press Refresh in the Bots view in a while before you try again.',
    why,
    what,
  );
}

function costs(): string {
  return vscode.l10n.t('It costs {0} iterations.', importCost);
}

function tellItGoesOn(sentence: string): void {
  tell(
    vscode.l10n.t(
      '{0} The work goes on on the server; press Refresh in the Bots view in a while to see it.',
      sentence,
    ),
  );
}

function countsOf({ created, updated, removed }: CsvImportTask): string | undefined {
  if (created === undefined && updated === undefined && removed === undefined) return undefined;
  return vscode.l10n.t('{0} created, {1} updated, {2} removed', created ?? 0, updated ?? 0, removed ?? 0);
}

function failedImport(name: string, { error }: CsvImportTask): Explained {
  return new Explained(
    error === undefined
      ? vscode.l10n.t('The CSV import into {0} failed; the server does not say why.', name)
      : vscode.l10n.t('The CSV import into {0} failed: {1}', name, error),
  );
}

/** @throws Cancelled */
async function askCsvUrl(name: string, value: string): Promise<string> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Import from CSV into {0}', name),
    prompt: vscode.l10n.t(
      'Public address of the CSV file, such as a Google table that is published as CSV. {0}',
      costs(),
    ),
    placeHolder: 'https://',
    value,
    ignoreFocusOut: true,
    validateInput: (text) =>
      isSafeAddress(text.trim()) ? undefined : vscode.l10n.t('Enter an address that begins with https://'),
  });
  if (typed === undefined) throw new Cancelled();
  return typed.trim();
}

/** @returns `undefined` for none @throws Cancelled */
async function askBranch(options: { readonly title: string; readonly prompt: string }) {
  const typed = await vscode.window.showInputBox({
    ...options,
    placeHolder: vscode.l10n.t('Branch (optional)'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      /[\s~^:?*[\\]|\.\./.test(text.trim())
        ? vscode.l10n.t('This cannot be the name of a branch.')
        : undefined,
  });
  if (typed === undefined) throw new Cancelled();
  return typed.trim() || undefined;
}
