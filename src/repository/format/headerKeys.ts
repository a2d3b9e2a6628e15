/** The keys of a header, in the order in which they are written. Source: Bots.Business help, repository format. */
export const headerKeys = [
  'command',
  'help',
  'need_reply',
  'auto_retry_time',
  'folder',
  'answer',
  'keyboard',
  'aliases',
  'group',
] as const;

export type HeaderKey = (typeof headerKeys)[number];

/**
 * The keys whose value may be a block. The reader takes a block of any key; of the blocks that were exported all are of
 * these. Source: measured on 9,147 exported headers.
 */
export const blockKeys: ReadonlySet<HeaderKey> = new Set(['help', 'answer', 'keyboard']);

export function isHeaderKey(key: string): key is HeaderKey {
  return (headerKeys as readonly string[]).includes(key);
}

/** Blank values mean "none". */
export function isBlank(value: string): boolean {
  return value.trim() === '';
}
