import ts from 'typescript';

/** Where a finding of TypeScript is, for those that are wrong in some places alone. */
export interface FindingPlace {
  /** The innermost node at the finding. */
  readonly node: ts.Node;
  readonly checker: ts.TypeChecker;
  /** The file is `@` or `@@`. */
  readonly isHook: boolean;
  /** The code, or that of `@` and `@@`, knows of the name without declaring it; or those are not known. */
  readonly mayBeDeclared: (name: string) => boolean;
  /** A command other than `@` and `@@` has the word in its code. */
  readonly isInCommands: (name: string) => boolean;
  /** The code, or that of `@` and `@@`, gives some object a member of that name. */
  readonly isMemberGiven: (name: string) => boolean;
  /** Which libraries of its own the bot has. */
  readonly areLibrariesKnown: boolean;
  /** BJS or the language has a global of this name. */
  readonly isProvided: (name: string) => boolean;
  /** The object of the platform that is called so, but for the case of letters. */
  readonly platformObject: (name: string) => string | undefined;
  /** Whether an object of the platform has a member. */
  readonly hasMember: (object: string, member: string) => boolean;
  /** A declaration of the platform or of the language, not code of the bot. */
  readonly isDeclaration: (file: ts.SourceFile) => boolean;
  readonly isLibrary: (file: ts.SourceFile) => boolean;
}

/** A finding that says nothing true of BJS, by the code that TypeScript gives it. */
export interface DroppedCode {
  /** TypeScript's message, shortened. */
  readonly what: string;
  /** Why it is no mistake in BJS. */
  readonly why: string;
  /** Left out: everywhere. */
  readonly when?: (place: FindingPlace) => boolean;
}

const notStrict = 'BJS is not strict; the file is a module only so that each command has its own variables.';
const looseTypes = 'JavaScript converts it, and people rely on that.';

const unknownName = {
  why: "Undeclared variables are legal, @ and @@ see those of the command, and 'with' adds names of its own.",
  when: (place: FindingPlace) => isNameKnown(place),
};
const unknownMember = {
  why: 'Objects grow, and which libraries of its own a bot has is not always known.',
  when: (place: FindingPlace) => isMemberKnown(place),
};
const noPromises = 'Told at the await that needs it.';

/**
 * The one table of what is not told. Each row has a fixture in `test/unit/language`. A code that is neither here nor among
 * those that may be told (`mayBeTold`) is not told either; a test fails when the corpus has one.
 */
export const droppedCodes: ReadonlyMap<number, DroppedCode> = new Map<number, DroppedCode>([
  [
    1108,
    { what: "A 'return' outside of a function", why: 'A body is run as one (27.6% of all bodies do it).' },
  ],
  [1101, { what: "'with' in strict mode", why: notStrict }],
  [1102, { what: "'delete' of a name in strict mode", why: notStrict }],
  [1121, { what: 'Octal literals', why: notStrict }],
  [1214, { what: 'A reserved word in a module', why: notStrict }],
  [1215, { what: "Invalid use of 'eval' or 'arguments' in a module", why: notStrict }],
  [1262, { what: "'await' as a name at the top of a module", why: 'A body is no module.' }],
  [1487, { what: 'Octal escapes', why: notStrict }],
  [1489, { what: 'Decimals with a leading zero', why: notStrict }],
  [2703, { what: "'delete' of what is no property", why: notStrict }],
  [2410, { what: "'with' is not supported", why: 'It works; only nothing is known of the names inside.' }],
  [2403, { what: "'var' again with another type", why: 'A variable may hold anything.' }],
  [
    2300,
    {
      what: 'A name is declared twice',
      why: 'What the platform provides may be declared anew in @ and @@.',
      when: ({ isHook }) => isHook,
    },
  ],
  [
    2451,
    {
      what: "'let' or 'const' of a name that is there already",
      why: 'What the platform provides may be declared anew in @ and @@.',
      when: ({ node, isHook, isProvided }) => isHook && isProvided(node.getText()),
    },
  ],
  [2304, { what: 'An unknown name', ...unknownName }],
  [
    2552,
    {
      ...unknownName,
      what: 'An unknown name, similar to a known one',
      // Likely misspelt: in @ and @@ only when some command has the name.
      when: (place) => isNameKnown(place, place.isInCommands),
    },
  ],
  [2583, { what: 'An unknown name, of a newer ECMAScript', ...unknownName }],
  [2584, { what: 'An unknown name, of browsers', ...unknownName }],
  [2585, { what: 'The name of a type, of a newer ECMAScript', ...unknownName }],
  [2591, { what: 'An unknown name, of Node', ...unknownName }],
  [2592, { what: 'An unknown name, of jQuery', ...unknownName }],
  [2593, { what: 'An unknown name, of tests', ...unknownName }],
  [2693, { what: 'The name of a type as that of a value', ...unknownName }],
  [18_004, { what: 'An unknown name, short for a property', ...unknownName }],
  [2339, { what: 'An unknown member', ...unknownMember }],
  [2551, { what: 'An unknown member, similar to a known one', ...unknownMember }],
  [2550, { what: 'Only in a newer ECMAScript', why: 'Which one the runtime has is not documented.' }],
  [
    2322,
    { what: 'A value of another type', why: 'A variable may hold anything, and the platform converts.' },
  ],
  [2335, { what: "'super' in a class without a parent", why: 'Each class has Object for a parent.' }],
  [2348, { what: "A class called without 'new'", why: 'Which of them are functions is not documented.' }],
  [2353, { what: 'A key that is not known', why: 'Telegram gets new ones, and others do no harm.' }],
  [2356, { what: 'Counting with what is no number', why: looseTypes }],
  [2358, { what: "'instanceof' of what is no object", why: 'It is false.' }],
  [2362, { what: 'Arithmetic on what is no number (left)', why: looseTypes }],
  [2363, { what: 'Arithmetic on what is no number (right)', why: looseTypes }],
  [2365, { what: 'An operator on two unlike types', why: looseTypes }],
  [2378, { what: "A 'get' that returns nothing", why: 'It gives undefined.' }],
  [2367, { what: 'A comparison of two unlike types', why: looseTypes }],
  [
    2345,
    {
      what: 'An argument of another type',
      why: 'Functions of the language and of the bot itself convert what they get.',
      when: (place) => !isCallOfPlatform(place),
    },
  ],
  [2468, { what: 'No global value Promise', why: noPromises }],
  [2532, { what: 'Perhaps undefined', why: 'At the top, this is an object.' }],
  [2539, { what: 'A value for undefined', why: notStrict }],
  [2559, { what: 'An argument that has nothing in common with the options', why: 'It has no effect.' }],
  [2630, { what: 'A value for the name of a function', why: notStrict }],
  [2695, { what: 'A comma whose left side has no effect', why: 'It runs.' }],
  [2705, { what: 'An async function without Promise, of an old target', why: noPromises }],
  [2739, { what: 'An object that lacks members', why: 'A variable may hold anything.' }],
  [2740, { what: 'An object that lacks many members', why: 'A variable may hold anything.' }],
  [17_013, { what: "'new.target' outside of a function", why: 'A body is run as one.' }],
  [18_047, { what: 'Perhaps null', why: 'What a variable holds when it is used is not certain.' }],
  [18_048, { what: 'Perhaps undefined', why: 'What a variable holds when it is used is not certain.' }],
  [
    2554,
    {
      what: 'Another number of arguments',
      why: 'Functions of the language and of the bot itself take any number.',
      when: (place) => !isCallOfPlatform(place),
    },
  ],
]);

/** BJS may have them: that is not documented. */
const unsettled: ReadonlySet<string> = new Set(['URL', 'URLSearchParams', 'atob', 'btoa']);

function isNameKnown(
  { node, isHook, mayBeDeclared, platformObject, hasMember }: FindingPlace,
  isInCommands: FindingPlace['isInCommands'] = () => true,
): boolean {
  if (!ts.isIdentifier(node)) return false;
  const { text, parent } = node;
  if (mayBeDeclared(text) || unsettled.has(text) || ts.isTypeOfExpression(parent) || isInWith(node))
    return true;
  if (!isHook || !isInCommands(text)) return false;
  // What else it may be is not known here, but nothing else has that member.
  const object = platformObject(text);
  const isOfPlatform = ts.isPropertyAccessExpression(parent) && parent.expression === node;
  return object === undefined || !isOfPlatform || !hasMember(object, parent.name.text);
}

function isMemberKnown({ node, areLibrariesKnown, isMemberGiven }: FindingPlace): boolean {
  return (
    (!areLibrariesKnown && isMemberOfLibs(node)) ||
    isMemberGiven(ts.isIdentifier(node) || ts.isStringLiteralLike(node) ? node.text : node.getText())
  );
}

function isInWith(node: ts.Node): boolean {
  return ts.findAncestor(node, ts.isWithStatement) !== undefined;
}

function isMemberOfLibs({ parent }: ts.Node): boolean {
  const isMember = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  return isMember && ts.isIdentifier(parent.expression) && parent.expression.text === 'Libs';
}

/** The call around a finding is one of what BJS declares. */
export function isCallOfPlatform({ node, checker, isDeclaration, isLibrary }: FindingPlace): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent as ts.Node | undefined) {
    if (!('arguments' in at) || !('expression' in at)) continue;
    const declaration = checker.getResolvedSignature(at as ts.CallLikeExpression)?.declaration;
    const file = declaration?.getSourceFile();
    return file !== undefined && isDeclaration(file) && !isLibrary(file);
  }
  return false;
}
