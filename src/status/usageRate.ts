/** What is known of the iterations of a period; times in milliseconds since 1970, `NaN` or absent when the server does not say. */
export interface PeriodUsage {
  readonly used: number;
  readonly limit: number;
  readonly startedAt?: number | undefined;
  readonly endsAt?: number | undefined;
  /** When `used` was read. */
  readonly readAt: number;
}

/**
 * When the limit will be reached if iterations are used as they were since the period began. `reached`: it is already;
 * `at`: then, in milliseconds since 1970; `notInPeriod`: the period ends before.
 */
export type LimitForecast =
  | { readonly kind: 'reached' }
  | { readonly kind: 'at'; readonly time: number }
  | { readonly kind: 'notInPeriod' };

/** In milliseconds. One busy minute after the period began says nothing about a month. */
const tooShort = 60 * 60 * 1000;

/**
 * The simplest forecast there is: an even rate since the period began.
 * @returns `undefined` when it cannot be told: no limit, no beginning, the period just began, or is over
 */
export function forecastLimit({
  used,
  limit,
  startedAt,
  endsAt,
  readAt,
}: PeriodUsage): LimitForecast | undefined {
  if (!(limit > 0) || !Number.isFinite(used)) return undefined;
  if (used >= limit) return { kind: 'reached' };
  const begin = startedAt ?? Number.NaN;
  const end = endsAt ?? Number.NaN;
  const elapsed = readAt - begin;
  if (!(elapsed >= tooShort) || end <= readAt) return undefined;
  if (used <= 0) return Number.isNaN(end) ? undefined : { kind: 'notInPeriod' };
  const time = readAt + (limit - used) * (elapsed / used);
  if (time >= end) return { kind: 'notInPeriod' };
  // Without an end, a date that no calendar has is none.
  return Number.isFinite(new Date(time).getTime()) ? { kind: 'at', time } : undefined;
}
