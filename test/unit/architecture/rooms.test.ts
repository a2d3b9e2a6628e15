import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

import { root } from './root';

/** Imports that no file of a room may have. The planted files exist in ESLint's memory alone. */
const breaches: readonly (readonly [string, string])[] = [
  ['util', '../api/http'],
  ['util', '../model/bots'],
  ['platform/node', '../../api/http'],
  ['platform/node', '../../model/bots'],
  ['api', '../model/bots'],
  ['api', '../sandbox/sandbox'],
  ['api', 'vscode'],
  ['api', 'node:fs'],
  ['model', '../files/uri'],
  ['model', '../accounts/signIn'],
  ['model', '../sandbox/sandbox'],
  ['model', 'vscode'],
  ['model', 'node:fs'],
  ['model', 'node:fs/promises'],
  ['model', 'fs'],
  ['api', 'http'],
  ['views', 'axios'],
  ['model', 'axios'],
  ['repository/format', 'axios'],
  ['sandbox', '../api/http'],
  ['accounts', '../platform/node/fileTextStore'],
  ['repository/format', '../../api/http'],
  ['repository/format', 'vscode'],
  ['repository/format', 'node:fs'],
  ['sentences', '../files/errors'],
  ['accounts', '../files/uri'],
  ['accounts', '../views/botsView'],
  ['accounts', 'node:fs'],
  ['files', '../views/botsView'],
  ['files', '../accounts/signIn'],
  ['files', '../platform/node/fileTextStore'],
  ['files', 'node:fs'],
  ['views', '../files/uri'],
  ['views', '../commands/registry'],
  ['views', 'node:path'],
  ['status', '../files/uri'],
  ['status', 'node:path'],
  ['commands', '../sandbox/sandbox'],
  ['commands', '../container'],
  ['commands', 'node:path'],
  ['panels', '../views/botsView'],
  ['panels', '../commands/registry'],
  ['panels', 'node:path'],
  ['telegram', 'vscode'],
  ['telegram', 'node:fs'],
  ['telegram', 'axios'],
  ['telegram', '../api/http'],
  ['model', '../telegram/botApi'],
  ['sandbox', '../model/bots'],
  ['sandbox', '../platform/node/socketFetch'],
  ['sandbox', 'vscode'],
  ['language/client', '../../views/botsView'],
  ['language/client', '../../files/uri'],
  ['language/client', '../server/workspace'],
  ['language/client', 'node:fs'],
  ['language/protocol', '../server/workspace'],
  ['language/protocol', 'vscode'],
  ['language/server', '../../api/http'],
  ['language/server', '../../model/bots'],
  ['language/server', '../client/bjsLanguage'],
  ['language/server', 'vscode'],
  ['language/server', 'node:fs'],
  ['language/typings', '../../api/http'],
  ['language/typings', '../../repository/format/names'],
  ['language/typings', 'vscode'],
  ['worker', 'vscode'],
  ['worker', '../views/botsView'],
  ['model', 'node:worker_threads'],
];

/** Imports that the rooms live by. */
const allowed: readonly (readonly [string, string])[] = [
  ['api', '../util/log'],
  ['api', './http'],
  ['model', '../api/http'],
  ['repository/format', '../../util/hash'],
  ['accounts', '../model/accounts'],
  ['accounts', 'vscode'],
  ['files', '../model/accounts'],
  ['files', '../repository/format/names'],
  ['files', 'vscode'],
  ['views', '../model/accounts'],
  ['views', 'vscode'],
  ['status', '../api/usage'],
  ['telegram', '../util/log'],
  ['panels', '../model/accounts'],
  ['panels', '../sentences/apiSentences'],
  ['commands', '../telegram/botApi'],
  ['commands', '../views/botsView'],
  ['platform/node', '../../util/log'],
  ['platform/node', 'node:fs'],
  ['sandbox', '../api/endpoints'],
  ['sandbox', 'node:http'],
  ['worker', '../model/search/matcher'],
  ['worker', 'node:worker_threads'],
];

const rules = ['import-x/no-restricted-paths', '@typescript-eslint/no-restricted-imports'];

describe('architecture: rooms', () => {
  let eslint: ESLint;
  before(async function () {
    // Loading ESLint with its plugins is most of the work.
    this.timeout(60_000);
    eslint = new ESLint({
      cwd: root,
      overrideConfig: [
        // What a room may import needs no types, and a file in memory has none.
        tseslint.configs.disableTypeChecked,
        { files: ['**/*.ts'], rules: { 'import-x/no-cycle': 'off' } },
      ],
      ruleFilter: ({ ruleId }) => rules.includes(ruleId),
    });
    await messagesFor('util', './log');
  });

  async function messagesFor(room: string, specifier: string): Promise<string[]> {
    const filePath = path.join(root, 'src', room, 'planted.ts');
    const [result] = await eslint.lintText(`import '${specifier}';\n`, { filePath });
    assert.ok(result);
    assert.ok(!result.messages.some(({ fatal }) => fatal), result.messages[0]?.message);
    return result.messages.flatMap(({ ruleId }) => ruleId ?? []);
  }

  for (const [room, specifier] of breaches) {
    it(`src/${room} may not import ${specifier}`, async () => {
      assert.equal((await messagesFor(room, specifier)).length, 1);
    });
  }

  for (const [room, specifier] of allowed) {
    it(`src/${room} may import ${specifier}`, async () => {
      assert.deepEqual(await messagesFor(room, specifier), []);
    });
  }

  it('are all that src holds, besides the two files at its top', async () => {
    const { rooms } = (await import(pathToFileURL(path.join(root, 'eslint.config.mjs')).href)) as {
      rooms: Record<string, string[]>;
    };
    const names = Object.keys(rooms);
    for (const entry of await readdir(path.join(root, 'src'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const file = path
        .relative(path.join(root, 'src'), path.join(entry.parentPath, entry.name))
        .split(path.sep)
        .join('/');
      assert.ok(
        ['container.ts', 'extension.ts'].includes(file) || names.some((name) => file.startsWith(`${name}/`)),
        `src/${file} lies in no room`,
      );
    }
    for (const [room, others] of Object.entries(rooms)) {
      for (const other of others) assert.ok(names.includes(other), `${other} of ${room} is no room`);
    }
  });
});
