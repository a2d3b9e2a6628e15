import assert from 'node:assert/strict';

import { untilBackedUp } from './harness/backup';
import { signInAgain } from './harness/signIn';
import { TeaShop } from './harness/teaShop';
import { keepEvidence, type Workbench } from './harness/workbench';

describe('A window that is reloaded with unsaved text', () => {
  let shop: TeaShop;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    shop = await TeaShop.open({ commands: [{ name: '/start', code: 'aaaa\n' }] });
    ({ workbench } = shop);
    await shop.edit('/start', '_start.js');
  });
  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
  });
  after(() => shop.dispose());

  it('shows the text again, and saves it when nobody changed the command', async () => {
    await workbench.editor.insertAt('start', '// mine\n');
    await untilBackedUp(workbench, '// mine');
    await workbench.reload();
    await workbench.editor.waitForDirty('_start.js', true);
    await workbench.editor.waitForText(/^\/\/ mine/);
    await signInAgain(workbench, shop.server.apiKey);
    await workbench.editor.focus();
    await workbench.editor.saveAndWait('_start.js');
    assert.equal(shop.codeOf('/start'), '// mine\naaaa\n');
  });

  it('does not overwrite what another person wrote meanwhile, also of equal length', async () => {
    await workbench.editor.insertAt('start', '// more\n');
    await untilBackedUp(workbench, '// more');
    shop.otherPerson('/start', '// mine\nbbbb\n');
    await workbench.reload();
    await workbench.editor.waitForDirty('_start.js', true);
    await signInAgain(workbench, shop.server.apiKey);
    await workbench.editor.focus();
    await workbench.editor.save();
    await workbench.notices.waitFor('The content of the file is newer');
    assert.equal(shop.codeOf('/start'), '// mine\nbbbb\n');
    await workbench.screenshot('reload-conflict');
    await workbench.notices.press('The content of the file is newer', 'Overwrite');
    await workbench.editor.waitForDirty('_start.js', false);
    assert.equal(shop.codeOf('/start'), '// more\n// mine\naaaa\n');
  });

  it('does not delete a command whose editor holds text from before, and keeps that text', async () => {
    await workbench.editor.insertAt('start', '// last\n');
    await untilBackedUp(workbench, '// last');
    await workbench.reload();
    await workbench.editor.waitForDirty('_start.js', true);
    await signInAgain(workbench, shop.server.apiKey);
    await workbench.openView('Bots.Business');
    // What the text started from is not known any more: it may be an older version than the one that would go.
    await workbench.tree('Bots').contextMenu(['Tea Shop', '/start'], 'Delete');
    await workbench.dialog.press('Delete');
    await workbench.notices.waitFor(
      'It is not known which version of _start.js its unsaved text started from',
    );
    await workbench.screenshot('reload-delete-refused');
    assert.equal(shop.codeOf('/start'), '// more\n// mine\naaaa\n');
    await workbench.editor.waitForDirty('_start.js', true);
    await workbench.editor.waitForText(/^\/\/ last/);
  });
});
