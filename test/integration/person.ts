import assert from 'node:assert/strict';

import * as vscode from 'vscode';

/** A press of a button in the title of a field. */
export interface FieldButton {
  readonly button: string;
}

/**
 * What a person answers: a text, the label of a button or item, what an item says, the labels of several items, a button
 * of a field, or `undefined` for Escape; a function is called when it is asked.
 */
export type Reaction =
  string | RegExp | readonly string[] | FieldButton | undefined | (() => Exclude<Reaction, () => unknown>);

/** What was asked. */
export interface Question {
  /** Title of a field or list, or message of a modal question. */
  readonly title: string;
  /** Prompt, placeholder or detail. */
  readonly detail: string;
  readonly isSecret: boolean;
}

/**
 * Answers fields, lists and modal questions of VS Code one after the other. Notices are only kept, and pressed when the
 * label of one of their buttons is known.
 */
export class Person {
  readonly asked: Question[] = [];
  /** What fields said of answers that they did not take. */
  readonly said: string[] = [];
  readonly notices: string[] = [];
  /** Addresses that were opened outside. */
  readonly opened: string[] = [];
  /** What lists said in their fields. */
  readonly placeholders: string[] = [];
  /** Labels of buttons of notices that are pressed. */
  readonly presses = new Set<string>();
  /** What happens, once, before the next of them is pressed. */
  meanwhile: (() => void) | undefined;
  readonly #reactions: Reaction[] = [];
  readonly #before: Partial<typeof vscode.window>;
  readonly #openExternal = vscode.env.openExternal.bind(vscode.env);

  constructor() {
    const { showInputBox, createInputBox, showQuickPick, showOpenDialog } = vscode.window;
    const { showErrorMessage, showWarningMessage, showInformationMessage } = vscode.window;
    this.#before = {
      showInputBox,
      createInputBox,
      showQuickPick,
      showOpenDialog,
      showErrorMessage,
      showWarningMessage,
      showInformationMessage,
    };
    const message = (text: string, ...rest: unknown[]) => Promise.resolve(this.#message(text, rest));
    Object.assign(vscode.window, {
      showInputBox: (options: vscode.InputBoxOptions) => this.#field(options),
      createInputBox: () => this.#inputBox(),
      showQuickPick: async (
        items: readonly vscode.QuickPickItem[] | Promise<readonly vscode.QuickPickItem[]>,
        options: vscode.QuickPickOptions,
      ) => this.#pick(await items, options),
      showOpenDialog: () => Promise.resolve(undefined),
      showErrorMessage: message,
      showWarningMessage: message,
      showInformationMessage: message,
    });
    Object.assign(vscode.env, {
      openExternal: (uri: vscode.Uri) => Promise.resolve(Boolean(this.opened.push(uri.toString(true)))),
    });
  }

  /** To be called in any case; says of answers that nobody asked for. */
  leave(): void {
    Object.assign(vscode.window, this.#before);
    Object.assign(vscode.env, { openExternal: this.#openExternal });
    assert.deepEqual(this.#reactions, [], 'every answer was asked for');
  }

  /** The next answers. */
  answers(...reactions: Reaction[]): this {
    this.#reactions.push(...reactions);
    return this;
  }

  /** All that was said and asked. */
  get everything(): string {
    return [
      ...this.asked.map(({ title, detail }) => `${title}\n${detail}`),
      ...this.notices,
      ...this.said,
    ].join('\n');
  }

  #next(question: Question): Exclude<Reaction, () => unknown> {
    this.asked.push(question);
    assert.ok(this.#reactions.length > 0, `nobody answers: ${question.title}`);
    const reaction = this.#reactions.shift();
    return typeof reaction === 'function' ? reaction() : reaction;
  }

  async #field(options: vscode.InputBoxOptions): Promise<string | undefined> {
    for (;;) {
      const answer = this.#next({
        title: options.title ?? '',
        detail: `${options.prompt ?? ''}\n${options.value ?? ''}`,
        isSecret: options.password ?? false,
      });
      if (typeof answer !== 'string') return undefined;
      const said = await options.validateInput?.(answer);
      if (!said || (typeof said === 'object' && said.severity !== vscode.InputBoxValidationSeverity.Error)) {
        return answer;
      }
      this.said.push(typeof said === 'string' ? said : said.message);
    }
  }

  #message(text: string, rest: readonly unknown[]): string | undefined {
    const [options] = rest as (vscode.MessageOptions | string)[];
    const buttons = rest.filter((item) => typeof item === 'string');
    if (typeof options !== 'object' || !options.modal) {
      this.notices.push(text);
      const pressed = buttons.find((label) => this.presses.has(label));
      if (pressed !== undefined) this.meanwhile?.();
      if (pressed !== undefined) this.meanwhile = undefined;
      return pressed;
    }
    const answer = this.#next({ title: text, detail: options.detail ?? '', isSecret: false });
    if (answer === undefined) return undefined;
    assert.ok(typeof answer === 'string' && buttons.includes(answer), `one of ${buttons.join(', ')}`);
    return answer;
  }

  #pick<T extends vscode.QuickPickItem>(
    items: readonly T[],
    options: vscode.QuickPickOptions,
  ): T | T[] | undefined {
    this.placeholders.push(options.placeHolder ?? '');
    const answer = this.#next({
      title: options.title ?? '',
      detail: items.map(({ label, detail }) => `${label} ${detail ?? ''}`).join('\n'),
      isSecret: false,
    });
    if (answer === undefined) return undefined;
    const shown = items.map(({ label, description }) => `${label} ${description ?? ''}`).join(', ');
    const labelOf = ({ label }: T) => label.replace(/^\$\([\w-]+\) /, '');
    if (Array.isArray(answer)) {
      const chosen = items.filter((item) => answer.includes(labelOf(item)));
      assert.equal(chosen.length, answer.length, `${answer.join()} are of ${shown}`);
      return chosen;
    }
    const found = items.find((item) =>
      answer instanceof RegExp
        ? answer.test(`${item.label} ${item.description ?? ''} ${item.detail ?? ''}`)
        : labelOf(item) === answer,
    );
    assert.ok(
      found,
      `${answer instanceof RegExp ? answer.source : JSON.stringify(answer)} is one of ${shown}`,
    );
    return found;
  }

  #inputBox(): vscode.InputBox {
    const hidden = new vscode.EventEmitter<void>();
    const accepted = new vscode.EventEmitter<void>();
    const changed = new vscode.EventEmitter<string>();
    const triggered = new vscode.EventEmitter<vscode.QuickInputButton>();
    const react = () => {
      const answer = this.#next({
        title: box.title,
        detail: box.prompt,
        isSecret: box.password,
      });
      if (answer === undefined) hidden.fire();
      else if (typeof answer === 'string') {
        box.value = answer;
        changed.fire(answer);
        accepted.fire();
      } else {
        assert.ok('button' in answer);
        const button = box.buttons.find(({ tooltip }) => tooltip === answer.button) ?? box.buttons[0];
        assert.ok(button);
        triggered.fire(button);
      }
    };
    let isEnabled = true;
    const said = this.said;
    const box = {
      title: '',
      prompt: '',
      password: false,
      value: '',
      buttons: [] as vscode.QuickInputButton[],
      validationMessage: undefined as string | undefined,
      onDidHide: hidden.event,
      onDidAccept: accepted.event,
      onDidChangeValue: changed.event,
      onDidTriggerButton: triggered.event,
      get enabled() {
        return isEnabled;
      },
      // Goes on when what was typed is not taken.
      set enabled(value: boolean) {
        isEnabled = value;
        if (!value || box.validationMessage === undefined) return;
        said.push(box.validationMessage);
        box.validationMessage = undefined;
        queueMicrotask(react);
      },
      show: () => queueMicrotask(react),
      hide: () => hidden.fire(),
      dispose: () => {
        for (const emitter of [hidden, accepted, changed, triggered]) emitter.dispose();
      },
    };
    return box as unknown as vscode.InputBox;
  }
}
