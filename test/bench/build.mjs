/** Builds what the benchmark runs, beside `dist`, which stays as it is. */
import { copyFile, cp, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { productBuilds } from '../../esbuild.mjs';
import { activeBytes } from '../host/active-bundle.mjs';
import { repositoryRoot, scratchFolder } from '../host/paths.mjs';

/** How the table calls what the extension loads when it starts. */
export const activeBundle = 'loaded at the start';

const outFolder = join(scratchFolder, 'out', 'bench');

/**
 * @typedef {object} Built
 * @property {string} extension the folder of the extension, built for production
 * @property {string} extensionId
 * @property {string} format the module that exports `measureFormat`
 * @property {string} suite the module that VS Code runs
 * @property {string} server the module that exports `BenchServer`
 * @property {{ name: string, bytes: number }[]} bundles of the product
 */

/** @returns {Promise<Built>} */
export async function build() {
  await rm(outFolder, { recursive: true, force: true });
  const extension = join(outFolder, 'extension');
  const dist = join(extension, 'dist');
  await mkdir(dist, { recursive: true });
  const own = {
    format: join('test', 'bench', 'format.ts'),
    server: join('test', 'bench', 'server.ts'),
    suite: join('test', 'bench', 'suite.ts'),
  };
  await Promise.all([
    ...productBuilds({ production: true }).map((options) =>
      esbuild.build({ ...options, outdir: join(extension, options.outdir ?? 'dist') }),
    ),
    esbuild.build({
      absWorkingDir: repositoryRoot,
      entryPoints: own,
      outdir: outFolder,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      external: ['vscode'],
      logLevel: 'warning',
    }),
    cp(join(repositoryRoot, 'media'), join(extension, 'media'), { recursive: true }),
    ...(await readdir(repositoryRoot))
      .filter((name) => /^package(\.nls.*)?\.json$/.test(name))
      .map((name) => copyFile(join(repositoryRoot, name), join(extension, name))),
  ]);
  /** @type {{ publisher: string, name: string }} */
  const { publisher, name } = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8'));
  const scripts = [...(await readdir(dist)), 'language/server.js'].filter((file) => file.endsWith('.js'));
  return {
    extension,
    extensionId: `${publisher}.${name}`,
    format: join(outFolder, 'format.js'),
    suite: join(outFolder, 'suite.js'),
    server: join(outFolder, 'server.js'),
    bundles: [
      { name: activeBundle, bytes: await activeBytes(extension) },
      ...(await Promise.all(
        scripts.map(async (file) => ({ name: file, bytes: (await stat(join(dist, file))).size })),
      )),
    ],
  };
}
