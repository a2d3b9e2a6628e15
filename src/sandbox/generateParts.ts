import type { SeedPart } from './seed';
import type { JsonValue, PersonRecord, PropertyFields } from './store/parts';

const firstNames =
  'Ada Ben Chloé Dmitri Eva Farid Grace Hugo Iris Jonas Keiko Luis Mara Nils Olga Pedro'.split(' ');
const lastNames = 'Almeida Brandt Castro Dubois Eriksen Fischer Gupta Haddad Ivanova Jansen Kimura'.split(
  ' ',
);
const groups = ['Bakers', 'Tea lovers', 'Neighbours', 'Sunday breakfast', 'Old town', 'Chess club'];

/** Telegram has given out no ids that are as high, so these are nobody's. */
const firstTelegramId = 900_000_000_000;

/** A person with the number `index`; the same in every run. */
export function generatePerson(index: number): PersonRecord {
  const first = pick(firstNames, index);
  return {
    id: 30_500_000 + index,
    telegramid: firstTelegramId + index * 7919,
    first_name: first,
    // Not everyone has told them.
    last_name: index % 4 === 3 ? null : pick(lastNames, index * 5 + Math.floor(index / firstNames.length)),
    username:
      index % 3 === 2 ? null : `${first.normalize('NFD').replace(/\W/g, '').toLowerCase()}_${index}_example`,
  };
}

/**
 * Chats that are the same in every run: four of five are private, one of eleven is blocked.
 * @param end when the last one came into being, in milliseconds since 1970; the others hours before each other
 */
export function generateChats(count: number, end: number): SeedPart<'chats'>[] {
  return Array.from({ length: count }, (_, index) => {
    const at = end - (count - index) * 3_600_000 * 5;
    const blocked = index % 11 === 10;
    if (index % 5 !== 4) {
      const user = generatePerson(index);
      const title = [user.first_name, user.last_name].filter(Boolean).join(' ');
      return { chatid: String(user.telegramid), title, chat_type: 'private', user, blocked, at };
    }
    const isSuper = index % 2 === 0;
    return {
      // Telegram's ids of groups are negative, those of supergroups begin with -100.
      chatid: isSuper ? `-100${firstTelegramId + index}` : `-${firstTelegramId + index}`,
      title: `${pick(groups, index)} ${Math.floor(index / 5) + 1}`,
      chat_type: isSuper ? 'supergroup' : 'group',
      user: null,
      blocked,
      at,
    };
  });
}

/** Properties of all types in both scopes, the same in every run. */
export function generateProperties(count: number): SeedPart<'properties'>[] {
  return Array.from({ length: count }, (_, index) => {
    const [type, value] = generatedValue(index);
    const user_id = index % 3 === 0 ? null : generatePerson(Math.floor(index / 3)).id;
    return { user_id, name: `property${index}`, value, type };
  });
}

function generatedValue(index: number): [PropertyFields['type'], JsonValue] {
  const kinds: [PropertyFields['type'], JsonValue][] = [
    ['integer', index],
    ['float', index / 4],
    ['boolean', index % 2 === 0],
    ['string', `Text ${index}`],
    ['text', `Text ${index} that is longer than 255 characters. `.repeat(8)],
    ['json', { number: index, tags: ['one', 'two'], inner: { is: null } }],
    ['datetime', new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString()],
  ];
  return pick(kinds, index);
}

/**
 * Errors of these commands, the same in every run; one message in ten is new.
 * @param end when the last one happened, in milliseconds since 1970; the others minutes before each other
 */
export function generateErrors(
  count: number,
  commands: readonly string[],
  end: number,
): SeedPart<'errors'>[] {
  return Array.from({ length: count }, (_, index) => {
    const command = pick(commands, index);
    const title = `TypeError: value${Math.floor(index / 10)} is not a function`;
    const stack_trace = errorStack(title, [[command, (index % 20) + 1, 5]]);
    return { title, stack_trace, command, at: end - (count - index) * 60_000 };
  });
}

/**
 * The stack of an error: its message, then where it happened, innermost first, as command, line and column. The form
 * is not documented; assumed to be that of V8 with the commands as files.
 */
export function errorStack(title: string, places: readonly (readonly [string, number, number])[]): string {
  return [title, ...places.map(([command, line, column]) => `    at ${command}:${line}:${column}`)].join(
    '\n',
  );
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}
