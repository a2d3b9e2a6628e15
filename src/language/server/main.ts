/** The start of the language server as a process of its own: all of it that needs Node. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';

import { messages, type ServerFigures } from '../protocol/protocol';
import type { Declarations, DeclarationText } from './declarations';
import libraryNames from './libraries.json';
import { BjsServer } from './server';

const connection = createConnection(ProposedFeatures.all);
connection.onRequest(messages.figures, (): ServerFigures => ({
  rss: process.memoryUsage().rss,
  upMs: performance.now(),
}));
new BjsServer(connection, declarationsIn(__dirname)).listen();

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
