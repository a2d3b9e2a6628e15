import { performance } from 'node:perf_hooks';

import { parseBotFolder, printBotFolder } from '../../src/repository/format/botFolder';
import type { RepositoryCommand } from '../../src/repository/format/command';
import { readBot } from '../../src/repository/format/parseBot';
import { printBot } from '../../src/repository/format/printBot';

/** Milliseconds of each run. */
export interface FormatRuns {
  /** From texts to commands and findings. */
  readonly read: number[];
  /** From the layout to the texts. */
  readonly printed: number[];
  /** From commands to the texts of new files. */
  readonly written: number[];
}

/** Reads, prints and writes a bot of so many commands. Files are in memory: the disk is not measured. */
export function measureFormat({ commands, repeat }: { commands: number; repeat: number }): FormatRuns {
  const bot = { name: 'Bench', csvUrl: null, commands: madeUp(commands), libraries: [] };
  const { files } = printBot(bot);
  const runs: FormatRuns = { read: [], printed: [], written: [] };
  for (let run = 0; run < repeat; run++) {
    const started = performance.now();
    const folder = parseBotFolder(files);
    const parsed = readBot(folder);
    const read = performance.now();
    const printed = printBotFolder(folder);
    const end = performance.now();
    const written = printBot(bot);
    runs.written.push(performance.now() - end);
    runs.read.push(read - started);
    runs.printed.push(end - read);
    if (parsed.commands.length !== commands || printed.size !== files.size || written.refused.length > 0) {
      throw new Error('The bot of the benchmark was not read as it was written.');
    }
  }
  return runs;
}

/** About 80 lines of code each, as larger bots have. */
function madeUp(count: number): RepositoryCommand[] {
  const code =
    "// Sends what is in the cart.\nconst cart = User.getProp('cart') || [];\nBot.sendMessage('…');\n";
  return Array.from({ length: count }, (_, index) => ({
    name: index % 3 === 0 ? `/command${index}` : `🛒 Command ${index}`,
    folder: index % 5 === 0 ? null : `Folder ${index % 20}`,
    help: `What command ${index} does`,
    needReply: index % 4 === 0,
    autoRetryTime: null,
    answer: index % 2 === 0 ? `*Hello*,\nthis is command ${index}.` : null,
    keyboard: 'Yes, No,\\nCancel',
    aliases: [`alias ${index}`],
    group: null,
    code: code.repeat(27),
  }));
}
