import * as v from 'valibot';
import * as vscode from 'vscode';

import type { FindState, FindStatus } from '../model/search/findState';
import { Disposable, type IDisposable } from '../util/disposable';
import { Emitter } from '../util/event';
import type { Log } from '../util/log';
import { type FindLabels, type FromFind, fromFindSchema, type ToFind } from './findMessages';
import { pageFolder, pageOf } from './webviewPage';

/** How long after a key one begins to look, in milliseconds: as VS Code's own search. */
const typingPause = 300;

const nothingTyped: FindState = {
  text: '',
  replacement: '',
  isReplacing: false,
  matchCase: false,
  wholeWord: false,
  isRegex: false,
  code: true,
  answers: false,
  keyboards: false,
  names: false,
  allBots: false,
};

/** The form of *Find in Bots*. It holds what was typed, also while no page shows it. */
export class FindForm extends Disposable {
  readonly #extension: vscode.Uri;
  readonly #log: Log;
  readonly #changed = this._register(new Emitter<{ readonly before: FindState; readonly now: FindState }>());
  readonly #asked = this._register(new Emitter<'search' | 'replaceAll' | 'cancel'>());
  #view: vscode.WebviewView | undefined;
  #state = nothingTyped;
  #status: FindStatus = { text: '', wrong: undefined, isRunning: false, canReplace: false, bot: undefined };
  #seq = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The state that was told last. */
  #told = nothingTyped;
  #focus: 'text' | 'replacement' | undefined;

  /** Fires when something was set, and a moment after something was typed. */
  readonly onDidChange = this.#changed.event;
  /** Fires for the keys and buttons. */
  readonly onDidAsk = this.#asked.event;

  constructor(extension: vscode.Uri, log: Log) {
    super();
    this.#extension = extension;
    this.#log = log;
  }

  get state(): FindState {
    return this.#state;
  }

  /** Fills a view, which VS Code makes anew each time it comes into sight. */
  resolve(view: vscode.WebviewView): void {
    this.#view = view;
    view.webview.options = { enableScripts: true, localResourceRoots: [pageFolder(this.#extension)] };
    const listeners: IDisposable[] = [
      view.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      view.onDidDispose(() => {
        for (const listener of listeners) listener.dispose();
        if (this.#view === view) this.#view = undefined;
      }),
    ];
    view.webview.html = pageOf(view.webview, this.#extension, 'find', ['find']);
  }

  /** Sets fields as if a person had. */
  set(change: Partial<FindState>): void {
    this.#state = { ...this.#state, ...change };
    this.#show();
    this.#tell();
  }

  /** Leads the keyboard to a field. */
  focus(field: 'text' | 'replacement'): void {
    this.#focus = field;
    this.#view?.show(false);
    this.#post({ kind: 'focus', field });
  }

  say(status: Partial<FindStatus>): void {
    this.#status = { ...this.#status, ...status };
    this.#show();
  }

  /** Does what the page asks for. @param message as the page sends it */
  receive(message: unknown): void {
    const parsed = v.safeParse(fromFindSchema, message);
    if (parsed.success) this.#act(parsed.output);
    else this.#log.error(`the find form sent what it does not know: ${v.summarize(parsed.issues)}`);
  }

  override dispose(): void {
    clearTimeout(this.#timer);
    super.dispose();
  }

  #act(message: FromFind): void {
    switch (message.kind) {
      case 'ready':
        this.#seq = 0;
        this.#show();
        if (this.#focus) this.#post({ kind: 'focus', field: this.#focus });
        return;
      case 'change':
        this.#seq = message.seq;
        this.#state = message.state;
        clearTimeout(this.#timer);
        if (message.isTyping) this.#timer = setTimeout(() => this.#tell(), typingPause);
        else this.#tell();
        return;
      default: {
        // What is new is looked for by itself.
        const isNew = this.#told !== this.#state;
        this.#tell();
        if (message.kind !== 'search' || !isNew) this.#asked.fire(message.kind);
      }
    }
  }

  #tell(): void {
    clearTimeout(this.#timer);
    const before = this.#told;
    this.#told = this.#state;
    if (before !== this.#state) this.#changed.fire({ before, now: this.#state });
  }

  #show(): void {
    this.#post({
      kind: 'show',
      page: { seq: this.#seq, state: this.#state, status: this.#status, labels: labels() },
    });
  }

  #post(message: ToFind): void {
    // A page that is not loaded asks for everything when it is.
    this.#view?.webview.postMessage(message).then(
      (isTaken) => {
        if (isTaken && message.kind === 'focus') this.#focus = undefined;
      },
      (error: unknown) => this.#log.error('the find form could not be shown', error),
    );
  }
}

function labels(): FindLabels {
  return {
    find: vscode.l10n.t('Find'),
    replace: vscode.l10n.t('Replace'),
    toggleReplace: vscode.l10n.t('Toggle Replace'),
    replaceAll: vscode.l10n.t('Replace All'),
    matchCase: vscode.l10n.t('Match Case'),
    wholeWord: vscode.l10n.t('Match Whole Word'),
    isRegex: vscode.l10n.t('Use Regular Expression'),
    where: vscode.l10n.t('Look in'),
    code: vscode.l10n.t('Code'),
    answers: vscode.l10n.t('Answers'),
    keyboards: vscode.l10n.t('Keyboards'),
    names: vscode.l10n.t('Names and aliases'),
    bots: vscode.l10n.t('Bot'),
    allBots: vscode.l10n.t('All bots'),
    noBot: vscode.l10n.t('(no bot)'),
    cancel: vscode.l10n.t('Cancel'),
  };
}
