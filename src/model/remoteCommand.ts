import {
  changedBody,
  type CommandChange,
  type CommandDetails,
  detailsOf,
  groupOf,
  hasChange,
  saysProperties,
} from '../api/commandBody';
import { type Command, deleteCommand, editCommand } from '../api/commands';
import { ApiError } from '../api/errors';
import type { HttpClient } from '../api/http';
import type { Contents, VersionEnd } from './contents';
import type { Judge } from './judges';
import { NotKeptError } from './notKept';

/** How old a read may be, in milliseconds, when a conflict check or a `PUT` relies on it. */
const freshFor = 2000;
/** How old a listing or read may be to open a file from it. */
const recentFor = 60_000;

/** The server's side of one command: reads that are shared and remembered for a moment, and all its writes. */
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
  /** The write that the next one waits for. */
  #writing: Promise<unknown> = Promise.resolve();

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
    if (this.#last && this.#last.askedAt >= since && !this.#isOvertaken(this.#last.command))
      return this.#last.command;
    return this.#read(since);
  }

  /** A listing brought another code meanwhile: whoever asks because of that must not be told the old one. */
  #isOvertaken({ code }: Command): boolean {
    return code !== undefined && this.lastKnown?.code !== code;
  }

  /**
   * Puts other code into the full current record.
   * @param notBefore when the save began, on the clock of `performance.now()`: what was read earlier is not relied on
   * @returns the code that the server has now
   * @throws ApiError, IncompleteCommandError, NotKeptError, or what `mayReplace` throws
   */
  async write(code: string, notBefore: number, mayReplace: Judge): Promise<string> {
    const edit = () => this.#edit({ code }, notBefore, mayReplace);
    const { before, after, wasLookedAt } = await this.#inTurn(edit);
    const stored = after.code ?? '';
    if (after !== before) this.#tellSaved(before, after);
    if (isRewriting(stored, code)) return stored;
    if (stored === (before.code ?? '')) throw new NotKeptError(before.command ?? '');
    // The write was confirmed, so what a look shows after it is somebody's who came later.
    return wasLookedAt ? code : stored;
  }

  /** The details as they are on the server now. @throws ApiError */
  async details(): Promise<CommandDetails> {
    return this.#detailsOf(await this.fresh(this.#now()));
  }

  /**
   * Gives the command other values, all in one write; everything else stays what it is on the server.
   * @param mayReplace asked with the record right before it is replaced
   * @returns the records from before and after
   * @throws ApiError, IncompleteCommandError, NotKeptError, or what `mayReplace` throws
   */
  async change(change: CommandChange, mayReplace: Judge): Promise<{ before: Command; after: Command }> {
    const changed = await this.#alone(() => this.#replace(change, mayReplace));
    if (change.group !== undefined && groupOf(changed.after) === undefined) {
      // Else the next save would bring the former group back.
      this.#contents.noteGroup(this.#commandId, change.group === '' ? null : change.group);
    }
    return changed;
  }

  #detailsOf(command: Command): CommandDetails {
    return detailsOf(command, this.#contents.lastKnownGroup(this.#commandId));
  }

  async #replace(change: CommandChange, mayReplace: Judge): Promise<{ before: Command; after: Command }> {
    let before: Command | undefined;
    const judge: Judge = (remote, details) => {
      mayReplace(remote, details);
      before = remote;
    };
    try {
      const edited = await this.#edit(change, this.#now(), judge);
      if (!this.#isKept(edited, change)) throw new NotKeptError(edited.before.command ?? '');
      if (edited.after !== edited.before) this.#tellSaved(edited.before, edited.after);
      return edited;
    } catch (error) {
      if (!before || !ApiError.is(error) || !error.outcomeUnknown) throw error;
      // No answer says nothing; the record does.
      const after = await this.#read(this.#now()).catch(() => undefined);
      if (!after || !hasChange(after, change)) throw error;
      this.#tellSaved(before, after);
      return { before, after };
    }
  }

  /** Whether the record from after a write has each part of a change. */
  #isKept({ before, after }: { before: Command; after: Command }, change: CommandChange): boolean {
    const former: CommandChange = { ...this.#detailsOf(before), code: before.code ?? '' };
    return (Object.keys(change) as (keyof CommandChange)[]).every((name) => {
      if (hasChange(after, { [name]: change[name] })) return true;
      if (name === 'name' || name === 'folderId') return false;
      if (name === 'group' && groupOf(after) === undefined) return true;
      if (name === 'code' && isRewriting(after.code ?? '', change.code ?? '')) return true;
      // A server may make something of its own out of a value; only what was there before is none.
      return !hasChange(after, { [name]: former[name] });
    });
  }

  /** What an answer leaves out is as it was sent. */
  #tellSaved(before: Command, after: Command): void {
    this.#contents.tellVersion('saved', { ...before, ...after });
  }

  /**
   * Deletes the command; one that is gone already counts as deleted.
   * @throws ApiError, UnkeptError, or what `mayDelete` throws
   */
  async delete(mayDelete: Judge): Promise<void> {
    await this.#alone(async () => {
      try {
        const before = await this.fresh(this.#now());
        mayDelete(before, this.#detailsOf(before));
        await this.#contents.tellDeletion(before);
        await deleteCommand(this.#http, this.#contents.botId, this.#commandId).finally(() => this.#forget());
      } catch (error) {
        if (!isGone(error) && !(await this.#isGoneAfter(error))) throw error;
      }
      this.#contents.commandGone(this.#commandId);
    });
  }

  /** Whether a deletion of unknown outcome was done. */
  async #isGoneAfter(error: unknown): Promise<boolean> {
    if (!ApiError.is(error) || !error.outcomeUnknown) return false;
    return this.#read(this.#now()).then(() => false, isGone);
  }

  /**
   * Like `#inTurn`, and while no other window writes the command. Held before the turn comes: a save has the command to
   * itself before it comes here, and two that wait for each other's half would both wait until the time is up.
   */
  async #alone<T>(task: () => Promise<T>): Promise<T> {
    const hold = await this.#contents.hold(this.#commandId);
    try {
      return await this.#inTurn(task);
    } finally {
      await hold.letGo();
    }
  }

  /** Writes to one command go one after the other: each one sends the whole record. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#writing.then(task, task);
    this.#writing = result.catch(() => undefined);
    return result;
  }

  async #edit(
    change: CommandChange,
    notBefore: number,
    mayReplace: Judge,
  ): Promise<{ before: Command; after: Command; wasLookedAt: boolean }> {
    // The answer of a write is no base for the next one: which of its fields were left out cannot be told.
    if (!this.#last?.confirmed) this.#last = undefined;
    const before = await this.fresh(notBefore);
    mayReplace(before, this.#detailsOf(before));
    if (hasChange(before, change)) return { before, after: before, wasLookedAt: false };
    const lastKnownGroup = this.#contents.lastKnownGroup(this.#commandId);
    const isGroupUnknown = groupOf(before) === undefined && lastKnownGroup === undefined;
    if (isGroupUnknown && change.group === undefined) this.#onGroupUnknown();
    const body = changedBody(before, change, lastKnownGroup);
    this.#contents.tellVersion(endBy(change), before);
    this.#last = undefined;
    const askedAt = this.#now();
    const { botId } = this.#contents;
    const answer = await editCommand(this.#http, botId, this.#commandId, body).finally(() => this.#forget());
    if (!answer || saysTooLittle(answer) || !saysProperties(answer, change)) {
      return { before, after: await this.#lookAfterWrite(), wasLookedAt: true };
    }
    this.#last = { command: answer, askedAt, confirmed: false };
    this.#contents.take(answer);
    return { before, after: answer, wasLookedAt: false };
  }

  /** What was read before a write ended may be from before it. */
  #forget(): void {
    this.#writes++;
    this.#last = undefined;
    this.#reading = undefined;
  }

  /** The server confirmed a write without the record: only a look tells what was stored. */
  async #lookAfterWrite(): Promise<Command> {
    try {
      const command = await this.#read(this.#now());
      if (command.code === undefined) throw new ApiError('malformed', { endpoint: 'getCommand' });
      return command;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { endpoint, reason, status } = error;
      const known = status === undefined ? {} : { status };
      throw new ApiError(reason, { endpoint, ...known, outcomeUnknown: true, cause: error });
    }
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

/** What ends the version that a change replaces. */
function endBy({ code, name, folderId }: CommandChange): Exclude<VersionEnd, 'delete'> {
  if (code !== undefined) return 'code';
  if (name !== undefined) return 'rename';
  return folderId === undefined ? 'properties' : 'move';
}

/** An answer from which it cannot be told whether the change was made. */
function saysTooLittle({ command, code, commands_folder_id }: Command): boolean {
  return command === undefined || code === undefined || commands_folder_id === undefined;
}

/** What is left when a server unifies line ends and trims blanks at the ends of lines and of the text. */
function withoutBlanks(text: string): string {
  return text.replace(/[ \t\r]+$/gm, '').trimEnd();
}

/** Whether a text is what a server may make of one that it is sent. */
export function isRewriting(stored: string, sent: string): boolean {
  return withoutBlanks(stored) === withoutBlanks(sent);
}

/** The command is gone from the server, as far as the server says so plainly. */
export function isGone(error: unknown): boolean {
  return ApiError.is(error, 'notFound');
}
