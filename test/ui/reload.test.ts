import assert from 'node:assert/strict';

import { editAsOtherPerson } from '../../src/sandbox/otherPerson';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { seedBot } from '../../src/sandbox/seed';
import { untilBackedUp } from './harness/backup';
import { signInWithKey } from './harness/signIn';
import { keepEvidence, Workbench } from './harness/workbench';

describe('A window that is reloaded with unsaved text', () => {
  let server: Sandbox;
  let workbench: Workbench;
  let botId: number;
  let commandId: number;

  before(async function () {
    this.timeout(120_000);
    server = await startSandbox();
    const bot = seedBot(server.store, { name: 'Tea Shop', commands: [{ name: '/start', code: 'aaaa\n' }] });
    botId = bot.id;
    commandId = server.store.commands(botId)[0]?.id ?? 0;
    workbench = await Workbench.open({ settings: { 'botsBusiness.api.url': server.url } });
    await signInWithKey(workbench, server.apiKey);
    await workbench.tree('Bots').doubleClick(['Tea Shop', '/start']);
    await workbench.editor.waitForTab('_start.js');
  });
  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.dispose();
    await server.close();
  });

  const stored = () => server.store.command(botId, commandId)?.code;
  /** This host forgets secrets with a reload. */
  const signInAgain = async () => {
    await workbench.run('Bots.Business: Sign In with API Key…');
    await workbench.quickInput.enter(server.apiKey);
    await workbench.quickInput.waitUntilClosed();
  };
  it('shows the text again, and saves it when nobody changed the command', async () => {
    await workbench.editor.insertAt('start', '// mine\n');
    await untilBackedUp(workbench, '// mine');
    await workbench.reload();
    await workbench.editor.waitForDirty('_start.js', true);
    await workbench.editor.waitForText(/^\/\/ mine/);
    await signInAgain();
    await workbench.editor.focus();
    await workbench.editor.saveAndWait('_start.js');
    assert.equal(stored(), '// mine\naaaa\n');
  });

  it('does not overwrite what another person wrote meanwhile, also of equal length', async () => {
    await workbench.editor.insertAt('start', '// more\n');
    await untilBackedUp(workbench, '// more');
    editAsOtherPerson(server.store, botId, commandId, { code: '// mine\nbbbb\n' });
    await workbench.reload();
    await workbench.editor.waitForDirty('_start.js', true);
    await signInAgain();
    await workbench.editor.focus();
    await workbench.editor.save();
    await workbench.notices.waitFor('The content of the file is newer');
    assert.equal(stored(), '// mine\nbbbb\n');
    await workbench.screenshot('reload-conflict');
    await workbench.notices.press('The content of the file is newer', 'Overwrite');
    await workbench.editor.waitForDirty('_start.js', false);
    assert.equal(stored(), '// more\n// mine\naaaa\n');
  });
});
