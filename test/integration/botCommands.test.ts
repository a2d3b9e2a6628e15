import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import * as vscode from 'vscode';

import type { EndpointId } from '../../src/api/endpoints';
import { madeUpToken } from '../../src/sandbox/seed';
import { botNode } from '../../src/views/nodes';
import { Person } from './person';
import { type, untilText, usedSecrets, World } from './world';

describe('Bot actions', () => {
  let world: World;
  let person: Person;

  beforeEach(async () => {
    world = await World.create([
      { name: '/start', code: 'start' },
      { name: '/help', code: 'help' },
    ]);
    Object.assign(world.server.behaviour, { copyMs: 0, gitMs: 0 });
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await world.dispose();
    const lines = world.studio.logLines.join('\n');
    for (const secret of usedSecrets) assert.ok(!lines.includes(secret), 'the log holds no secret');
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const stored = () => world.server.store.bot(world.botId);
  const run = (command: string) => vscode.commands.executeCommand(`botsBusiness.${command}`, botNode(ref()));
  const bodies = (endpoint: EndpointId) => world.server.requests.list(endpoint).map(({ body }) => body);
  const names = () => world.server.store.commands(world.botId).map(({ command }) => command);
  const progress = () => world.server.store.quota()?.progress ?? 0;
  const labels = async () =>
    (await world.studio.tree.getChildren()).map((node) => world.studio.tree.getTreeItem(node).label);

  /** A token that is made up, and must turn up nowhere. */
  function newToken(): string {
    const token = madeUpToken(usedSecrets.size + 1000);
    usedSecrets.add(token);
    return token;
  }

  describe('New Bot', () => {
    it('gives the bot its token, which is checked for its shape and shown nowhere', async () => {
      const token = newToken();
      person.answers('Coffee Bar', '123:short', token);
      await run('newBot');
      assert.deepEqual(bodies('createBot'), [{ name: 'Coffee Bar', token: '…' }]);
      assert.equal(world.server.store.bots().at(-1)?.token, token);
      assert.match(person.said.join(), /^This is not a bot token/);
      assert.deepEqual(
        person.asked.map(({ isSecret }) => isSecret),
        [false, true, true],
      );
      assert.ok(!person.everything.includes(token));
      assert.deepEqual(person.notices, []);
    });

    it('makes none when the person leaves at the token', async () => {
      person.answers('Coffee Bar', undefined);
      await run('newBot');
      assert.equal(world.calls('createBot'), 0);
    });
  });

  describe('Edit Bot', () => {
    it('gives another name and keeps the token', async () => {
      const token = stored()?.token;
      person.answers('Green Tea', '');
      await run('editBot');
      assert.deepEqual(bodies('editBot'), [{ name: 'Green Tea', token: '…' }]);
      assert.deepEqual([stored()?.name, stored()?.token], ['Green Tea', token]);
      assert.deepEqual(await labels(), ['Green Tea']);
    });

    it('gives another token, without reading the one before', async () => {
      const token = newToken();
      person.answers('Tea Shop', 'no token', token);
      await run('editBot');
      assert.equal(stored()?.token, token);
      assert.equal(person.said.length, 1);
      assert.ok(!person.everything.includes(token));
      assert.equal(
        world.server.requests.list().findIndex(({ endpoint }) => endpoint === 'editBot'),
        0,
      );
    });

    it('takes the token away only when that is chosen and confirmed', async () => {
      person.answers('Tea Shop', { button: 'Remove the Token…' }, undefined);
      await run('editBot');
      assert.equal(world.calls('editBot'), 0);
      person.answers('Tea Shop', { button: 'Remove the Token…' }, 'Remove');
      await run('editBot');
      assert.deepEqual(bodies('editBot'), [{ name: 'Tea Shop', token: null }]);
      assert.equal(stored()?.token, null);
      assert.match(person.everything, /Remove the Telegram token of Tea Shop\?/);
      assert.equal(world.model.bots.get(world.botId)?.hasToken, false);
    });

    it('sends nothing when all stays as it is, and goes back to the name', async () => {
      person.answers('Other', { button: 'Back' }, 'Tea Shop', '');
      await run('editBot');
      assert.equal(world.calls('editBot'), 0);
      assert.match(person.asked[2]?.detail ?? '', /Other$/, 'what was typed is there again');
    });

    it('is what a start without a token leads to', async () => {
      world.server.store.updateBot(world.botId, { token: null });
      await world.model.bots.refresh();
      const token = newToken();
      person.presses.add('Edit Bot…');
      person.answers('Tea Shop', token);
      await run('startBot');
      // The notice is not waited for.
      while (stored()?.token === null) await new Promise((resolve) => setImmediate(resolve));
      assert.match(person.notices.join(), /^Tea Shop has no Telegram token, so it cannot start/);
      assert.equal(stored()?.token, token);
    });

    it('says that it is not known whether the token is the new one when no answer came', async () => {
      world.server.faults.add({ kind: 'dropAfterApply', endpoint: 'editBot' });
      person.answers('Tea Shop', newToken());
      await run('editBot');
      assert.match(person.notices.join(), /Whether Tea Shop has the new token is not known/);
    });
  });

  describe('Copy Bot', () => {
    it('says what is copied, and shows the copy', async () => {
      person.answers('Copy');
      await run('copyBot');
      assert.equal(world.calls('copyBot'), 1);
      assert.match(person.asked[0]?.detail ?? '', /Not copied: the Telegram token/);
      assert.deepEqual((await labels()).sort(), ['Cloned bot: Tea Shop', 'Tea Shop']);
      assert.deepEqual(person.notices, []);
    });

    it('copies nothing without a yes, and says why a protected bot is not copied', async () => {
      person.answers(undefined);
      await run('copyBot');
      assert.equal(world.calls('copyBot'), 0);
      world.server.store.updateBot(world.botId, { protected: true });
      person.answers('Copy');
      await run('copyBot');
      assert.match(person.notices.join(), /^Tea Shop is a protected bot/);
    });
  });

  describe('Import from CSV', () => {
    let csv: http.Server;
    let table: string;
    const url = () => `http://127.0.0.1:${(csv.address() as AddressInfo).port}/table.csv`;

    beforeEach(async () => {
      table = 'command,answer\n/start,Hello\n/new,New one\n';
      csv = http.createServer((_, response) => response.end(table));
      await new Promise<void>((resolve) => csv.listen(0, '127.0.0.1', resolve));
    });
    afterEach(() => new Promise((resolve) => csv.close(resolve)));

    it('says what it costs and replaces, and tells created, updated and removed', async () => {
      const before = progress();
      person.answers('ftp://example.com/x', url(), 'Import');
      await run('importFromCsv');
      assert.deepEqual(bodies('startCsvImport'), [{ csv_url: url() }]);
      assert.ok(world.calls('getCsvImportTask') >= 1);
      assert.deepEqual(person.said, ['Enter an address that begins with https://']);
      const asked = person.asked.at(-1)?.detail ?? '';
      assert.match(asked, /It costs 5 iterations/);
      assert.match(asked, /replaces the whole command.*no longer in the file are removed/);
      assert.deepEqual(person.notices, [
        'The CSV import into Tea Shop is done: 1 created, 1 updated, 0 removed.',
      ]);
      assert.deepEqual(names(), ['/start', '/help', '/new']);
      assert.equal(
        [...world.contents.commands.values()].find(({ command }) => command === '/new')?.answer,
        'New one',
      );
      assert.equal(progress(), before + 5);
      assert.equal(world.model.usage.current?.progress, before + 5);
    });

    it('begins with the address of the last time', async () => {
      world.server.store.updateBot(world.botId, { csv_url: 'https://example.com/last.csv' });
      person.answers(undefined);
      await run('importFromCsv');
      assert.match(person.asked[0]?.detail ?? '', /https:\/\/example\.com\/last\.csv/);
      assert.equal(world.calls('startCsvImport'), 0);
    });

    it('says why it failed', async () => {
      table = 'no such column\n1\n';
      person.answers(url(), 'Import');
      await run('importFromCsv');
      assert.match(person.notices.join(), /^The CSV import into Tea Shop failed: .+/);
    });

    it('says that it goes on when its progress cannot be had', async () => {
      world.server.faults.add({ kind: 'routeMissing', endpoint: 'getCsvImportTask' });
      person.answers(url(), 'Import');
      await run('importFromCsv');
      assert.match(person.notices.join(), /How far .* is not known.*goes on on the server/);
    });
  });

  describe('Git', () => {
    const repository = 'git@example.com:tea/shop.git';

    it('needs the repository that is set in the app', async () => {
      for (const command of ['exportToGit', 'importFromGit']) await run(command);
      assert.equal(world.calls('gitExport') + world.calls('gitImport'), 0);
      assert.deepEqual(
        person.notices.map((notice) => notice.startsWith('Tea Shop has no Git repository. Set it in')),
        [true, true],
      );
    });

    it('exports to a branch, or to a new one, and says what it costs', async () => {
      world.server.store.updateBot(world.botId, { git_remote: repository });
      const before = progress();
      person.answers('two words', 'mine');
      await run('exportToGit');
      person.answers('');
      await run('exportToGit');
      assert.deepEqual(bodies('gitExport'), [{ branch: 'mine' }, {}]);
      assert.match(person.asked[0]?.detail ?? '', /git@example\.com.*It costs 5 iterations/);
      assert.deepEqual(person.said, ['This cannot be the name of a branch.']);
      assert.match(person.notices[0] ?? '', /The Git export of Tea Shop has begun/);
      await world.model.usage.refreshAnew();
      assert.equal(world.model.usage.current?.progress, before + 10);
    });

    it('imports after a warning that offers an export to a folder first; the editor shows the new text', async () => {
      world.server.store.updateBot(world.botId, { git_remote: repository });
      person.answers('main');
      await run('exportToGit');
      await world.model.bots.refresh();
      world.otherPerson('/help', 'changed since the export');
      await world.contents.refresh();
      const help = await world.open('/help');
      assert.equal(help.getText(), 'changed since the export');
      const document = await world.open('/start');
      await type(document, '// unsaved\n');
      person.answers('main', 'Export to Folder First…', 'Replace and Import');
      await run('importFromGit');
      assert.deepEqual(bodies('gitImport'), [{ branch: 'main' }]);
      const asked = person.asked.filter(({ title }) => title.startsWith('Replace every command and library'));
      assert.equal(asked.length, 2, 'it is asked again after the export');
      assert.match(asked[0]?.detail ?? '', /It costs 5 iterations\.\n\nUnsaved text in 1 editor/);
      assert.match(person.notices.at(-1) ?? '', /The commands of Tea Shop are now those of the repository/);
      assert.deepEqual(
        [...world.contents.commands.values()].map(({ command, code }) => [command, code]),
        world.server.store.commands(world.botId).map(({ command, code }) => [command, code]),
      );
      await untilText(help, 'help');
      assert.equal(help.isDirty, false);
      assert.equal(document.getText(), '// unsaved\nstart', 'unsaved text stays');
    });

    it('says that it may have begun when no answer came', async () => {
      world.server.store.updateBot(world.botId, { git_remote: repository });
      world.server.faults.add({ kind: 'dropAfterApply', endpoint: 'gitExport' });
      person.answers('main');
      await run('exportToGit');
      assert.match(
        person.notices.join(),
        /Whether the Git export of Tea Shop was begun all the same is not known/,
      );
    });

    it('imports nothing without a yes', async () => {
      world.server.store.updateBot(world.botId, { git_remote: repository });
      person.answers('', undefined);
      await run('importFromGit');
      assert.equal(world.calls('gitImport'), 0);
    });

    it('says what the server refuses', async () => {
      world.server.store.updateBot(world.botId, { git_remote: repository });
      person.answers('nowhere', 'Replace and Import');
      await run('importFromGit');
      assert.match(person.notices.join(), /refused: Branch not found/);
    });
  });

  describe('Install Demo Bot', () => {
    it('lists the store with descriptions, and shows the new bot', async () => {
      person.answers(undefined);
      await run('installDemoBot');
      const [first = ''] = (person.asked[0]?.detail ?? '').split('\n');
      const name = first.replace(/^\$\(hubot\) /, '');
      const [item] = (await world.model.newBots.storeBots()).items.filter((bot) => name.startsWith(bot.name));
      assert.ok(item?.description && name.includes(item.description));
      person.answers(item.name);
      await run('installDemoBot');
      assert.deepEqual(bodies('installDemoBot'), [{ id: item.id }]);
      assert.ok((await labels()).includes(item.name));
      assert.deepEqual(person.notices, [`${item.name} is installed. It stands in the Bots view.`]);
    });

    it('says which endpoint a server lacks', async () => {
      world.server.faults.add({ kind: 'routeMissing', endpoint: 'getStoreBots' });
      await run('installDemoBot');
      assert.match(person.notices.join(), /no endpoint "Get store bots"/);
    });
  });
});
