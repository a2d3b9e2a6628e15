import type { BotFacts } from './botFacts';
import type { Library } from './botLibrary';

/**
 * What is known of one bot as declarations: the one file that is generated for it. What `@` and `@@` declare is not here:
 * those two are read as they are.
 *
 * @param undeclared names that `@` and `@@` give values to without declaring them
 */
export function factsText(
  { commands, libraries, stored }: Pick<BotFacts, 'commands' | 'libraries' | 'stored'>,
  undeclared: Iterable<string>,
): string {
  const names = [...commands].flatMap(({ name }) => name ?? []);
  const { Bot, User, panels, lists } = stored;
  const lines = [
    ...sorted(names).map((name) => `interface CommandNames { ${JSON.stringify(name)}: string }`),
    ...sorted(lists).map((name) => `interface BBLists { ${JSON.stringify(name)}: List }`),
    ...sorted(panels.keys()).map((name) => panelText(name, panels.get(name)?.fields ?? [])),
    ...Object.entries({ Bot, User }).flatMap(([owner, types]) =>
      [...types]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, type]) => `interface ${owner}PropertyTypes { ${JSON.stringify(name)}: ${type} }`),
    ),
    ...[...(libraries ?? [])].map(([name, library]) => libraryText(name, library)),
    ...sorted(undeclared).map((name) => `declare var ${name}: any;`),
  ];
  return ['// What is known of this bot.', ...lines, ''].join('\n');
}

function panelText(name: string, fields: Iterable<string>): string {
  const members = sorted(fields).map((field) => `${JSON.stringify(field)}: any;`);
  return `interface BBPanels { ${JSON.stringify(name)}: { ${members.join(' ')} } }`;
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
