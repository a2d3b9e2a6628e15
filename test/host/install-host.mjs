#!/usr/bin/env node
/**
 * Installs what the tests need beside the dev dependencies: Node binaries, the VS Code hosts and Chromium.
 * Uses Node's built-ins only, so that it runs before `npm ci`.
 *
 *     node test/host/install-host.mjs [newest|oldest|chromium]
 */
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { hostName, hosts, nodePackage } from './hosts.mjs';
import { hostCache } from './paths.mjs';
import { capture, npm, runMain } from './run.mjs';

/** Written last into an installed folder: without it the folder is an interrupted install and done again. */
const marker = '.complete';

/**
 * Installs into a temporary sibling and renames it, so that a reader sees a whole folder or none, and two runs
 * at the same time do not write into each other.
 *
 * @param {string} folder the final place
 * @param {string} label what the line of progress says
 * @param {(folder: string) => Promise<void>} fill
 */
async function installOnce(folder, label, fill) {
  if (existsSync(join(folder, marker))) {
    return;
  }
  const started = Date.now();
  process.stdout.write(`Installing ${label} … `);
  await mkdir(hostCache(), { recursive: true });
  const temporary = await mkdtemp(join(hostCache(), '.installing-'));
  try {
    // Without a package.json npm would walk up and install into the repository.
    await writeFile(join(temporary, 'package.json'), '{ "private": true }\n');
    await fill(temporary);
    await writeFile(join(temporary, marker), `${new Date().toISOString()}\n`);
    if (!existsSync(join(folder, marker))) {
      await rm(folder, { recursive: true, force: true });
    }
    try {
      await rename(temporary, folder);
    } catch (error) {
      // Somebody else finished first: theirs is as good as ours.
      if (!existsSync(join(folder, marker))) {
        throw error;
      }
    }
    process.stdout.write(`${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  } catch (error) {
    process.stdout.write('failed\n');
    throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * The path of a Node binary of that major version; installs its npm package when needed.
 *
 * @param {22 | 24} major
 * @returns {Promise<string>}
 * @throws {Error} when no package exists for this platform and the running Node is another major version
 */
export async function ensureNode(major) {
  const wanted = nodePackage(major);
  if (!wanted) {
    if (process.versions.node.startsWith(`${major}.`)) {
      return process.execPath;
    }
    throw new Error(
      `The npm registry has no Node ${major} for ${process.platform}-${process.arch}: install Node ${major} and run this with it.`,
    );
  }
  const folder = join(hostCache(), `node-${wanted.version}-${process.platform}-${process.arch}`);
  await installOnce(folder, `Node ${wanted.version}`, (target) =>
    npm(['install', '--ignore-scripts', '--no-save', `${wanted.package}@${wanted.version}`], target),
  );
  const binary = join(
    folder,
    'node_modules',
    wanted.package,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!existsSync(binary)) {
    throw new Error(`The npm package ${wanted.package}@${wanted.version} holds no ${binary}.`);
  }
  if (process.platform !== 'win32') {
    await chmod(binary, 0o755).catch(() => undefined); // A shared cache may belong to somebody else.
  }
  return binary;
}

/**
 * Installs a VS Code host when it is not there yet (18 s and 830 MB, measured on two cores).
 *
 * @param {import('./hosts.mjs').HostName} name
 * @returns {Promise<{ host: import('./hosts.mjs').Host, node: string, serverMain: string }>} the Node binary to
 *   start it with and the script to start
 */
export async function ensureHost(name) {
  const host = hosts[name];
  const node = await ensureNode(host.nodeMajor);
  const folder = join(hostCache(), host.codeServer);
  const inside = (/** @type {string} */ root) => join(root, 'node_modules', 'code-server', 'lib', 'vscode');
  await installOnce(folder, `VS Code ${host.vscode} (code-server ${host.codeServer})`, async (target) => {
    // The install scripts would compile native modules and refuse any other Node; the tests need neither.
    await npm(['install', '--ignore-scripts', '--no-save', `code-server@${host.codeServer}`], target);
    await npm(['install', '--ignore-scripts', '--omit=dev'], inside(target));
    await npm(['install', '--ignore-scripts', '--omit=dev'], join(inside(target), 'extensions'));
  });
  return { host, node, serverMain: join(inside(folder), 'out', 'server-main.js') };
}

/**
 * The path of a Chromium or Chrome. Looks at `CHROME_PATH`, then for a system browser, then tries to install one.
 *
 * @returns {Promise<string>}
 * @throws {Error} one sentence that says what is missing and what to install
 */
export async function ensureChromium() {
  const configured = process.env['CHROME_PATH'];
  if (configured) {
    if (!existsSync(configured)) {
      throw new Error(`CHROME_PATH names ${configured}, which does not exist.`);
    }
    return configured;
  }
  const found = systemChromium() ?? (await playwrightChromium());
  if (found) {
    return found;
  }
  if (process.env['CI'] && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('Installing Chromium with apt-get …\n');
    await capture('apt-get', ['update']);
    await capture(
      'apt-get',
      ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji'],
      {
        env: { DEBIAN_FRONTEND: 'noninteractive' },
      },
    );
    const installed = systemChromium();
    if (installed) {
      return installed;
    }
  }
  process.stdout.write('Installing Chromium with playwright-core …\n');
  await capture('npx', ['playwright-core', 'install', 'chromium']).catch(() => undefined);
  const downloaded = await playwrightChromium();
  if (downloaded) {
    return downloaded;
  }
  throw new Error(
    'The tests need Chromium or Google Chrome and none was found: install one (on Debian: apt-get install chromium) or set CHROME_PATH to its path.',
  );
}

/** @returns {string | undefined} */
function systemChromium() {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ].find((path) => existsSync(path));
  }
  if (process.platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
      .flatMap((name) => process.env[name] ?? [])
      .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'))
      .find((path) => existsSync(path));
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** @returns {Promise<string | undefined>} the Chromium that playwright-core downloaded, when it did */
async function playwrightChromium() {
  try {
    const { chromium } = await import('playwright-core');
    return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
  } catch {
    return undefined; // playwright-core is not installed yet
  }
}

/** @param {string | undefined} what */
async function main(what) {
  const path = what === 'chromium' ? await ensureChromium() : (await ensureHost(hostName(what))).serverMain;
  process.stdout.write(`${path}\n`);
}

runMain(import.meta.url, () => main(process.argv[2]));
