import type * as vscode from 'vscode';

import type { AdminPanel } from '../../api/adminPanels';
import type { Command } from '../../api/commands';
import type { BotRef } from '../../model/account';
import type { Accounts } from '../../model/accounts';
import type { AdminPanels } from '../../model/bot/adminPanels';
import type { Contents } from '../../model/contents';
import { Disposable, type IDisposable } from '../../util/disposable';
import type { Log } from '../../util/log';
import type { BotChange, Places } from '../protocol/protocol';
import { commandFact } from './commandFact';

export interface AccountBotsOptions {
  readonly accounts: Accounts;
  /** The URI of a command's file. */
  readonly uriOf: (ref: BotRef, command: Command) => Promise<vscode.Uri>;
  readonly tell: (change: BotChange) => void;
  readonly log: Log;
}

/** A bot of which commands are open. */
interface FollowedBot {
  readonly ref: BotRef;
  contents: Contents | undefined;
  panels: AdminPanels | undefined;
  listeners: readonly IDisposable[];
  /** The admin panels that were told. */
  toldPanels: readonly AdminPanel[];
  /** What was told, by id: records are never changed, so another one is another state. */
  told: ReadonlyMap<number, Command>;
  wasComplete: boolean;
  /** Where the commands are that every other one sees. */
  readonly hookUris: Map<number, string>;
}

/** Tells the language server what is known of the bots of accounts. Asks the servers of those for nothing. */
export class AccountBots extends Disposable {
  readonly #options: AccountBotsOptions;
  readonly #followed = new Map<string, FollowedBot>();

  constructor(options: AccountBotsOptions) {
    super();
    this.#options = options;
    this._register(options.accounts.onDidChange(() => this.#attachAll()));
  }

  /** The key of a bot for the language server. */
  static keyOf({ accountId, botId }: BotRef): string {
    return `bb ${accountId} ${botId}`;
  }

  /** Tells of a bot, from now on whenever more is known. */
  follow(ref: BotRef): void {
    const key = AccountBots.keyOf(ref);
    if (this.#followed.has(key)) return;
    const bot: FollowedBot = {
      ref,
      contents: undefined,
      panels: undefined,
      listeners: [],
      toldPanels: [],
      told: new Map(),
      wasComplete: false,
      hookUris: new Map(),
    };
    this.#followed.set(key, bot);
    this.#attach(bot);
  }

  /** The bot that a key stands for; `undefined` when it is not followed. */
  refOf(key: string): BotRef | undefined {
    return this.#followed.get(key)?.ref;
  }

  /** What is known of the bot that a key stands for; `undefined` when it is not followed, or its account signed out. */
  contentsOf(key: string): Contents | undefined {
    return this.#followed.get(key)?.contents;
  }

  /** Where the files of commands are. A command that is gone has none. */
  async placesOf(key: string, ids: readonly string[]): Promise<Places> {
    const bot = this.#followed.get(key);
    const places: Record<string, string> = {};
    for (const id of ids) {
      const command = bot?.contents?.commands.get(Number(id));
      if (bot && command) places[id] = (await this.#options.uriOf(bot.ref, command)).toString();
    }
    return places;
  }

  /** Everything anew: another server process knows nothing. */
  tellAll(): void {
    for (const bot of this.#followed.values()) {
      bot.told = new Map();
      this.#tell(bot, true);
    }
  }

  override dispose(): void {
    for (const { listeners } of this.#followed.values()) for (const each of listeners) each.dispose();
    super.dispose();
  }

  #attachAll(): void {
    for (const bot of this.#followed.values()) this.#attach(bot);
  }

  /** Signing in anew makes the contents of a bot anew. */
  #attach(bot: FollowedBot): void {
    const contents = this.#options.accounts.contents(bot.ref);
    if (!contents || contents === bot.contents) return;
    const panels = this.#options.accounts.parts(bot.ref)?.panels;
    for (const each of bot.listeners) each.dispose();
    bot.contents = contents;
    bot.panels = panels;
    const tell = () => this.#tell(bot, false);
    bot.listeners = [contents.onDidChange(tell), ...(panels ? [panels.onDidChange(tell)] : [])];
    contents.restore().then(
      () => this.#tell(bot, false),
      (error: unknown) => this.#options.log.error('what is known of a bot could not be read', error),
    );
  }

  #tell(bot: FollowedBot, anew: boolean): void {
    const { contents, told } = bot;
    if (!contents || this.isDisposed) return;
    const commands = new Map(contents.commands);
    // What is known from before counts: it is looked at anew when the window has the focus.
    const isComplete = contents.isKnown && !contents.isIncomplete;
    const changed = [...commands.values()].filter((command) => told.get(command.id) !== command);
    const gone = [...told.keys()].filter((id) => !commands.has(id)).map(String);
    const panels = bot.panels?.items ?? [];
    const isSame = isComplete === bot.wasComplete && panels === bot.toldPanels;
    if (!anew && changed.length === 0 && gone.length === 0 && isSame) return;
    bot.told = commands;
    bot.toldPanels = panels;
    bot.wasComplete = isComplete;
    this.#options.tell({
      bot: AccountBots.keyOf(bot.ref),
      anew,
      isComplete,
      changed: changed.map((command) =>
        commandFact(command, bot.hookUris.get(command.id), contents.folderOf(command)?.title),
      ),
      gone,
      libraries: null,
      panels: fieldsOf(panels),
    });
    for (const command of changed) if (isHook(command)) this.#find(bot, contents, command);
  }

  /** Where `@` or `@@` is: one may want to go there, and its open text counts for all commands. */
  #find(bot: FollowedBot, contents: Contents, command: Command): void {
    const found = (uri: vscode.Uri) => {
      if (bot.hookUris.get(command.id) === uri.toString() || this.isDisposed) return;
      bot.hookUris.set(command.id, uri.toString());
      if (bot.told.get(command.id) !== command) return;
      this.#options.tell({
        bot: AccountBots.keyOf(bot.ref),
        anew: false,
        isComplete: bot.wasComplete,
        changed: [commandFact(command, uri.toString(), contents.folderOf(command)?.title)],
        gone: [],
        libraries: null,
        panels: fieldsOf(bot.toldPanels),
      });
    };
    this.#options
      .uriOf(bot.ref, command)
      .then(found)
      .catch((error: unknown) => this.#options.log.warn('the file of a command is not known', error));
  }
}

/** The names of fields by those of panels. */
function fieldsOf(panels: readonly AdminPanel[]): Record<string, string[]> {
  return Object.fromEntries(panels.map(({ name, fields }) => [name, fields.map((field) => field.name)]));
}

function isHook({ command }: Command): boolean {
  return command === '@' || command === '@@';
}
