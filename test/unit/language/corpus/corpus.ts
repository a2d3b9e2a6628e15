import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

/** Where the bots lie; its README says how they are read. */
export const corpusRoot = path.resolve(import.meta.dirname, '../../../fixtures/bjs');

/** The rules of the diagnostics, and how certain each is. */
export const severityOfRule = {
  syntax: 'error',
  'unknown-member': 'error',
  'wrong-case': 'error',
  'unknown-name': 'warning',
  'not-available': 'warning',
  'dangling-command': 'warning',
  'wrong-id': 'warning',
  'wrong-property-type': 'warning',
  'missing-key': 'warning',
  'button-too-long': 'warning',
  'keyboard-limit': 'warning',
  'keyboard-not-sent': 'warning',
  costly: 'information',
  deprecated: 'information',
} as const;

export type Rule = keyof typeof severityOfRule;

/** One finding that a file must get. */
export interface Expectation {
  /** In the file, header included, from 1. */
  readonly line: number;
  readonly severity: 'error' | 'warning' | 'information';
  readonly rule: Rule;
  /** The marked code; it stands on the line. */
  readonly text: string;
}

/** A file of code of a bot: a command or a library. */
export interface CorpusFile {
  /** Inside the bot's folder, with `/`, such as `commands/Cart/_add.js`. */
  readonly path: string;
  /** The text exactly as stored, line ends included. */
  readonly text: string;
}

export interface CorpusBot {
  /** Name of its folder. */
  readonly name: string;
  /** Its commands and libraries, by path. */
  readonly files: readonly CorpusFile[];
  /** By path; a file that is missing here must get no finding at all. */
  readonly expected: Readonly<Record<string, readonly Expectation[]>>;
}

/** Reads all bots of the corpus, by name. Rejects when one cannot be read or its `expected.json` is no JSON. */
export async function readCorpus(): Promise<CorpusBot[]> {
  const entries = await readdir(corpusRoot, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map(readBot));
}

async function readBot(name: string): Promise<CorpusBot> {
  const directory = path.join(corpusRoot, name);
  const entries = await readdir(directory, { recursive: true });
  const paths = entries
    .filter((entry) => entry.endsWith('.js'))
    .map((entry) => entry.replaceAll(path.sep, '/'))
    .sort();
  const files = await Promise.all(
    paths.map(async (file) => ({ path: file, text: await readFile(path.join(directory, file), 'utf8') })),
  );
  const expected = await readFile(path.join(directory, 'expected.json'), 'utf8');
  return { name, files, expected: JSON.parse(expected) as CorpusBot['expected'] };
}
