import assert from 'node:assert/strict';

import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { seedBot } from '../../src/sandbox/seed';
import { untilBackedUp, untilLayoutKept } from './harness/backup';
import { SandboxProcess } from './harness/sandboxProcess';
import { signInWithKey } from './harness/signIn';
import { keepEvidence, Workbench } from './harness/workbench';

const mine = '// mine\n';

/** Opens one command, and beside it another one that is edited: after a reload both show. */
async function openCleanAndDirty(workbench: Workbench, clean: Command, dirty: Command): Promise<void> {
  await workbench.openView('Bots.Business');
  await workbench.tree('Bots').doubleClick([clean.bot, clean.name]);
  await workbench.editor.waitForTab(clean.file);
  await workbench.editor.waitForText(clean.text);
  await workbench.tree('Bots').doubleClick([dirty.bot, dirty.name]);
  await workbench.editor.waitForTab(dirty.file);
  await workbench.editor.waitForText(dirty.text);
  await workbench.run('View: Move Editor into Right Group');
  await workbench.editor.insertAt('start', mine);
  await untilBackedUp(workbench, mine.trimEnd());
  await untilLayoutKept(workbench, 2, dirty.file);
}

interface Command {
  readonly bot: string;
  readonly name: string;
  readonly file: string;
  /** What tells its code from others. */
  readonly text: RegExp;
}

const start: Command = {
  bot: 'Corner Shop',
  name: '/start',
  file: '_start.js',
  text: /The first thing a customer sends/,
};
const other: Command = {
  bot: 'Corner Shop',
  name: '*',
  file: '_.js',
  text: /Everything that is no command comes here/,
};

describe('Tabs that are restored when the window comes back', () => {
  let workbench: Workbench;
  let sandbox: SandboxProcess | undefined;

  beforeEach(async function () {
    this.timeout(180_000);
    // As `npm start` does.
    workbench = await Workbench.open({ env: { BOTS_BUSINESS_START_SANDBOX: '1' } });
    await openCleanAndDirty(workbench, start, other);
  });
  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
    await sandbox?.goOn();
    await workbench.dispose();
  });

  const untilUnsavedTextShows = async () => {
    await workbench.editor.waitForDirty(other.file, true);
    await workbench.editor.waitForText(/^\/\/ mine\n.*Everything that is no command/s);
  };
  const untilCleanTabShows = async () => {
    await workbench.editor.tab(start.file).click();
    await workbench.editor.waitForTab(start.file);
    await workbench.editor.waitForText(start.text);
    assert.equal(await workbench.editor.isDirty(start.file), false);
  };
  const save = async () => {
    await workbench.editor.tab(other.file).click();
    await workbench.editor.waitForTab(other.file);
    await workbench.editor.focus();
    await workbench.editor.saveAndWait(other.file);
    assert.deepEqual(await workbench.notices.texts(), []);
  };
  const isSaved = async (process: SandboxProcess) => {
    const last = (await process.codes()).at(-1);
    assert.match(last ?? '', /^\/\/ mine\n.*Everything that is no command/s);
  };

  it('show their text while the sandbox is silent, and save when it answers', async () => {
    sandbox = await SandboxProcess.of(workbench);
    sandbox.stop();
    await workbench.reload();
    await untilUnsavedTextShows();
    await workbench.screenshot('restored-silent');
    await sandbox.goOn();
    await untilCleanTabShows();
    await save();
    await isSaved(sandbox);
  });

  it('show what was known last when the sandbox stays silent', async () => {
    sandbox = await SandboxProcess.of(workbench);
    sandbox.stop();
    await workbench.reload();
    await untilUnsavedTextShows();
    await workbench.page.getByText('Shown as last known').waitFor({ timeout: 30_000 });
    await untilCleanTabShows();
    await workbench.screenshot('restored-last-known');
    await sandbox.goOn();
    await save();
    await isSaved(sandbox);
  });

  it('start the sandbox when its process is gone', async () => {
    const before = await SandboxProcess.of(workbench);
    await workbench.reload(() => before.kill());
    await untilUnsavedTextShows();
    const next = await SandboxProcess.of(workbench, before);
    await untilCleanTabShows();
    await save();
    await isSaved(next);
    await workbench.screenshot('restored-started');
  });
});

describe('Tabs that are restored without the key of their account', () => {
  let server: Sandbox;
  let workbench: Workbench;
  let botId: number;

  before(async function () {
    this.timeout(120_000);
    server = await startSandbox();
    botId = seedBot(server.store, {
      name: 'Tea Shop',
      commands: [
        { name: '/clean', code: 'clean\n' },
        { name: '/dirty', code: 'dirty\n' },
      ],
    }).id;
    // This host forgets secrets with a reload.
    workbench = await Workbench.open({ settings: { 'botsBusiness.api.url': server.url } });
    await signInWithKey(workbench, server.apiKey);
  });
  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.dispose();
    await server.close();
  });

  it('lose nothing, say that one must sign in, and go on then with what waited', async function () {
    this.timeout(120_000);
    const clean = { bot: 'Tea Shop', name: '/clean', file: '_clean.js', text: /^clean/ };
    const dirty = { bot: 'Tea Shop', name: '/dirty', file: '_dirty.js', text: /^dirty/ };
    const stored = () => server.store.commands(botId).map(({ code }) => code);
    await openCleanAndDirty(workbench, clean, dirty);
    await workbench.reload();
    await workbench.editor.waitForDirty('_dirty.js', true);
    await workbench.editor.waitForText(`${mine}dirty\n`);

    await workbench.editor.focus();
    await workbench.editor.save();
    const told = 'no longer has the API key of you@sandbox.invalid';
    assert.match(await workbench.notices.waitFor(told), /Unsaved text stays in the editors/);
    await workbench.screenshot('restored-without-key');
    assert.deepEqual(stored(), ['clean\n', 'dirty\n']);
    await workbench.editor.waitForDirty('_dirty.js', true);
    await workbench.editor.waitForText(`${mine}dirty\n`);

    await workbench.notices.press(told, 'Sign In');
    await workbench.quickInput.pick('API Key');
    await workbench.quickInput.waitFor('Paste your API key');
    await workbench.quickInput.enter(server.apiKey);
    // What waited goes on: the save, and the tab that could not be read.
    await workbench.editor.waitForDirty('_dirty.js', false);
    assert.deepEqual(stored(), ['clean\n', `${mine}dirty\n`]);
    await workbench.editor.tab('_clean.js').click();
    await workbench.editor.waitForText('clean\n');
    await workbench.screenshot('restored-signed-in');
  });
});
