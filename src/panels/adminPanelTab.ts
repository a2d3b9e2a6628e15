import * as v from 'valibot';
import * as vscode from 'vscode';

import { ApiError } from '../api/errors';
import type { HttpClient } from '../api/http';
import type { AccountModel } from '../model/accountModel';
import { type PanelForm, PanelGoneError, type PanelRef, type SaveOutcome } from '../model/bot/panelForm';
import type { FieldEdit } from '../model/fieldEdits';
import { apiSentence } from '../sentences/apiSentences';
import { fieldTitle, panelTitle } from '../sentences/panelNames';
import { Disposable } from '../util/disposable';
import type { Log } from '../util/log';
import { type KeptForm, keptFormOf } from './adminPanelState';
import { panelView } from './adminPanelView';
import { type FormStatus, type FromForm, fromFormSchema, type ToForm } from './formMessages';

export interface AdminPanelTabOptions {
  readonly target: PanelRef;
  readonly form: PanelForm;
  /** The account of the panel, `undefined` while nobody is signed in to it. */
  readonly account: () => AccountModel | undefined;
  /** What people call the bot. */
  readonly botName: () => string;
  /** Titles of fields of which the window before kept nothing. */
  readonly forgotten?: KeptForm['passwords'];
  readonly log: Log;
}

/** Thrown where a signed-in account is needed. */
class SignedOutError extends Error {
  readonly reason = 'signedOut';
}

/** An editor tab with the form of an admin panel. It knows and decides; its page only shows what it is sent. */
export class AdminPanelTab extends Disposable {
  readonly #tab: vscode.WebviewPanel;
  readonly #options: AdminPanelTabOptions;
  readonly #form: PanelForm;
  #status: FormStatus | undefined;
  #isBusy = false;
  /** Fields of which the person is still to be told. */
  #forgotten: KeptForm['passwords'];
  /** Of the page's messages that change a value. */
  #seq = 0;

  constructor(tab: vscode.WebviewPanel, options: AdminPanelTabOptions) {
    super();
    this.#tab = tab;
    this.#options = options;
    this.#form = options.form;
    this.#forgotten = options.forgotten ?? [];
    this._register(tab.webview.onDidReceiveMessage((message: unknown) => void this.receive(message)));
  }

  get form(): PanelForm {
    return this.#form;
  }
  get target(): PanelRef {
    return this.#options.target;
  }
  get title(): string {
    const { panel } = this.#form;
    const name = panel ? panelTitle(panel) : vscode.l10n.t('Admin Panel');
    return `${name} – ${this.#options.botName()}`;
  }
  /** What the form says about what was done last. */
  get status(): FormStatus | undefined {
    return this.#status;
  }

  reveal(): void {
    this.#tab.reveal();
  }

  /** Takes in what was typed into another tab of the panel. */
  adopt(edits: Readonly<Record<string, FieldEdit>>): void {
    this.#form.adopt(edits);
    this.#show();
  }

  close(): void {
    this.#tab.dispose();
  }

  /** Reads the panel and shows it, with what was typed; a failure is said in the form. */
  async load(): Promise<void> {
    await this.#during(vscode.l10n.t('Loading…'), async () => {
      await this.#form.load(await this.#http());
      this.#tellView();
      if (this.#forgotten.length === 0) return undefined;
      const fields = this.#forgotten.join(', ');
      this.#forgotten = [];
      return failed(
        vscode.l10n.t('Passwords are not kept when the window is loaded again: type {0} anew.', fields),
      );
    });
  }

  /** Does what the page was asked for. @param message as the page sends it */
  async receive(message: unknown): Promise<void> {
    const parsed = v.safeParse(fromFormSchema, message);
    if (parsed.success) await this.#act(parsed.output);
    else this.#options.log.error(`the form sent what it does not know: ${v.summarize(parsed.issues)}`);
  }

  async #act(message: FromForm): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.#seq = 0;
        break;
      case 'type':
        this.#seq = message.seq;
        this.#form.type(message.field, message.typed);
        if (this.#status?.kind === 'done') this.#status = undefined;
        break;
      case 'keepMine':
        this.#form.keepMine(message.field);
        break;
      case 'takeTheirs':
        this.#form.takeTheirs(message.field);
        break;
      case 'discard':
        this.#form.discard();
        this.#status = undefined;
        break;
      case 'loadAgain':
        return this.load();
      case 'save':
        return this.#save();
    }
    this.#show();
  }

  /** The rows of the panel elsewhere show what it is now. */
  #tellView(): void {
    const { panel } = this.#form;
    const { ref } = this.target;
    if (panel) this.#options.account()?.parts(ref.botId).panels.take(panel);
  }

  async #save(): Promise<void> {
    await this.#during(vscode.l10n.t('Saving…'), async () => {
      const outcome = await this.#form.save(await this.#http());
      this.#tellView();
      this.#leadTo(outcome);
      return this.#statusOf(outcome);
    });
  }

  #statusOf(outcome: SaveOutcome): FormStatus {
    switch (outcome.kind) {
      case 'saved':
        return this.#form.isDirty
          ? failed(vscode.l10n.t('Saved. What you typed meanwhile is not saved yet.'))
          : { kind: 'done', text: vscode.l10n.t('Saved.') };
      case 'nothing':
        return { kind: 'done', text: vscode.l10n.t('Nothing was changed, so nothing was sent.') };
      case 'wrong':
        return failed(
          vscode.l10n.t('Nothing was saved yet. Correct first: {0}', this.#titles(outcome.fields)),
        );
      case 'conflict': {
        const fields = this.#titles(this.#form.conflicts().map(({ name }) => name));
        return failed(
          vscode.l10n.t(
            'Nothing was saved yet, because somebody changed the panel meanwhile. Choose a value for each of these, then save again: {0}',
            fields,
          ),
        );
      }
      case 'notTaken':
        return failed(
          vscode.l10n.t(
            'The server confirmed, but still has the old value of: {0}. What you typed is kept here.',
            this.#titles(outcome.fields),
          ),
        );
    }
  }

  #titles(names: readonly string[]): string {
    const titleOf = (name: string) => {
      const field = this.#form.fields.find((candidate) => candidate.name === name);
      return field ? fieldTitle(field) : name;
    };
    return names.map(titleOf).join(', ');
  }

  /** Leads the keyboard to what has to be done first. */
  #leadTo(outcome: SaveOutcome): void {
    const names =
      outcome.kind === 'conflict'
        ? this.#form.conflicts().map(({ name }) => name)
        : 'fields' in outcome
          ? outcome.fields
          : [];
    const first = this.#form.fields.find(({ name }) => names.includes(name))?.name ?? names[0];
    if (first === undefined) return;
    // What the first field says must be there before the keyboard is.
    this.#show();
    this.#post({ kind: 'focus', field: first });
  }

  /** @param work returns what is said after it, nothing when all is said by the form itself */
  async #during(doing: string, work: () => Promise<FormStatus | undefined>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#status = { kind: 'busy', text: doing };
    this.#show();
    try {
      this.#status = await work();
    } catch (error) {
      this.#options.log.warn('an admin panel could not be loaded or saved', error);
      this.#status = failed(sentenceOf(error));
    } finally {
      this.#isBusy = false;
      this.#show();
    }
  }

  /** @throws SignedOutError */
  async #http(): Promise<HttpClient> {
    const account = this.#options.account();
    if (!account) throw new SignedOutError();
    // For the name of the bot in the title.
    await account.bots.open();
    return account.http;
  }

  #show(): void {
    if (this.isDisposed) return;
    this.#tab.title = `${this.#form.isDirty ? '● ' : ''}${this.title}`;
    const runsCode = this.#options.account()?.account.kind !== 'sandbox';
    this.#post({
      kind: 'show',
      view: {
        ...panelView(this.#form, runsCode),
        seq: this.#seq,
        isDirty: this.#form.isDirty,
        isBusy: this.#isBusy,
        canSave: this.#form.fields.length > 0,
        canLoadAgain: this.#form.panel !== undefined || !this.#isBusy,
        status: this.#status,
        kept: keptFormOf(this.#options.target, this.#form),
      },
    });
  }

  #post(message: ToForm): void {
    // A page that is not loaded asks for everything when it is.
    this.#tab.webview.postMessage(message).then(undefined, (error: unknown) => {
      this.#options.log.error('the form could not be shown', error);
    });
  }
}

function failed(text: string): FormStatus {
  return { kind: 'failed', text };
}

/** What went wrong and what to do next. */
function sentenceOf(error: unknown): string {
  if (error instanceof SignedOutError) {
    return vscode.l10n.t('Nobody is signed in to the account of this panel. Sign in, then try again.');
  }
  if (error instanceof PanelGoneError) {
    return vscode.l10n.t('The bot no longer has this panel: its code sets panels up, and may do so again.');
  }
  if (ApiError.is(error) && error.outcomeUnknown) {
    return vscode.l10n.t(
      '{0} Whether the values were saved is not known; saving again looks first.',
      apiSentence(error),
    );
  }
  return apiSentence(error);
}
