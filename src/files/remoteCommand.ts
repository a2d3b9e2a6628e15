import { bodyWithCode, groupOf } from '../api/commandBody';
import { type Command, editCommand } from '../api/commands';
import { ApiError } from '../api/errors';
import type { HttpClient } from '../api/http';
import type { Contents } from '../model/contents';
import { FileRefusal } from './errors';

/** How old a read may be, in milliseconds, when a conflict check or a `PUT` relies on it. */
const freshFor = 2000;
/** How old a listing or read may be to open a file from it. */
const recentFor = 60_000;

/** The server's side of one command file: reads that are shared and remembered for a moment, and the one write. */
export class RemoteCommand {
  readonly #http: HttpClient;
  readonly #contents: Contents;
  readonly #commandId: number;
  readonly #onGroupUnknown: () => void;
  readonly #now: () => number;
  /** The last record read on its own. `confirmed`: it came from a read, not as the answer of a write. */
  #last: { readonly command: Command; readonly askedAt: number; readonly confirmed: boolean } | undefined;
  /** Writes that ended: what was asked for before such an end may be from before the write. */
  #writes = 0;
  #reading: { readonly askedAt: number; readonly command: Promise<Command> } | undefined;

  /** @param onGroupUnknown told before a write that may erase a group: no answer of the server ever said groups */
  constructor(
    http: HttpClient,
    contents: Contents,
    commandId: number,
    onGroupUnknown: () => void,
    now: () => number = () => performance.now(),
  ) {
    this.#onGroupUnknown = onGroupUnknown;
    this.#http = http;
    this.#contents = contents;
    this.#commandId = commandId;
    this.#now = now;
  }

  /** The record as last known, from this session or from before; maybe long gone on the server. */
  get lastKnown(): Command | undefined {
    return this.#contents.commands.get(this.#commandId);
  }

  /** The record that is known recently enough to open the file from it without a request. */
  get recent(): Command | undefined {
    const known = this.lastKnown;
    const at = this.#contents.codeKnownAt(this.#commandId);
    return known?.code !== undefined && this.#now() - at < recentFor ? known : undefined;
  }

  /**
   * The record as it is on the server now, at most two seconds ago.
   * @param notBefore on the clock of `performance.now()`: a read that was asked for earlier does not count
   * @throws ApiError
   */
  async fresh(notBefore = 0): Promise<Command> {
    // Wall clocks are set back now and then; this one is not.
    const since = Math.max(notBefore, this.#now() - freshFor);
    if (this.#last && this.#last.askedAt >= since) return this.#last.command;
    return this.#read(since);
  }

  /**
   * Puts other code into the full current record.
   * @param notBefore when the save began, on the clock of `performance.now()`: what was read earlier is not relied on
   * @param mayReplace asked with the code that is on the server, right before the write; throws to refuse
   * @returns the code that the server has now
   * @throws ApiError, IncompleteCommandError, or what `mayReplace` throws
   */
  async write(code: string, notBefore: number, mayReplace: (remote: Command) => void): Promise<string> {
    // The answer of a write is no base for the next one: which of its fields were left out cannot be told.
    if (!this.#last?.confirmed) this.#last = undefined;
    const remote = await this.fresh(notBefore);
    mayReplace(remote);
    if (remote.code === code) return code;
    const lastKnownGroup = this.#contents.lastKnownGroup(this.#commandId);
    if (groupOf(remote) === undefined && lastKnownGroup === undefined) this.#onGroupUnknown();
    const body = bodyWithCode(remote, code, lastKnownGroup);
    this.#last = undefined;
    const askedAt = this.#now();
    const answer = await editCommand(this.#http, this.#contents.botId, this.#commandId, body).finally(() => {
      this.#writes++;
      this.#last = undefined;
      this.#reading = undefined;
    });
    if (answer?.code === undefined) return this.#verify(code, remote);
    this.#last = { command: answer, askedAt, confirmed: false };
    this.#contents.take(answer);
    return this.#kept(answer.code ?? '', code, remote);
  }

  /** The server confirmed a write without the record: only a look tells what was stored. */
  async #verify(code: string, before: Command): Promise<string> {
    try {
      const { code: stored } = await this.#read(this.#now());
      if (stored === undefined) throw new ApiError('malformed', { endpoint: 'getCommand' });
      return this.#kept(stored ?? '', code, before);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { endpoint, reason, status } = error;
      const known = status === undefined ? {} : { status };
      throw new ApiError(reason, { endpoint, ...known, outcomeUnknown: true, cause: error });
    }
  }

  /** @throws FileRefusal when the server answered well and has the old code all the same */
  #kept(stored: string, sent: string, before: Command): string {
    const isRewriting = withoutBlanks(stored) === withoutBlanks(sent);
    if (stored === (before.code ?? '') && !isRewriting)
      throw new FileRefusal('notKept', before.command ?? '');
    return stored;
  }

  /** @param since a read that is under way is shared when it was asked for after this */
  #read(since: number): Promise<Command> {
    if (this.#reading && this.#reading.askedAt >= since) return this.#reading.command;
    const askedAt = this.#now();
    const writes = this.#writes;
    const command = this.#contents.fetchCommand(this.#commandId).then((record) => {
      if (writes === this.#writes && (!this.#last || this.#last.askedAt <= askedAt))
        this.#last = { command: record, askedAt, confirmed: true };
      return record;
    });
    const reading = { askedAt, command };
    this.#reading = reading;
    const done = () => {
      if (this.#reading === reading) this.#reading = undefined;
    };
    command.then(done, done);
    return command;
  }
}

/** What is left when a server unifies line ends and trims blanks at the ends of lines and of the text. */
function withoutBlanks(text: string): string {
  return text.replace(/[ \t\r]+$/gm, '').trimEnd();
}

/** The command is gone from the server, as far as the server says so plainly. */
export function isGone(error: unknown): boolean {
  return ApiError.is(error, 'notFound');
}
