import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { type, untilSaved, World } from './world';

describe('Auto save, for who turns it on', () => {
  let world: World;
  const settings = { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 50 };

  before(() => configure(settings));
  beforeEach(async () => {
    world = await World.create([{ name: '/start', code: 'base' }]);
  });
  afterEach(() => world.dispose());
  after(() => configure(undefined));

  /** For BJS alone: the product turns auto save off there. */
  async function configure(value: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    await vscode.workspace.getConfiguration().update('[bjs]', value, vscode.ConfigurationTarget.Global);
  }

  it('saves by itself, and again after five seconds at the earliest', async () => {
    const document = await world.open('/start');
    const first = untilSaved(document);
    await type(document, '1');
    await first;
    assert.equal(world.stored('/start').code, '1base');
    const second = untilSaved(document);
    await type(document, '2');
    await type(document, '3');
    await second;
    assert.equal(world.stored('/start').code, '321base');
    const [before, after] = world.server.requests.list('editCommand');
    assert.ok(before && after);
    assert.ok(Date.parse(after.at) - Date.parse(before.at) >= 4990, 'the two saves are apart');
    assert.equal(world.calls('editCommand'), 2);
  });

  it('overwrites nobody', async () => {
    const document = await world.open('/start');
    world.otherPerson('/start', 'theirs');
    await type(document, '1');
    // The first automatic save meets the conflict; a save by hand does too.
    assert.equal(await document.save(), false);
    assert.equal(world.stored('/start').code, 'theirs');
    assert.equal(document.isDirty, true);
  });
});
