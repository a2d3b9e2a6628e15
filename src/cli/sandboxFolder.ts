import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** The extension's id as VS Code names its storage. */
const extensionId = 'bots-business-studio.bots-business-studio';

/** Products made of VS Code, as they name their folder. */
const products = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor', 'Windsurf'];

/** Servers of VS Code, below the home folder. */
const servers = ['.vscode-server/data', '.vscode-server-insiders/data', '.local/share/code-server'];

export interface SandboxFolder {
  readonly path: string;
  /** How a person knows it. */
  readonly name: string;
}

/**
 * Where the sandbox keeps its state: the folder that is named, else that of the editor in which it was used last, else
 * one of the command line's own.
 * @param named on the command line
 */
export async function findSandboxFolder(
  named: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<SandboxFolder> {
  const home = homedir();
  if (named !== undefined) return { path: path.resolve(named), name: path.resolve(named) };
  const editors = await Promise.all(
    editorFolders(home, env).map(async ({ folder, name }) => {
      const state = path.join(folder, 'User', 'globalStorage', extensionId, 'sandbox');
      const usedAt = await stat(path.join(state, 'sandbox.db')).then(
        ({ mtimeMs }) => mtimeMs,
        () => undefined,
      );
      return { path: state, name, usedAt };
    }),
  );
  const [latest] = editors
    .filter((editor) => editor.usedAt !== undefined)
    .sort((one, other) => (other.usedAt ?? 0) - (one.usedAt ?? 0));
  if (latest) return { path: latest.path, name: latest.name };
  const own = path.join(home, '.bots-business', 'sandbox');
  return { path: own, name: `the command line, ${own} (no VS Code here has one; --sandbox names another)` };
}

function editorFolders(home: string, env: NodeJS.ProcessEnv): { folder: string; name: string }[] {
  const base = {
    win32: env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'),
    darwin: path.join(home, 'Library', 'Application Support'),
  };
  const settings =
    process.platform === 'win32' || process.platform === 'darwin'
      ? base[process.platform]
      : (env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'));
  return [
    ...products.map((name) => ({ folder: path.join(settings, name), name })),
    ...servers.map((name) => ({ folder: path.join(home, name), name: path.join(home, name) })),
  ];
}
