import path from 'node:path';

import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { signInWithKey } from './harness/signIn';
import { keepEvidence, Workbench } from './harness/workbench';

describe('The view of a bot', () => {
  let server: Sandbox;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    server = await startSandbox({ demos: [path.resolve('media/demo-bots/shop')] });
    workbench = await Workbench.open({ theme: 'dark', viewport: { width: 1280, height: 1000 }, settings: { 'botsBusiness.api.url': server.url } });
    await signInWithKey(workbench, server.apiKey);
  });
  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.dispose();
    await server.close();
  });

  for (const section of ['Errors', 'Libraries', 'Broadcasts', 'Chats', 'Properties', 'Admin panels'])
    it(`shows ${section}`, async () => {
      if (section === 'Errors') {
        await workbench.tree('Bots').click('Corner Shop');
        await workbench.tree('Bot').row('Errors');
        await workbench.screenshot('bot-view-0');
      }
      const tree = workbench.tree('Bot');
      await tree.expand(section);
      await tree.waitForLabels((labels) => labels.length > 6 && !labels.includes('Reading…'));
      if (section === 'Broadcasts') await tree.expand([section, '/news']).catch(() => undefined);
      await workbench.screenshot(`bot-view-${section}`);
      await tree.collapse(section);
    });
});
