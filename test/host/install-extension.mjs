/** Puts the built extension where VS Code looks for installed ones. Node's built-ins only. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from './paths.mjs';

/** What the VSIX holds; `.vscodeignore` says the same. */
const packaged = ['dist', 'media', 'README.md', 'CHANGELOG.md', 'LICENSE'];

/**
 * Copies the built extension into an extensions folder, as an installation from the VSIX would. To be done
 * before the server starts.
 *
 * @param {string} extensionsFolder
 * @param {string} [root] the folder of the extension's package.json
 * @returns {Promise<string>} the extension's folder
 * @throws {Error} when it is not built
 */
export async function installExtension(extensionsFolder, root = repositoryRoot) {
  /** @type {{ publisher: string, name: string, version: string, main: string }} */
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  if (!existsSync(join(root, manifest.main))) {
    throw new Error('The extension is not built: run `npm run build` first.');
  }
  const prefix = `${manifest.publisher}.${manifest.name}-`;
  await mkdir(extensionsFolder, { recursive: true });
  for (const name of await readdir(extensionsFolder)) {
    if (name.startsWith(prefix)) {
      await rm(join(extensionsFolder, name), { recursive: true });
    }
  }
  const target = join(extensionsFolder, prefix + manifest.version);
  const manifests = (await readdir(root)).filter((name) => /^package(\.nls.*)?\.json$/.test(name));
  // An extension made for a test need not be laid out like this one.
  for (const name of new Set([...manifests, ...packaged, manifest.main])) {
    if (existsSync(join(root, name))) {
      await cp(join(root, name), join(target, name), { recursive: true });
    }
  }
  return target;
}
