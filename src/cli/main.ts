import { createRequire } from 'node:module';
import path from 'node:path';

import type { CheckFolder } from './checkFormats';
import { run } from './run';

/** Loads the compiler, which takes longer than all else does. */
const check: CheckFolder = (files, choice) => {
  const { check: checkFiles } = createRequire(__filename)(path.join(__dirname, 'language', 'server.js')) as {
    check: CheckFolder;
  };
  return checkFiles(files, choice);
};

const output = {
  out: (text: string) => process.stdout.write(text),
  error: (text: string) => process.stderr.write(text),
};

run(process.argv.slice(2), output, { check })
  .then((code) => (process.exitCode = code))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  });
