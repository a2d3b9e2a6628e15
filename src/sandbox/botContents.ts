import type { NewBot } from '../repository/format/printBot';
import type { RepositoryCommand } from '../repository/format/command';
import type { RepositoryLibrary } from '../repository/format/parseBot';
import { storeLibraries } from './catalogue/libraries';
import { type CommandRecord, emptyCommand, type Writer } from './store/records';
import type { SandboxStore } from './store/store';

/** A command that is to be made; what is not said is empty. */
export interface SeedCommand {
  readonly name: string;
  /** Title of a folder in `folders`; missing ones are made. */
  readonly folder?: string | null;
  readonly code?: string | null;
  readonly answer?: string | null;
  readonly keyboard?: string | null;
  readonly aliases?: readonly string[];
  readonly help?: string | null;
  readonly group?: string | null;
  readonly needReply?: boolean | null;
  /** Seconds. */
  readonly autoRetryTime?: number | null;
}

/** What a bot is made of, in the words of the repository format. */
export interface BotContents {
  readonly folders?: readonly string[];
  readonly commands?: readonly SeedCommand[];
  /** Those with the name of a library of the store count as installed from there. */
  readonly libraries?: readonly RepositoryLibrary[];
}

/** Puts folders, commands and libraries into a bot, beside what it has; a folder of the same title is used again. */
export function fillBot(store: SandboxStore, botId: number, contents: BotContents, writer: Writer): void {
  const folderIds = new Map(store.folders(botId).map((folder) => [folder.title, folder.id]));
  const folderId = (title: string): number => {
    const id = folderIds.get(title) ?? store.createFolder(botId, title).id;
    folderIds.set(title, id);
    return id;
  };
  for (const title of contents.folders ?? []) folderId(title);
  for (const command of contents.commands ?? []) {
    store.createCommand(
      botId,
      {
        ...emptyCommand,
        command: command.name,
        aliases: [...new Set((command.aliases ?? []).map((alias) => alias.trim().toLowerCase()))],
        answer: command.answer ?? null,
        group: command.group ?? null,
        help: command.help ?? null,
        keyboard_body: command.keyboard ?? null,
        commands_folder_id: command.folder ? folderId(command.folder) : null,
        auto_retry_time: command.autoRetryTime ?? null,
        code: command.code ?? '',
        need_reply: command.needReply ?? false,
      },
      writer,
    );
  }
  for (const { name, code } of contents.libraries ?? []) {
    const inStore = storeLibraries.find((library) => library.name === name);
    store.addPart('libraries', botId, { name, code, store_id: inStore?.id ?? null });
  }
}

/** What a bot is made of by now. Of folders with the same title one remains. */
export function contentsOf(
  store: SandboxStore,
  botId: number,
): Required<BotContents> & Pick<NewBot, 'commands'> {
  const titles = new Map(store.folders(botId).map((folder) => [folder.id, folder.title]));
  return {
    folders: [...titles.values()].filter((title) => title !== null),
    commands: store.commands(botId).map((record) => repositoryCommand(record, titles)),
    libraries: store.parts('libraries', botId).map(({ name, code }) => ({ name, code })),
  };
}

function repositoryCommand(
  record: CommandRecord,
  titles: ReadonlyMap<number, string | null>,
): RepositoryCommand {
  return {
    name: record.command ?? '',
    folder: titles.get(record.commands_folder_id ?? NaN) ?? null,
    help: record.help,
    needReply: record.need_reply,
    autoRetryTime: record.auto_retry_time,
    answer: record.answer,
    keyboard: record.keyboard_body,
    aliases: record.aliases.map((alias) => alias.command),
    group: record.group,
    code: record.code ?? '',
  };
}
