import assert from 'node:assert/strict';

import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { seedBot } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { signInWithKey } from './harness/signIn';
import { keepEvidence, Workbench } from './harness/workbench';

/** A server whose paths are others than those that the product assumes. */
describe('Check API', () => {
  let server: Sandbox;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    server = await startSandbox({ behaviour: { paths: { getProperties: '/bots/{bot_id}/props' } } });
    seedBot(server.store, { name: 'Tea Shop', commands: [{ name: '/start', code: 'start' }] });
    const settings = { 'botsBusiness.api.url': server.url };
    workbench = await Workbench.open({ settings });
    await signInWithKey(workbench, server.apiKey);
  });
  afterEach(async function () {
    server.faults.clear();
    await keepEvidence(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.dispose();
    await server.close();
  });

  it('asks first, shows what the server has, and keeps the paths that it found', async () => {
    server.faults.add({ kind: 'routeMissing', endpoint: 'getCloudPlans' });
    await workbench.run('Bots.Business: Check API…');
    const asked = await workbench.dialog.text();
    assert.match(asked, /Nothing is changed/);
    assert.match(asked, /asked about Tea Shop/);
    await workbench.screenshot('check-api-question');
    const before = server.requests.list().length;
    await workbench.dialog.press('Check');
    await workbench.editor.waitForTab('Check of the API.md');
    await workbench.notices.waitFor(/The server has \d+ of \d+ reads\. 1 of them under other paths/);
    await workbench.screenshot('check-api-report');
    const sent = server.requests.list().slice(before);
    assert.ok(sent.length > 20);
    assert.ok(sent.every(({ method }) => method === 'GET'));

    await workbench.notices.press(/The server has/, 'Use These Paths');
    await workbench.run('View: Close All Editors');
    // What it kept is asked for first from now on.
    await workbench.run('Bots.Business: Check API…');
    await workbench.dialog.press('Check');
    await workbench.editor.waitForTab('Check of the API.md');
    const propertiesAsked = () => server.requests.list().filter(({ path }) => /\/prop(s|erties)$/.test(path));
    await eventually(
      () => Promise.resolve(propertiesAsked().map(({ path }) => path.split('/').at(-1))),
      (paths) => paths.join() === 'properties,props,props',
      'The path of the setting is asked for first',
    );
    await workbench.notices.press(/The server has/, 'Copy Report');
    const copied = await eventually(
      () => workbench.page.evaluate<string>('navigator.clipboard.readText()'),
      (text) => text.includes('**Get cloud plans** `/cloud_plans` (404)'),
      'The report is copied',
    );
    assert.ok(!copied.includes(server.apiKey));
  });
});
