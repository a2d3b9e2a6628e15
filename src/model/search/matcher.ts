import { Disposable, toDisposable } from '../../util/disposable';
import type { WorkerEvents, WorkerPort } from '../../util/workerPort';
import { matchesIn, type TextMatch } from './matches';
import { expressionOf, isSurelyFast, type SearchQuery } from './query';

/** An expression took longer than anybody waits; it may go on for hours. */
export class TooSlowError extends Error {
  readonly reason = 'tooSlow';

  constructor(readonly milliseconds: number) {
    super(`the expression found no end within ${milliseconds} ms`);
    this.name = 'TooSlowError';
  }
}

/** Some texts that are looked through at once. */
export interface MatchOrder {
  readonly query: SearchQuery;
  readonly texts: readonly string[];
  /** What comes after so many matches is left out. */
  readonly most: number;
}

/** What the worker is sent and sends back; `id` counts the orders. */
export interface WorkerOrder extends MatchOrder {
  readonly id: number;
}
export interface WorkerAnswer {
  readonly id: number;
  readonly found: readonly (readonly TextMatch[])[];
}

/** The matches in each of some texts. @throws BadExpressionError */
export function matchAll({ query, texts, most }: MatchOrder): TextMatch[][] {
  const expression = expressionOf(query);
  let left = most;
  return texts.map((text) => {
    const found = matchesIn(text, expression, left);
    left -= found.length;
    return found;
  });
}

/** How long some texts may take, in milliseconds: no honest expression needs that for what is sent at once. */
const longest = 3000;

/**
 * Finds matches without ever keeping the extension waiting: a regular expression may take for ever, and nothing but the end
 * of its thread stops it. Plain text is found on the spot.
 */
export class Matcher extends Disposable {
  readonly #start: (events: WorkerEvents) => WorkerPort;
  readonly #longest: number;
  #worker: WorkerPort | undefined;
  #waiting: { readonly id: number; readonly answered: (answer: WorkerAnswer | Error) => void } | undefined;
  #count = 0;

  constructor(start: (events: WorkerEvents) => WorkerPort, longestMs = longest) {
    super();
    this.#start = start;
    this.#longest = longestMs;
    this._register(toDisposable(() => this.#end()));
  }

  /**
   * The matches in each of some texts.
   * @param signal ends the search at once
   * @throws BadExpressionError, TooSlowError, or the signal's reason
   */
  async find(order: MatchOrder, signal: AbortSignal): Promise<readonly (readonly TextMatch[])[]> {
    signal.throwIfAborted();
    if (isSurelyFast(order.query)) return matchAll(order);
    // What is wrong with it is found here, so that the worker has nothing to tell but matches.
    expressionOf(order.query);
    const id = ++this.#count;
    const answer = await new Promise<WorkerAnswer | Error>((resolve) => {
      const timer = setTimeout(() => answered(new TooSlowError(this.#longest)), this.#longest);
      const abort = () => answered(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
      const answered = (what: WorkerAnswer | Error) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        if (this.#waiting?.id === id) this.#waiting = undefined;
        // It may still be at work.
        if (what instanceof Error) this.#end();
        resolve(what);
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting = { id, answered };
      this.#worker ??= this.#start({
        // Our own thread, which sends nothing else.
        message: (message) => this.#received(message as WorkerAnswer),
        failed: (error) => {
          this.#end();
          this.#waiting?.answered(error);
        },
      });
      this.#worker.post({ id, ...order } satisfies WorkerOrder);
    });
    if (answer instanceof Error) throw answer;
    return answer.found;
  }

  #received(answer: WorkerAnswer): void {
    if (answer.id === this.#waiting?.id) this.#waiting.answered(answer);
  }

  #end(): void {
    this.#worker?.dispose();
    this.#worker = undefined;
  }
}
