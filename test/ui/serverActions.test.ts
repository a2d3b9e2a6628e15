import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Sandbox } from '../../src/sandbox/sandbox';
import { madeUpToken } from '../../src/sandbox/seed';
import { eventually } from './harness/eventually';
import { assertNoSecrets } from './harness/secrets';
import { TeaShop } from './harness/teaShop';
import { themes } from './harness/themes';
import { keepEvidence, type Workbench } from './harness/workbench';

for (const theme of themes) {
  /** What is done to whole bots on the server. */
  describe(`Bot actions (${theme})`, () => {
    let shop: TeaShop;
    let server: Sandbox;
    let workbench: Workbench;
    let csv: http.Server;
    let answers: () => void;
    const [token, otherToken] = [madeUpToken(1), madeUpToken(2)];

    before(async function () {
      this.timeout(120_000);
      let release: () => void = () => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      answers = release;
      csv = http.createServer((_, response) => {
        void released.then(() => response.end('command,answer\n/start,Hello\n/menu,Tea\n'));
      });
      await new Promise<void>((resolve) => csv.listen(0, '127.0.0.1', resolve));
      shop = await TeaShop.open(
        {
          token,
          commands: [
            { name: '/start', code: 'start\n' },
            { name: '/help', code: 'help\n' },
          ],
        },
        { theme },
      );
      ({ server, workbench } = shop);
      server.store.updateBot(shop.botId, { git_remote: 'git@example.com:tea/shop.git' });
      await tree().click('Tea Shop');
    });
    afterEach(async function () {
      server.faults.clear();
      await assertNoSecrets(workbench, [server.apiKey, token, otherToken]);
      await keepEvidence(this.currentTest, workbench);
    });
    after(async () => {
      answers();
      await shop.dispose();
      await new Promise((resolve) => csv.close(resolve));
    });

    const tree = () => workbench.tree('Bots');
    const picture = (name: string) => workbench.screenshot(`${theme}-actions-${name}`);
    const stored = () => server.store.bot(shop.botId);
    const until = <T>(read: () => T, accept: (value: T) => boolean, what: string) =>
      eventually(() => Promise.resolve(read()), accept, what);

    it('gives a bot another name and token, and takes the token away', async () => {
      const { quickInput, page, dialog } = workbench;
      await tree().contextMenu('Tea Shop', 'Edit Bot');
      await quickInput.waitFor('Edit Bot Tea Shop');
      await quickInput.enter('Green Tea');
      await quickInput.waitFor('New Telegram token from @BotFather');
      assert.equal(await quickInput.input.inputValue(), '');
      await quickInput.enter('123:short');
      await quickInput.message.filter({ hasText: 'This is not a bot token' }).waitFor();
      await picture('1-edit-token');
      await quickInput.enter(otherToken);
      await until(stored, (bot) => bot?.token === otherToken && bot.name === 'Green Tea', 'It is edited');
      await tree().row('Green Tea');

      await workbench.run('Bots.Business: Edit Bot…');
      await quickInput.waitFor('Edit Bot Green Tea');
      await quickInput.enter('Tea Shop');
      await quickInput.waitFor('New Telegram token from @BotFather');
      await page.getByRole('button', { name: 'Remove the Token…' }).click();
      assert.match(await dialog.text(), /^Remove the Telegram token of Green Tea\?/);
      await picture('2-remove-token');
      await dialog.press('Remove');
      await until(stored, (bot) => bot?.token === null && bot.name === 'Tea Shop', 'The token is gone');
    });

    it('leads from a bot without a token to giving it one', async () => {
      const { notices, quickInput } = workbench;
      await tree().row('Tea Shop');
      await tree().inlineAction('Tea Shop', 'Start Bot');
      const told = 'Tea Shop has no Telegram token, so it cannot start';
      await notices.waitFor(told);
      await picture('3-no-token');
      await notices.press(told, 'Edit Bot…');
      await quickInput.waitFor('Edit Bot Tea Shop');
      await quickInput.accept();
      await quickInput.waitFor('New Telegram token from @BotFather');
      await quickInput.enter(token);
      await until(stored, (bot) => bot?.token === token, 'It has the token');
    });

    it('copies a bot, which shows as being made', async () => {
      await tree().contextMenu('Tea Shop', 'Copy Bot');
      assert.match(await workbench.dialog.text(), /^Copy Tea Shop\?/);
      await picture('4-copy-question');
      await workbench.dialog.press('Copy');
      await tree().row('Cloned bot: Tea Shop');
      await eventually(
        () => tree().description('Cloned bot: Tea Shop'),
        (text) => text === 'Creating…',
        'It is being made',
      );
      await picture('5-copying');
      await eventually(
        () => tree().description('Cloned bot: Tea Shop'),
        (text) => text === 'Stopped · no token',
        'The copy is there',
      );
      await picture('6-copied');
      await workbench.run('Bots.Business: Copy Bot…');
      await workbench.quickInput.waitFor('Which bot?');
      await workbench.quickInput.cancel();
    });

    it('imports from CSV: says what it costs, follows it, tells what came of it', async () => {
      const { quickInput, dialog, notices } = workbench;
      const url = `http://127.0.0.1:${(csv.address() as AddressInfo).port}/menu.csv`;
      await tree().contextMenu('Tea Shop', 'Import from CSV');
      await quickInput.waitFor('Import from CSV into Tea Shop');
      await picture('7-csv-address');
      await quickInput.enter(url);
      assert.match(await dialog.text(), /It costs 5 iterations/);
      await picture('8-csv-question');
      await dialog.press('Import');
      const under = 'CSV import into Tea Shop';
      await notices.notice(under).filter({ hasText: '0 created' }).waitFor();
      await picture('9-csv-under-way');
      answers();
      await notices.waitFor('is done: 1 created, 1 updated, 0 removed');
      await tree().row(['Tea Shop', '/menu']);
      await picture('10-csv-done');
      await notices.close('is done: 1 created');
      await workbench.run('Bots.Business: Import from CSV…');
      await quickInput.pick('Tea Shop');
      await quickInput.waitFor('Import from CSV into Tea Shop');
      assert.equal(await quickInput.input.inputValue(), url);
      await quickInput.cancel();
    });

    it('exports to Git and imports from it, after a warning that offers to keep what is there', async () => {
      const { quickInput, dialog, notices } = workbench;
      server.behaviour.gitMs = 0;
      await tree().contextMenu('Tea Shop', 'Git Export');
      await quickInput.waitFor('git@example.com:tea/shop.git');
      await picture('11-git-export');
      await quickInput.enter('main');
      const begun = 'The Git export of Tea Shop has begun';
      await notices.waitFor(begun);
      await notices.close(begun);
      const before = server.store.commands(shop.botId).map(({ id }) => id);
      await tree().contextMenu('Tea Shop', 'Git Import');
      await quickInput.waitFor('Git Import into Tea Shop');
      await quickInput.enter('main');
      assert.match(await dialog.text(), /^Replace every command and library of Tea Shop/);
      await picture('12-git-import-question');
      await dialog.press('Export to Folder First…');
      await quickInput.element.getByRole('button', { name: 'Export Here' }).waitFor();
      await quickInput.cancel();
      await dialog.press('Replace and Import');
      await notices.waitFor('The commands of Tea Shop are now those of the repository');
      await picture('13-git-imported');
      assert.ok(server.store.commands(shop.botId).every(({ id }) => !before.includes(id)));
      for (const title of ['Git Export…', 'Git Import…']) {
        await workbench.run(`Bots.Business: ${title}`);
        await quickInput.waitFor('Which bot?');
        await quickInput.cancel();
      }
    });

    it('installs a demo bot that was searched for', async () => {
      const { quickInput } = workbench;
      await workbench.run('Bots.Business: Install Demo Bot…');
      await quickInput.waitFor('Search by name or description');
      await eventually(
        () => quickInput.labels(),
        (labels) => labels.length > 3,
        'The store is listed',
      );
      await picture('14-store');
      const [name = ''] = await quickInput.labels();
      const before = server.store.bots().length;
      await quickInput.enter(name);
      await until(
        () => server.store.bots().length,
        (count) => count === before + 1,
        'It is installed',
      );
      await tree().row(name);
      await picture('15-installed');
    });
  });
}
