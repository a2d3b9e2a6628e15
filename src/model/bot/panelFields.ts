import type { Typed } from '../fieldEdits';

/** What of a field its value is read by; the browser side of the form knows no more of the API. */
interface FieldValue {
  readonly type: string;
  /** As the server says it. */
  readonly value: unknown;
}

/** How a field is filled in. `shown`: its value is no single text, number or tick, so it can only be looked at. */
export type PanelControl = 'line' | 'lines' | 'integer' | 'float' | 'password' | 'checkbox' | 'shown';

/** What is wrong with a typed number. */
export type WrongReason = 'notInteger' | 'notNumber' | 'decimalComma' | 'tooLarge';

/** Kinds of fields (official help, "Admin panel"); one that is not known is a line of text. */
const controls: Readonly<Record<string, PanelControl>> = {
  string: 'line',
  text: 'lines',
  integer: 'integer',
  float: 'float',
  password: 'password',
  checkbox: 'checkbox',
};

export function controlOf({ type, value }: FieldValue): PanelControl {
  if (typeof value === 'object' && value !== null) return 'shown';
  const control = controls[type] ?? 'line';
  // A field of one line would lose the line breaks.
  return control === 'line' && typeof value === 'string' && /[\r\n]/.test(value) ? 'lines' : control;
}

/** A value as the form shows it; which JSON type the server writes a value in is not documented. */
export function typedOf(field: FieldValue): Typed {
  const { value } = field;
  const control = controlOf(field);
  if (control === 'checkbox') return value === true || value === 1 || value === 'true' || value === '1';
  if (value == null) return '';
  if (typeof value === 'string') return control === 'lines' ? withPlainLineEnds(value) : value;
  return JSON.stringify(value, undefined, control === 'shown' ? 2 : undefined);
}

/** What is wrong with what was typed, `undefined` when it can be sent. */
export function checkTyped(control: PanelControl, typed: Typed): WrongReason | undefined {
  if ((control !== 'integer' && control !== 'float') || typeof typed === 'boolean') return undefined;
  const text = typed.trim();
  if (text === '') return undefined;
  if (control === 'integer') {
    if (!/^[+-]?\d+$/.test(text)) return 'notInteger';
    return Number.isSafeInteger(Number(text)) ? undefined : 'tooLarge';
  }
  if (/^[+-]?\d+,\d+$/.test(text)) return 'decimalComma';
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return 'notNumber';
  return Number.isFinite(Number(text)) ? undefined : 'tooLarge';
}

/**
 * The value that is sent for what was typed. A number that was emptied is null (not documented, assumed).
 * @param typed has nothing wrong with it
 * @param before the value that it replaces, whose line ends are kept
 */
export function valueOf(
  control: PanelControl,
  typed: Typed,
  before: unknown,
): string | number | boolean | null {
  if (typeof typed === 'boolean') return typed;
  if (control === 'integer' || control === 'float') return typed.trim() === '' ? null : Number(typed);
  return control === 'lines' ? withLineEndsOf(before, typed) : typed;
}

/** Browsers make the line ends of a field of several lines uniform. */
export function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** What was typed into a field of several lines, with the line ends of the text that it replaces. */
export function withLineEndsOf(before: unknown, typed: string): string {
  const hasCarriageReturns =
    typeof before === 'string' && before.includes('\r\n') && !/(?<!\r)\n/.test(before);
  return hasCarriageReturns ? typed.replaceAll('\n', '\r\n') : typed;
}
