/** The server confirmed a change and still has what was there before. */
export class NotKeptError extends Error {
  readonly reason = 'notKept';

  /** @param command the name of what was to be changed */
  constructor(readonly command: string) {
    super(`${command}: the server confirmed the change and did not make it`);
    this.name = 'NotKeptError';
  }
}
