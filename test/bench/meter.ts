/** What the benchmark's server tells about the requests that it saw. */

/** Times in milliseconds since 1970; all processes of the benchmark share one clock. */
export interface MeteredRequest {
  readonly endpoint: string | null;
  readonly arrived: number;
  readonly answered: number;
}

/** How the extension host reaches a server of the benchmark and its meter. */
export interface ServerPlace {
  readonly url: string;
  readonly apiKey: string;
  readonly meterUrl: string;
}

/** One run of one action. */
export interface Run {
  /** Until the action was over. */
  readonly ms: number;
  readonly requests: number;
  /** How often something was asked only after an answer had come. */
  readonly roundTrips: number;
  /** Round trips until it was over; the rest goes on behind it. */
  readonly awaitedTrips: number;
  /** Requests whose answer was there when the action was over; it may have waited for them. */
  readonly awaited: number;
  /** The longest time at a stretch in which the extension host could do nothing else, in milliseconds. */
  readonly blockedMs: number;
}

/** By the action's name, in the order of the runs. */
export type Runs = Record<string, Run[]>;

/** Requests that were under way at the same time are one round trip. */
export function roundTripsOf(requests: readonly MeteredRequest[]): number {
  let count = 0;
  let firstAnswer = -Infinity;
  for (const { arrived, answered } of [...requests].sort((one, other) => one.arrived - other.arrived)) {
    if (arrived >= firstAnswer) {
      count += 1;
      firstAnswer = answered;
    } else {
      firstAnswer = Math.min(firstAnswer, answered);
    }
  }
  return count;
}
