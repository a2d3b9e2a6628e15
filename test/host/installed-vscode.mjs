/** Looks for a VS Code that is installed on this machine. Node's built-ins only. */
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from './run.mjs';

/** The oldest version that `engines.vscode` in package.json accepts. */
const oldest = [1, 112];

/**
 * @returns {Promise<{ command: string, version: string } | undefined>} the command line of a VS Code that can
 *   run the extension, stable before Insiders
 */
export async function findInstalledVSCode() {
  if (process.env['VSCODE_IPC_HOOK_CLI']) {
    return undefined; // In a remote terminal `code` only talks to the window that it belongs to.
  }
  for (const command of candidates()) {
    const version = await versionOf(command);
    if (version) {
      return { command, version };
    }
  }
  return undefined;
}

/** @returns {string[]} paths that exist */
function candidates() {
  const names = process.platform === 'win32' ? ['code.cmd', 'code-insiders.cmd'] : ['code', 'code-insiders'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  if (process.platform === 'darwin') {
    paths.push(
      '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code',
      '/Applications/Visual Studio Code - Insiders.app/Contents/Resources/app/bin/code',
    );
  }
  if (process.platform === 'win32') {
    for (const root of [process.env['LOCALAPPDATA'] && join(process.env['LOCALAPPDATA'], 'Programs')]) {
      paths.push(...(root ? [join(root, 'Microsoft VS Code', 'bin', 'code.cmd')] : []));
    }
    for (const root of [process.env['ProgramFiles']]) {
      paths.push(...(root ? [join(root, 'Microsoft VS Code', 'bin', 'code.cmd')] : []));
    }
  }
  return paths.filter(
    // The Windows program, seen from Linux inside Windows, could not use the folders of this repository.
    (path) => existsSync(path) && !(process.platform === 'linux' && realpathSync(path).startsWith('/mnt/')),
  );
}

/**
 * @param {string} command
 * @returns {Promise<string | undefined>} undefined when it is too old or does not start
 */
async function versionOf(command) {
  try {
    // As root it asks for these two even to say its version.
    const version = (await capture(command, ['--version', ...rootFlags()])).split('\n')[0]?.trim() ?? '';
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const [oldestMajor = 0, oldestMinor = 0] = oldest;
    return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor) ? version : undefined;
  } catch {
    return undefined;
  }
}

/** @returns {string[]} what VS Code needs to be started by root */
export function rootFlags() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
