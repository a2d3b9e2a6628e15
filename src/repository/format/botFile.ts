import { FormatRefusal } from './refusal';

/** A value of JSON as `bot.json` may hold it. */
export type BotFileValue = string | number | boolean | null;

/**
 * `bot.json` as it is laid out: the members of its object in their order, unknown ones too, with what stands between
 * them. A file that is no JSON object is kept as its text.
 */
export type BotFile =
  | {
      readonly readable: true;
      /** From the start of the file to behind `{`. */
      readonly start: string;
      readonly members: readonly BotFileMember[];
      /** From `}` to the end of the file, with the spaces before. */
      readonly end: string;
    }
  | { readonly readable: false; readonly text: string };

export interface BotFileMember {
  readonly key: string;
  /** From behind the member before to the value: spaces, comma, key as written, colon. */
  readonly lead: string;
  /** The value as written. */
  readonly value: string;
}

/** Lays `bot.json` out; printing that gives the same text. Never throws. */
export function parseBotFile(text: string): BotFile {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (!isJsonObject(json)) return { readable: false, text };
  const opening = text.indexOf('{') + 1;
  const members: BotFileMember[] = [];
  let at = opening;
  for (;;) {
    const lead = /[\s,]*/y;
    const keyStart = at + lengthOf(lead, text, at);
    if (text[keyStart] === '}')
      return { readable: true, start: text.slice(0, opening), members, end: text.slice(at) };
    const keyEnd = endOfValue(text, keyStart);
    const valueStart = keyEnd + lengthOf(/\s*:\s*/y, text, keyEnd);
    const valueEnd = endOfValue(text, valueStart);
    members.push({
      key: JSON.parse(text.slice(keyStart, keyEnd)) as string,
      lead: text.slice(at, valueStart),
      value: text.slice(valueStart, valueEnd),
    });
    at = valueEnd;
  }
}

/** The text of `bot.json`, character for character what was laid out. */
export function printBotFile(file: BotFile): string {
  if (!file.readable) return file.text;
  return file.start + file.members.map(({ lead, value }) => lead + value).join('') + file.end;
}

/** What a key of `bot.json` says; of members with the same key the last counts. `undefined` when there is none. */
export function botFileValue(file: BotFile, key: string): unknown {
  const member = file.readable ? file.members.findLast((each) => each.key === key) : undefined;
  return member && (JSON.parse(member.value) as unknown);
}

/**
 * `bot.json` with another value for one key. Only the value's own characters differ; a key that is missing comes last,
 * with the spaces of the member before. The value that it has already changes nothing.
 *
 * @throws FormatRefusal when the file is no JSON object.
 */
export function withBotFileValue(file: BotFile, key: string, value: BotFileValue): BotFile {
  if (!file.readable) throw new FormatRefusal({ reason: 'bot-file-unreadable' });
  if (botFileValue(file, key) === value) return file;
  const { members } = file;
  const written = JSON.stringify(value);
  const index = members.findLastIndex((member) => member.key === key);
  const member = members[index];
  if (member) return { ...file, members: members.with(index, { ...member, value: written }) };

  const last = members.at(-1);
  const spaces = /^(?:\s*,)?(\s*)/.exec(last?.lead ?? '')?.[1] ?? '';
  const colon = /:\s*$/.exec(last?.lead ?? '')?.[0] ?? ':';
  const lead = `${last ? ',' : ''}${spaces}${JSON.stringify(key)}${colon}`;
  return { ...file, members: [...members, { key, lead, value: written }] };
}

/**
 * `bot.json` of a new bot, with the keys that an export has.
 * Source: Bots.Business help, repository format; 192 of 197 exported bots have these four keys.
 */
export function newBotFile(bot: { readonly name: string; readonly csvUrl: string | null }): BotFile {
  const values = { bb_sync_version: syncVersion, name: bot.name, csv_url: bot.csvUrl, git_remote: null };
  return parseBotFile(`${JSON.stringify(values, undefined, 2)}\n`);
}

/** The value of `bb_sync_version` that Bots.Business imports. */
export const syncVersion = '1.0';

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    // Not JSON: the same to the caller as JSON of another kind.
    return false;
  }
}

/** Where the value that starts at `start` ends, in JSON that is known to be right. */
function endOfValue(text: string, start: number): number {
  const token = /"[^"\\]*(?:\\[^][^"\\]*)*"|[[\]{}]|[^\s,:"[\]{}]+|[\s,:]+/y;
  let depth = 0;
  let at = start;
  do {
    token.lastIndex = at;
    const [found = ''] = token.exec(text) ?? [];
    if (found === '') return text.length;
    if (found === '{' || found === '[') depth++;
    if (found === '}' || found === ']') depth--;
    at += found.length;
  } while (depth > 0);
  return at;
}

function lengthOf(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0].length ?? 0;
}
