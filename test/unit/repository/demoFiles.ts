import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The files of a demo bot: text by path, with `/`. */
export function readDemoFiles(folder: string): Map<string, string> {
  const directory = join(__dirname, '../../../media/demo-bots', folder);
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [relative(directory, file).split(sep).join('/'), readFileSync(file, 'utf8')]),
  );
}
