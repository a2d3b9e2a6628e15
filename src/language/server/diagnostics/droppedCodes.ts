import ts from 'typescript';

/** Where a finding of TypeScript is, for those that are wrong in some places alone. */
export interface FindingPlace {
  /** The innermost node at the finding. */
  readonly node: ts.Node;
  readonly checker: ts.TypeChecker;
  /** The file is `@` or `@@`. */
  readonly isHook: boolean;
  /** A value is given to the name without its being declared, here or in `@` and `@@`; or those are not known. */
  readonly mayBeDeclared: (name: string) => boolean;
  /** Which libraries of its own the bot has. */
  readonly areLibrariesKnown: boolean;
  /** BJS or the language has a global of this name. */
  readonly isProvided: (name: string) => boolean;
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

/**
 * The one table of what is not told. Each row has a fixture in `test/unit/language`, and what is not in it is
 * told.
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
  [
    2304,
    {
      what: 'An unknown name',
      why: "Undeclared variables are legal, @ and @@ see those of the command, and 'with' adds names of its own.",
      when: ({ node, isHook, mayBeDeclared }) => isHook || mayBeDeclared(node.getText()) || isInWith(node),
    },
  ],
  [
    2552,
    {
      what: 'An unknown name, similar to a known one',
      why: 'Undeclared variables are legal.',
      when: ({ node, mayBeDeclared }) => mayBeDeclared(node.getText()),
    },
  ],
  [
    2339,
    {
      what: 'An unknown member',
      why: 'Which libraries of its own a bot has is not always known.',
      when: (place) => !place.areLibrariesKnown && isMemberOfLibs(place.node),
    },
  ],
  [
    2551,
    {
      what: 'An unknown member, similar to a known one',
      why: 'Which libraries of its own a bot has is not always known.',
      when: (place) => !place.areLibrariesKnown && isMemberOfLibs(place.node),
    },
  ],
  [2550, { what: 'Only in a newer ECMAScript', why: 'Which one the runtime has is not documented.' }],
  [
    2322,
    {
      what: 'A value of another type',
      why: 'A variable may hold anything.',
      when: ({ node }) => isAssignedTo(node),
    },
  ],
  [2362, { what: 'Arithmetic on what is no number (left)', why: looseTypes }],
  [2363, { what: 'Arithmetic on what is no number (right)', why: looseTypes }],
  [2365, { what: 'An operator on two unlike types', why: looseTypes }],
  [2367, { what: 'A comparison of two unlike types', why: looseTypes }],
  [
    2345,
    {
      what: 'An argument of another type',
      why: 'Functions of the language and of the bot itself convert what they get.',
      when: (place) => !isCallOfPlatform(place),
    },
  ],
  [
    2554,
    {
      what: 'Another number of arguments',
      why: 'Functions of the language and of the bot itself take any number.',
      when: (place) => !isCallOfPlatform(place),
    },
  ],
]);

/** The name on the left of `=`, or of a declaration. */
function isAssignedTo(node: ts.Node): boolean {
  const { parent } = node as {
    readonly parent?: ts.Node & { readonly left?: ts.Node; readonly name?: ts.Node };
  };
  if (!parent) return false;
  // Properties of what is handed to the platform are its own business.
  return (
    parent.left === node || ('initializer' in parent && parent.name === node && !('questionToken' in parent))
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
function isCallOfPlatform({ node, checker, isDeclaration, isLibrary }: FindingPlace): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent as ts.Node | undefined) {
    if (!('arguments' in at) || !('expression' in at)) continue;
    const declaration = checker.getResolvedSignature(at as ts.CallLikeExpression)?.declaration;
    const file = declaration?.getSourceFile();
    return file !== undefined && isDeclaration(file) && !isLibrary(file);
  }
  return false;
}
