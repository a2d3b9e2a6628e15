import assert from 'node:assert/strict';

import { startSandbox } from '../../src/sandbox/sandbox';
import { assertNoSecrets } from './harness/secrets';
import { TeaShop } from './harness/teaShop';
import { askForKey } from './harness/signIn';
import { keepEvidence, Workbench } from './harness/workbench';

describe('A bad day', () => {
  let shop: TeaShop;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    shop = await TeaShop.open({
      status: 'works',
      commands: [
        { name: '/start', code: 'Bot.sendMessage("Welcome");\n' },
        { name: '/help', code: 'Bot.sendMessage("Help");\n' },
      ],
    });
    ({ workbench } = shop);
    await workbench.tree('Bots').click(['Tea Shop', '/start']);
    await workbench.editor.waitForTab('_start.js');
  });
  afterEach(async function () {
    shop.server.faults.clear();
    await assertNoSecrets(workbench, [shop.server.apiKey]);
    await keepEvidence(this.currentTest, workbench);
  });
  after(() => shop.dispose());

  const stored = () => shop.codeOf('/start');

  it('shows another person’s version before anything is overwritten', async () => {
    await workbench.editor.insertAt('start', '// mine\n');
    shop.otherPerson('/start', 'Bot.sendMessage("Theirs");\n');
    await workbench.editor.save();
    await workbench.notices.waitFor('The content of the file is newer');
    assert.equal(stored(), 'Bot.sendMessage("Theirs");\n');
    await workbench.screenshot('bad-1-conflict');

    await workbench.notices.press('The content of the file is newer', 'Compare');
    await workbench.editor.waitForTab(/_start\.js \(in file\)/);
    await workbench.screenshot('bad-2-compare');
    assert.equal(stored(), 'Bot.sendMessage("Theirs");\n');
  });

  it('refuses to overwrite a third version, also on Retry, and says what to press', async () => {
    shop.otherPerson('/start', 'Bot.sendMessage("Third");\n');
    await workbench.page.getByRole('button', { name: /Use your changes and overwrite/ }).click();
    const notice = await workbench.notices.waitFor('was changed on the server meanwhile');
    assert.match(notice, /Save again .* and choose Compare/);
    await workbench.screenshot('bad-3-third-version');
    await workbench.notices.press('was changed on the server meanwhile', 'Retry');
    await workbench.notices.waitFor('was changed on the server meanwhile');
    assert.equal(stored(), 'Bot.sendMessage("Third");\n');
  });

  it('overwrites what was shown when the person says so', async () => {
    await workbench.editor.focus();
    await workbench.editor.save();
    await workbench.notices.press('The content of the file is newer', 'Overwrite');
    await workbench.editor.waitForDirty('_start.js', false);
    assert.equal(stored(), '// mine\nBot.sendMessage("Welcome");\n');
  });

  it('keeps the text and says why when a save fails', async () => {
    shop.server.faults.add({ kind: 'html' });
    await workbench.editor.insertAt('start', '// more\n');
    await workbench.editor.save();
    const notice = await workbench.notices.waitFor('Failed to save');
    assert.match(notice, /A web page came back instead of an answer/);
    assert.match(notice, /Your text is safe in the editor/);
    assert.equal(await workbench.editor.isDirty('_start.js'), true);
    await workbench.screenshot('bad-4-failed-save');
    shop.server.faults.clear();
    await workbench.notices.press('Failed to save', 'Retry');
    await workbench.editor.waitForDirty('_start.js', false);
    assert.equal(stored(), '// more\n// mine\nBot.sendMessage("Welcome");\n');
  });

  it('goes on showing the bots when the server is away, and says so', async () => {
    shop.server.faults.add({ kind: 'dropConnection' });
    await workbench.viewAction('Bots', 'Refresh');
    await workbench.page.getByText('Shown as last known').waitFor();
    await workbench.tree('Bots').row('Tea Shop');
    await workbench.screenshot('bad-5-offline');
    shop.server.faults.clear();
    await workbench.viewAction('Bots', 'Refresh');
    await workbench.page.getByText('Shown as last known').waitFor({ state: 'detached' });
  });

  it('says what the server refused when a bot cannot start', async () => {
    shop.server.store.updateBot(shop.botId, { status: 'stopped', token: null });
    await workbench.viewAction('Bots', 'Refresh');
    await workbench.tree('Bots').inlineAction('Tea Shop', 'Start Bot');
    const notice = 'Tea Shop has no Telegram token';
    assert.match(await workbench.notices.waitFor(notice), /from @BotFather/);
    await workbench.screenshot('bad-6-refused-start');
    await workbench.notices.press(notice, 'Show Log');
    // What it holds is not looked at here: this host writes no log files.
    const channel = workbench.page.locator('.part.panel select:visible option:checked');
    assert.equal(await channel.textContent(), 'Bots.Business Studio');
    await workbench.screenshot('bad-7-log');
  });
});

describe('An account without bots', () => {
  it('says what to do; and when the server was never reached, that too', async function () {
    this.timeout(120_000);
    const server = await startSandbox();
    const workbench = await Workbench.open({
      theme: 'light',
      settings: { 'botsBusiness.api.url': server.url },
    });
    try {
      await workbench.openView('Bots.Business');
      await askForKey(workbench);
      await workbench.quickInput.enter(server.apiKey);
      await workbench.page.getByText('This account has no bots yet').waitFor();
      await workbench.screenshot('empty-account');
      // As after an update of the server that took the list away before it was ever read.
      await workbench.run('Bots.Business: Sign Out');
      server.faults.add({ kind: 'dropConnection', endpoint: 'getBots' });
      await askForKey(workbench);
      await workbench.quickInput.enter(server.apiKey);
      await workbench.page.getByText('The server cannot be reached').waitFor();
      await workbench.screenshot('offline-nothing-known');
      await workbench.welcomeLink('log');
      await workbench.page.locator('.part.panel [id="workbench.panel.output"]').waitFor();
      server.faults.clear();
      await workbench.welcomeButton('Try Again');
      await workbench.page.getByText('This account has no bots yet').waitFor();
    } finally {
      await workbench.dispose();
      await server.close();
    }
  });
});
