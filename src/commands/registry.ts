import * as vscode from 'vscode';

import { ApiError } from '../api/errors';
import { fileSentence } from '../files/fileSentences';
import { commandIds, type CommandId } from '../util/contract';
import { Disposable } from '../util/disposable';
import type { Log } from '../util/log';
import type { Node } from '../views/nodes';

/** Thrown to end a command that the person cancelled; nobody is told. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** A way on that a notice offers. */
export interface WayOn {
  readonly label: string;
  readonly command: CommandId;
  /** What the command is called with. */
  readonly argument: Node | string;
}

/** A failure for which the command knows a better sentence than the general one. */
export class Explained extends Error {
  /** @param sentence for the person, already in their language */
  constructor(
    readonly sentence: string,
    cause?: unknown,
    readonly wayOn?: WayOn,
  ) {
    super(sentence, { cause });
    this.name = 'Explained';
  }
}

/**
 * What a command does.
 * @param node the row it was called on, `undefined` from the palette; of the type that `package.json` decides
 * @param selected all rows that are selected with it, `undefined` when it is one
 */
export type CommandRun<N, S> = (
  node: N | undefined,
  selected: readonly S[] | undefined,
) => PromiseLike<unknown> | void;

/** Takes commands. */
export interface Commands {
  register<N, S = Node>(id: CommandId, run: CommandRun<N, S>): void;
}

/**
 * The one wrapper that all commands go through: what fails becomes a notice with the way to the log, what was
 * cancelled stays silent.
 */
export class CommandRegistry extends Disposable implements Commands {
  readonly #log: Log;

  constructor(log: Log) {
    super();
    this.#log = log;
  }

  register<N, S = Node>(id: CommandId, run: CommandRun<N, S>): void {
    this._register(
      vscode.commands.registerCommand(id, (node?: N, selected?: readonly S[]) =>
        this.run(id, async () => run(node, selected)),
      ),
    );
  }

  /** Runs what a person asked for in another way than by a command. @param what it is called in the log */
  async run<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Cancelled || ApiError.is(error, 'aborted')) return undefined;
      this.#log.error(`${what} failed`, error);
      // Not awaited: the command is over, the notice may stay for as long as it likes.
      void this.#tell(error);
      return undefined;
    }
  }

  async #tell(error: unknown): Promise<void> {
    const showLog = vscode.l10n.t('Show Log');
    const signIn = vscode.l10n.t('Sign In');
    const isKey = ApiError.is(error, 'unauthorized') || ApiError.is(causeOf(error), 'unauthorized');
    const wayOn = error instanceof Explained ? error.wayOn : undefined;
    const actions = [...(wayOn ? [wayOn.label] : []), ...(isKey && !wayOn ? [signIn] : []), showLog];
    // Names come from people: in a notice what looks like a link would be one.
    const sentence = sentenceOf(error).replaceAll('](', '] (');
    const pressed = await vscode.window.showErrorMessage(sentence, ...actions);
    if (pressed !== undefined && pressed === wayOn?.label) {
      await vscode.commands.executeCommand(wayOn.command, wayOn.argument);
      return;
    }
    if (pressed === showLog) await vscode.commands.executeCommand(commandIds.showLog);
    if (pressed === signIn) await vscode.commands.executeCommand(commandIds.signIn);
  }
}

/** What a failure is to the person. */
export function sentenceOf(error: unknown): string {
  return error instanceof Explained ? error.sentence : fileSentence(error);
}

function causeOf(error: unknown): unknown {
  return error instanceof Explained ? error.cause : undefined;
}
