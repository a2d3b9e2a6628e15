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
    for (const typed of ['1', '2', '3']) await type(document, typed);
    while (world.stored('/start').code !== '321base') await untilSaved(document);
    await type(document, '4');
    while (world.stored('/start').code !== '4321base') await untilSaved(document);
    const times = world.server.requests.list('editCommand').map(({ at }) => Date.parse(at));
    assert.ok(times.length >= 2 && times.length <= 4, 'not every pause is a save');
    for (const [index, time] of times.slice(1).entries()) {
      assert.ok(time - (times[index] ?? 0) >= 4990, 'two saves are apart');
    }
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
