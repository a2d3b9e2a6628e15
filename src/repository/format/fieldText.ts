import type { FieldValues } from './fields';
import { closesHeader } from './headerLayout';
import { blockKeys, type HeaderKey, isBlank } from './headerKeys';
import { FormatRefusal } from './refusal';

/**
 * The text of a value as a header holds it.
 *
 * @throws FormatRefusal for a value that no header can hold.
 */
export function fieldText<K extends HeaderKey>(key: K, value: FieldValues[K]): string {
  const text = textOf(value);
  if (key === 'command' && isBlank(text)) throw new FormatRefusal({ reason: 'no-name' });
  if (/[\r\n]/.test(text) && !blockKeys.has(key)) throw new FormatRefusal({ reason: 'line-break', key });
  if (!text.isWellFormed()) throw new FormatRefusal({ reason: 'no-utf8', key });
  const lines = text.split(/\r\n|\r|\n/);
  // A single line comes behind its key.
  if (lines.length > 1 && lines.some(closesHeader)) throw new FormatRefusal({ reason: 'header-end', key });
  return text;
}

function textOf(value: FieldValues[HeaderKey]): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new FormatRefusal({ reason: 'bad-seconds', seconds: value });
    }
    return String(value);
  }
  for (const alias of value) {
    if (isBlank(alias) || alias !== alias.trim() || alias.includes(',')) {
      throw new FormatRefusal({ reason: 'bad-alias', alias });
    }
  }
  return value.join(', ');
}
