import * as v from 'valibot';

/** Fields of records: nearly every one may be null or left out (API documentation, "Get started"). */
export const text = v.optional(v.nullable(v.string()));
export const number = v.optional(v.nullable(v.number()));
export const flag = v.optional(v.nullable(v.boolean()));

const numberOrText = v.optional(v.nullable(v.union([v.number(), v.string()])));

/** A number that some servers write as a text; `undefined` when it is none or is not said. */
export const amount = v.pipe(
  numberOrText,
  v.transform((value) => numberOf(value) ?? undefined),
);

/** An id of Telegram's as a text: the documentation has it as one, and a number could lose its last digits. */
export const telegramId = v.pipe(
  numberOrText,
  v.transform((value) => (value == null || value === '' ? undefined : String(value))),
);

/** An address that is given to the browser: never one that starts something else on this machine. */
export const webLink = v.pipe(v.string(), v.url(), v.regex(/^(?:https|tg):\/\//i));

/** A number, also from a text; `null` for anything else. */
export function numberOf(value: number | string | null | undefined): number | null {
  const result = value == null || value === '' ? Number.NaN : Number(value);
  return Number.isFinite(result) ? result : null;
}
