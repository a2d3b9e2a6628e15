import * as vscode from 'vscode';

import type { Documents, OpenDocument } from '../files/documents';
import type { Accounts } from '../model/accounts';
import { type FirstStep, setContextKey } from '../util/contextKeys';
import { commandIds, contextKeys, fileScheme, vscodeSettingIds, walkthroughIds } from '../util/contract';
import { Disposable } from '../util/disposable';
import type { Event } from '../util/event';
import type { Log } from '../util/log';
import type { CommandRegistry } from './registry';

/** In `globalState`: the walkthrough was opened by itself on this machine. */
const openedKey = 'firstSteps.opened';

/** The sidebar view, as far as it says whether a person looks at it. */
export interface LookedAt {
  readonly isVisible: boolean;
  readonly onDidShow: Event<void>;
}

export interface FirstStepsOptions {
  readonly context: Pick<vscode.ExtensionContext, 'extension' | 'globalState'>;
  readonly accounts: Accounts;
  readonly documents: Documents;
  readonly view: LookedAt;
  /** `npm start` signs in by itself: there is nothing to choose. */
  readonly signsInByItself: boolean;
  /** Fires when a person has made a command. */
  readonly onDidCreateCommand: Event<void>;
  /** Fires when the server has taken a person's order to start a bot. */
  readonly onDidStartBot: Event<void>;
  readonly log: Log;
}

/**
 * The walkthrough *First Steps*: opens it once, and tells VS Code which of its steps were done. VS Code remembers that,
 * so the keys need not outlive the window.
 */
export class FirstSteps extends Disposable {
  readonly #options: FirstStepsOptions;

  constructor(options: FirstStepsOptions) {
    super();
    this.#options = options;
    const { accounts, view, onDidCreateCommand, onDidStartBot } = options;
    this._register(view.onDidShow(() => this.#openOnce()));
    this._register(accounts.onDidChange(() => this.#openOnce()));
    this._register(onDidCreateCommand(() => this.#done(contextKeys.commandCreated)));
    this._register(onDidStartBot(() => this.#done(contextKeys.botStarted)));
    this.#watchOpening();
    this.#watchSaving();
  }

  register(registry: CommandRegistry): void {
    registry.register(commandIds.openWalkthrough, () => this.#open());
  }

  #watchOpening(): void {
    const look = (editor: vscode.TextEditor | undefined) => {
      if (editor?.document.uri.scheme === fileScheme) this.#done(contextKeys.commandOpened);
    };
    this._register(vscode.window.onDidChangeActiveTextEditor(look));
    look(vscode.window.activeTextEditor);
  }

  /** Saving a file that was not changed is a save to VS Code, too. */
  #watchSaving(): void {
    const { documents } = this.#options;
    const changed = new WeakSet<OpenDocument>();
    this._register(
      documents.onWillSave(({ document }) => {
        if (document.isDirty) changed.add(document);
        else changed.delete(document);
      }),
    );
    this._register(
      documents.onDidSave((document) => {
        if (changed.delete(document)) this.#done(contextKeys.commandSaved);
      }),
    );
  }

  /**
   * For a person who looks at the view for the first time on this machine. Who came here by a command of the palette
   * is about to do something, and is not interrupted; neither is who told VS Code to open no walkthroughs.
   */
  #openOnce(): void {
    const { context, accounts, view, signsInByItself, log } = this.#options;
    if (!view.isVisible || !accounts.isRestored || accounts.isUsed || signsInByItself) return;
    if (context.globalState.get(openedKey)) return;
    const configured = vscode.workspace.getConfiguration().get(vscodeSettingIds.openWalkthroughs);
    if (configured === false) return;
    // First of all, so that another window that comes now does not open it as well.
    Promise.resolve(context.globalState.update(openedKey, true))
      .then(() => this.#open())
      .catch((error: unknown) => log.error('the first steps could not be opened', error));
  }

  async #open(): Promise<void> {
    const id = `${this.#options.context.extension.id}#${walkthroughIds.firstSteps}`;
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', id, false);
  }

  #done(step: FirstStep): void {
    setContextKey(step, true).catch((error: unknown) =>
      this.#options.log.error(`the step ${step} could not be marked as done`, error),
    );
  }
}
