import type { CommandDetails } from '../api/commandBody';

/** A detail has another value on the server than the person was shown, so nothing was overwritten. */
export class ChangedMeanwhileError extends Error {
  readonly reason = 'changedMeanwhile';

  /**
   * @param command the name of the command
   * @param now its details as they are on the server
   */
  constructor(
    readonly command: string,
    readonly now: CommandDetails,
  ) {
    super(`${command}: it was changed meanwhile`);
    this.name = 'ChangedMeanwhileError';
  }
}

/** A text of a command is another than the one that was looked through, so nothing of the command was changed. */
export class TextsChangedError extends Error {
  readonly reason = 'textsChanged';

  /** @param command its name */
  constructor(readonly command: string) {
    super(`${command}: a text was changed meanwhile`);
    this.name = 'TextsChangedError';
  }
}
