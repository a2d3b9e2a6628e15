import type { CommandProperties } from '../api/commandBody';

/** A property has another value on the server than the person was shown, so it was not overwritten. */
export class ChangedMeanwhileError extends Error {
  readonly reason = 'changedMeanwhile';

  /**
   * @param command the name of the command
   * @param now its properties as they are on the server
   */
  constructor(
    readonly command: string,
    readonly now: CommandProperties,
  ) {
    super(`${command}: the property was changed meanwhile`);
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
