import path from 'node:path';
import { pathToFileURL } from 'node:url';

import ts from 'typescript';

import { root } from '../architecture/root';

const libraries = path.dirname(ts.getDefaultLibFilePath({}));

/** How command bodies are read: JavaScript, loose, each in a scope of its own, with the language alone and no DOM. */
const options: ts.CompilerOptions = {
  allowJs: true,
  checkJs: true,
  strict: false,
  moduleDetection: ts.ModuleDetectionKind.Force,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  types: [],
};

/** What is the same for each service is parsed once. */
const registry = ts.createDocumentRegistry();

/**
 * TypeScript over the typings as they are packed, read from memory as the language server does.
 * @param files bodies of commands (`.js`) and facts of a bot (`.d.ts`) by absolute paths
 */
export async function bjsService(files: Readonly<Record<string, string>>): Promise<ts.LanguageService> {
  const { typings } = (await import(pathToFileURL(path.join(root, 'esbuild.mjs')).href)) as {
    typings: () => Record<string, string>;
  };
  const texts = new Map(Object.entries(files));
  for (const [name, text] of Object.entries(typings())) texts.set(`/typings/${name}`, text);
  const isLibrary = (file: string) =>
    path.dirname(file) === libraries && /^lib\..*\.d\.ts$/.test(path.basename(file));
  const textOf = (file: string) => texts.get(file) ?? (isLibrary(file) ? ts.sys.readFile(file) : undefined);
  return ts.createLanguageService(
    {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...texts.keys()],
      // Texts do not change, but other services have others under the same name.
      getScriptVersion: (file) => (file in files ? (files[file] ?? '') : '1'),
      getScriptSnapshot(file) {
        const text = textOf(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: () => path.join(libraries, 'lib.es2023.d.ts'),
      fileExists: (file) => textOf(file) !== undefined,
      readFile: textOf,
    },
    registry,
  );
}

/** What is wrong with a file, as `line: TS<code> <message>`. */
export function complaints(service: ts.LanguageService, file: string): string[] {
  return [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)].map(
    ({ file: source, start = 0, code, messageText }) => {
      const line = source === undefined ? 0 : source.getLineAndCharacterOfPosition(start).line + 1;
      return `${line}: TS${code} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    },
  );
}
