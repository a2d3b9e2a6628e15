import * as vscode from 'vscode';

import { readBotFolder } from '../files/botFolders';
import type { ReadOnlyTexts } from '../files/readOnlyTexts';
import type { BotRef } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import { listAnew } from '../model/structure';
import { type BotFinding, severityOf } from '../repository/format/findings';
import { type ParsedBot, parseBotBytes, type RepositoryCommandFile } from '../repository/format/parseBot';
import { findingSentence, placeOf } from '../repository/format/sentences';
import {
  importCommands,
  type ImportedCommand,
  type ImportProgress,
  type ImportTarget,
} from '../repository/transfer/importCommands';
import {
  existingCommands,
  type ImportPlan,
  planImport,
  type PresentCommand,
} from '../repository/transfer/planImport';
import { shownName } from '../sentences/shownName';
import type { BotsView } from '../views/botsView';
import { botNode, botOf, type Node } from '../views/nodes';
import { byName } from '../views/order';
import type { BotActions } from './botActions';
import { goneError } from './commandActions';
import { askBotName } from './nameInputs';
import { expectSignedIn, pickAccount } from './pickers';
import { inNotification, inView } from './progress';
import { Cancelled, Explained } from './registry';
import { commandsInFolders, importReport, pathOf } from './transferReports';

/** A question that names more is not read. */
const mostNames = 8;
const mostFindings = 5;

/** Where a folder is to go. */
type Target = { readonly accountId: string; readonly botId: number | 'new' };

export interface ImportBotFolderParts {
  readonly accounts: Accounts;
  readonly bots: BotActions;
  readonly view: BotsView;
  readonly texts: ReadOnlyTexts;
}

/** *Import Bot Folder…*: makes a bot of a folder in the repository format, or gives a bot what it lacks of it. */
export class ImportBotFolder {
  readonly #parts: ImportBotFolderParts;

  constructor(parts: ImportBotFolderParts) {
    this.#parts = parts;
  }

  /** @throws Cancelled, Explained, ApiError */
  async run(node: Node | undefined): Promise<void> {
    const account = await this.#account(node);
    const folder = await pickFolder();
    const parsed = await this.#read(folder);
    const folderName = folder.path.split('/').at(-1) ?? '';
    const name = parsed.name ?? folderName;
    const target = botOf(node) ?? (await this.#pickTarget(account, name));
    const isNew = target.botId === 'new';
    const plan = isNew
      ? planImport(parsed.commands)
      : await inView(this.#plan(account, target.botId, parsed.commands));
    const broken = isNew ? 0 : account.contents(target.botId).broken.length;
    const botName = isNew
      ? await this.#nameOfNew(account, name)
      : shownName(account.bots.get(target.botId)?.name);
    const commands = await this.#confirm({ account, botName, isNew, parsed, plan, broken });
    const show = this.#parts.view.showingLater();
    const ref = isNew ? (await this.#parts.bots.create(account.account.id, botName)).ref : (target as BotRef);
    await show(botNode(ref));
    await this.#import(ref, commands, { folder, parsed, botName, present: plan.present, made: [] });
  }

  async #account(node: Node | undefined): Promise<AccountModel> {
    const { accounts } = this.#parts;
    await expectSignedIn(accounts);
    const accountId =
      node?.kind === 'account'
        ? node.accountId
        : (botOf(node)?.accountId ?? (await pickAccount(accounts, vscode.l10n.t('Import Bot Folder'))).id);
    const account = accounts.get(accountId);
    if (!account) throw goneError();
    return account;
  }

  async #read(folder: vscode.Uri): Promise<ParsedBot> {
    const files = await readBotFolder(folder).catch((error: unknown) => {
      throw new Explained(vscode.l10n.t('{0} cannot be read: {1}', pathOf(folder), messageOf(error)), error);
    });
    if (!files) {
      throw new Explained(
        vscode.l10n.t(
          '{0} holds no bot: there is no folder “commands” in it. Choose the folder with bot.json and commands.',
          pathOf(folder),
        ),
      );
    }
    const parsed = parseBotBytes(files);
    if (parsed.commands.length === 0) {
      throw new Explained(vscode.l10n.t('{0} holds no command files.', pathOf(folder)));
    }
    return parsed;
  }

  /** @throws Cancelled, ApiError */
  async #pickTarget(account: AccountModel, name: string): Promise<Target> {
    const { id: accountId } = account.account;
    await account.bots.open();
    if (account.bots.error && !account.bots.all) throw account.bots.error;
    const bots = [...(account.bots.all ?? [])].sort(byName((bot) => bot.name));
    const items: (vscode.QuickPickItem & { readonly target: Target })[] = [
      {
        label: `$(add) ${vscode.l10n.t('New bot {0}', name)}`,
        target: { accountId, botId: 'new' },
      },
      ...bots.map((bot) => ({
        label: `$(hubot) ${shownName(bot.name)}`,
        description: vscode.l10n.t('gets the commands that it lacks'),
        target: { accountId, botId: bot.id },
      })),
    ];
    const picked = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Import Bot Folder'),
      placeHolder: vscode.l10n.t('Import to which bot?'),
    });
    if (!picked) throw new Cancelled();
    return picked.target;
  }

  /** Two bots of one name cannot be told apart, so another one is asked for. */
  async #nameOfNew(account: AccountModel, name: string): Promise<string> {
    const others = () => (account.bots.all ?? []).map((bot) => bot.name);
    if (!others().includes(name)) return name;
    return askBotName({
      title: vscode.l10n.t('There Is a Bot {0} Already', name),
      prompt: vscode.l10n.t('Another name for the new bot, to tell the two apart'),
      value: freeName(name, others()),
      mayStay: true,
      others,
    });
  }

  /**
   * What a bot lacks, by a listing that was asked for just now.
   * @param except commands of the bot that stand for other files
   * @throws ApiError
   */
  async #plan(
    account: AccountModel,
    botId: number,
    commands: readonly RepositoryCommandFile[],
    except: ReadonlySet<number> = new Set(),
  ): Promise<ImportPlan> {
    const contents = account.contents(botId);
    await contents.open();
    await listAnew(contents);
    const existing = existingCommands(contents.commands.values(), contents.folders);
    return planImport(
      commands,
      existing.filter(({ id }) => !except.has(id)),
    );
  }

  /** Shows what will be made, and lets commands be left out. @throws Cancelled */
  async #confirm(preview: Preview): Promise<readonly RepositoryCommandFile[]> {
    let commands = preview.plan.create;
    if (commands.length === 0) {
      throw new Explained(
        vscode.l10n.t('{0} has all commands of the folder already. Nothing was changed.', preview.botName),
      );
    }
    const start = vscode.l10n.t('Import');
    const choose = vscode.l10n.t('Choose Commands…');
    for (;;) {
      const pressed = await vscode.window.showInformationMessage(
        titleOf(preview),
        { modal: true, detail: detailOf(preview, commands) },
        start,
        choose,
      );
      if (pressed === start) return commands;
      if (pressed !== choose) throw new Cancelled();
      commands = (await chooseCommands(preview, commands)) ?? commands;
    }
  }

  /**
   * Makes what the bot lacks of the commands: the question may have been open for long, and another person may have made
   * some of them meanwhile.
   */
  async #import(ref: BotRef, commands: readonly RepositoryCommandFile[], from: ImportSoFar): Promise<void> {
    const account = this.#parts.accounts.get(ref.accountId);
    if (!account) throw goneError();
    const others = new Set([...from.made, ...from.present.map(({ existing }) => existing.id)]);
    const { create, present } = await inView(this.#plan(account, ref.botId, commands, others));
    const contents = account.contents(ref.botId);
    const structure = account.structure(ref.botId);
    const target: ImportTarget = {
      createFolder: (title) => structure.createFolder(title),
      createCommand: (body) => structure.create(body),
    };
    const folders = new Map(contents.folders.map(({ id, title }) => [title ?? '', id]));
    const title = vscode.l10n.t('Importing {0}', from.botName);
    const imported = await inNotification(title, (steps, signal) =>
      importCommands(target, create, {
        folders,
        signal,
        onProgress: (at) => steps.report(at.done, at.total, progressSentence(at)),
      }),
    );
    await this.#tell(ref, imported, {
      ...from,
      present: [...from.present, ...present],
      made: [
        ...from.made,
        ...imported.flatMap(({ outcome }) => (outcome.kind === 'created' ? [outcome.id] : [])),
      ],
    });
  }

  async #tell(ref: BotRef, imported: readonly ImportedCommand[], so: ImportSoFar): Promise<void> {
    const report = vscode.l10n.t('Show Report');
    const again = vscode.l10n.t('Import the Rest');
    const rest = imported.filter(({ outcome }) => outcome.kind !== 'created').map(({ command }) => command);
    const created = imported.length - rest.length;
    const sentence =
      rest.length > 0
        ? vscode.l10n.t('{0} of {1} commands were created in {2}.', created, imported.length, so.botName)
        : createdSentence(created, so.botName);
    const pressed =
      rest.length > 0
        ? await vscode.window.showWarningMessage(sentence, again, report)
        : await vscode.window.showInformationMessage(sentence, report);
    if (pressed === report) {
      const account = this.#parts.accounts.get(ref.accountId)?.account.label ?? '';
      const text = importReport({ ...so, account, imported });
      await this.#parts.texts.show(`${vscode.l10n.t('Import of {0}', so.botName)}.md`, text);
    }
    if (pressed === again) await this.#import(ref, rest, so);
  }
}

/** What an import is from, and what it has done until now. */
interface ImportSoFar {
  readonly folder: vscode.Uri;
  readonly parsed: ParsedBot;
  readonly botName: string;
  readonly present: readonly PresentCommand[];
  /** Ids of the commands that it made: they stand for files that are done. */
  readonly made: readonly number[];
}

interface Preview {
  readonly account: AccountModel;
  readonly botName: string;
  readonly isNew: boolean;
  readonly parsed: ParsedBot;
  readonly plan: ImportPlan;
  /** Records of the bot that cannot be read: whether they are one of the commands cannot be told. */
  readonly broken: number;
}

function titleOf({ account, botName, isNew }: Preview): string {
  return isNew
    ? vscode.l10n.t('Import {0} as a new bot of {1}?', botName, account.account.label)
    : vscode.l10n.t('Import commands into {0} of {1}?', botName, account.account.label);
}

function detailOf({ parsed, plan, broken }: Preview, commands: readonly RepositoryCommandFile[]): string {
  const folders = new Set(commands.flatMap(({ folder }) => folder ?? []));
  const paths = new Set(commands.map(({ path }) => path));
  const findings = parsed.findings.filter(({ path }) => paths.has(path) || !path.startsWith('commands/'));
  return [
    `${commandsInFolders(commands.length, folders.size)}: ${namesOf(commands)}`,
    ...(plan.present.length > 0 ? [presentSentence(plan.present)] : []),
    ...(broken > 0
      ? [vscode.l10n.t('The bot has records that cannot be read: a command among them may come twice.')]
      : []),
    ...(parsed.libraries.length > 0 ? [librariesSentence(parsed.libraries.map(({ name }) => name))] : []),
    ...(findings.length > 0 ? [findingsOf(findings)] : []),
  ].join('\n\n');
}

function createdSentence(count: number, bot: string): string {
  if (count === 0) return vscode.l10n.t('{0} has all of the commands already. Nothing was created.', bot);
  return count === 1
    ? vscode.l10n.t('1 command was created in {0}.', bot)
    : vscode.l10n.t('{0} commands were created in {1}.', count, bot);
}

function presentSentence(present: readonly PresentCommand[]): string {
  const moved = present.filter(({ command, existing }) => command.folder !== existing.folder).length;
  const count = present.length;
  const stay =
    count === 1
      ? vscode.l10n.t('1 command that the bot has already stays as it is.')
      : vscode.l10n.t('{0} commands that the bot has already stay as they are.', count);
  if (moved === 0) return stay;
  const elsewhere =
    moved === 1
      ? vscode.l10n.t('In the bot 1 of them lies in another folder.')
      : vscode.l10n.t('In the bot {0} of them lie in other folders.', moved);
  return `${stay} ${elsewhere}`;
}

function librariesSentence(names: readonly string[]): string {
  const [only, ...others] = names;
  return others.length === 0
    ? vscode.l10n.t(
        'Not imported: the library {0}. Only a Git import of Bots.Business installs its code.',
        only ?? '',
      )
    : vscode.l10n.t(
        'Not imported: the libraries {0}. Only a Git import of Bots.Business installs their code.',
        names.join(', '),
      );
}

function namesOf(commands: readonly RepositoryCommandFile[]): string {
  const names = commands.slice(0, mostNames).map(({ name }) => shownName(name));
  const more = commands.length - names.length;
  return [...names, ...(more > 0 ? [vscode.l10n.t('and {0} more', more)] : [])].join(', ');
}

function findingsOf(findings: readonly BotFinding[]): string {
  const shown = byWeight(findings)
    .slice(0, mostFindings)
    .map((each) => `${placeOf(each)}: ${findingSentence(each)}`);
  const more = findings.length - shown.length;
  return [
    vscode.l10n.t('Found in the files:'),
    ...shown,
    ...(more > 0 ? [vscode.l10n.t('and {0} more', more)] : []),
  ].join('\n');
}

/** Errors before warnings, else in their order. */
function byWeight(findings: readonly BotFinding[]): BotFinding[] {
  const weightOf = (finding: BotFinding) => (severityOf(finding) === 'error' ? 0 : 1);
  return [...findings].sort((one, other) => weightOf(one) - weightOf(other));
}

/** @returns `undefined` when the person went back */
async function chooseCommands(
  { plan, parsed }: Preview,
  chosen: readonly RepositoryCommandFile[],
): Promise<readonly RepositoryCommandFile[] | undefined> {
  // Of several the worst is shown.
  const findings = new Map(
    byWeight(parsed.findings)
      .toReversed()
      .map((finding) => [finding.path, finding]),
  );
  const items = plan.create.map((command) => {
    const finding = findings.get(command.path);
    return {
      label: shownName(command.name),
      ...(command.folder === null ? {} : { description: command.folder }),
      ...(finding ? { detail: `$(warning) ${findingSentence(finding)}` } : {}),
      picked: chosen.includes(command),
      command,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Import Bot Folder'),
    placeHolder: vscode.l10n.t('Which commands?'),
    canPickMany: true,
    matchOnDescription: true,
  });
  return picked && picked.length > 0 ? picked.map(({ command }) => command) : undefined;
}

function progressSentence({ done, total, waitSeconds }: ImportProgress): string {
  return waitSeconds === undefined
    ? vscode.l10n.t('{0} of {1}', done, total)
    : vscode.l10n.t('{0} of {1}; the server asks to wait for {2} s', done, total, waitSeconds);
}

/** @throws Cancelled */
async function pickFolder(): Promise<vscode.Uri> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Import Bot Folder'),
      openLabel: vscode.l10n.t('Import'),
      canSelectFolders: true,
      canSelectFiles: false,
    })) ?? [];
  if (!folder) throw new Cancelled();
  return folder;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The name with the first number behind it that no other has. */
function freeName(name: string, others: readonly (string | null)[]): string {
  for (let number = 2; ; number++) {
    const free = `${name} ${number}`;
    if (!others.includes(free)) return free;
  }
}
