#!/usr/bin/env node
/**
 * The check of the package: builds the VSIX, has VS Code install it, looks at every file of it and takes the first
 * steps with it as a person would.
 *
 *     node test/host/run-package.mjs [--update]
 *
 * `--update` writes what is packed now to `package-files.txt`, to be looked at and committed.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import { activeBytes } from './active-bundle.mjs';
import { launchBrowser } from './browser.mjs';
import { temporaryFolder } from './cleanup.mjs';
import { hosts } from './hosts.mjs';
import { ensureChromium, ensureHost } from './install-host.mjs';
import { packCommandLine } from './pack-command-line.mjs';
import { buildPackage, kilobytes } from './package.mjs';
import { repositoryRoot, scratchFolder } from './paths.mjs';
import { capture, runMain } from './run.mjs';
import { offlineEnvironment, startServer } from './server.mjs';
import { stillSettings } from './settings.mjs';
import { writeSummary } from './summary.mjs';

/** In bytes. Most of the package is TypeScript, which the language server rests on. */
const budgets = { package: 1_900_000, extension: 300_000 };

/** One file a line; a line that ends with `**` stands for everything below a folder. */
const snapshotFile = join(repositoryRoot, 'test', 'host', 'package-files.txt');

/** Folders whose files may come and go without a look at each: content, and parts that are called after what is in them. */
const contentFolders = ['dist/extension/', 'media/demo-bots/'];

/** Written by VS Code when it installs. */
const notPacked = ['.vsixmanifest'];

const secrets = [
  { what: 'an API key', pattern: /api_key=[\w-]{20,}/ },
  { what: 'a bot token', pattern: /\b\d{6,}:[\w-]{35}(?![\w-])/ },
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: 'an access token', pattern: /\b(gh[pousr]_\w{36}|npm_\w{36}|github_pat_\w{22,})\b/ },
];

/** Where somebody's files lie: here, and in any home as machines name it. */
const machinePaths = [
  repositoryRoot,
  // Not of an address on the web.
  /(?<!\w)(?:\/home|\/Users|[A-Za-z]:\\+Users)[\\/]+[\w.-]+[\\/]/,
  /\/root\/[\w.-]+/,
];

/**
 * One installation of the VSIX: the folder that VS Code unpacked it to, and what it holds, with `/` and sorted.
 *
 * @typedef {{ folder: string, files: string[] }} Installed
 */

/**
 * Counts and prints what was checked. A check that throws has failed; the next one goes on.
 */
class Checks {
  passed = 0;
  failed = 0;

  /**
   * @param {string} name
   * @param {() => unknown} check may return a text that is printed behind the name
   */
  async run(name, check) {
    try {
      const detail = await check();
      this.passed += 1;
      process.stdout.write(`  ✔ ${name}${typeof detail === 'string' ? `: ${detail}` : ''}\n`);
    } catch (error) {
      this.failed += 1;
      const message = error instanceof Error ? error.message : String(error);
      process.stdout.write(`  ✖ ${name}\n${message.replace(/^/gm, '      ')}\n`);
    }
  }
}

/**
 * @param {boolean} update
 * @returns {Promise<number>} the exit code
 */
async function checkPackage(update) {
  await ensureHost('newest');
  await ensureChromium();
  const checks = new Checks();
  const { path: temporary, dispose } = await temporaryFolder('bbs-pack-');
  try {
    const { path, size, warnings } = await buildPackage(join(temporary, 'extension.vsix'));
    await checks.run('is packed without a warning', () => assert.deepEqual(warnings, []));
    await checks.run(`is at most ${kilobytes(budgets.package)}`, () => atMost(size, budgets.package));
    const data = join(temporary, 'data');
    const installed = await install(path, data);
    if (update) {
      await writeFile(snapshotFile, snapshotOf(installed.files));
    }
    await checks.run('holds the files of package-files.txt', () => checkFiles(installed.files));
    await checks.run('holds every file that package.json names', () => checkManifest(installed));
    await checks.run(`loads at most ${kilobytes(budgets.extension)} to start`, async () =>
      atMost(await activeBytes(installed.folder), budgets.extension),
    );
    await checks.run('holds no source, test or source map', () => checkNoSources(installed));
    await checks.run('holds no secret', () => checkNoSecrets(installed));
    await checks.run('has no code that keeps keys in plain files', async () =>
      checkTexts(installed, [{ what: 'a test\u2019s store of keys', pattern: 'BOTS_BUSINESS_TEST_SECRETS' }]),
    );
    await checks.run('holds no path of a machine', () => checkNoMachinePaths(installed));
    const commandLine = await packCommandLine(temporary);
    await checks.run('has a command line that npx runs with the Node at hand', () =>
      checkCommandLine(commandLine.path, temporary),
    );
    await checks.run('checks a bot as README says that a workflow does', () =>
      checkWorkflow(commandLine.path, temporary),
    );
    await checks.run(`starts in VS Code ${hosts.newest.vscode} and opens the demo bots in its sandbox`, () =>
      takeFirstSteps(temporary, data),
    );
  } catch (error) {
    // Without a package there is nothing to check.
    checks.failed += 1;
    process.stdout.write(`  ✖ ${error instanceof Error ? error.message : String(error)}\n`);
  } finally {
    await dispose();
  }
  process.stdout.write(`\n${checks.passed} passing, ${checks.failed} failing\n`);
  writeSummary({ suite: 'package', passed: checks.passed, failed: checks.failed });
  return checks.failed === 0 ? 0 : 1;
}

/**
 * Has VS Code itself install the VSIX.
 *
 * @param {string} vsix
 * @param {string} data the server's data folder, with `extensions` in it
 * @returns {Promise<Installed>}
 */
async function install(vsix, data) {
  const { node, serverMain } = await ensureHost('newest');
  const extensions = join(data, 'extensions');
  await mkdir(extensions, { recursive: true });
  await capture(
    node,
    [
      serverMain,
      '--accept-server-license-terms',
      ...['--server-data-dir', data, '--extensions-dir', extensions],
      ...['--install-extension', vsix, '--do-not-include-pack-dependencies'],
    ],
    { env: offlineEnvironment },
  );
  const name = (await readdir(extensions)).find((entry) =>
    existsSync(join(extensions, entry, 'package.json')),
  );
  assert.ok(name, 'VS Code did not install the extension.');
  const folder = join(extensions, name);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !notPacked.includes(file));
  return { folder, files: files.sort() };
}

/**
 * @param {number} size
 * @param {number} budget
 */
function atMost(size, budget) {
  assert.ok(size <= budget, `It has ${kilobytes(size)}.`);
  return kilobytes(size);
}

/** @param {string[]} files */
function snapshotOf(files) {
  const lines = files.map((file) => {
    const content = contentFolders.find((folder) => file.startsWith(folder));
    return content ? `${content}**` : file;
  });
  return [...new Set(lines), ''].join('\n');
}

/** @param {string[]} files */
async function checkFiles(files) {
  const wanted = (await readFile(snapshotFile, 'utf8')).split('\n').filter(Boolean);
  const packed = snapshotOf(files).split('\n').filter(Boolean);
  const differences = [
    ...packed.filter((file) => !wanted.includes(file)).map((file) => `+ ${file}`),
    ...wanted.filter((file) => !packed.includes(file)).map((file) => `- ${file}`),
  ];
  assert.ok(
    differences.length === 0,
    `${differences.join('\n')}\nIf that is as it should be: node test/host/run-package.mjs --update`,
  );
  return `${files.length} files`;
}

/**
 * A path in a manifest that leads nowhere shows itself only as an icon or a grammar that is missing.
 *
 * @param {Installed} installed
 */
async function checkManifest({ folder, files }) {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  /** @type {string[]} */
  const missing = [];
  const look = (/** @type {unknown} */ value) => {
    if (typeof value === 'string') {
      const path = value.replace(/^\.\//, '');
      if (/^(dist|media)\/\S+\.\w+$/.test(path) && !files.includes(path)) {
        missing.push(path);
      }
    } else if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach(look);
    }
  };
  // The scripts name files of the repository.
  look({ ...manifest, scripts: undefined });
  assert.deepEqual(missing, []);
}

/** @param {Installed} installed */
async function checkNoSources(installed) {
  const names = installed.files.filter(
    (file) =>
      /(^|\/)(src|test|node_modules)\//.test(file) ||
      (/\.([cm]?tsx?|map)$/.test(file) && !/\.d\.ts$/.test(file)),
  );
  assert.deepEqual(names, []);
  await checkTexts(installed, [
    // The compiler that is packed has the word in its code.
    { what: 'a source map', pattern: /\n\/\/# sourceMappingURL=[^\n]*\s*$/ },
  ]);
}

/** @param {Installed} installed */
function checkNoSecrets(installed) {
  return checkTexts(installed, secrets);
}

/** @param {Installed} installed */
function checkNoMachinePaths(installed) {
  return checkTexts(
    installed,
    machinePaths.map((pattern) => ({ what: 'a path', pattern })),
  );
}

/**
 * @param {Installed} installed
 * @param {readonly { what: string, pattern: string | RegExp }[]} unwanted
 */
async function checkTexts({ folder, files }, unwanted) {
  /** @type {string[]} */
  const found = [];
  for (const file of files.filter((name) => extname(name) !== '.png')) {
    const text = await readFile(join(folder, file), 'utf8');
    for (const { what, pattern } of unwanted) {
      const at = typeof pattern === 'string' ? text.indexOf(pattern) : text.search(pattern);
      if (at >= 0) {
        found.push(`${file} holds ${what}: …${text.slice(Math.max(0, at - 20), at + 20)}…`);
      }
    }
  }
  assert.ok(found.length === 0, found.join('\n'));
}

/**
 * Has npx run the tarball: checks a demo bot, moves it into a sandbox and back, and compares the files.
 *
 * @param {string} tarball
 * @param {string} temporary
 */
async function checkCommandLine(tarball, temporary) {
  // Where npx finds no project that has a program of that name. It would execute a path that begins with `/`.
  const cwd = join(temporary, 'npx');
  await mkdir(cwd);
  const named = `./${relative(cwd, tarball)}`;
  const call = async (/** @type {string[]} */ ...args) =>
    JSON.parse(await capture('npx', ['--yes', named, ...args, '--format', 'json'], { cwd }));
  const bot = join(repositoryRoot, 'media', 'demo-bots', 'shop');
  const { files, same } = await call('roundtrip', bot, '--edit');
  assert.ok(files > 0 && same === files, `${same} of ${files} are the same`);
  const sandbox = ['--account', 'sandbox', '--sandbox', join(cwd, 'state')];
  const imported = await call('import', bot, ...sandbox);
  assert.deepEqual([imported.created.length, imported.failed, imported.unlike], [files, [], []]);
  const exported = await call('export', join(cwd, 'bot'), ...sandbox, '--bot', String(imported.bot.id));
  assert.deepEqual(exported.failed, []);
  for (const file of exported.files.filter((/** @type {string} */ name) => name.startsWith('commands/'))) {
    const [before, after] = await Promise.all(
      [bot, join(cwd, 'bot')].map((root) => codeOf(join(root, file))),
    );
    assert.equal(after, before, file);
  }
  return `${files} commands with Node ${process.version}`;
}

/**
 * Runs the step of the workflow that README shows, in bot repositories that hold the tarball.
 *
 * @param {string} tarball
 * @param {string} temporary
 */
async function checkWorkflow(tarball, temporary) {
  const readme = await readFile(join(repositoryRoot, 'README.md'), 'utf8');
  const [, step] = /^ +- run: (.* check .*)$/m.exec(readme) ?? [];
  assert.ok(step, 'README shows a step that checks');
  const run = async (/** @type {string} */ bot) => {
    const cwd = join(temporary, 'repositories', basename(bot));
    await cp(bot, cwd, { recursive: true });
    await copyFile(tarball, join(cwd, basename(tarball)));
    return spawnSync(step, { cwd, shell: true, encoding: 'utf8' });
  };
  const good = await run(join(repositoryRoot, 'media', 'demo-bots', 'shop'));
  assert.equal(good.status, 0, good.stdout + good.stderr);
  const bad = await run(join(repositoryRoot, 'test', 'fixtures', 'bjs', 'first-steps'));
  assert.equal(bad.status, 1, bad.stdout + bad.stderr);
  assert.match(bad.stdout, /^::error file=commands\/Balance\.js,line=6,.*,title=unknown-member::/m);
  return step;
}

/** @param {string} file of a command */
async function codeOf(file) {
  return (await readFile(file, 'utf8')).replace(/^\/\*CMD\n[^]*?\nCMD\*\/\n/, '');
}

/**
 * Opens the view, starts the sandbox with its button, and waits for the demo bots.
 *
 * @param {string} temporary
 * @param {string} data where the extension is installed
 */
async function takeFirstSteps(temporary, data) {
  const folder = join(temporary, 'workspace');
  await mkdir(folder);
  const [server, browser] = await Promise.all([
    startServer({
      host: 'newest',
      dataFolder: data,
      env: offlineEnvironment,
      machineSettings: { ...stillSettings, 'workbench.colorTheme': hosts.newest.themes.dark },
    }),
    launchBrowser(),
  ]);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(20_000);
    try {
      await page.goto(server.address(folder), { waitUntil: 'commit' });
      await page.locator('.activitybar .action-label[aria-label^="Bots.Business"]').click();
      await page.getByRole('button', { name: 'Try It in the Sandbox' }).click();
      const rows = page.locator('.monaco-list-row .label-name');
      for (const bot of ['Corner Shop', 'Quick Quiz']) await rows.getByText(bot, { exact: true }).waitFor();
    } catch (error) {
      const picture = join(scratchFolder, 'screenshots', 'failed package.png');
      await page.screenshot({ path: picture });
      throw new Error(`${error instanceof Error ? error.message : String(error)}\npicture: ${picture}`, {
        cause: error,
      });
    }
  } finally {
    await browser.close();
    await server.dispose();
    await endSandbox(data);
  }
}

/**
 * The sandbox outlives its window by some seconds; here its files are about to go.
 *
 * @param {string} data
 */
async function endSandbox(data) {
  const storage = join(data, 'data', 'User', 'globalStorage');
  const entries = await readdir(storage, { recursive: true }).catch(() => []);
  for (const entry of entries.filter((name) => name.endsWith(`${sep}sandbox.json`))) {
    const { pid } = JSON.parse(await readFile(join(storage, entry), 'utf8'));
    try {
      process.kill(pid);
    } catch {
      // It has ended by itself.
    }
  }
}

runMain(import.meta.url, () => checkPackage(process.argv.includes('--update')));
