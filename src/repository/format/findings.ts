/** What can be wrong in a command's file. `line` counts from 1. */
export type CommandFinding =
  /** `/*CMD` without its `CMD*\/`: the whole text is taken as code. */
  | { readonly reason: 'header-not-closed'; readonly path: string; readonly line: number }
  /** `<<KEY` without its closing line: the block is read up to the end of the header. */
  | {
      readonly reason: 'block-not-closed';
      readonly path: string;
      readonly line: number;
      readonly key: string;
    }
  /** Neither the header nor the file name gives a name. */
  | { readonly reason: 'no-name'; readonly path: string }
  /** A value that its key cannot have: read as blank. */
  | {
      readonly reason: 'bad-value';
      readonly path: string;
      readonly line: number;
      readonly key: string;
      readonly value: string;
    }
  /** A key that the format does not know: left out. */
  | {
      readonly reason: 'unknown-key';
      readonly path: string;
      readonly line: number;
      readonly key: string;
      readonly value: string;
    }
  /** A key that has a value already: the later value is taken. */
  | { readonly reason: 'repeated-key'; readonly path: string; readonly line: number; readonly key: string }
  /** A header line that is no key, no block and not blank: left out. */
  | {
      readonly reason: 'unreadable-line';
      readonly path: string;
      readonly line: number;
      readonly text: string;
    }
  /** The line that ends a block, or a header, where none is open: left out of the header, kept in the code. */
  | {
      readonly reason: 'stray-terminator';
      readonly path: string;
      readonly line: number;
      readonly text: string;
    }
  /** A value that ends with the key that comes next and is missing: a line break was lost. Read as it stands. */
  | {
      readonly reason: 'joined-keys';
      readonly path: string;
      readonly line: number;
      readonly key: string;
      readonly joined: string;
    }
  /** A value has `CMD*\/` in it. Read as it stands; Bots.Business may end the header there (not documented). */
  | {
      readonly reason: 'header-end-inside';
      readonly path: string;
      readonly line: number;
      readonly key: string;
    }
  /** The header names another folder than the directory: the header is believed. */
  | {
      readonly reason: 'other-folder';
      readonly path: string;
      readonly line: number;
      readonly folder: string;
      readonly directory: string;
    }
  /** The code holds another header: kept as code. */
  | { readonly reason: 'second-header'; readonly path: string; readonly line: number };

/** What can be wrong in a bot's files as a whole. */
export type BotFinding =
  | CommandFinding
  /** There is no `bot.json`. */
  | { readonly reason: 'no-bot-file'; readonly path: string }
  /** `bot.json` is not a JSON object. */
  | { readonly reason: 'bot-file-unreadable'; readonly path: string }
  /** `bb_sync_version` is not `"1.0"`, the only one that Bots.Business imports; `version` is `null` unless text. */
  | { readonly reason: 'unknown-version'; readonly path: string; readonly version: string | null }
  /** `bot.json` has no `name`. */
  | { readonly reason: 'no-bot-name'; readonly path: string }
  /** A command name that an earlier file has: both are kept. */
  | {
      readonly reason: 'repeated-command';
      readonly path: string;
      readonly name: string;
      readonly otherPath: string;
    }
  /** A `.js` file deeper than the format looks: left out. */
  | { readonly reason: 'too-deep'; readonly path: string }
  /** A file that is not UTF-8 text: left out. */
  | { readonly reason: 'not-text'; readonly path: string }
  /** Two paths that some disk takes for one, so that a checkout there loses one of the files. Both are read. */
  | { readonly reason: 'same-path'; readonly path: string; readonly otherPath: string };

export type FindingSeverity = 'error' | 'warning';

/**
 * How much a finding matters: after an `error` what was read is likely not what its author meant, so it should not
 * be sent anywhere without asking; after a `warning` only what the finding names is in doubt.
 */
export function severityOf(finding: BotFinding): FindingSeverity {
  switch (finding.reason) {
    case 'header-not-closed':
    case 'block-not-closed':
    case 'no-name':
    case 'bad-value':
    case 'joined-keys':
    case 'no-bot-file':
    case 'bot-file-unreadable':
    case 'unknown-version':
    case 'no-bot-name':
    case 'not-text':
      return 'error';
    case 'unknown-key':
    case 'repeated-key':
    case 'unreadable-line':
    case 'stray-terminator':
    case 'second-header':
    case 'repeated-command':
    case 'too-deep':
    case 'header-end-inside':
    case 'other-folder':
    case 'same-path':
      return 'warning';
  }
}
