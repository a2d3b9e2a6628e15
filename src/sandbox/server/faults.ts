import * as v from 'valibot';

import { endpointIds, type EndpointId } from '../../api/endpoints';
import { type TelegramMethod, telegramMethods } from './telegramMethods';

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/**
 * To which requests a switch applies; what is not said does not matter. Telegram's own Bot API is met only by a switch
 * that names one of its methods: it is another server.
 */
const scope = {
  endpoint: v.exactOptional(v.picklist([...endpointIds, ...telegramMethods])),
  /** Ids in the path, e.g. `{ command_id: 65750001 }`. */
  params: v.exactOptional(v.record(v.string(), v.number())),
  /** Only the next so many requests; absent: until the switch is removed. The edits by others default to 1. */
  times: v.exactOptional(count),
  /** So many requests pass before it begins. */
  after: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
};

/** A fault and the requests that it meets. */
export const faultSwitch = v.variant('kind', [
  /** Wait before anything else; combines with other faults. */
  v.strictObject({ ...scope, kind: v.literal('latency'), ms: milliseconds }),
  /** Wait like `latency`, but until the switches are cleared: for what has to be seen while a request is under way. */
  v.strictObject({ ...scope, kind: v.literal('held') }),
  /** An error status; nothing is applied. `retryAfter` in seconds. */
  v.strictObject({
    ...scope,
    kind: v.literal('status'),
    status: v.picklist([401, 403, 404, 422, 429, 500, 502, 503]),
    retryAfter: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  /** The connection ends before an answer; nothing is applied. */
  v.strictObject({ ...scope, kind: v.literal('dropConnection') }),
  /** The write is applied, then the connection ends without an answer. */
  v.strictObject({ ...scope, kind: v.literal('dropAfterApply') }),
  /** Headers for the whole body, half of its bytes, then the connection ends. */
  v.strictObject({ ...scope, kind: v.literal('halfBody') }),
  /** A complete answer whose JSON is cut in half. */
  v.strictObject({ ...scope, kind: v.literal('halfJson') }),
  /** 200 with an HTML page, as from a captive portal; nothing is applied. */
  v.strictObject({ ...scope, kind: v.literal('html') }),
  /** Applied, and answered with a plain word. */
  v.strictObject({
    ...scope,
    kind: v.literal('plainText'),
    text: v.exactOptional(v.picklist(['true', 'ok', 'success'])),
  }),
  /** Applied, and answered with a 200 without a body. */
  v.strictObject({ ...scope, kind: v.literal('emptyBody') }),
  /** 200 with `{"errors": [message]}`; nothing is applied. */
  v.strictObject({ ...scope, kind: v.literal('errors200'), message: v.exactOptional(v.string()) }),
  /** Applied, and never answered. */
  v.strictObject({ ...scope, kind: v.literal('never') }),
  /** Applied, and answered so much later. */
  v.strictObject({ ...scope, kind: v.literal('late'), ms: milliseconds }),
  /** Another person changes the code just before the next *Get Command Details* is answered. */
  v.strictObject({
    ...scope,
    kind: v.literal('editBeforeNextSave'),
    code: v.exactOptional(v.string()),
    append: v.exactOptional(v.string()),
  }),
  /** Another person changes the code after the client's read and just before its *Edit Command* is applied. */
  v.strictObject({ ...scope, kind: v.literal('editBetweenReadAndPut'), append: v.string() }),
  /** Answers about commands lack `commands_group`. */
  v.strictObject({ ...scope, kind: v.literal('groupNotEchoed') }),
  /** Answers of the endpoint lack these keys, single and listed; without an endpoint those about commands. */
  v.strictObject({ ...scope, kind: v.literal('omitFields'), fields: v.array(v.string()) }),
  /** *Get Commands* answers without `code`. */
  v.strictObject({ ...scope, kind: v.literal('listWithoutCode') }),
  /** The server trims white space at the end of a code that is saved and puts one line end there. */
  v.strictObject({ ...scope, kind: v.literal('normaliseText') }),
  /** The route does not exist: 404 with an HTML page. */
  v.strictObject({ ...scope, kind: v.literal('routeMissing') }),
  /** 302 to another address; nothing is applied. */
  v.strictObject({ ...scope, kind: v.literal('redirect'), location: v.string() }),
]);

export type FaultSwitch = v.InferOutput<typeof faultSwitch>;
export type FaultKind = FaultSwitch['kind'];

/** Faults that mean one endpoint whatever a switch says. */
const ownEndpoint: Readonly<Partial<Record<FaultKind, EndpointId>>> = {
  editBeforeNextSave: 'getCommand',
  editBetweenReadAndPut: 'editCommand',
  listWithoutCode: 'getCommands',
};

/** What a switch may meet. */
export interface FaultTarget {
  readonly endpoint: EndpointId | TelegramMethod;
  readonly params: Readonly<Record<string, number>>;
}

interface Active {
  readonly fault: FaultSwitch;
  pass: number;
  left: number;
}

/** The fault switches of one sandbox. */
export class Faults {
  readonly #active: Active[] = [];
  #release = new AbortController();

  /** Sets switches besides those that are set. */
  add(...switches: FaultSwitch[]): void {
    for (const fault of switches) {
      const once = fault.kind === 'editBeforeNextSave' || fault.kind === 'editBetweenReadAndPut';
      this.#active.push({ fault, pass: fault.after ?? 0, left: fault.times ?? (once ? 1 : Infinity) });
    }
  }

  /** Removes all switches, and lets go what is held. */
  clear(): void {
    this.#active.length = 0;
    this.#release.abort();
    this.#release = new AbortController();
  }

  /** Resolves when the switches are cleared; rejects with the signal's reason when that is aborted before. */
  async whenCleared(signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([this.#release.signal, signal]);
    if (!either.aborted) {
      await new Promise<void>((resolve) => either.addEventListener('abort', () => resolve(), { once: true }));
    }
    signal.throwIfAborted();
  }

  /** The switches that are still to have an effect, `times` being what is left. */
  list(): FaultSwitch[] {
    return this.#active.map(({ fault, left, pass }) => ({
      ...fault,
      ...(left === Infinity ? {} : { times: left }),
      ...(pass === 0 ? {} : { after: pass }),
    }));
  }

  /** All faults of a request, in the order in which they were set; counts it on each of them. */
  take(target: FaultTarget): FaultSwitch[] {
    const taken: FaultSwitch[] = [];
    for (const active of [...this.#active]) {
      if (!meets(active.fault, target)) continue;
      if (active.pass > 0) {
        active.pass--;
        continue;
      }
      taken.push(active.fault);
      active.left--;
      if (active.left <= 0) this.#active.splice(this.#active.indexOf(active), 1);
    }
    return taken;
  }
}

function meets(fault: FaultSwitch, target: FaultTarget): boolean {
  const endpoint = ownEndpoint[fault.kind] ?? fault.endpoint;
  if (endpoint === undefined && telegramMethods.some((method) => method === target.endpoint)) return false;
  if (endpoint !== undefined && endpoint !== target.endpoint) return false;
  return Object.entries(fault.params ?? {}).every(([name, value]) => target.params[name] === value);
}
