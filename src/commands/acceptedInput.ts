import * as vscode from 'vscode';

import { Cancelled } from './registry';

export interface AcceptedInputOptions {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder: string;
  /** What is typed is not shown. */
  readonly isSecret?: boolean;
  /** What the field begins with. */
  readonly value?: string;
  readonly step?: { readonly now: number; readonly of: number };
  /** Offers the way back to what was asked before. */
  readonly canGoBack?: boolean;
  /** Offers something else than a text. */
  readonly button?: vscode.QuickInputButton;
  /**
   * Looks at what was typed, without the blanks around it unless it is a secret; aborted when the field is closed.
   * @returns why it cannot be, `undefined` when it is accepted
   */
  readonly check: (value: string, signal: AbortSignal) => string | undefined | Promise<string | undefined>;
}

/**
 * Asks for a text until it is accepted; the field stays open, with the reason, while it is not.
 * @returns the text, or which button was pressed
 * @throws Cancelled, or what `check` throws
 */
export async function askAccepted(
  options: AcceptedInputOptions,
): Promise<{ readonly value: string } | 'back' | 'button'> {
  const input = vscode.window.createInputBox();
  input.title = options.title;
  input.prompt = options.prompt;
  input.placeholder = options.placeholder;
  input.password = options.isSecret ?? false;
  input.value = options.value ?? '';
  input.ignoreFocusOut = true;
  if (options.step) {
    input.step = options.step.now;
    input.totalSteps = options.step.of;
  }
  input.buttons = [
    ...(options.canGoBack ? [vscode.QuickInputButtons.Back] : []),
    ...(options.button ? [options.button] : []),
  ];
  const ended = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      input.onDidHide(() => reject(new Cancelled()));
      input.onDidTriggerButton((pressed) => resolve(pressed === options.button ? 'button' : 'back'));
      input.onDidChangeValue(() => (input.validationMessage = undefined));
      input.onDidAccept(() => {
        const value = options.isSecret ? input.value : input.value.trim();
        input.busy = true;
        input.enabled = false;
        Promise.resolve()
          .then(() => options.check(value, ended.signal))
          .then((reason) => {
            if (reason === undefined) resolve({ value });
            else input.validationMessage = reason;
          })
          .catch(reject)
          .finally(() => {
            if (ended.signal.aborted) return;
            input.busy = false;
            input.enabled = true;
          });
      });
      input.show();
    });
  } finally {
    ended.abort();
    input.dispose();
  }
}
