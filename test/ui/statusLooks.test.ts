import assert from 'node:assert/strict';

import type { Sandbox } from '../../src/sandbox/sandbox';
import { assertNoSecrets } from './harness/secrets';
import { TeaShop } from './harness/teaShop';
import { themes } from './harness/themes';
import { keepEvidence, type Workbench } from './harness/workbench';

for (const theme of themes) {
  describe(`The status bar and the rows say what there is to know (${theme})`, () => {
    let shop: TeaShop;
    let server: Sandbox;
    let workbench: Workbench;

    before(async function () {
      this.timeout(120_000);
      const bot = {
        status: 'works',
        token: 'none-of-telegram',
        folders: ['Cart'],
        commands: [
          { name: '*', code: '' },
          { name: '@', code: 'function price() {}' },
          { name: '@@', code: '' },
          { name: '!', code: '', answer: 'Sorry, *something* went wrong.' },
          { name: '/inlineQuery', code: '' },
          {
            name: '/start',
            code: '',
            answer: 'Welcome! See https://shop.example <b>now</b>\nSecond line',
            aliases: ['hi', 'hello'],
            help: 'Says hello',
            needReply: true,
            autoRetryTime: 60,
            folder: 'Cart',
          },
        ],
      };
      shop = await TeaShop.open(bot, { theme });
      ({ server, workbench } = shop);
      await workbench.tree('Bots').expand('Tea Shop');
    });
    afterEach(async function () {
      await assertNoSecrets(workbench, [server.apiKey]);
      await keepEvidence(this.currentTest, workbench);
    });
    after(() => shop.dispose());

    const hover = () => workbench.page.locator('.monaco-hover:visible, .workbench-hover:visible').last();
    const usage = () => workbench.statusBar.itemById('botsBusiness.usage');

    /** The pointer draws over the colours of what it rests on, so one picture is without it. */
    async function pictures(name: string): Promise<void> {
      await workbench.screenshot(`looks-${theme}-${name}-hover`);
      await workbench.page.locator('.part.editor').hover();
      await hover().waitFor({ state: 'hidden' });
      await workbench.screenshot(`looks-${theme}-${name}`);
    }

    /** Sets what is used of 100,000, looks again, and rests on the item. @returns what the hover says */
    async function showUsage(progress: number): Promise<string> {
      const quota = server.store.quota();
      assert.ok(quota);
      server.store.saveQuota({ ...quota, limit: 100_000, progress });
      await workbench.viewAction('Bots', 'Refresh');
      const k = progress >= 100_000 ? '100k' : `${progress / 1000}k`;
      await workbench.statusBar.item(`${k} / 100k`).waitFor();
      await usage().hover();
      await hover()
        .filter({ hasText: `${progress.toLocaleString('en-US')} of 100,000 used` })
        .waitFor();
      return hover().innerText();
    }

    const look = async () => {
      const classes = (await usage().getAttribute('class')) ?? '';
      return /(warning|error)-kind/.exec(classes)?.[1] ?? 'normal';
    };

    it('shows special commands with icons and roles', async () => {
      const tree = workbench.tree('Bots');
      await tree.expand(['Tea Shop', 'Cart']);
      assert.equal(await tree.description('*'), 'any other message');
      assert.equal(await tree.description('!'), 'Sorry, something went wrong.');
      await (await tree.row('!')).hover();
      await hover().filter({ hasText: 'Error command: runs when' }).waitFor();
      await workbench.screenshot(`looks-${theme}-1-special`);
      await (await tree.row('/start')).hover();
      await hover().filter({ hasText: 'Auto retry: every 60 seconds' }).waitFor();
      const said = await hover().innerText();
      assert.match(said, /Answer: Welcome! See https:\/\/shop\.example <b>now<\/b>\n/);
      assert.equal(await hover().locator('a[data-href*="shop"]').count(), 0);
      await workbench.screenshot(`looks-${theme}-2-command`);
      await (await tree.row('Tea Shop')).hover();
      await hover().filter({ hasText: 'Run state: Running' }).waitFor();
      await workbench.screenshot(`looks-${theme}-3-bot`);
    });

    it('shows usage in its four looks, with when the limit will be reached', async () => {
      assert.match(await showUsage(12_300), /12\.3 %/);
      assert.equal(await look(), 'normal');
      await pictures('4-normal');

      assert.match(await showUsage(79_900), /79\.9 %/);
      assert.equal(await look(), 'normal');

      assert.match(await showUsage(80_000), /80 %/);
      assert.equal(await look(), 'warning');
      await pictures('5-warning');

      assert.match(await showUsage(95_000), /95 %/);
      assert.equal(await look(), 'error');
      await pictures('6-error');

      assert.match(await showUsage(100_000), /The limit is reached/);
      assert.equal(await look(), 'error');

      server.faults.add({ kind: 'routeMissing', endpoint: 'getIterationUsage' });
      await workbench.viewAction('Bots', 'Refresh');
      await workbench.statusBar.item('usage —').waitFor();
      assert.equal(await look(), 'normal');
      await usage().hover();
      await hover().filter({ hasText: 'Tried: /user/iteration_quota' }).waitFor();
      assert.match(await hover().innerText(), /This server has no endpoint/);
      await pictures('7-unknown');
      server.faults.clear();
    });

    it('says in a short row why a list could not be had, and a click tries again', async () => {
      const tree = workbench.tree('Bots');
      server.faults.add({ kind: 'halfJson', endpoint: 'getCommands' });
      await workbench.viewAction('Bots', 'Refresh');
      const row = await tree.row('Broken answer: click to retry');
      const label = row.locator('.monaco-icon-label-container');
      const isCutOff = await label.evaluate((element) => {
        // What is used of it in the page; the tests are compiled without the DOM's types.
        const { scrollWidth, clientWidth } = element as unknown as Record<
          'scrollWidth' | 'clientWidth',
          number
        >;
        return scrollWidth > clientWidth;
      });
      assert.equal(isCutOff, false);
      await row.hover();
      await hover().filter({ hasText: 'The answer of the server was broken' }).waitFor();
      await workbench.screenshot(`looks-${theme}-8-failure`);
      server.faults.clear();
      await tree.click('Broken answer: click to retry');
      await tree.waitForLabels((labels) => !labels.includes('Broken answer: click to retry'));
    });

    it('offers to open the bot in its view, also from another', async () => {
      await workbench.tree('Bots').collapse('Tea Shop');
      await workbench.openView('Search');
      await workbench.statusBar.click('Tea Shop: Running');
      await workbench.quickInput.waitFor('Tea Shop');
      await workbench.screenshot(`looks-${theme}-9-actions`);
      assert.deepEqual(await workbench.quickInput.labels(), [
        'Stop Bot',
        'Open in Bots View',
        'Open in Telegram',
        'Pin Bot',
        'Show Log',
      ]);
      await workbench.quickInput.pick('Open in Bots View');
      const row = await workbench.tree('Bots').row('Tea Shop');
      await row.and(workbench.page.locator('.selected[aria-expanded="true"]')).waitFor();
      await workbench.screenshot(`looks-${theme}-10-opened`);
    });
  });
}
