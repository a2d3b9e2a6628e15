import ts from 'typescript';

/**
 * A registry of parsed files, shared by all bots so that the declarations are parsed once, which reads files of the given
 * names as scripts: what stands at their top is there for every other file. All other code is a world of its own.
 */
export function scriptRegistry(isScript: (fileName: string) => boolean): ts.DocumentRegistry {
  const registry = ts.createDocumentRegistry(true);
  type Options = ts.CreateSourceFileOptions | ts.ScriptTarget | undefined;
  const optionsFor = (fileName: string, options: Options): Options =>
    typeof options === 'object' && isScript(fileName)
      ? { ...options, setExternalModuleIndicator: () => undefined }
      : options;
  return {
    ...registry,
    acquireDocumentWithKey: (fileName, path, host, key, snapshot, version, kind, options) =>
      registry.acquireDocumentWithKey(
        fileName,
        path,
        host,
        key,
        snapshot,
        version,
        kind,
        optionsFor(fileName, options),
      ),
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
