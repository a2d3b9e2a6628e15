/** What VS Code loads when the extension starts. Node's built-ins only. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file that is loaded with the one that names it; what is imported when it is used is written `import("…")`. */
const imported = /\b(?:from|import)\s*"(\.[^"]+\.mjs)"/g;

/**
 * The size of the file that `package.json` names, with all that it imports from the start.
 *
 * @param {string} extension its folder
 * @returns {Promise<number>} in bytes
 */
export async function activeBytes(extension) {
  const { main } = JSON.parse(await readFile(join(extension, 'package.json'), 'utf8'));
  /** @type {Map<string, number>} */
  const sizes = new Map();
  const add = async (/** @type {string} */ file) => {
    if (sizes.has(file)) return;
    sizes.set(file, 0);
    const code = await readFile(file, 'utf8');
    sizes.set(file, Buffer.byteLength(code));
    for (const [, path = ''] of code.matchAll(imported)) await add(join(dirname(file), path));
  };
  await add(join(extension, main));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}
