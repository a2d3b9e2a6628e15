import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The top of the repository. */
export const root = path.resolve(import.meta.dirname, '../../..');

export async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(path.join(root, file), 'utf8')) as T;
}
