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
