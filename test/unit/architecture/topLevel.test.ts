import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';

import { root } from './root';

/** What the plan of the house has at the top. */
const planned = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'esbuild.mjs',
  'eslint.config.mjs',
  'media',
  'package-lock.json',
  'package.json',
  'package.nls.json',
  'src',
  'test',
  'tsconfig.json',
];

/** What is made and not kept. */
const made = /^(?:node_modules|dist|.*\.(?:vsix|tgz))$/;

describe('architecture: the top of the repository', () => {
  it('holds what was planned, translations of package.nls.json and nothing else', async () => {
    const found = (await readdir(root)).filter(
      (name) => !name.startsWith('.') && !made.test(name) && !/^package\.nls\.[\w-]+\.json$/.test(name),
    );
    assert.deepEqual(found.sort(), planned.sort());
  });
});
