import { parseArgs } from 'node:util';

import { ApiError } from '../api/errors';
import type { RuleChoice } from '../language/server/rules/ruleChoice';
import { SandboxStartError } from '../platform/node/sandboxConnection';
import { isCommandFile, libraryName } from '../repository/format/botFolder';
import { BotFolderError, readBotFiles } from './botFiles';
import { checkFormats, type CheckFolder, hasErrors } from './checkFormats';
import { exportFolder, exportInWords } from './exportFolder';
import { importFolder, importInWords, isWholeImport } from './importFolder';
import { NoNewerNodeError } from './newerNode';
import { ruleChoice } from './ruleChoice';
import { roundtrip, roundtripInWords } from './roundtrip';
import { BotChoiceError, SandboxBots } from './sandboxBots';

/** Where the command line writes. */
export interface Output {
  out(text: string): void;
  error(text: string): void;
}

/** 0: all is well · 1: something was found or not done · 2: it was not called as it must be, or could not begin. */
export type ExitCode = 0 | 1 | 2;

const usage = `Usage: bots-business check <folder> [--rule <rule>=<level>] [--format text|json|github]
       bots-business roundtrip <folder> [--edit] [--format text|json]
       bots-business import <folder> --account sandbox [--bot <name or id>] [--sandbox <state>] [--format text|json]
       bots-business export <folder> --account sandbox --bot <name or id> [--sandbox <state>] [--format text|json]

  check        looks for mistakes in the code of a bot folder; ends with 1 when there are errors
  roundtrip    reads every command file of a bot folder, prints it back and lists those that differ
    --edit     also changes each key of the header in turn: only its own lines may differ
  import       makes a new bot of a bot folder, or gives the bot of --bot the commands that it lacks
  export       writes a bot into a new or empty folder

    --rule     how a finding is told: off, error, warning, information; may be given again for another rule
    --account  sandbox: the local Bots.Business of this machine
    --sandbox  folder in which the sandbox keeps its state; without it that of the VS Code that used it last
    --bot      name or id of the bot
    --format   text (default) or json; check has github as well: annotations for GitHub Actions
               check:     [{"file", "line", "column", "endLine", "endColumn", "severity", "rule",
                          "message"}], lines and columns from 1, the end behind the last character
               roundtrip: {"files", "same", "different": [{"file", "reason"}]}
               import:    {"bot", "created", "failed", "present", "unreadable", "unlike",
                          "libraries", "findings"}
               export:    {"bot", "files", "libraries", "failed", "notes"}

Ends with 0 when all is well, 1 when something is wrong, differs or was not done, 2 when it could not begin.
`;

type Format = 'text' | 'json' | 'github';

/** What can be asked for. */
interface Options {
  readonly edit: boolean;
  readonly format: Format;
  readonly bot: string | undefined;
  readonly sandbox: string | undefined;
  /** How findings are told that are not told as they are otherwise. */
  readonly rules: RuleChoice;
}

interface Answer {
  readonly report: unknown;
  readonly words: string;
  readonly isWell: boolean;
}

/**
 * The command line of Bots.Business.
 * @param args without the program's name
 * @param parts check: what looks through a bot; it is large, and loaded when it is called
 */
export async function run(
  args: readonly string[],
  output: Output,
  { check }: { readonly check: CheckFolder },
): Promise<ExitCode> {
  const called = read(args);
  if (called === 'help') {
    output.out(usage);
    return 0;
  }
  if (typeof called === 'string') {
    output.error(`${called}\nbots-business --help says what can be asked for.\n`);
    return 2;
  }
  const { command, folder, options } = called;
  try {
    const { report, words, isWell } = await command(folder, options, check);
    output.out(options.format === 'json' ? `${JSON.stringify(report)}\n` : words);
    return isWell ? 0 : 1;
  } catch (error) {
    if (!isExpected(error)) throw error;
    output.error(`${error.message}\n`);
    return 2;
  }
}

type Command = (folder: string, options: Options, check: CheckFolder) => Promise<Answer>;

async function runCheck(folder: string, { format, rules }: Options, check: CheckFolder): Promise<Answer> {
  const files = await readBotFiles(folder);
  const rows = check(files, rules);
  const scripts = [...files.keys()].filter(
    (file) => isCommandFile(file) || libraryName(file) !== undefined,
  ).length;
  const words = checkFormats[format === 'github' ? 'github' : 'text'](rows, { folder, files: scripts });
  return { report: rows, words, isWell: !hasErrors(rows) };
}

async function runRoundtrip(folder: string, { edit }: Options): Promise<Answer> {
  const report = roundtrip(await readBotFiles(folder), { edit });
  return { report, words: roundtripInWords(report), isWell: report.different.length === 0 };
}

async function runImport(folder: string, options: Options): Promise<Answer> {
  return inSandbox(options, async (sandbox) => {
    const report = await importFolder(sandbox, folder, options.bot);
    return { report, words: importInWords(report, sandbox.name), isWell: isWholeImport(report) };
  });
}

async function runExport(folder: string, options: Options): Promise<Answer> {
  return inSandbox(options, async (sandbox) => {
    const report = await exportFolder(sandbox, options.bot ?? '', folder);
    const isWell = report.failed.length === 0 && report.notes.length === 0;
    return { report, words: exportInWords(report, folder), isWell };
  });
}

async function inSandbox(options: Options, work: (sandbox: SandboxBots) => Promise<Answer>): Promise<Answer> {
  const sandbox = await SandboxBots.open(options.sandbox);
  try {
    return await work(sandbox);
  } finally {
    sandbox.close();
  }
}

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['check', runCheck],
  ['roundtrip', runRoundtrip],
  ['import', runImport],
  ['export', runExport],
]);

/** @returns what is to be done, or what is wrong with the call */
function read(
  args: readonly string[],
): { readonly command: Command; readonly folder: string; readonly options: Options } | string {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        account: { type: 'string' },
        bot: { type: 'string' },
        edit: { type: 'boolean', default: false },
        format: { type: 'string', default: 'text' },
        help: { type: 'boolean', short: 'h', default: false },
        rule: { type: 'string', multiple: true, default: [] },
        sandbox: { type: 'string' },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { positionals, values } = parsed;
  if (values.help) return 'help';
  const [name, folder, ...others] = positionals;
  const command = commands.get(name ?? '');
  if (!command) return name === undefined ? 'Say what to do.' : `There is no command ${name}.`;
  if (folder === undefined) return 'Name the folder of the bot.';
  if (others.length > 0) return `One folder at a time: ${others.join(' ')} is too much.`;
  const formats: readonly string[] = command === runCheck ? ['text', 'json', 'github'] : ['text', 'json'];
  const format = formats.find((each): each is Format => each === values.format);
  if (format === undefined) return `The format is ${formats.join(' or ')}, not ${values.format}.`;
  const rules = ruleChoice(values.rule);
  if (typeof rules === 'string') return rules;
  if (command !== runRoundtrip && command !== runCheck) {
    if (values.account === undefined) return 'Say which account: --account sandbox.';
    if (values.account !== 'sandbox') {
      return `The account can only be sandbox here. For ${values.account} use the extension: Import Bot Folder and Export Bot to Folder.`;
    }
  }
  if (command === runExport && values.bot === undefined) return 'Say which bot: --bot <name or id>.';
  const options = {
    edit: values.edit,
    format,
    bot: values.bot,
    sandbox: values.sandbox,
    rules,
  };
  return { command, folder, options };
}

/** What says by itself what is wrong and what to do. */
function isExpected(error: unknown): error is Error {
  return (
    error instanceof BotFolderError ||
    error instanceof BotChoiceError ||
    error instanceof NoNewerNodeError ||
    error instanceof SandboxStartError ||
    ApiError.is(error)
  );
}
