import type { BotFacts } from './botFacts';

/**
 * What is known of one bot as declarations: the one file that is generated for it. What `@` and `@@` declare is not here:
 * those two are read as they are.
 *
 * @param undeclared names that `@` and `@@` give values to without declaring them
 */
export function factsText({ commands }: Pick<BotFacts, 'commands'>, undeclared: Iterable<string>): string {
  const names = [...commands].flatMap(({ name }) => name ?? []);
  const lines = [
    ...sorted(names).map((name) => `interface CommandNames { ${JSON.stringify(name)}: string }`),
    ...sorted(undeclared).map((name) => `declare var ${name}: any;`),
  ];
  return ['// What is known of this bot.', ...lines, ''].join('\n');
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort();
}
