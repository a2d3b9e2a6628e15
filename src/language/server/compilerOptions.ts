import ts from 'typescript';

/** How TypeScript reads BJS. */
export function compilerOptions(libraries: Iterable<string>): ts.CompilerOptions {
  return {
    allowJs: true,
    checkJs: true,
    noEmit: true,
    // Every value may be anything until it is known better, as in the JavaScript people write.
    strict: false,
    noImplicitAny: false,
    // New syntax is no error; which functions there are is said by the libraries.
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    // One command's variables are none of another's (Bots.Business help: JavaScript basics).
    moduleDetection: ts.ModuleDetectionKind.Force,
    lib: [...libraries],
    types: [],
    // Packages that are there without an import declare themselves so.
    allowUmdGlobalAccess: true,
    allowUnusedLabels: true,
    skipLibCheck: true,
  };
}
