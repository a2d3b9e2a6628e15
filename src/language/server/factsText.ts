import type { BotFacts } from './botFacts';

/** A library of the bot's own, as the program of the bot has it. */
export interface LibraryFile {
  readonly name: string;
  /** The module that exports what it publishes; `null` when that may be anything. */
  readonly module: string | null;
  /** Nothing else is published than the keys that are written there. */
  readonly isWhole: boolean;
}

/**
 * What is known of one bot as declarations: the one file that is generated for it. What `@` and `@@` declare and what the
 * bot's own libraries publish is not here: those are read as they are.
 *
 * @param undeclared names that `@` and `@@` give values to without declaring them
 */
export function factsText(
  { commands, storedSoFar: stored }: Pick<BotFacts, 'commands' | 'storedSoFar'>,
  libraries: readonly LibraryFile[],
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
    ...libraries.map(libraryText),
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

/**
 * Each member on its own where all are known: an object that is written in JavaScript may have any other member as well,
 * and what a library publishes may not.
 */
function libraryText({ name, module, isWhole }: LibraryFile): string {
  const retired = replacements.has(name)
    ? `\n/** @deprecated Use \`${replacements.get(name) ?? ''}\`. */ `
    : '';
  const published = `typeof import(${JSON.stringify(module)})`;
  const type =
    module === null ? 'any' : isWhole ? `{ [Name in keyof ${published}]: (${published})[Name] }` : published;
  return `interface BBLibs { ${retired}${JSON.stringify(name)}: ${type} }`;
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].sort();
}
