import { parseArgs } from 'node:util';

import type { SandboxBehaviour } from '../server/behaviour';

export interface CommandLine {
  /** Where state, log and `sandbox.json` are; absent only with `memory`. */
  readonly folder: string | undefined;
  /** Folders of demo bots, for an empty store. */
  readonly demos: readonly string[];
  /** Serve on this port of 127.0.0.1 for a person at a terminal, and do not end by itself. */
  readonly port: number | undefined;
  /** Keep nothing. */
  readonly memory: boolean;
  /** How long the process stays after its last window, in milliseconds. */
  readonly lingerMs: number;
  /** How long it waits for its first window, in milliseconds. */
  readonly firstWindowMs: number;
}

/** Reads the arguments. @throws TypeError with a sentence for the terminal */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      folder: { type: 'string' },
      demo: { type: 'string', multiple: true, default: [] },
      port: { type: 'string' },
      memory: { type: 'boolean', default: false },
      linger: { type: 'string', default: '10000' },
      'first-window': { type: 'string', default: '30000' },
    },
  });
  if (values.folder === undefined && !values.memory) {
    throw new TypeError('Say where the sandbox keeps its state with --folder, or use --memory.');
  }
  if (values.folder === undefined && values.port === undefined) {
    throw new TypeError('Without --folder a port is needed: --port 8100, or --port 0 for any.');
  }
  return {
    folder: values.folder,
    demos: values.demo,
    port: values.port === undefined ? undefined : wholeNumber('port', values.port, 65_535),
    memory: values.memory,
    lingerMs: wholeNumber('linger', values.linger, 2 ** 31 - 1),
    firstWindowMs: wholeNumber('first-window', values['first-window'], 2 ** 31 - 1),
  };
}

/**
 * A port is open to everyone on this machine, and to pages in a browser: there no sign-in with Telegram is confirmed by
 * itself, but by whoever has the key.
 */
export function behaviourFor({ port }: Pick<CommandLine, 'port'>): Partial<SandboxBehaviour> {
  return port === undefined ? {} : { loginConfirmMs: Infinity };
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most) {
    throw new TypeError(`--${option} takes a whole number up to ${most}.`);
  }
  return value;
}
