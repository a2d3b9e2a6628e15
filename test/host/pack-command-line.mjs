/** Packs the command line as npm packs a package, so that `npx` runs it. */
import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './cleanup.mjs';
import { repositoryRoot } from './paths.mjs';
import { capture } from './run.mjs';

/**
 * What the package holds besides its `package.json`. The sandbox is a process of its own; what checks code is that of the
 * language server, with the declarations that lie beside it.
 */
const files = [
  'dist/cli.js',
  'dist/sandbox.js',
  'dist/language',
  'dist/third-party-notices.txt',
  'LICENSE',
  'README.md',
];

/**
 * Packs what is in `dist`. vsce and npm both read `package.json` and want different things of it, so npm gets one of
 * its own.
 *
 * @param {string} folder where the tarball goes
 * @returns {Promise<{ path: string, size: number }>}
 */
export async function packCommandLine(folder) {
  const { path: stage, dispose } = await temporaryFolder('bbs-npm-');
  try {
    const manifest = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8'));
    const { name, version, license, repository, keywords, bin, engines } = manifest;
    await writeFile(
      join(stage, 'package.json'),
      JSON.stringify({
        ...{ name, version, license, repository, keywords, bin },
        description:
          'Command line for bots of Bots.Business: checks bot folders, moves bots to and from a local sandbox.',
        engines: { node: engines.node },
        files,
      }),
    );
    await mkdir(join(stage, 'dist'));
    for (const file of files) {
      await cp(join(repositoryRoot, file), join(stage, file), {
        recursive: true,
        filter: (from) => !from.endsWith('.map'),
      });
    }
    await capture('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: stage });
    const path = join(folder, `${name}-${version}.tgz`);
    return { path, size: (await stat(path)).size };
  } finally {
    await dispose();
  }
}
