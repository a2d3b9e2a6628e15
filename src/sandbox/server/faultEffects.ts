import { delay } from '../../util/async';
import { editAsOtherPerson } from '../otherPerson';
import type { SandboxStore } from '../store/store';
import {
  type Answer,
  emptyAnswer,
  htmlAnswer,
  jsonAnswer,
  routeMissing,
  textAnswer,
  unauthorized,
} from './answer';
import type { FaultKind, Faults, FaultSwitch, FaultTarget } from './faults';

export type FaultOf<Kind extends FaultKind> = Extract<FaultSwitch, { kind: Kind }>;

/** How an answer leaves: as it is, not at all, or as the start of it. */
export type Delivery = 'whole' | 'dropped' | 'half' | 'never';

/**
 * What happens to a request before its key is looked at: a fault here stands for the network and for proxies too.
 * @returns the answer that the server's place takes, `dropped`, or `undefined` when the request goes on
 */
export async function beforeServer(
  faults: readonly FaultSwitch[],
  held: Pick<Faults, 'whenCleared'>,
  signal: AbortSignal,
  answerFor: typeof statusAnswer,
): Promise<Answer | 'dropped' | undefined> {
  for (const fault of faults) {
    switch (fault.kind) {
      case 'latency':
        await delay(fault.ms, signal);
        break;
      case 'held':
        await held.whenCleared(signal);
        break;
      case 'dropConnection':
        return 'dropped';
      case 'status':
        return answerFor(fault);
      case 'html':
        return htmlAnswer('Please sign in to this network', 200);
      case 'errors200':
        return jsonAnswer({ errors: [fault.message ?? 'The sandbox was told to refuse this.'] });
      case 'routeMissing':
        return routeMissing();
      case 'redirect':
        return { ...emptyAnswer(302), headers: { location: fault.location } };
      default:
        break;
    }
  }
  return undefined;
}

/** What other people do at the moment at which a request arrives. */
export function editsByOthers(
  store: SandboxStore,
  faults: readonly FaultSwitch[],
  params: FaultTarget['params'],
): void {
  for (const fault of faults) {
    if (fault.kind !== 'editBeforeNextSave' && fault.kind !== 'editBetweenReadAndPut') continue;
    editAsOtherPerson(store, params['bot_id'] ?? NaN, params['command_id'] ?? NaN, fault);
  }
}

/** What the server makes of a code that is saved. */
export function storedText(faults: readonly FaultSwitch[]): (code: string) => string {
  return faults.some((fault) => fault.kind === 'normaliseText')
    ? (code) => `${code.trimEnd()}\n`
    : (code) => code;
}

/** What the answer of a request that was carried out looks like. */
export function reshape(answer: Answer, faults: readonly FaultSwitch[], { endpoint }: FaultTarget): Answer {
  let shaped = answer;
  const isOfCommands = /Commands?$/.test(endpoint);
  for (const fault of faults) {
    switch (fault.kind) {
      case 'groupNotEchoed':
        if (isOfCommands) shaped = withoutKeys(shaped, ['commands_group']);
        break;
      case 'omitFields':
        if (isOfCommands || fault.endpoint === endpoint) shaped = withoutKeys(shaped, fault.fields);
        break;
      case 'listWithoutCode':
        shaped = withoutKeys(shaped, ['code']);
        break;
      case 'halfJson':
        shaped = cut(shaped);
        break;
      case 'plainText':
        if (shaped.status === 200) shaped = textAnswer(fault.text ?? 'ok');
        break;
      case 'emptyBody':
        if (shaped.status === 200) shaped = emptyAnswer();
        break;
      default:
        break;
    }
  }
  return shaped;
}

/** How an answer leaves, after the wait that a fault asks for. */
export async function delivery(faults: readonly FaultSwitch[], signal: AbortSignal): Promise<Delivery> {
  for (const fault of faults) {
    if (fault.kind === 'late') await delay(fault.ms, signal);
    else if (fault.kind === 'dropAfterApply') return 'dropped';
    else if (fault.kind === 'halfBody') return 'half';
    else if (fault.kind === 'never') return 'never';
  }
  return 'whole';
}

/** Error texts besides 401's are not documented, assumed; 5xx are pages, as a proxy sends them. */
export function statusAnswer({ status, retryAfter }: FaultOf<'status'>): Answer {
  const headers = retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } };
  switch (status) {
    case 401:
      return unauthorized();
    case 403:
      return jsonAnswer({ error: 'You are not allowed to do this' }, status);
    case 404:
      return jsonAnswer({ error: 'Not found' }, status);
    case 422:
      return jsonAnswer({ errors: ['The sandbox was told to refuse this.'] }, status);
    case 429:
      return { ...jsonAnswer({ error: 'Too many requests' }, status), ...headers };
    default:
      return { ...htmlAnswer(`${status} Server Error`, status), ...headers };
  }
}

function withoutKeys(answer: Answer, keys: readonly string[]): Answer {
  if (answer.status !== 200 || answer.value === undefined) return answer;
  const strip = (record: unknown): unknown =>
    typeof record === 'object' && record !== null
      ? Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)))
      : record;
  return jsonAnswer(Array.isArray(answer.value) ? answer.value.map(strip) : strip(answer.value));
}

function cut(answer: Answer): Answer {
  const { value: _, ...rest } = answer;
  return { ...rest, body: answer.body.slice(0, Math.ceil(answer.body.length / 2)) };
}
