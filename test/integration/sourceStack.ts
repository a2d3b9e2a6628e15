/** VS Code makes its own stack traces in the extension host, so Node does not apply source maps there. */
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';

const maps = new Map<string, SourceMap | undefined>();

/** Rewrites the places of a stack trace to those in the sources, as far as a bundle has a `.map` beside it. */
export function sourceStack(stack: string): string {
  return stack.replace(
    /((?:[A-Za-z]:)?[/\\][^():\n]+\.js):(\d+):(\d+)/g,
    (place, file: string, line, column) => {
      const entry = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      return entry && 'originalSource' in entry
        ? `${resolve(dirname(file), entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
        : place;
    },
  );
}

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) {
    const path = `${file}.map`;
    maps.set(
      file,
      existsSync(path)
        ? new SourceMap(JSON.parse(readFileSync(path, 'utf8')) as SourceMapPayload)
        : undefined,
    );
  }
  return maps.get(file);
}
