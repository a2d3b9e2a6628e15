import * as vscode from 'vscode';

import { isFreeForBot, placeForBot, writeBotFolder } from '../files/botFolders';
import type { ReadOnlyTexts } from '../files/readOnlyTexts';
import type { BotRef } from '../model/account';
import type { AccountModel } from '../model/accountModel';
import type { Accounts } from '../model/accounts';
import type { CurrentBot } from '../model/currentBot';
import { folderNamesFor } from '../repository/format/fileNames';
import { exportBot, type ExportedBot } from '../repository/transfer/exportBot';
import { readWholeBot, type WholeBot } from '../repository/transfer/readWholeBot';
import { shownName } from '../sentences/shownName';
import { botOf, type Node } from '../views/nodes';
import type { BotActions } from './botActions';
import { goneError } from './commandActions';
import { pickBot } from './pickers';
import { inNotification } from './progress';
import { Cancelled, type CommandRegistry, Explained } from './registry';
import { commandsInFolders, exportReport, leftOutOf, notesOf, pathOf } from './transferReports';

/** A question that names more is not read. */
const mostLeftOut = 5;

export interface ExportBotToFolderParts {
  readonly accounts: Accounts;
  readonly current: CurrentBot;
  readonly bots: BotActions;
  readonly texts: ReadOnlyTexts;
  readonly registry: CommandRegistry;
}

/** *Export Bot to Folder…*: writes a bot as files in the repository format. Nothing that is there is touched. */
export class ExportBotToFolder {
  readonly #parts: ExportBotToFolderParts;

  constructor(parts: ExportBotToFolderParts) {
    this.#parts = parts;
  }

  /** @throws Cancelled, Explained, ApiError */
  async run(node: Node | undefined): Promise<void> {
    const { accounts, current } = this.#parts;
    const title = vscode.l10n.t('Export Bot to Folder');
    const ref = botOf(node) ?? (await pickBot(accounts, current, title));
    const account = accounts.get(ref.accountId);
    if (!account) throw goneError();
    const name = shownName(account.bots.get(ref.botId)?.name);
    const target = await this.#pickPlace(name);
    const bot = await readingWhole(account, ref, name);
    const contents = account.contents(ref.botId);
    // So that groups are known which only another window ever saw.
    await contents.restore();
    const printed = exportBot(bot, {
      name,
      lastKnownGroup: (commandId) => contents.lastKnownGroup(commandId),
    });
    const leftOut = leftOutOf(bot, printed.refused);
    const notes = notesOf(printed.notes);
    await this.#confirm({ ref, name, target, bot, printed, leftOut, notes });
    await writing(target, printed, name);
    // The notice may stay for as long as it likes; whoever asked for the export goes on.
    void this.#parts.registry.run('the report of an export', () =>
      this.#tell(name, target, printed, { leftOut, notes }),
    );
  }

  /** @throws Cancelled, Explained */
  async #pickPlace(name: string): Promise<vscode.Uri> {
    const [chosen] =
      (await vscode.window.showOpenDialog({
        title: vscode.l10n.t('Export {0} to Folder', name),
        openLabel: vscode.l10n.t('Export Here'),
        canSelectFolders: true,
        canSelectFiles: false,
      })) ?? [];
    if (!chosen) throw new Cancelled();
    const directory = folderNamesFor([name]).get(name) ?? name;
    const place = await placeForBot(chosen, directory);
    if (place) return place;
    throw new Explained(
      vscode.l10n.t(
        '{0} is not empty, and neither is {1} in it. Nothing was written: choose an empty folder.',
        pathOf(chosen),
        directory,
      ),
    );
  }

  /** @throws Cancelled */
  async #confirm(export_: {
    readonly ref: BotRef;
    readonly name: string;
    readonly target: vscode.Uri;
    readonly bot: WholeBot;
    readonly printed: ExportedBot;
    readonly leftOut: readonly string[];
    readonly notes: readonly string[];
  }): Promise<void> {
    const { ref, name, target, bot, printed, leftOut, notes } = export_;
    const unsaved = await this.#parts.bots.countUnsaved(ref);
    const commands = printed.paths.filter((path) => path !== null).length;
    const detail = [
      vscode.l10n.t('{0}, as files.', commandsInFolders(commands, foldersIn(printed))),
      ...librariesNotExported(bot),
      ...(unsaved > 0 ? [vscode.l10n.t('Unsaved text stays out: the files get what is on the server.')] : []),
      ...(leftOut.length > 0
        ? [
            [
              vscode.l10n.t('Not exported:'),
              ...leftOut.slice(0, mostLeftOut),
              ...(leftOut.length > mostLeftOut
                ? [vscode.l10n.t('and {0} more', leftOut.length - mostLeftOut)]
                : []),
            ].join('\n'),
          ]
        : []),
      ...notes,
    ].join('\n\n');
    const yes = vscode.l10n.t('Export');
    const question = vscode.l10n.t('Export {0} to {1}?', name, pathOf(target));
    const pressed = await vscode.window.showInformationMessage(question, { modal: true, detail }, yes);
    if (pressed !== yes) throw new Cancelled();
  }

  async #tell(
    name: string,
    target: vscode.Uri,
    { files }: ExportedBot,
    { leftOut, notes }: { readonly leftOut: readonly string[]; readonly notes: readonly string[] },
  ): Promise<void> {
    const open = vscode.l10n.t('Open Folder');
    const report = vscode.l10n.t('Show Report');
    const sentence = vscode.l10n.t('{0} was exported to {1}.', name, pathOf(target));
    const pressed =
      leftOut.length === 0
        ? await vscode.window.showInformationMessage(sentence, open, report)
        : await vscode.window.showWarningMessage(
            `${sentence} ${
              leftOut.length === 1
                ? vscode.l10n.t('1 entry was left out.')
                : vscode.l10n.t('{0} entries were left out.', leftOut.length)
            }`,
            report,
            open,
          );
    if (pressed === open) await vscode.commands.executeCommand('vscode.openFolder', target, true);
    if (pressed === report) {
      await this.#parts.texts.show(
        `${vscode.l10n.t('Export of {0}', name)}.md`,
        exportReport(name, target, { files: [...files.keys()], leftOut, notes }),
      );
    }
  }
}

/** How many directories of commands are written. */
function foldersIn({ paths }: ExportedBot): number {
  return new Set(paths.flatMap((path) => (path?.split('/').length === 3 ? [path.split('/')[1]] : []))).size;
}

function librariesNotExported({ libraries }: WholeBot): string[] {
  if (libraries?.length === 0) return [];
  const code = vscode.l10n.t('Only a Git export of Bots.Business has their code.');
  return libraries === undefined
    ? [`${vscode.l10n.t('Not exported: libraries.')} ${code}`]
    : [`${vscode.l10n.t('Not exported: the libraries {0}.', libraries.join(', '))} ${code}`];
}

/** @throws ApiError */
async function readingWhole(account: AccountModel, ref: BotRef, name: string): Promise<WholeBot> {
  return inNotification(vscode.l10n.t('Reading {0}', name), (steps, signal) =>
    readWholeBot(account.http, ref.botId, {
      signal,
      onProgress: ({ done, total }) => steps.report(done, total, vscode.l10n.t('{0} of {1}', done, total)),
    }),
  );
}

/** @throws Explained */
async function writing(target: vscode.Uri, { files }: ExportedBot, name: string): Promise<void> {
  // The question may have been open for long.
  if (!(await isFreeForBot(target))) {
    throw new Explained(
      vscode.l10n.t('{0} is no longer empty. Nothing was written: choose another folder.', pathOf(target)),
    );
  }
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress({ location, title: vscode.l10n.t('Writing {0}', name) }, () =>
    writeBotFolder(target, files).catch((error: unknown) => {
      throw new Explained(
        vscode.l10n.t(
          'Not all files of {0} could be written: {1} Delete what is in {2} and export again.',
          name,
          sentenceOf(error),
          pathOf(target),
        ),
        error,
      );
    }),
  );
}

function sentenceOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(said) ? said : `${said}.`;
}
