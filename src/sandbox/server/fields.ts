import { jsonAnswer, Refusal, refusals } from './answer';

/** How values of a body become values of a record, in the way of a server that casts and does not refuse. */

/**
 * Text or null; numbers and booleans are written out. Lone surrogates, which UTF-8 cannot hold, become U+FFFD; a NUL
 * character is refused (not documented, assumed: PostgreSQL, usual behind Rails, cannot hold it).
 * @throws Refusal
 */
export function textField(value: unknown): string | null {
  if (typeof value === 'string' && value.includes('\0')) {
    throw new Refusal(jsonAnswer({ error: 'string contains null byte' }, 422));
  }
  if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('utf8');
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** A whole number, or null: also a string of digits counts, `""` is null (API reference, `auto_retry_time`). */
export function wholeNumberField(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*-?\d+\s*$/.test(value)) return null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : null;
}

export function booleanField(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 1 || value === '1') return true;
  return value === 'false' || value === 0 || value === '0' ? false : null;
}

/** Aliases come as one string with commas; each is trimmed and lower-cased (API reference, quirk 5). */
export function aliasesField(value: unknown): string[] {
  const names = (textField(value) ?? '').split(',').map((name) => name.trim().toLowerCase());
  return [...new Set(names.filter((name) => name !== ''))];
}

/** An e-mail address, trimmed and in small letters (API reference, "Update email"). @throws Refusal (assumed) */
export function emailField(value: unknown): string {
  const email = (textField(value) ?? '').trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw refusals('Email is not valid');
  return email;
}

/** A password that is given twice; limit and words are not documented, assumed. @throws Refusal */
export function newPasswordField(body: Readonly<Record<string, unknown>>): string {
  const { password, password_confirmation: again } = body;
  if (typeof password !== 'string' || password.length < 8) {
    throw refusals('Password is too short (minimum is 8 characters)');
  }
  if (password !== again) throw refusals("Password confirmation doesn't match Password");
  return password;
}
