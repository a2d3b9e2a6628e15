// Builds the bundles of the product, and with --tests those of the tests that run inside VS Code.
//   node esbuild.mjs [--production] [--watch] [--tests]
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
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
/** Without what reads files: sentences come from the editor. */
const l10nForBrowsers = path.join(root, 'node_modules/@vscode/l10n/dist/browser.js');

/**
 * What the language server gives to TypeScript, by the names of the files: BJS itself and the packages that it rests on,
 * with their licences. Nothing in them has to be looked for: a compiler can read them from memory.
 *
 * @returns {Record<string, string>}
 */
export function typings() {
  const read = (/** @type {string} */ file) => readFileSync(path.join(root, file), 'utf8');
  const licensed = (/** @type {string} */ name, /** @type {string} */ text) =>
    `/*\n${name}\n\n${read(`node_modules/${name}/LICENSE`).trim()}\n*/\n${text}`;
  // Each file of it becomes a `declare module` of its own name, in one file.
  const telegram = ['index', 'methods', 'params', 'objects', 'utils'].map((file) => {
    const name = file === 'index' ? '@gramio/types' : `@gramio/types/${file}`;
    const text = read(`node_modules/@gramio/types/out/${file}.d.ts`);
    // A bot has no files: where Telegram wants one, it sends a `file_id` or a link.
    const upload = file === 'objects' ? 'type Blob = string\n' : '';
    return `declare module "${name}" {\n${upload}${text.replace(/(?<=\bfrom )"\.\//g, '"@gramio/types/')}}\n`;
  });
  return {
    'bjs.d.ts': read('src/language/typings/bjs.d.ts'),
    'telegram.d.ts': licensed('@gramio/types', telegram.join('')),
    // Declares the global itself.
    'crypto-js.d.ts': licensed('@types/crypto-js', read('node_modules/@types/crypto-js/index.d.ts')),
  };
}

/** TypeScript's own declarations of what BJS has of the language. */
function libraries() {
  /** @type {string[]} */
  const names = JSON.parse(readFileSync(path.join(root, 'src/language/server/libraries.json'), 'utf8'));
  const read = (/** @type {string} */ name) =>
    readFileSync(path.join(root, 'node_modules/typescript/lib', name), 'utf8');
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}

/** All that the language server reads when it starts, as it is, by path below `language`. */
function declarations() {
  const below = (/** @type {string} */ folder, /** @type {Record<string, string>} */ files) =>
    Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]);
  return Object.fromEntries([...below('typings', typings()), ...below('lib', libraries())]);
}

/** @type {import('esbuild').Plugin} */
const declarationFiles = {
  name: 'declarations',
  setup(build) {
    build.onResolve({ filter: /\.d\.ts$/ }, ({ path: name }) => ({ path: name, namespace: 'declarations' }));
    build.onLoad({ filter: /.*/, namespace: 'declarations' }, ({ path: name }) => ({
      contents: declarations()[name],
      loader: 'copy',
      watchFiles: [path.join(root, 'src/language/typings/bjs.d.ts')],
    }));
  },
};

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
      plugins: [requiredFromOutside, oneChunkAtStart],
      alias: {
        axios: axiosForFetch,
        '@vscode/l10n': l10nForBrowsers,
      },
      metafile: true,
    },
    { ...common, ...mode, entryPoints: { sandbox: 'src/sandbox/process.ts' }, outdir: 'dist' },
    { ...common, ...mode, entryPoints: { searchWorker: 'src/worker/searchWorker.ts' }, outdir: 'dist' },
    {
      ...common,
      ...mode,
      // The command line uses it as well, with the Node that people have.
      target: 'node20',
      entryPoints: { 'language/server': 'src/language/server/main.ts' },
      outdir: 'dist',
      alias: { '@vscode/l10n': l10nForBrowsers },
      plugins: [oneTypeScript],
    },
    {
      ...common,
      ...mode,
      // The pages of webviews.
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
      entryPoints: ['adminPanel.ts', 'command.ts', 'find.ts', 'form.css', 'command.css', 'find.css'].map(
        (file) => `media/panels/${file}`,
      ),
      outdir: 'dist/panels',
    },
    {
      ...common,
      sourcemap: false,
      entryPoints: Object.keys(declarations()).map((name) => ({
        in: name,
        out: `language/${name.replace(/\.ts$/, '')}`,
      })),
      outdir: 'dist',
      plugins: [declarationFiles],
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

/**
 * Has every part that is loaded when it is used import what is loaded at the start, which it finds there already. Then all
 * of that is shared by the same files and lies in one chunk, not in fifty by who else uses each: 9 kB less, and two files
 * to read at the start.
 *
 * @type {import('esbuild').Plugin}
 */
const oneChunkAtStart = {
  name: 'one-chunk-at-start',
  setup(build) {
    const parts = new Set();
    build.onResolve({ filter: /^\./ }, async ({ path: name, kind, importer, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData?.isResolving) return undefined;
      const options = { kind, importer, resolveDir, pluginData: { isResolving: true } };
      const resolved = await build.resolve(name, options);
      parts.add(resolved.path);
      return resolved;
    });
    build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      if (!parts.has(file)) return undefined;
      const start = JSON.stringify(path.join(root, 'src', 'extension.ts'));
      const contents = `${readFileSync(file, 'utf8')}\nimport ${start};\n`;
      return { contents, loader: 'ts', resolveDir: path.dirname(file), watchFiles: [file] };
    });
  },
};

/**
 * Code of ours that imports TypeScript shares one import of it: each would copy its 2,500 members anew, 40 ms in all at
 * every start.
 *
 * @type {import('esbuild').Plugin}
 */
const oneTypeScript = {
  name: 'one-typescript',
  setup(build) {
    build.onResolve({ filter: /^typescript$/ }, ({ importer }) =>
      importer.startsWith(path.join(root, 'src')) ? { path: 'typescript', namespace: 'shared' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'shared' }, () => ({
      contents: `import ts from 'typescript'; export default ts;`,
      resolveDir: root,
    }));
  },
};

/** What lies outside of the bundles, for packages that still ask for it with `require`, which ESM does not know. */
/** @type {import('esbuild').Plugin} */
const requiredFromOutside = {
  name: 'required-from-outside',
  setup(build) {
    const outside = new Set(['vscode', ...builtinModules]);
    build.onResolve({ filter: /^[\w/]+$|^node:/ }, ({ path: name, kind }) =>
      kind === 'require-call' && outside.has(name.replace(/^node:/, ''))
        ? { path: name, namespace: 'outside' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'outside' }, ({ path: name }) => ({
      contents: `export * from ${JSON.stringify(name)};`,
    }));
  },
};

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

/**
 * The licences of all packages of which something is in the bundles: most ask to be passed on with the code.
 *
 * @param {readonly esbuild.BuildResult[]} results
 * @returns {string}
 */
function notices(results) {
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  const packages = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  // Packed as they are, with their licences on top.
  const all = new Set([...packages, 'node_modules/typescript']);
  return [...all]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(path.join(root, folder, 'package.json'), 'utf8'),
      );
      const texts = readdirSync(path.join(root, folder))
        .filter((file) => /^(?:licen[cs]e|notice|third-?party)/i.test(file))
        .map((file) => readFileSync(path.join(root, folder, file), 'utf8').trim());
      return [`${name} ${version} (${license})`, ...texts].join('\n\n');
    })
    .join(`\n\n${'-'.repeat(80)}\n\n`);
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
    const results = await Promise.all(builds.map((options) => esbuild.build({ ...options, metafile: true })));
    if (has('--production'))
      writeFileSync(path.join(root, 'dist/third-party-notices.txt'), `${notices(results)}\n`);
  }
}
