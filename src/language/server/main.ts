/** The start of the language server as a process of its own: all of it that needs Node. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';

import { messages, type RuleChoice, type ServerFigures } from '../protocol/protocol';
import { type CheckRow, checkRows } from './check/checkRows';
import type { Declarations, DeclarationText } from './declarations';
import libraryNames from './libraries.json';
import { ProgramParts } from './programParts';
import { BjsServer } from './server';

// The command line loads this file for what it exports: the compiler in it is too large to be packed twice.
if (require.main === module) serve();

/** Answers an editor over the channel that the process was started with. */
function serve(): void {
  const connection = createConnection(ProposedFeatures.all);
  connection.onRequest(messages.figures, (): ServerFigures => ({
    rss: process.memoryUsage().rss,
    upMs: performance.now(),
  }));
  new BjsServer(connection, declarationsIn(__dirname)).listen();
}

/** Looks through the files of a bot folder, by path inside the bot. */
export function check(files: ReadonlyMap<string, Uint8Array>, choice: RuleChoice): CheckRow[] {
  return checkRows(new ProgramParts(declarationsIn(__dirname)), files, choice);
}

/** Reads what the build laid beside the server. */
function declarationsIn(folder: string): Declarations {
  const read = (kind: string, names: readonly string[]): Map<string, DeclarationText> =>
    new Map(
      names.map((name) => {
        const place = path.join(folder, kind, name);
        return [name, { text: readFileSync(place, 'utf8'), uri: pathToFileURL(place).href }];
      }),
    );
  // Of libraries the order counts.
  return {
    libraries: read('lib', libraryNames),
    typings: read('typings', readdirSync(path.join(folder, 'typings'))),
  };
}
