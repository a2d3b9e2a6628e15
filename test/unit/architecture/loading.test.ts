import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

import { build, type BuildOptions } from 'esbuild';

import { root } from './root';

/** To have one of these ready takes the platform longer than all the rest of loading the extension. */
const slow = ['fetch', 'Request', 'Response', 'Headers', 'TextDecoder', 'ReadableStream'];
const slowOfIntl = ['Collator', 'Segmenter', 'DateTimeFormat', 'NumberFormat'];

describe('architecture: loading the extension', () => {
  it('asks the platform for nothing that takes long and is needed later', async () => {
    const asked: string[] = [];
    const platform = vm.createContext({ URL, AbortController, setTimeout, clearTimeout });
    const watch = (object: object, from: object, names: string[]) => {
      for (const name of names) {
        const value: unknown = Reflect.get(from, name);
        Object.defineProperty(object, name, { get: () => (asked.push(name), value) });
      }
    };
    watch(platform, globalThis, slow);
    watch(vm.runInContext('Intl', platform) as object, Intl, slowOfIntl);

    const module: { exports: { activate?: unknown } } = { exports: {} };
    const require = createRequire(import.meta.url);
    const load = vm.runInContext(`(require, module) => {${await bundle()}\n}`, platform) as Load;
    load((id) => (id === 'vscode' ? vscode : require(id)), module);

    assert.equal(typeof module.exports.activate, 'function');
    assert.deepEqual([...new Set(asked)], []);
  });
});

type Load = (require: (id: string) => unknown, module: object) => void;

async function bundle(): Promise<string> {
  const { productBuilds } = (await import(pathToFileURL(path.join(root, 'esbuild.mjs')).href)) as {
    productBuilds: (mode: { production: boolean }) => BuildOptions[];
  };
  const options = productBuilds({ production: true }).find(({ external }) => external?.includes('vscode'));
  // As one script, which can be run here; what is imported later is in it and not run.
  const { outputFiles } = await build({ ...options, write: false, format: 'cjs', splitting: false });
  return outputFiles[0]?.text ?? '';
}

/** Everything in it is a class, which is what loading needs. The bundle takes it over by its prototype. */
const vscode: unknown = Object.create(
  new Proxy({}, { get: (_, name) => (typeof name === 'symbol' ? undefined : Object) }),
);
