/** A command was not deleted, because it could not be kept on this machine first. */
export class UnkeptError extends Error {
  readonly reason = 'unkept';

  /** @param command its name */
  constructor(
    readonly command: string,
    cause?: unknown,
  ) {
    super(`${command}: it could not be kept, so it was not deleted`, { cause });
    this.name = 'UnkeptError';
  }
}

/** The server confirmed a change and still has what was there before. */
export class NotKeptError extends Error {
  readonly reason = 'notKept';

  /** @param command the name of what was to be changed */
  constructor(readonly command: string) {
    super(`${command}: the server confirmed the change and did not make it`);
    this.name = 'NotKeptError';
  }
}
