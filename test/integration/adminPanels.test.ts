import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import type { AdminPanelTab } from '../../src/panels/adminPanelTab';
import { addParts, type SeedParts } from '../../src/sandbox/seed';
import { panelViewType } from '../../src/util/contract';
import { panelNode } from '../../src/views/bot/nodes';
import { botNode } from '../../src/views/nodes';
import { once, untilRequest, usedSecrets, World } from './world';

const password = 'made-up-panel-secret';

const parts: SeedParts = {
  panels: [
    {
      name: 'Shop',
      value: {
        title: 'Shop',
        index: 1,
        on_saving: { command: '/setup' },
        fields: [
          { name: 'greeting', title: 'Greeting', type: 'string', value: 'Hello' },
          { name: 'price', title: 'Price', type: 'integer', value: 5 },
          { name: 'secret', title: 'Secret', type: 'password', value: '' },
        ],
      },
    },
    { name: 'Other', value: { title: 'Other', index: 0, fields: [] } },
  ],
};

describe('Editing an admin panel', () => {
  let world: World;
  let asked: string[][];
  let told: string[];
  const original = {
    showQuickPick: vscode.window.showQuickPick.bind(vscode.window),
    showErrorMessage: vscode.window.showErrorMessage.bind(vscode.window),
    showWarningMessage: vscode.window.showWarningMessage.bind(vscode.window),
  };

  beforeEach(async () => {
    world = await World.create([]);
    usedSecrets.add(password);
    addParts(world.server.store, world.botId, parts);
    [asked, told] = [[], []];
    Object.assign(vscode.window, {
      showErrorMessage: (sentence: string) => Promise.resolve(void told.push(sentence)),
      showQuickPick: async (items: readonly vscode.QuickPickItem[] | Promise<vscode.QuickPickItem[]>) => {
        const shown = await items;
        asked.push(shown.map(({ label }) => label));
        return shown.find(({ label }) => label === 'Shop');
      },
    });
  });
  afterEach(async () => {
    Object.assign(vscode.window, original);
    await world.dispose();
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const panelId = (name = 'Shop') =>
    world.server.store.parts('panels', world.botId).find((panel) => panel.name === name)?.id ?? 0;
  const stored = () => {
    const fields = world.server.store.part('panels', world.botId, panelId())?.value.fields ?? [];
    return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  };
  const edit = (row?: object) => vscode.commands.executeCommand('botsBusiness.editPanel', row);
  /** The form that shows, which is opened already: opening leads to it. */
  const form = async (): Promise<AdminPanelTab> =>
    (await world.studio.adminPanels()).open({ ref: ref(), panelId: panelId() });
  const type = (tab: AdminPanelTab, field: string, typed: string) =>
    tab.receive({ kind: 'type', seq: 1, field, typed });
  const sent = () =>
    world.server.requests
      .list('updateAdminPanel')
      .map(({ method, path, body }) => ({ method, path: path.replace('/v2', ''), body }));

  it('picks a panel of the bot in the order of the app, and shows its form in a tab of its own', async () => {
    await edit(botNode(ref()));
    assert.deepEqual(asked, [['Other', 'Shop']]);
    await untilTabs('Shop – Tea Shop');
    // Another way to it leads to the same tab.
    await edit(panelNode(ref(), panelId()));
    await untilTabs('Shop – Tea Shop');
    assert.equal(world.calls('getAdminPanels'), 2);
  });

  it('sends only what was changed, and keeps the password out of the log @oldest', async () => {
    await edit(panelNode(ref(), panelId()));
    const tab = await form();
    await type(tab, 'secret', password);
    await type(tab, 'price', '12');
    await untilTabs('● Shop – Tea Shop');
    await tab.receive({ kind: 'save' });
    assert.deepEqual(tab.status, { kind: 'done', text: 'Saved.' });
    assert.deepEqual(sent(), [
      {
        method: 'PUT',
        path: `/bots/${world.botId}/active_options/${panelId()}`,
        body: { values: { price: 12, secret: password } },
      },
    ]);
    assert.deepEqual(stored(), { greeting: 'Hello', price: 12, secret: password });
    await untilTabs('Shop – Tea Shop');
    assert.ok(!world.studio.logLines.some((line) => line.includes(password)));
  });

  it('says what is wrong, and what the server refused', async () => {
    await edit(panelNode(ref(), panelId()));
    const tab = await form();
    await type(tab, 'price', 'much');
    await tab.receive({ kind: 'save' });
    assert.deepEqual(tab.status, {
      kind: 'failed',
      text: 'Nothing was saved yet. Correct first: Price',
    });
    await type(tab, 'price', '12');
    world.server.faults.add({ kind: 'status', endpoint: 'updateAdminPanel', status: 403, times: 1 });
    await tab.receive({ kind: 'save' });
    assert.equal(tab.status.kind, 'failed');
    assert.match(tab.status.text, /^The server does not allow this/);
    assert.ok(tab.form.isDirty);
    await tab.receive({ kind: 'save' });
    assert.equal(stored()['price'], 12);
  });

  it('says that what was typed during a save is not saved yet', async () => {
    await edit(panelNode(ref(), panelId()));
    const tab = await form();
    await type(tab, 'greeting', 'First');
    world.server.faults.add({ kind: 'held', endpoint: 'updateAdminPanel' });
    const saving = tab.receive({ kind: 'save' });
    await untilRequest(world, 'updateAdminPanel');
    await type(tab, 'greeting', 'Second');
    world.server.faults.clear();
    await saving;
    assert.equal(tab.status?.text, 'Saved. What you typed meanwhile is not saved yet.');
    assert.deepEqual([stored()['greeting'], tab.form.isDirty], ['First', true]);
  });

  it('overwrites no value that somebody changed meanwhile before both were seen', async () => {
    await edit(panelNode(ref(), panelId()));
    const tab = await form();
    await type(tab, 'greeting', 'Mine');
    const panel = world.server.store.part('panels', world.botId, panelId());
    assert.ok(panel);
    const fields = panel.value.fields.map((field) =>
      field.name === 'greeting' ? { ...field, value: 'Theirs' } : field,
    );
    world.server.store.updatePart('panels', world.botId, panel.id, { value: { ...panel.value, fields } });
    await tab.receive({ kind: 'save' });
    assert.match(tab.status?.text ?? '', /^Nothing was saved yet, because somebody changed.*: Greeting$/);
    assert.deepEqual(sent(), []);
    await tab.receive({ kind: 'keepMine', field: 'greeting' });
    await tab.receive({ kind: 'save' });
    assert.equal(stored()['greeting'], 'Mine');
  });

  it('keeps what was not saved when the tab is closed, and offers it', async () => {
    let offered = '';
    const offer = new Promise<void>((resolve) => {
      Object.assign(vscode.window, {
        showWarningMessage: (sentence: string, ...buttons: string[]) => {
          offered = sentence;
          resolve();
          return Promise.resolve(buttons[0]);
        },
      });
    });
    await edit(panelNode(ref(), panelId()));
    const tab = await form();
    await type(tab, 'greeting', 'Mine');
    tab.close();
    await offer;
    assert.match(offered, /^Shop – Tea Shop was closed with values that are not saved/);
    // Opened again by the button.
    const again = await form();
    assert.notEqual(again, tab);
    assert.deepEqual(again.form.edits.get('greeting'), { typed: 'Mine', base: 'Hello' });
    await again.receive({ kind: 'discard' });
    assert.ok(!again.form.isDirty);
  });

  it('says what to do when the bot has no panels, or the panel is gone', async () => {
    const { store } = world.server;
    await edit(panelNode(ref(), panelId()));
    const tab = await form();
    await type(tab, 'greeting', 'Mine');
    store.clearParts('panels', world.botId);
    await tab.receive({ kind: 'save' });
    assert.match(tab.status?.text ?? '', /^The bot no longer has this panel/);
    await tab.receive({ kind: 'discard' });
    await edit(botNode(ref()));
    assert.match(told.join(), /^Tea Shop has no admin panels\. Its code sets them up/);
  });

  it('is read anew by Refresh, and what was typed stays', async () => {
    await edit(panelNode(ref(), panelId()));
    const tab = await form();
    await type(tab, 'price', '12');
    const { store } = world.server;
    const before = store.part('panels', world.botId, panelId())?.value;
    assert.ok(before);
    const fields = before.fields.map((field) =>
      field.name === 'greeting' ? { ...field, value: 'Theirs' } : field,
    );
    store.updatePart('panels', world.botId, panelId(), { value: { ...before, fields } });
    await tab.receive({ kind: 'loadAgain' });
    assert.equal(tab.status, undefined);
    const shown = tab.form.fields.map((field) => tab.form.shown(field));
    assert.deepEqual(shown, ['Theirs', '12', '']);
  });

  it('stays in one tab when another one is restored, with what was typed there', async () => {
    await edit(panelNode(ref(), panelId()));
    const tab = await form();
    await type(tab, 'price', '12');
    const edits = {
      greeting: { typed: 'Restored', base: 'Hello' },
      price: { typed: '99', base: '5' },
    };
    const kept = { version: 1, ...ref(), panelId: panelId(), edits, passwords: [] };
    const view = vscode.window.createWebviewPanel(panelViewType, 'Restored', vscode.ViewColumn.One);
    await untilTabs('● Shop – Tea Shop', 'Restored');
    await (await world.studio.adminPanels()).restore(view, kept);
    await untilTabs('● Shop – Tea Shop');
    assert.equal(await form(), tab);
    const shown = tab.form.fields.map((field) => tab.form.shown(field));
    assert.deepEqual(shown, ['Restored', '12', '']);
  });

  it('closes with its account, unless something is not saved', async () => {
    await edit(panelNode(ref(), panelId()));
    const account = world.model.account;
    const tab = await form();
    await type(tab, 'greeting', 'Mine');
    await world.studio.signIn.out(account);
    await tab.receive({ kind: 'save' });
    assert.match(tab.status?.text ?? '', /^Nobody is signed in to the account of this panel/);
    await world.studio.signIn.withApiKey(world.server.apiKey);
    await tab.receive({ kind: 'save' });
    assert.equal(stored()['greeting'], 'Mine');
    await world.studio.signIn.out(account);
    await untilTabs();
  });
});

/** Resolves once these tabs are open and no others: the extension hears of them later than a person sees them. */
async function untilTabs(...labels: string[]): Promise<void> {
  const { tabGroups } = vscode.window;
  const open = () => tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
  while (open().join() !== labels.join()) await once(tabGroups.onDidChangeTabs, () => true);
}
