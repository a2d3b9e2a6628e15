// Builds the bundles of the product, and with --tests those of the tests that run inside VS Code.
//   node esbuild.mjs [--production] [--watch] [--tests]
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import esbuild from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  sourcemap: 'linked',
  logLevel: 'warning',
};

/** The product talks with `fetch` everywhere, so axios comes without its Node adapters: 59 kB in place of 277. */
const axiosForFetch = path.join(root, 'node_modules/axios/dist/esm/axios.js');

/**
 * Telegram's types as one text that needs no looking for modules, for a compiler that reads files from memory: each file
 * of `@gramio/types` becomes a `declare module` of its own name. Its licence stands at the top.
 */
export function telegramTypings() {
  const folder = path.join(root, 'node_modules/@gramio/types');
  const read = (/** @type {string} */ file) => readFileSync(path.join(folder, file), 'utf8');
  const modules = readdirSync(path.join(folder, 'out')).map((file) => {
    const name = path.basename(file, '.d.ts');
    const body = read(`out/${file}`).replace(/(?<=\bfrom )"\.\/(\w+)"/g, '"@gramio/types/$1"');
    // A bot has no files: where Telegram wants one, it sends a `file_id` or a link.
    const upload = name === 'objects' ? 'type Blob = string;\n' : '';
    return `declare module "@gramio/types${name === 'index' ? '' : `/${name}`}" {\n${upload}${body}}\n`;
  });
  return `/*\n${read('LICENSE').trim()}\n*/\n${modules.join('')}`;
}

/** @param {{ production: boolean }} mode @returns {import('esbuild').BuildOptions[]} */
export function productBuilds({ production }) {
  /** @type {import('esbuild').BuildOptions} */
  const mode = production
    ? {
        minify: true,
        sourcemap: false,
        legalComments: 'none',
      }
    : {};
  return [
    {
      ...common,
      ...mode,
      entryPoints: { extension: 'src/extension.ts' },
      // Keys in plain files are for tests alone.
      define: { keysInFilesAllowed: String(!production) },
      outdir: 'dist',
      // What is imported only when it is used lies in files of its own, which ESM alone can do. VS Code loads it by its ending.
      format: 'esm',
      splitting: true,
      outExtension: { '.js': '.mjs' },
      chunkNames: 'extension/[name]-[hash]',
      external: ['vscode'],
      alias: {
        axios: axiosForFetch,
        '@vscode/l10n': path.join(root, 'node_modules/@vscode/l10n/dist/browser.js'),
      },
      metafile: true,
    },
    { ...common, ...mode, entryPoints: { sandbox: 'src/sandbox/process.ts' }, outdir: 'dist' },
    {
      ...common,
      ...mode,
      // The pages of webviews.
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
      entryPoints: ['media/panels/adminPanel.ts', 'media/panels/form.css'],
      outdir: 'dist/panels',
    },
    {
      ...common,
      ...mode,
      // People run it with the Node that they have.
      target: 'node20',
      entryPoints: { cli: 'src/cli/main.ts' },
      outdir: 'dist',
      alias: { axios: axiosForFetch },
      banner: { js: '#!/usr/bin/env node' },
    },
  ];
}

/** @param {'integration' | 'soak'} suite @returns {import('esbuild').BuildOptions} */
function testBuild(suite) {
  return {
    ...common,
    entryPoints: [`test/${suite}/index.ts`],
    outdir: `.vscode-test/out/${suite}`,
    // mocha is loaded as the package it is; the rest of a test is one file.
    external: ['vscode', 'mocha', 'esbuild'],
    plugins: [testFiles],
  };
}

/** `import 'all-tests'` stands for every test file of the folder, so that none can be forgotten in a list. */
/** @type {import('esbuild').Plugin} */
const testFiles = {
  name: 'test-files',
  setup(build) {
    build.onResolve({ filter: /^all-tests$/ }, () => ({ path: 'all-tests', namespace: 'test-files' }));
    build.onLoad({ filter: /.*/, namespace: 'test-files' }, () => ({
      contents: testsBelow('test/integration')
        .map((file) => `require(${JSON.stringify(file)});`)
        .join('\n'),
      resolveDir: root,
    }));
  },
};

/** @param {string} folder @returns {string[]} */
function testsBelow(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => `./${folder}/${file.replaceAll('\\', '/')}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const has = (/** @type {string} */ flag) => process.argv.includes(flag);
  const builds = [
    ...productBuilds({ production: has('--production') }),
    ...(has('--tests') ? [testBuild('integration'), testBuild('soak')] : []),
  ];
  // Files of the build before would stay beside those of this one: they are called after what is in them.
  rmSync(path.join(root, 'dist', has('--production') ? '' : 'extension'), { recursive: true, force: true });
  if (has('--watch')) {
    for (const options of builds) await (await esbuild.context(options)).watch();
  } else {
    await Promise.all(builds.map((options) => esbuild.build(options)));
  }
}
