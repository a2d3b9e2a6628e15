import type { BotFacts } from './botFacts';
import type { Library } from './botLibrary';
import { propertyTypes } from './propertyTypes';

/**
 * What is known of one bot as declarations: the one file that is generated for it. What `@` and `@@` declare is not here:
 * those two are read as they are.
 *
 * @param undeclared names that `@` and `@@` give values to without declaring them
 */
export function factsText(
  { commands, libraries }: Pick<BotFacts, 'commands' | 'libraries'>,
  undeclared: Iterable<string>,
): string {
  const all = [...commands];
  const properties = propertyTypes(all);
  const names = all.flatMap(({ name }) => name ?? []);
  const lines = [
    ...sorted(names).map((name) => `interface CommandNames { ${JSON.stringify(name)}: string }`),
    ...Object.entries(properties).flatMap(([owner, types]) =>
      [...types]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, type]) => `interface ${owner}PropertyTypes { ${JSON.stringify(name)}: ${type} }`),
    ),
    ...[...(libraries ?? [])].map(([name, library]) => libraryText(name, library)),
    ...sorted(undeclared).map((name) => `declare var ${name}: any;`),
  ];
  return ['// What is known of this bot.', ...lines, ''].join('\n');
}

/** Libraries of the store that others took the place of, wherever their code is. Source: Bots.Business help, Libs. */
const replacements: ReadonlyMap<string, string> = new Map([['GoogleSpreadSheet', 'GoogleTableSync']]);

/** What it publishes may be anything: the library is code of its own. */
function libraryText(name: string, { published }: Library): string {
  const members = sorted(published).map((member) => `${JSON.stringify(member)}: any;`);
  const retired = replacements.has(name)
    ? `\n/** @deprecated Use \`${replacements.get(name) ?? ''}\`. */ `
    : '';
  return `interface BBLibs { ${retired}${JSON.stringify(name)}: { ${members.join(' ')} } }`;
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort();
}
