import ts from 'typescript';

/** A registry of parsed files. */
export interface ScriptRegistry extends ts.DocumentRegistry {
  /** A file that some program has, as it was parsed last. */
  parsed(fileName: string): ts.SourceFile | undefined;
}

/**
 * A registry of parsed files, shared by all bots so that the declarations are parsed once, which reads files of the given
 * names as scripts: what stands at their top is there for every other file. All other code is a world of its own.
 * @param isKept whether a file is wanted from `parsed`; its memory is never given back
 */
export function scriptRegistry(
  isScript: (fileName: string) => boolean,
  isKept: (fileName: string) => boolean,
): ScriptRegistry {
  const registry = ts.createDocumentRegistry(true);
  type Options = ts.CreateSourceFileOptions | ts.ScriptTarget | undefined;
  const optionsFor = (fileName: string, options: Options): Options =>
    typeof options === 'object' && isScript(fileName)
      ? { ...options, setExternalModuleIndicator: () => undefined }
      : options;
  const kept = new Map<string, ts.SourceFile>();
  return {
    ...registry,
    parsed: (fileName) => kept.get(fileName),
    acquireDocumentWithKey: (fileName, path, host, key, snapshot, version, kind, options) => {
      const file = registry.acquireDocumentWithKey(
        fileName,
        path,
        host,
        key,
        snapshot,
        version,
        kind,
        optionsFor(fileName, options),
      );
      if (isKept(fileName)) kept.set(fileName, file);
      return file;
    },
    updateDocumentWithKey: (fileName, path, host, key, snapshot, version, kind, options) =>
      registry.updateDocumentWithKey(
        fileName,
        path,
        host,
        key,
        snapshot,
        version,
        kind,
        optionsFor(fileName, options),
      ),
  };
}
