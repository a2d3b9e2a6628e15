import assert from 'node:assert/strict';

import type { EndpointId } from '../../src/api/endpoints';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { seedBot } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { signInWithKey } from './harness/signIn';
import { keepEvidence, Workbench } from './harness/workbench';

const conflict = 'The content of the file is newer';

describe('Two windows of one person', () => {
  let server: Sandbox;
  let one: Workbench;
  let other: Workbench;
  let botId: number;

  before(async function () {
    this.timeout(180_000);
    server = await startSandbox();
    const names = ['/look', '/refresh', '/conflict', '/race', '*', '?'];
    botId = seedBot(server.store, {
      name: 'Tea Shop',
      commands: names.map((name) => ({ name, code: 'base\n' })),
    }).id;
    one = await Workbench.open({ keepsSecrets: true, settings: { 'botsBusiness.api.url': server.url } });
    await signInWithKey(one, server.apiKey);
    other = await one.openWindow();
    await other.openView('Bots.Business');
  });
  afterEach(async function () {
    server.faults.clear();
    await keepEvidence(this.currentTest, one, other);
  });
  after(async () => {
    await one.dispose();
    await server.close();
  });

  const idOf = (name: string) =>
    server.store.commands(botId).find(({ command }) => command === name)?.id ?? 0;
  const stored = (name: string) => server.store.command(botId, idOf(name))?.code;
  const untilWriting = () =>
    eventually(
      () => Promise.resolve(server.requests.list('editCommand').some(({ status }) => status === null)),
      Boolean,
      'The write has begun',
    );

  /** Resolves when the server has answered one more of these. */
  function untilAnswered(endpoint: EndpointId): Promise<unknown> {
    const count = () => server.requests.list(endpoint).filter(({ status }) => status !== null).length;
    const before = count();
    return eventually(
      () => Promise.resolve(count()),
      (now) => now > before,
      `The server was asked for ${endpoint}`,
    );
  }

  async function open(window: Workbench, name: string, file: string): Promise<void> {
    await window.comeToFront();
    await window.tree('Bots').doubleClick(['Tea Shop', name]);
    await window.editor.waitForTab(file);
  }

  async function type(window: Workbench, text: string, file: string): Promise<void> {
    await window.comeToFront();
    await window.editor.insertAt('start', text);
    await window.editor.waitForDirty(file, true);
  }

  it('show what was saved in the other one as soon as they get the focus', async () => {
    await open(other, '/look', '_look.js');
    await open(one, '/look', '_look.js');
    await type(one, 'one ', '_look.js');
    await one.editor.saveAndWait('_look.js');
    await other.comeToFront();
    await other.editor.waitForText('one base\n');
    assert.equal(await other.editor.isDirty('_look.js'), false);
  });

  it('show on Refresh what was saved in the other one', async () => {
    await open(other, '/refresh', '_refresh.js');
    await open(one, '/refresh', '_refresh.js');
    await type(one, 'one ', '_refresh.js');
    server.faults.add({ kind: 'held', endpoint: 'editCommand', times: 1 });
    await one.editor.save();
    await untilWriting();
    // It looks when it gets the focus, and that is too early to see anything.
    const looked = untilAnswered('getCommands');
    await other.comeToFront();
    await looked;
    server.faults.clear();
    await one.editor.waitForDirty('_refresh.js', false);
    assert.equal(await other.editor.visibleText(), 'base\n');
    await other.viewAction('Bots', 'Refresh');
    await other.editor.waitForText('one base\n');
  });

  it('never overwrite each other’s text before it was shown', async () => {
    await open(other, '/conflict', '_conflict.js');
    await open(one, '/conflict', '_conflict.js');
    await type(other, 'other ', '_conflict.js');
    await type(one, 'one ', '_conflict.js');
    await one.editor.saveAndWait('_conflict.js');

    await other.comeToFront();
    await other.editor.focus();
    await other.editor.save();
    await other.notices.waitFor(conflict);
    assert.equal(stored('/conflict'), 'one base\n');
    await other.screenshot('windows-conflict');

    await other.notices.press(conflict, 'Compare');
    await other.editor.waitForTab(/_conflict\.js \(in file\)/);
    await eventually(
      () => other.editor.visibleLeftText(),
      (text) => text === 'one base\n',
      'The left side',
    );
    await other.editor.waitForText('other base\n');
    await other.screenshot('windows-compare');
    assert.equal(stored('/conflict'), 'one base\n');

    await other.page.getByRole('button', { name: /Use your changes and overwrite/ }).click();
    await other.editor.waitForTab('_conflict.js');
    await other.editor.waitForDirty('_conflict.js', false);
    assert.equal(stored('/conflict'), 'other base\n');

    await one.comeToFront();
    await one.editor.waitForText('other base\n');
    await type(one, 'one ', '_conflict.js');
    await one.editor.saveAndWait('_conflict.js');
    assert.equal(stored('/conflict'), 'one other base\n');
    assert.deepEqual(await one.notices.texts(), []);
  });

  it('save one after the other what both save at the same time: one of them is told', async () => {
    await open(other, '/race', '_race.js');
    await open(one, '/race', '_race.js');
    await type(other, 'other ', '_race.js');
    await type(one, 'one ', '_race.js');
    // The other looks before the first has written.
    server.faults.add({ kind: 'held', endpoint: 'editCommand' });
    await one.editor.save();
    await untilWriting();
    await other.comeToFront();
    await other.editor.focus();
    const looked = untilAnswered('getCommand');
    await other.editor.save();
    await looked;
    assert.equal(stored('/race'), 'base\n', 'nothing is written yet, or this test shows nothing');
    server.faults.clear();
    await one.editor.waitForDirty('_race.js', false);
    await other.notices.waitFor('was changed on the server meanwhile');
    assert.equal(await other.editor.isDirty('_race.js'), true);
    assert.equal(stored('/race'), 'one base\n');
    await other.screenshot('windows-race');
    assert.deepEqual(
      server.store.versions({ commandId: idOf('/race') }).map(({ code }) => code),
      ['base\n', 'one base\n'],
    );
    // As the notice says.
    await other.editor.save();
    await other.notices.press(conflict, 'Compare');
    await other.editor.waitForTab(/_race\.js \(in file\)/);
    assert.equal(await other.editor.visibleLeftText(), 'one base\n');
    await other.page.getByRole('button', { name: /Use your changes and overwrite/ }).click();
    await other.editor.waitForDirty('_race.js', false);
    assert.equal(stored('/race'), 'other base\n');
  });

  it('call the same command by the same file name, whoever opens it first', async () => {
    // From here on it knows what is bound, so that what follows has to be found out.
    await open(other, '/look', '_look.js');
    // Both would be called `_.js`.
    const apart = `_ (${idOf('*')}).js`;
    await open(one, '?', '_.js');
    await open(other, '*', apart);
    await open(other, '?', '_.js');
    await open(one, '*', apart);
    await type(one, 'star ', apart);
    await one.editor.saveAndWait(apart);
    assert.deepEqual([stored('*'), stored('?')], ['star base\n', 'base\n']);
    await open(other, '*', apart);
    await other.editor.waitForText('star base\n');
  });
});
