/** What the platform does with a command because of its name. */
export type SpecialRole = 'master' | 'beforeAll' | 'afterAll' | 'error' | 'inlineQuery';

/**
 * All special names there are (Bots.Business help: always running commands, error command, inline bot). Spelled exactly
 * so: whether the platform takes other spellings is not documented. As aliases they are ordinary texts.
 */
const roles: ReadonlyMap<string, SpecialRole> = new Map([
  ['*', 'master'],
  ['@', 'beforeAll'],
  ['@@', 'afterAll'],
  ['!', 'error'],
  ['/inlineQuery', 'inlineQuery'],
]);

/** The role of a command by its name; `undefined` for an ordinary one. */
export function specialRole(name: string | null | undefined): SpecialRole | undefined {
  return roles.get(name ?? '');
}
