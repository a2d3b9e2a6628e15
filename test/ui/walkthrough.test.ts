import assert from 'node:assert/strict';

import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { untilWalkthroughForgotten } from './harness/backup';
import { eventually } from './harness/eventually';
import { signInAgain } from './harness/signIn';
import { keepEvidence, Workbench, type WorkbenchOptions } from './harness/workbench';

const title = 'First Steps with Bots.Business';
/** Titles, and the texts of their pictures. */
const stepPictures = {
  'Open your bots': 'Two ways in: the sandbox on this machine, or your own account',
  'Open a command': 'A click on a command in the Bots view opens its code as a file',
  'Change it and save': 'A changed command is saved to the server with Ctrl+S',
  'Add a command of your own': 'The plus in the title of the Bots view asks for the name of a new command',
  'Start a bot': 'The triangle beside a bot starts it; the status bar shows that it runs',
};
const steps = Object.keys(stepPictures);

/** As VS Code is out of the box, and wide enough for the pictures. */
const options: WorkbenchOptions = {
  settings: { 'workbench.welcomePage.walkthroughs.openOnInstall': true },
  viewport: { width: 1600, height: 900 },
};

describe('The first steps', () => {
  let workbench: Workbench;

  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
  });

  /** The extension answers in order, so what it did before this is done. */
  async function untilAnswered(): Promise<void> {
    await workbench.run('Bots.Business: Show Log');
    await workbench.page.locator('.part.panel').waitFor();
    await workbench.press('Control+j');
    await workbench.page.locator('.part.panel').waitFor({ state: 'hidden' });
  }

  /** An editor that takes the keyboard only now would close the palette. */
  async function untilTyping(file: string): Promise<void> {
    await workbench.editor.waitForTab(file);
    await workbench.editor.element.and(workbench.page.locator('.focused')).waitFor();
  }

  /** Brings the walkthrough to the front, which a click on its tab does not, and looks which steps are done. */
  async function assertDone(...done: number[]): Promise<void> {
    await workbench.run('Bots.Business: First Steps');
    await workbench.walkthrough.waitFor(title);
    const wanted = steps.map((step, index) => `${done.includes(index + 1) ? '✓ ' : ''}${step}`);
    const look = () => workbench.walkthrough.steps();
    assert.deepEqual(await eventually(look, (seen) => seen.join() === wanted.join(), 'The steps'), wanted);
  }

  /** Unfolds each step and keeps a picture of it. */
  async function pictures(theme: string): Promise<void> {
    for (const [index, [step, picture]] of Object.entries(stepPictures).entries()) {
      await workbench.walkthrough.unfold(step);
      await workbench.walkthrough.picture(picture).waitFor();
      await workbench.screenshot(`first-steps-${theme}-${index + 1}`);
    }
  }

  describe('for a newcomer (dark)', () => {
    before(async function () {
      this.timeout(120_000);
      workbench = await Workbench.open(options);
    });
    after(() => workbench.dispose());

    it('open when the view is looked at for the first time', async () => {
      await untilAnswered();
      assert.deepEqual(await workbench.editor.tabs(), []);
      await workbench.openView('Bots.Business');
      await workbench.walkthrough.waitFor(title);
      assert.deepEqual(await workbench.walkthrough.steps(), steps);
      await pictures('dark');
    });

    it('do not open by themselves again after a reload, but from the view', async () => {
      await workbench.editor.closeTab('Welcome');
      await untilWalkthroughForgotten(workbench);
      await workbench.reload();
      await workbench.openView('Bots.Business');
      await workbench.page.getByRole('button', { name: 'Try It in the Sandbox' }).waitFor();
      await untilAnswered();
      assert.deepEqual(await workbench.editor.tabs(), []);
      await workbench.page.locator('.part.sidebar').getByText('First Steps', { exact: true }).click();
      await workbench.walkthrough.waitFor(title);
    });

    it('say what is missing when a step is taken too early', async () => {
      await workbench.walkthrough.unfold('Start a bot');
      await workbench.walkthrough.press('Start Bot');
      await workbench.notices.waitFor('Nobody is signed in yet.');
      await workbench.screenshot('first-steps-dark-too-early');
      await workbench.notices.close('Nobody is signed in yet.');
      await assertDone();
    });

    it('are done by opening the sandbox', async () => {
      await workbench.walkthrough.unfold('Open your bots');
      await workbench.walkthrough.press('Try It in the Sandbox');
      await workbench.tree('Bots').row('Quick Quiz');
      await assertDone(1);
    });

    it('are done by opening a command', async () => {
      await workbench.tree('Bots').expand('Quick Quiz');
      await workbench.tree('Bots').doubleClick('/start');
      await untilTyping('_start.js');
      await assertDone(1, 2);
    });

    it('are done by saving a command that was changed', async () => {
      await workbench.editor.tab('_start.js').click();
      await untilTyping('_start.js');
      await workbench.press('Control+s');
      await assertDone(1, 2);
      await workbench.editor.tab('_start.js').click();
      await workbench.editor.insertAt('start', '// mine\n');
      await workbench.editor.saveAndWait('_start.js');
      await assertDone(1, 2, 3);
      await workbench.screenshot('first-steps-dark-half-done');
    });

    it('are done by adding a command', async () => {
      const { quickInput, walkthrough } = workbench;
      await walkthrough.unfold('Add a command of your own');
      await walkthrough.press('New Command');
      await quickInput.pick('Quick Quiz');
      await quickInput.waitFor('New Command in Quick Quiz');
      await quickInput.cancel();
      await assertDone(1, 2, 3);
      await workbench.tree('Bots').inlineAction('Quick Quiz', 'New Command');
      await quickInput.enter('/hello');
      await untilTyping('_hello.js');
      await assertDone(1, 2, 3, 4);
    });

    it('are done by starting a bot', async () => {
      await workbench.tree('Bots').inlineAction('Quick Quiz', 'Start Bot');
      await workbench.statusBar.item('Quick Quiz: Running').waitFor();
      await assertDone(1, 2, 3, 4, 5);
      await workbench.screenshot('first-steps-dark-done');
    });
  });

  describe('for one who begins with a command (light)', () => {
    let server: Sandbox;
    before(async function () {
      this.timeout(120_000);
      server = await startSandbox({ demos: ['media/demo-bots/quiz'] });
      const settings = { ...options.settings, 'botsBusiness.api.url': server.url };
      workbench = await Workbench.open({ ...options, settings, theme: 'light' });
    });
    after(async () => {
      await workbench.dispose();
      await server.close();
    });

    it('do not come between, also not after signing out', async () => {
      await signInAgain(workbench, server.apiKey);
      await workbench.openView('Bots.Business');
      await workbench.tree('Bots').row('Quick Quiz');
      await workbench.run('Bots.Business: Sign Out');
      await workbench.page.getByRole('button', { name: 'Try It in the Sandbox' }).waitFor();
      await untilAnswered();
      assert.deepEqual(await workbench.editor.tabs(), []);
    });

    it('open from the palette', async () => {
      await assertDone();
      await pictures('light');
    });
  });

  describe('with `npm start` (high contrast)', () => {
    before(async function () {
      this.timeout(120_000);
      workbench = await Workbench.open({
        ...options,
        theme: 'highContrast',
        env: { BOTS_BUSINESS_START_SANDBOX: '1' },
      });
    });
    after(() => workbench.dispose());

    it('do not open by themselves: it is signed in already', async () => {
      await workbench.openView('Bots.Business');
      await workbench.tree('Bots').row('Quick Quiz');
      await untilAnswered();
      assert.deepEqual(await workbench.editor.tabs(), []);
    });

    it('open from the menu of the view', async () => {
      await workbench.viewMenu('Bots', 'First Steps');
      await workbench.walkthrough.waitFor(title);
      await pictures('high-contrast');
    });
  });
});
