import { l10n } from 'vscode';

import { aliasesOf, type CommandDetails, detailsOf, saysDetails } from '../api/commandBody';
import type { Command } from '../api/commands';
import { ApiError } from '../api/errors';
import type { Accounts } from '../model/accounts';
import { ChangedMeanwhileError } from '../model/changedMeanwhile';
import { checkCommand, type CommandFinding } from '../model/command/commandChecks';
import type { CommandDrafts } from '../model/command/commandDrafts';
import { type CommandForm, type CommandRef, detailNames } from '../model/command/commandForm';
import type { Contents } from '../model/contents';
import { isGone } from '../model/remoteCommand';
import { shownName } from '../sentences/shownName';
import type { Log } from '../util/log';
import { detailLabel } from './commandSentences';
import type { FormStatus, FromForm } from './formMessages';

export interface CommandEditingOptions {
  readonly accounts: Accounts;
  readonly drafts: CommandDrafts;
  /**
   * Gives a command other details, with its editors coming along.
   * @throws ChangedMeanwhileError, and whatever `explain` has a sentence for
   */
  readonly save: (
    target: CommandRef,
    change: Partial<CommandDetails>,
    shown: Partial<CommandDetails>,
  ) => Promise<void>;
  /** What a failure is to the person. */
  readonly explain: (error: unknown) => string;
  readonly log: Log;
}

/** Nobody is signed in to the account of a command. */
class SignedOutError extends Error {
  readonly reason = 'signedOut';
}

/** One command that is being edited: what its form says, and what the person does with it. */
export class CommandEditing {
  readonly target: CommandRef;
  readonly form: CommandForm;
  readonly #options: CommandEditingOptions;
  readonly #changed: () => void;
  #status: FormStatus | undefined;
  #isBusy = false;
  #loading: Promise<void> = Promise.resolve();

  /** @param changed called whenever something else is to be shown */
  constructor(target: CommandRef, options: CommandEditingOptions, changed: () => void) {
    this.target = target;
    this.form = options.drafts.formOf(target);
    this.#options = options;
    this.#changed = changed;
    this.contentsChanged();
  }

  /** What is said about what was done last. */
  get status(): FormStatus | undefined {
    return this.#status;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }
  /** What the server has is known, or something is typed that must not be lost. */
  get canShow(): boolean {
    return this.form.details !== undefined || this.form.isDirty;
  }
  /** What the command is called on the server. */
  get name(): string {
    const { details } = this.form;
    const { commandId } = this.target;
    return shownName(details?.name ?? this.#command?.command ?? this.#draftName ?? `(${commandId})`);
  }
  get contents(): Contents | undefined {
    return this.#options.accounts.contents(this.target.ref);
  }

  get #draftName(): string | undefined {
    return this.#options.drafts.nameOf(this.target);
  }
  get #command(): Command | undefined {
    return this.contents?.commands.get(this.target.commandId);
  }

  /** What there is to say about what stands in the form. */
  findings(): readonly CommandFinding[] {
    const { form, contents } = this;
    const { commandId } = this.target;
    if (!form.isSeen) return [];
    const text = (name: (typeof detailNames)[number]) => String(form.shown(name));
    const others = [...(contents?.commands.values() ?? [])]
      .filter(({ id }) => id !== commandId)
      .map(({ command, aliases }) => ({
        name: command,
        aliases: aliasesOf({ aliases }),
      }));
    const code = this.#command?.code;
    const command = {
      name: text('name'),
      answer: text('answer'),
      keyboard: text('keyboard'),
      aliases: text('aliases'),
      autoRetrySeconds: text('autoRetrySeconds'),
      hasCode: code === undefined ? undefined : (code ?? '').trim() !== '',
    };
    return checkCommand(command, others);
  }

  /** Takes over what the model has of the command by now. */
  contentsChanged(): void {
    const command = this.#command;
    if (command && saysDetails(command)) this.#take(command);
    else if (!command && this.form.details && this.contents?.isKnown && !this.contents.isIncomplete) {
      this.form.take(undefined);
      this.#sayGone();
    }
  }

  /**
   * Shows what is known of the command, and looks on the server when that is old.
   * @param isStillMeant asked before something is requested: whoever walks through the rows asks for nothing
   */
  async open(isStillMeant: () => Promise<boolean>): Promise<void> {
    const { contents } = this;
    if (this.#isBusy) return;
    this.#status = undefined;
    if (!contents) {
      if (this.#options.accounts.isRestored) this.#say('failed', this.#sentenceOf(new SignedOutError()));
      return;
    }
    await contents.restore();
    this.contentsChanged();
    this.#changed();
    const remote = contents.remote(this.target.commandId);
    if (this.form.details && remote.recent) return;
    if (this.form.details && !(await isStillMeant())) return;
    await this.#load(this.form.details ? undefined : l10n.t('Loading…'));
  }

  /** Does what the page was asked for. @returns the field that the keyboard is to be led to */
  async act(message: FromForm): Promise<string | undefined> {
    const { form } = this;
    switch (message.kind) {
      case 'ready':
        break;
      case 'type':
        form.type(message.field, message.typed);
        if (this.#status?.kind === 'done') this.#status = undefined;
        break;
      case 'keepMine':
        form.keepMine(message.field);
        break;
      case 'takeTheirs':
        form.takeTheirs(message.field);
        break;
      case 'discard':
        form.discard();
        this.#status = undefined;
        break;
      case 'loadAgain':
        await this.#load(l10n.t('Loading…'));
        return undefined;
      case 'save':
        return this.#save();
    }
    this.#keep();
    this.#changed();
    return undefined;
  }

  #load(doing: string | undefined): Promise<void> {
    if (!this.#isBusy) this.#loading = this.#read(doing);
    return this.#loading;
  }

  async #read(doing: string | undefined): Promise<void> {
    await this.#during(doing, async () => {
      const { contents } = this;
      if (!contents) throw new SignedOutError();
      // For the names that are taken, and the folders.
      if (!contents.isKnown) void contents.open();
      const command = await contents.remote(this.target.commandId).fresh(performance.now());
      this.#take(command);
      this.#keep();
      return undefined;
    });
  }

  /** Whether all that is to be judged is there, if need be after reading it. */
  async #seen(): Promise<boolean> {
    if (!this.form.isSeen) await this.#load(l10n.t('Loading…'));
    return this.form.isSeen;
  }

  /** @returns the field that has to be looked at first */
  async #save(): Promise<string | undefined> {
    // What is being read decides what is sent; a second press while it is being saved is none.
    await this.#loading;
    if (this.#isBusy) return undefined;
    // What was typed in a former window cannot be judged before the rest is there.
    if (!(await this.#seen())) return undefined;
    const wrong = this.findings().flatMap(({ severity, field }) =>
      severity === 'wrong' && this.form.edits.has(field) ? [field] : [],
    );
    if (wrong.length > 0) {
      this.#say('failed', l10n.t('Nothing was saved yet. Correct first: {0}', this.#labels(wrong)));
      return wrong[0];
    }
    if (!this.form.isDirty) {
      this.#say('done', l10n.t('Nothing was changed, so nothing was sent.'));
      return undefined;
    }
    if (this.form.conflicts().length > 0) return this.#sayConflict();
    let asks: string | undefined;
    await this.#during(l10n.t('Saving…'), async () => {
      const { contents } = this;
      if (!contents) throw new SignedOutError();
      // As after signing in again, when nothing is known yet.
      if (!this.#command) this.#take(await contents.remote(this.target.commandId).fresh());
      const save = this.form.toSave();
      try {
        await this.#options.save(this.target, save.change, save.shown);
      } catch (error) {
        this.contentsChanged();
        if (!(error instanceof ChangedMeanwhileError)) throw error;
        this.form.take(error.now);
        asks = this.#sayConflict();
        return this.#status;
      }
      const command = this.#command;
      this.form.saved(save, command && this.#detailsOf(command));
      return this.form.isDirty
        ? failed(l10n.t('Saved. What you typed meanwhile is not saved yet.'))
        : { kind: 'done', text: l10n.t('Saved.') };
    });
    return asks;
  }

  /** @returns the first field that somebody else changed too */
  #sayConflict(): string | undefined {
    const fields = this.form.conflicts().map(({ name }) => name);
    this.#say(
      'failed',
      l10n.t(
        'Nothing was saved yet, because somebody changed the command meanwhile. Choose a value for each of these, then save again: {0}',
        this.#labels(fields),
      ),
    );
    return detailNames.find((name) => fields.includes(name));
  }

  /** @param doing said meanwhile, when there is nothing else to see */
  async #during(doing: string | undefined, work: () => Promise<FormStatus | undefined>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    if (doing !== undefined) this.#status = { kind: 'busy', text: doing };
    this.#changed();
    try {
      this.#status = await work();
    } catch (error) {
      this.#options.log.warn('a command could not be read or saved in its panel', error);
      if (isGone(error)) this.#gone();
      else this.#status = failed(this.#sentenceOf(error));
    } finally {
      this.#isBusy = false;
      this.#keep();
      this.#changed();
    }
  }

  #gone(): void {
    this.form.take(undefined);
    this.contents?.commandGone(this.target.commandId);
    this.#sayGone();
  }

  #sayGone(): void {
    this.#status = failed(
      this.form.isDirty
        ? l10n.t('This command is no longer on the server. What you typed stays here until you discard it.')
        : l10n.t('This command is no longer on the server.'),
    );
  }

  #sentenceOf(error: unknown): string {
    if (error instanceof SignedOutError)
      return l10n.t('Nobody is signed in to the account of this command. Sign in, then try again.');
    const sentence = this.#options.explain(error);
    return ApiError.is(error) && error.outcomeUnknown
      ? l10n.t('{0} Whether it was saved is not known; saving again looks first.', sentence)
      : sentence;
  }

  #say(kind: FormStatus['kind'], text: string): void {
    this.#status = { kind, text };
    this.#changed();
  }

  #labels(fields: readonly string[]): string {
    return detailNames
      .filter((name) => fields.includes(name))
      .map(detailLabel)
      .join(', ');
  }

  #take(command: Command): void {
    this.form.take(this.#detailsOf(command));
  }

  #detailsOf(command: Command): CommandDetails {
    return detailsOf(command, this.contents?.lastKnownGroup(this.target.commandId));
  }

  #keep(): void {
    this.#options.drafts.keep(this.target, this.form, this.name);
  }
}

function failed(text: string): FormStatus {
  return { kind: 'failed', text };
}
