import * as v from 'valibot';
import * as vscode from 'vscode';

import { sameBot } from '../model/account';
import { commandKey, type CommandRef, sameCommand } from '../model/command/commandForm';
import { listenToEvery } from '../model/everyAccount';
import { delay } from '../util/async';
import { viewIds } from '../util/contract';
import { Disposable } from '../util/disposable';
import type { ActiveCommand } from './activeCommand';
import { CommandEditing, type CommandEditingOptions } from './commandEditing';
import { type CommandView, fromCommandPageSchema, type ToCommandPage } from './commandMessages';
import { commandFields, commandLabels, previewOf } from './commandPanelView';
import type { FormView } from './formMessages';
import { pageFolder, pageOf } from './webviewPage';

/** How long a command is looked at before the server is asked for what is known already, in milliseconds. */
const stay = 300;

export interface CommandPanelOptions extends CommandEditingOptions {
  readonly active: ActiveCommand;
  /** Where the extension lies. */
  readonly extension: vscode.Uri;
  /** What people call the bot of a command. */
  readonly botName: (target: CommandRef) => string;
}

/** The view below the tree that follows the active command. It knows and decides; its page only shows what it is sent. */
export class CommandPanel extends Disposable {
  readonly #options: CommandPanelOptions;
  /** Those that show, are busy or hold something that is not saved. */
  readonly #editings = new Map<string, CommandEditing>();
  #current: CommandEditing | undefined;
  #view: vscode.WebviewView | undefined;
  /** Of the page's messages that change a value. */
  #seq = 0;
  /** Where the keyboard is led once the page is there. */
  #focusLater: string | undefined;

  constructor(options: CommandPanelOptions) {
    super();
    this.#options = options;
    const { accounts, active, drafts } = options;
    // Whoever signs out may give them up.
    this._register(drafts.onDidChange(() => this.#show()));
    this._register(active.onDidChange(() => this.#follow()));
    this._register(
      accounts.onDidChange(() => {
        this.#show();
        this.#open();
      }),
    );
    this._register(
      listenToEvery(accounts, (model) => [
        model.onDidChangeContents(({ contents }) => {
          for (const editing of this.#editings.values())
            if (editing.contents === contents) editing.contentsChanged();
          if (this.#current?.contents === contents) this.#show();
        }),
        model.bots.onDidChange(() => this.#show()),
      ]),
    );
    this.#follow();
  }

  /** The command that shows. */
  get current(): CommandEditing | undefined {
    return this.#current;
  }

  /** The active command. */
  active(): Promise<CommandRef | undefined> {
    return this.#options.active.settled();
  }

  /** Fills the view when VS Code shows it. */
  attach(view: vscode.WebviewView): void {
    const { extension } = this.#options;
    this.#view = view;
    const { webview } = view;
    this._register(webview.onDidReceiveMessage((message: unknown) => void this.receive(message)));
    this._register(view.onDidChangeVisibility(() => view.visible && this.#open()));
    this._register(
      view.onDidDispose(() => {
        // The one that replaces it may be there already.
        if (this.#view === view) this.#view = undefined;
      }),
    );
    webview.options = { enableScripts: true, localResourceRoots: [pageFolder(extension)] };
    webview.html = pageOf(webview, extension, 'command', ['form', 'command']);
    this.#open();
  }

  /** Shows a command, and gives the keyboard to its answer. */
  async edit(target: CommandRef): Promise<void> {
    this.#options.active.ask(target);
    this.#focusLater = 'answer';
    await vscode.commands.executeCommand(`${viewIds.command}.focus`);
    this.#focusNow();
  }

  /** Does what the page was asked for. @param message as the page sends it */
  async receive(message: unknown): Promise<void> {
    const parsed = v.safeParse(fromCommandPageSchema, message);
    if (!parsed.success) {
      this.#options.log.error(`the panel sent what it does not know: ${v.summarize(parsed.issues)}`);
      return;
    }
    const said = parsed.output;
    switch (said.kind) {
      case 'ready':
        this.#seq = 0;
        this.#show();
        return;
      case 'open': {
        const draft = this.#options.drafts.byKey(said.about);
        if (draft) this.#options.active.ask(draft.target);
        return;
      }
      case 'form': {
        const editing = this.#editings.get(said.about);
        if (!editing) return;
        if (said.message.kind === 'type') this.#seq = said.message.seq;
        const field = await editing.act(said.message);
        if (field !== undefined && editing === this.#current) this.#post({ kind: 'focus', field });
      }
    }
  }

  #follow(): void {
    const target = this.#options.active.current;
    // What was typed into the one before may still be on its way.
    const before = this.#current;
    this.#current = target && this.#editingOf(target);
    for (const [key, editing] of this.#editings) {
      const isNeeded = editing === this.#current || editing === before;
      if (!isNeeded && !editing.form.isDirty && !editing.isBusy) this.#editings.delete(key);
    }
    this.#show();
    this.#open();
  }

  #editingOf(target: CommandRef): CommandEditing {
    const key = commandKey(target);
    const known = this.#editings.get(key);
    if (known) return known;
    const made = new CommandEditing(target, this.#options, () => this.#show());
    this.#editings.set(key, made);
    return made;
  }

  /** Has what shows read, as far as anybody sees it. */
  #open(): void {
    const editing = this.#current;
    if (!editing || !this.#view?.visible) return;
    const isStillMeant = async () => {
      await delay(stay);
      return this.#current === editing && this.#view?.visible === true;
    };
    editing
      .open(isStillMeant)
      .catch((error: unknown) => this.#options.log.error('a command could not be shown', error));
  }

  #show(): void {
    if (this.isDisposed || !this.#view) return;
    this.#post({ kind: 'show', view: this.view() });
    this.#focusNow();
  }

  /** What the page shows now. */
  view(): CommandView {
    const editing = this.#current;
    const isUnsaved = editing?.form.isDirty ?? false;
    const others = this.#options.drafts.all.filter(({ target }) => !sameCommand(target, editing?.target));
    return {
      about: editing ? commandKey(editing.target) : '',
      form: editing && this.#formView(editing),
      empty: editing
        ? undefined
        : vscode.l10n.t(
            'Open a command or select it in the Bots view: its answer, keyboard and all else show here.',
          ),
      unsaved: isUnsaved ? vscode.l10n.t('edited, not saved') : undefined,
      preview: editing?.canShow && editing.form.isSeen ? previewOf(editing.form) : undefined,
      others: others.map(({ target, name }) => ({
        about: commandKey(target),
        label: sameBot(target.ref, editing?.target.ref) ? name : `${name} – ${this.#options.botName(target)}`,
      })),
      othersLabel: vscode.l10n.t('Also edited and not saved:'),
    };
  }

  #formView(editing: CommandEditing): FormView {
    const { form, contents } = editing;
    const isWhole = contents?.isKnown && !contents.isIncomplete && !contents.error;
    return {
      seq: this.#seq,
      heading: editing.name,
      description: this.#options.botName(editing.target),
      fields: editing.canShow ? commandFields(form, editing.findings(), contents?.folders ?? []) : [],
      goneFields: [],
      notes: [
        ...(editing.canShow && !form.isSeen
          ? [vscode.l10n.t('All other fields show here when the command can be read.')]
          : []),
        ...(editing.canShow && contents && !isWhole
          ? [vscode.l10n.t('The list of commands is not whole, so a name that is taken may go unnoticed.')]
          : []),
      ],
      isDirty: form.isDirty,
      isBusy: editing.isBusy,
      canSave: editing.canShow,
      canLoadAgain: form.details !== undefined || !editing.isBusy,
      status: editing.status,
      labels: { ...commandLabels(), ...(form.details ? {} : { loadAgain: vscode.l10n.t('Try Again') }) },
      kept: undefined,
    };
  }

  #focusNow(): void {
    const field = this.#focusLater;
    // Before the command is read there is no field.
    if (field === undefined || !this.#view?.visible || !this.#current?.canShow) return;
    this.#post({ kind: 'focus', field });
  }

  #post(message: ToCommandPage): void {
    this.#view?.webview.postMessage(message).then(
      // A page that is not loaded yet asks for all of it when it is.
      (isThere) => {
        if (isThere && message.kind === 'focus') this.#focusLater = undefined;
      },
      (error: unknown) => this.#options.log.error('the command panel could not be shown', error),
    );
  }
}
