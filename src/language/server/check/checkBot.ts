import { TextDocument } from 'vscode-languageserver-textdocument';

import type { BotChange } from '../../protocol/protocol';
import { BotFacts } from '../botFacts';
import { BotProgram } from '../botProgram';
import { BotCommands } from '../commands/botCommands';
import { lookedThrough } from '../diagnostics/lookedThrough';
import type { ProgramParts } from '../programParts';
import type { Finding } from '../rules/finding';

/** A file of code of a bot: a command or a library. */
export interface CheckedFile {
  /** What the file is called in `BotChange`; of a command its `uri` there. */
  readonly uri: string;
  readonly text: string;
}

/** What was found in one file. */
export interface FileFindings {
  readonly document: TextDocument;
  /** In the order of the code. */
  readonly findings: readonly Finding[];
}

/** Files that are in memory together: less would be slower, more would need more memory. */
const batchSize = 40;

/**
 * Looks through all files of a bot, a batch at a time, so that a bot of any size takes the memory of a few files. Each step
 * of the generator is one file, and whoever runs it can do something else in between, or leave off.
 *
 * @param bot all commands and libraries of the bot
 * @param files those that are looked through
 * @param onFailure is told of a file that could not be looked through, which is also a finding
 */
export function* checkBot(
  parts: ProgramParts,
  bot: Omit<BotChange, 'bot' | 'anew' | 'gone'>,
  files: readonly CheckedFile[],
  onFailure: (uri: string, error: unknown) => void,
): Generator<FileFindings, void> {
  const facts = new BotFacts();
  facts.apply({ ...bot, bot: '', anew: true, gone: [] });
  facts.readStored();
  const program = new BotProgram(parts, facts, new BotCommands(facts));
  try {
    for (let first = 0; first < files.length; first += batchSize) {
      const documents = files
        .slice(first, first + batchSize)
        .map(({ uri, text }) => TextDocument.create(uri, 'bjs', 1, text));
      for (const document of documents) program.open(document);
      for (const document of documents) {
        const target = program.target(document.uri);
        const findings = target ? lookedThrough(target, (error) => onFailure(document.uri, error)) : [];
        yield { document, findings };
      }
      for (const { uri } of documents) program.close(uri);
    }
  } finally {
    program.dispose();
  }
}
