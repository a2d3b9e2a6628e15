import { aliasesOf, type CommandChange } from '../../api/commandBody';
import type { Command } from '../../api/commands';

/** Where in commands one looks; `names` are names and aliases. */
export const searchFields = ['code', 'answers', 'keyboards', 'names'] as const;
export type SearchField = (typeof searchFields)[number];

/** Which text of a command: an alias is named by its place in the list. */
export type TextPart = 'code' | 'answer' | 'keyboard' | 'name' | `alias ${number}`;

/** The texts of a command that are looked through, in the order in which they show. */
export type CommandTexts = ReadonlyMap<TextPart, string>;

/** The fields of a record without which nothing can be said of a field. */
const fieldsOf = {
  code: ['code'],
  answers: ['answer'],
  keyboards: ['keyboard_body'],
  names: ['command', 'aliases'],
} as const satisfies Record<SearchField, readonly (keyof Command)[]>;

/** Whether a record says all that is looked through: listings may leave things out. */
export function isWhole(command: Command, fields: ReadonlySet<SearchField>): boolean {
  return [...fields].every((field) => fieldsOf[field].every((name) => command[name] !== undefined));
}

/**
 * The texts of a command that are to be looked through, as far as they are known.
 * @param unsavedCode what an editor holds in place of the code
 */
export function textsOf(
  command: Command,
  fields: ReadonlySet<SearchField>,
  unsavedCode?: string,
): CommandTexts {
  const texts = new Map<TextPart, string>();
  const put = (part: TextPart, text: string | null | undefined) => {
    if (text) texts.set(part, text);
  };
  if (fields.has('names')) {
    put('name', command.command);
    for (const [index, alias] of aliasesOf(command).entries()) put(`alias ${index}`, alias);
  }
  if (fields.has('answers')) put('answer', command.answer);
  if (fields.has('keyboards')) put('keyboard', command.keyboard_body);
  if (fields.has('code')) put('code', unsavedCode ?? command.code);
  return texts;
}

export function sameTexts(one: CommandTexts, other: CommandTexts): boolean {
  return one.size === other.size && [...one].every(([part, text]) => other.get(part) === text);
}

/**
 * Whether a record still has what another had in some of its texts. Aliases are one list: with one of them all are asked
 * for.
 */
export function hasStill(now: Command, before: Command, texts: CommandTexts): boolean {
  const all = textsOf(now, new Set(searchFields));
  return [...texts].every(([part, text]) =>
    isAlias(part) ? sameList(aliasesOf(now), aliasesOf(before)) : (all.get(part) ?? '') === text,
  );
}

export function isAlias(part: TextPart): boolean {
  return part.startsWith('alias ');
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => other[index] === text);
}

/**
 * The change of a command that gives it other texts.
 * @param command with the aliases that `texts` are places of
 * @param texts only those that become others; an alias that becomes empty goes
 */
export function changeTo(command: Command, texts: CommandTexts): CommandChange {
  const aliases = aliasesOf(command);
  const changed = aliases.map((alias, index) => texts.get(`alias ${index}`) ?? alias);
  const [name, code, answer, keyboard] = (['name', 'code', 'answer', 'keyboard'] as const).map((part) =>
    texts.get(part),
  );
  return {
    ...(name === undefined ? {} : { name }),
    ...(code === undefined ? {} : { code }),
    ...(answer === undefined ? {} : { answer }),
    ...(keyboard === undefined ? {} : { keyboard }),
    ...(aliases.some((alias, index) => alias !== changed[index])
      ? { aliases: changed.map((alias) => alias.trim()).filter((alias) => alias !== '') }
      : {}),
  };
}
