import { parseArgs } from 'node:util';

import { NoBotFolderError, readCommandFiles } from './botFiles';
import { type Roundtrip, roundtrip } from './roundtrip';

/** Where the command line writes. */
export interface Output {
  out(text: string): void;
  error(text: string): void;
}

/** 0: all is well · 1: something was found · 2: it was not called as it must be. */
export type ExitCode = 0 | 1 | 2;

const usage = `Usage: bots-business roundtrip <folder> [--edit] [--format text|json]

  roundtrip   reads every command file of a bot folder, prints it back and lists those that differ
    --edit    also changes each key of the header in turn: only its own lines may differ
    --format  text (default) or json: {"files", "same", "different": [{"file", "reason"}]}
`;

/** The command line of Bots.Business. @param args without the program's name */
export async function run(args: readonly string[], output: Output): Promise<ExitCode> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        edit: { type: 'boolean', default: false },
        format: { type: 'string', default: 'text' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    output.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  const { positionals, values } = parsed;
  if (values.help) {
    output.out(usage);
    return 0;
  }
  const [command, folder, ...others] = positionals;
  const isFormat = values.format === 'text' || values.format === 'json';
  if (command !== 'roundtrip' || folder === undefined || others.length > 0 || !isFormat) {
    output.error(usage);
    return 2;
  }
  try {
    const result = roundtrip(await readCommandFiles(folder), { edit: values.edit });
    output.out(values.format === 'json' ? `${JSON.stringify(result)}\n` : inWords(result));
    return result.different.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof NoBotFolderError)) throw error;
    output.error(`${error.message}\n`);
    return 2;
  }
}

function inWords({ files, same, different }: Roundtrip): string {
  const lines = different.map(({ file, reason }) => `${file}: ${reason}`);
  return [...lines, `${files} files: ${same} the same, ${different.length} different`, ''].join('\n');
}
