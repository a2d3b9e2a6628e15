/** A moment in local time and in UTC. */
export interface LocalAndUtc {
  readonly local: string;
  readonly utc: string;
  /** The one, with the other in parentheses. */
  readonly both: string;
}

/**
 * A moment for a person, in local time with UTC beside it; `undefined` when the server did not say or said no date.
 * @param moment as the server writes it, or milliseconds since 1970
 */
export function localAndUtc(moment: string | number | null | undefined): LocalAndUtc | undefined {
  const time = typeof moment === 'number' ? moment : moment ? Date.parse(moment) : Number.NaN;
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return undefined;
  const local = date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  const utc = `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return { local, utc, both: `${local} (${utc})` };
}
