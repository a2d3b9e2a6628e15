import { type Block, type CommandFile, type KeyLine, keyOf } from './commandFile';
import type { HeaderKey } from './headerKeys';
import { entryText, textBeforeEntries, textBeforeValue } from './printCommandFile';
import { effectiveEntry } from './readCommand';

/** A stretch of a text. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the value of a key stands in the text of a command's file: as it is written, with all its line breaks but the
 * last one of a block, which belongs to the form. Of several the one that counts.
 *
 * @returns `undefined` when the header has no such key
 */
export function valueSpan({ bom, header }: CommandFile, key: HeaderKey): TextSpan | undefined {
  const entries = header?.entries ?? [];
  const own = entries.filter(
    (entry): entry is KeyLine | Block => entry.kind !== 'other' && keyOf(entry) === key,
  );
  const entry = effectiveEntry(own);
  if (!header || !entry) return undefined;
  const before = entries.slice(0, entries.indexOf(entry)).map(entryText).join('');
  const start =
    (bom ? 1 : 0) + textBeforeEntries(header).length + before.length + textBeforeValue(entry).length;
  return { start, end: start + writtenLength(entry) };
}

function writtenLength(entry: KeyLine | Block): number {
  if (entry.kind === 'key') return entry.value.length;
  const length = entry.lines.reduce((sum, { text, end }) => sum + text.length + end.length, 0);
  return length - (entry.lines.at(-1)?.end.length ?? 0);
}
