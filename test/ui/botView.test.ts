import assert from 'node:assert/strict';
import path from 'node:path';

import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { eventually } from './harness/eventually';
import { signInWithKey } from './harness/signIn';
import { keepEvidence, Workbench } from './harness/workbench';

const shop = 'Corner Shop';

/** A server with the demo shop, and a window in which it is the current bot. */
async function openShop(theme: 'dark' | 'light'): Promise<{ server: Sandbox; workbench: Workbench }> {
  const server = await startSandbox({ demos: [path.resolve('media/demo-bots/shop')] });
  const workbench = await Workbench.open({
    theme,
    viewport: { width: 1280, height: 1200 },
    settings: { 'botsBusiness.api.url': server.url },
  });
  await signInWithKey(workbench, server.apiKey);
  await workbench.tree('Bots').row(shop);
  await workbench.page.getByText('Click a bot in the Bots view').waitFor();
  await workbench.screenshot(`bot-view-0-no-bot-${theme}`);
  await workbench.tree('Bots').click(shop);
  await workbench.tree('Bots').collapse(shop);
  return { server, workbench };
}

describe('The view of a bot', () => {
  let server: Sandbox;
  let workbench: Workbench;

  before(async function () {
    this.timeout(120_000);
    ({ server, workbench } = await openShop('dark'));
  });
  afterEach(async function () {
    server.faults.clear();
    await keepEvidence(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.dispose();
    await server.close();
  });

  const tree = () => workbench.tree('Bot');
  const botId = () => {
    const [bot] = server.store.bots();
    assert.ok(bot);
    return bot.id;
  };
  const stored = () => ({
    chats: server.store.parts('chats', botId()),
    properties: server.store.parts('properties', botId()),
    tasks: server.store.parts('tasks', botId()),
    errors: server.store.parts('errors', botId()),
    libraries: server.store.parts('libraries', botId()),
  });
  const until = <T>(read: () => T, accept: (value: T) => boolean, what: string) =>
    eventually(() => Promise.resolve(read()), accept, what);
  const untilDescribed = (row: string | string[], accept: (text: string) => boolean) =>
    eventually(() => tree().description(row), accept, `What stands beside ${String(row)}`);
  const clipboard = () => workbench.page.evaluate<string>('navigator.clipboard.readText()');
  const run = (title: string) => workbench.run(`Bots.Business: ${title}`);
  /** Waits for the question in the middle of the window, and answers it. */
  async function decide(question: string, button: string, picture?: string): Promise<void> {
    await eventually(
      () => workbench.dialog.text(),
      (text) => text.includes(question),
      question,
    );
    if (picture) await workbench.screenshot(picture);
    await workbench.dialog.press(button);
    await workbench.dialog.element.waitFor({ state: 'detached' });
  }
  /** The hover of a row covers those below it. */
  async function away(): Promise<void> {
    await workbench.page.locator('.part.titlebar').hover();
    await workbench.page.locator('.context-view .hover-contents').waitFor({ state: 'hidden' });
  }
  async function asks(title: string, picture?: string): Promise<void> {
    await workbench.quickInput.waitFor(title);
    if (picture) await workbench.screenshot(picture);
    await workbench.quickInput.cancel();
  }

  it('shows the errors that are new, and takes them as seen when they are', async () => {
    const badge = workbench.page.locator('.part.activitybar .badge-content').filter({ hasText: '25' });
    await badge.waitFor();
    await untilDescribed('Errors', (text) => text === '25 · 25 new');
    await workbench.screenshot('bot-view-1-sections');
    await tree().expand('Errors');
    await untilDescribed('Errors', (text) => text === '25');
    await badge.waitFor({ state: 'detached' });
    await tree().expand(['Errors', /^4× ReferenceError/]);
    await workbench.screenshot('bot-view-2-errors');
  });

  it('opens the command of an error at its line, which is marked', async () => {
    await tree().click(['Errors', /^4× ReferenceError/]);
    await workbench.editor.waitForTab('_onRates.js');
    const line = server.store
      .commands(botId())
      .find(({ command }) => command === '/onRates')
      ?.code?.split('\n')
      .findIndex((each) => each.includes('Number(http_status)'));
    assert.ok(line !== undefined);
    await workbench.statusBar.item(new RegExp(`Ln ${line + 1}, Col`)).waitFor();
    await workbench.editor.element.locator('.squiggly-error').waitFor();
    await workbench.page.locator('.context-view .hover-contents').waitFor({ state: 'hidden' });
    await workbench.screenshot('bot-view-3-error-line');
  });

  it('clears the errors when the person agrees', async () => {
    await tree().inlineAction('Errors', 'Clear Errors');
    await decide(`Clear all errors of ${shop}?`, 'Cancel', 'bot-view-4-clear');
    await run('Clear Errors…');
    await decide(`Clear all errors of ${shop}?`, 'Cancel');
    assert.equal(stored().errors.length, 25);
    await tree().contextMenu('Errors', 'Clear Errors');
    await decide(`Clear all errors of ${shop}?`, 'Clear Errors');
    await untilDescribed('Errors', (text) => text === 'none');
    await workbench.editor.element.locator('.squiggly-error').waitFor({ state: 'detached' });
    assert.equal(stored().errors.length, 0);
  });

  it('installs libraries of the store and uninstalls them', async () => {
    await tree().expand('Libraries');
    await tree().inlineAction('Libraries', 'Install Library');
    await workbench.quickInput.waitFor('Which library?');
    await workbench.quickInput.item('DateTimeFormat').waitFor();
    await workbench.screenshot('bot-view-5-install');
    const offered = await workbench.quickInput.labels();
    const name = offered.find((label) => label !== 'DateTimeFormat');
    assert.ok(name);
    await workbench.quickInput.type(name);
    await workbench.quickInput.pick(name);
    await tree().row(['Libraries', name]);
    await workbench.screenshot('bot-view-6-libraries');
    await tree().contextMenu('Libraries', 'Install Library');
    await asks('Which library?');
    await away();
    await tree().contextMenu(['Libraries', name], 'Copy Name');
    await eventually(clipboard, (text) => text === name, 'The name');
    await tree().inlineAction(['Libraries', name], 'Uninstall Library');
    await decide(`Uninstall the library ${name} of ${shop}?`, 'Cancel', 'bot-view-7-uninstall');
    await away();
    await tree().contextMenu(['Libraries', name], 'Uninstall Library');
    await decide(`Uninstall the library ${name} of ${shop}?`, 'Uninstall');
    await until(
      () => stored().libraries.map((each) => each.name),
      (names) => !names.includes(name),
      'It is gone',
    );
    await tree().waitForLabels((labels) => !labels.includes(name));
    await run('Install Library…');
    await asks('Which library?');
    await run('Uninstall Library…');
    await asks('Which library?');
    await tree().collapse('Libraries');
  });

  it('pauses, resumes and deletes a broadcast', async () => {
    const running = ['Broadcasts', '/news'];
    const status = () => stored().tasks.find(({ total }) => total === 88)?.status;
    await tree().expand('Broadcasts');
    await tree().inlineAction(running, 'Pause Broadcast');
    await untilDescribed(running, (text) => text.startsWith('Paused'));
    assert.equal(status(), 'paused');
    await tree().expand(running);
    await tree().row('Chats done');
    await workbench.screenshot('bot-view-8-broadcasts');
    await tree().collapse(running);
    await tree().inlineAction(running, 'Resume Broadcast');
    await untilDescribed(running, (text) => text.startsWith('In progress'));
    await tree().contextMenu(running, 'Pause Broadcast');
    await untilDescribed(running, (text) => text.startsWith('Paused'));
    await tree().contextMenu(running, 'Resume Broadcast');
    await untilDescribed(running, (text) => text.startsWith('In progress'));
    await tree().contextMenu(running, 'Delete Broadcast');
    await decide(`Delete the broadcast /news of ${shop}?`, 'Delete', 'bot-view-9-delete-broadcast');
    await untilDescribed('Broadcasts', (text) => text === '1');
    assert.equal(status(), undefined);
    await tree().collapse('Broadcasts');
  });

  it('shows more chats on demand', async () => {
    await tree().expand('Chats');
    await untilDescribed('Chats', (text) => text === '50+');
    await workbench.screenshot('bot-view-10-chats');
    await tree().click('Show More');
    await untilDescribed('Chats', (text) => text === '100+');
    await tree().element.hover();
    await workbench.page.mouse.wheel(0, -1_000_000);
  });

  it('searches and filters chats', async () => {
    await tree().inlineAction('Chats', 'Search Chats');
    await workbench.quickInput.waitFor(`Search Chats of ${shop}`);
    await workbench.screenshot('bot-view-11-search');
    await workbench.quickInput.enter('almeida');
    const found = stored().chats.filter(({ title }) => title?.includes('Almeida')).length;
    await untilDescribed('Chats', (text) => text === `${found} of 120 · “almeida”`);
    await tree().inlineAction('Chats', 'Filter Chats');
    await workbench.quickInput.tick('Blocked');
    await workbench.screenshot('bot-view-12-filter');
    await workbench.quickInput.accept();
    await untilDescribed('Chats', (text) => text.endsWith(' of 120 · “almeida” · Blocked'));
    await workbench.screenshot('bot-view-13-filtered');
    await tree().inlineAction('Chats', 'Clear Filter');
    await untilDescribed('Chats', (text) => text === '120');
    await tree().contextMenu('Chats', 'Search Chats');
    await workbench.quickInput.enter('keiko');
    await untilDescribed('Chats', (text) => text.endsWith('“keiko”'));
    await tree().contextMenu('Chats', 'Clear Filter');
    await untilDescribed('Chats', (text) => text === '120');
    await tree().contextMenu('Chats', 'Filter Chats');
    await asks(`Filter Chats of ${shop}`);
    await run('Search Chats…');
    await asks(`Search Chats of ${shop}`);
    await run('Filter Chats…');
    await asks(`Filter Chats of ${shop}`);
  });

  it('blocks one chat or several, and takes it back', async () => {
    const isBlocked = (title: string) => stored().chats.find((chat) => chat.title === title)?.blocked;
    await tree().contextMenu(['Chats', 'Ada Almeida'], 'Block Chat');
    await untilDescribed(['Chats', 'Ada Almeida'], (text) => text.startsWith('Blocked'));
    assert.equal(isBlocked('Ada Almeida'), true);
    await tree().contextMenu(['Chats', 'Ada Almeida'], 'Unblock Chat');
    await untilDescribed(['Chats', 'Ada Almeida'], (text) => !text.startsWith('Blocked'));
    await tree().click(['Chats', 'Ada Almeida']);
    await (
      await tree().row(['Chats', 'Chloé Kimura'])
    )
      .locator('.label-name')
      .click({ modifiers: ['Shift'] });
    await tree().contextMenu(['Chats', 'Chloé Kimura'], 'Block Chat');
    await decide(`Block 3 chats of ${shop}?`, 'Block 3 Chats', 'bot-view-14-block');
    await until(
      () => ['Ada Almeida', 'Ben Fischer', 'Chloé Kimura'].map(isBlocked),
      (all) => all.every(Boolean),
      'All three are blocked',
    );
    await untilDescribed(['Chats', 'Chloé Kimura'], (text) => text.startsWith('Blocked'));
    await workbench.screenshot('bot-view-15-blocked');
    const chat = stored().chats.find(({ title }) => title === 'Dmitri');
    await tree().click(['Chats', 'Dmitri']);
    await tree().contextMenu(['Chats', 'Dmitri'], 'Copy ID');
    await eventually(clipboard, (text) => text === String(chat?.id), 'The id of Bots.Business');
    await tree().contextMenu(['Chats', 'Dmitri'], 'Copy Telegram ID');
    await eventually(clipboard, (text) => text === chat?.chatid, 'The id of Telegram');
    await tree().collapse('Chats');
  });

  it('shows, searches, filters and deletes properties', async () => {
    await tree().expand('Properties');
    await tree().row(['Properties', 'openingHours']);
    await workbench.screenshot('bot-view-16-properties');
    await tree().click(['Properties', 'sales']);
    await workbench.editor.waitForTab('sales.json');
    await workbench.screenshot('bot-view-17-value');
    await tree().contextMenu(['Properties', 'openingHours'], 'Show Value');
    await workbench.editor.waitForTab('openingHours.txt');
    await tree().contextMenu(['Properties', 'openingHours'], 'Copy Value');
    await eventually(clipboard, (text) => text === 'Monday to Saturday, 9 to 18', 'The value');
    await tree().inlineAction('Properties', 'Filter Properties');
    await workbench.quickInput.tick('Of the bot');
    await workbench.quickInput.tick('json');
    await workbench.screenshot('bot-view-18-filter-properties');
    await workbench.quickInput.accept();
    const own = stored().properties.filter(({ type, user_id }) => type === 'json' && user_id === null).length;
    await untilDescribed('Properties', (text) =>
      text.startsWith(`${own} of ${stored().properties.length} · `),
    );
    await tree().inlineAction('Properties', 'Clear Filter');
    await tree().inlineAction('Properties', 'Search Properties');
    await workbench.quickInput.enter('isOpen');
    await untilDescribed('Properties', (text) => text.startsWith('1 of '));
    await tree().contextMenu(['Properties', 'isOpen'], 'Delete Property');
    await decide(`Delete the property isOpen of ${shop}?`, 'Delete', 'bot-view-19-delete-property');
    await until(
      () => stored().properties.map(({ name }) => name),
      (names) => !names.includes('isOpen'),
      'It is deleted',
    );
    await untilDescribed('Properties', (text) => text.startsWith('0 of '));
    await tree().contextMenu('Properties', 'Search Properties');
    await asks(`Search Properties of ${shop}`);
    await tree().contextMenu('Properties', 'Filter Properties');
    await asks(`Filter Properties of ${shop}`);
    await run('Search Properties…');
    await asks(`Search Properties of ${shop}`);
    await run('Filter Properties…');
    await asks(`Filter Properties of ${shop}`);
    await tree().collapse('Properties');
  });

  it('shows the panels, and a missing endpoint in its own section only', async () => {
    await tree().expand('Admin panels');
    await tree().expand(['Admin panels', 'Payments']);
    await tree().row('Secret');
    await workbench.screenshot('bot-view-20-panels');
    // Every way to a panel leads to its one form.
    await tree().inlineAction(['Admin panels', 'Payments'], 'Edit Admin Panel');
    await workbench.editor.waitForTab(/^Payments/);
    await tree().contextMenu(['Admin panels', 'Payments'], 'Edit Admin Panel');
    await tree().click(['Admin panels', 'Shop']);
    await workbench.editor.waitForTab(/^Shop/);
    server.faults.add({ kind: 'routeMissing', endpoint: 'getAdminPanels' });
    await workbench.viewAction('Bot', 'Refresh');
    await tree().row('No endpoint: click to retry');
    await (await tree().row('No endpoint: click to retry')).hover();
    await workbench.page.getByText('Check API').waitFor();
    await workbench.screenshot('bot-view-21-missing');
    server.faults.clear();
    await tree().inlineAction('No endpoint: click to retry', 'Try Again');
    await tree().waitForLabels((labels) => !labels.includes('No endpoint: click to retry'));
  });
});

describe('The view of a bot (light)', () => {
  it('looks well', async function () {
    this.timeout(120_000);
    const { server, workbench } = await openShop('light');
    try {
      // From below, so that none is pushed away while it is looked for.
      for (const [section, row] of [
        ['Chats', 'Ada Almeida'],
        ['Broadcasts', '/news'],
        ['Errors', /^9× TypeError/],
      ] as const)
        await workbench.tree('Bot').row([section, row]);
      await workbench.tree('Bot').row(['Chats', 'Ada Almeida']);
      await workbench.screenshot('bot-view-22-light');
    } finally {
      await keepEvidence(this.test, workbench);
      await workbench.dispose();
      await server.close();
    }
  });
});
