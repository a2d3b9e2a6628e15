#!/usr/bin/env node
/**
 * `npm run pictures`: takes the pictures of the looks in all themes, for eyes to look at, and puts those of the README
 * into `media/readme`. They stay in `.vscode-test/screenshots`.
 */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hosts } from './hosts.mjs';
import { ensureChromium, ensureHost } from './install-host.mjs';
import { repositoryRoot, scratchFolder } from './paths.mjs';
import { runMain } from './run.mjs';
import { runMocha } from './run-mocha.mjs';

const tests = [
  'accounts',
  'botFolders',
  'botView',
  'commandPanel',
  'findInBots',
  'firstSteps',
  'history',
  'language',
  'moves',
  'pendingRows',
  'saveLooks',
  'statusLooks',
  'walkthrough',
  'workspaceFolders',
];

/** By their names in `media/readme`. */
const inReadme = {
  editor: 'dark-5-saved',
  compare: 'looks-dark-3-compare',
  usage: 'dark-8-usage',
  properties: 'command-panel-readme-dark',
  'first-steps': 'first-steps-dark-2',
  import: 'import-preview',
  hover: 'language-3-hover-dark',
  rename: 'language-4-rename-dark',
  'bot-view': 'bot-view-3-error-line',
  'compare-bots': 'compare-2-bots',
  history: 'history-0-list',
  'workspace-folders': 'dark-folders-2-tabs',
  find: 'find-4-replacing-dark',
  moves: 'moves-dark-3-clashes',
};

/** @returns {Promise<number>} */
async function main() {
  await ensureHost('newest');
  await ensureChromium();
  const code = await runMocha('ui', 'test/ui', {
    timeout: 60_000,
    args: tests.map((name) => join(repositoryRoot, 'test/ui', `${name}.test.ts`)),
    env: { BBS_THEMES: Object.keys(hosts.newest.themes).join(',') },
  });
  if (code !== 0) return code;
  for (const [name, picture] of Object.entries(inReadme)) {
    await copyFile(
      join(scratchFolder, 'screenshots', `${picture}.png`),
      join(repositoryRoot, 'media/readme', `${name}.png`),
    );
  }
  return 0;
}

runMain(import.meta.url, main);
