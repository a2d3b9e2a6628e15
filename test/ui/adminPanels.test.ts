import assert from 'node:assert/strict';

import type { Locator } from 'playwright-core';

import type { SeedPart } from '../../src/sandbox/seed';
import type { JsonValue } from '../../src/sandbox/store/parts';
import { keptLayouts, untilLayoutKept } from './harness/backup';
import { eventually } from './harness/eventually';
import { assertNoSecrets } from './harness/secrets';
import { TeaShop } from './harness/teaShop';
import { themes } from './harness/themes';
import { keepEvidence, type Workbench } from './harness/workbench';

const password = 'made-up-panel-secret';
const typedPassword = 'made-up-typed-secret';

const panel: SeedPart<'panels'> = {
  name: 'Shop',
  value: {
    title: 'Shop settings',
    description: 'What customers see and pay.',
    button_title: 'Save the shop',
    on_saving: { command: '/setup' },
    fields: [
      {
        name: 'greeting',
        title: 'Greeting',
        description: 'The first words of /start.',
        type: 'string',
        placeholder: 'Welcome!',
        value: 'Hello',
      },
      {
        name: 'about',
        title: 'About',
        description: 'Shown by /about.',
        type: 'text',
        value: 'Tea\nand more',
      },
      { name: 'price', title: 'Delivery from', description: 'In cents.', type: 'integer', value: 2500 },
      { name: 'vat', title: 'Value added tax', type: 'float', value: 7.5 },
      { name: 'secret', title: 'Payment secret', type: 'password', value: password },
      {
        name: 'open',
        title: 'Orders are taken',
        description: 'Customers see it at once.',
        type: 'checkbox',
        value: true,
      },
      { name: 'markup', title: '<b>Bold</b>', type: 'string', placeholder: 'Nothing yet', value: null },
      { name: 'tries', title: 'Tries', type: 'integer', value: 3, hidden: true },
    ],
  },
};

for (const theme of themes) {
  describe(`The form of an admin panel (${theme})`, () => {
    let shop: TeaShop;
    let workbench: Workbench;

    before(async function () {
      this.timeout(120_000);
      shop = await TeaShop.open({ parts: { panels: [panel] } }, { theme, keepsSecrets: true });
      ({ workbench } = shop);
    });
    afterEach(async function () {
      await keepEvidence(this.currentTest, workbench);
    });
    after(() => shop.dispose());

    const control = (label: string): Locator => workbench.webview().getByLabel(label, { exact: true });
    const button = (name: string): Locator => workbench.webview().getByRole('button', { name, exact: true });
    const says = (role: 'status' | 'alert', text: string | RegExp): Promise<void> =>
      workbench.webview().getByRole(role).filter({ hasText: text }).waitFor();
    const picture = (name: string) => workbench.screenshot(`panel-${name}-${theme}`);
    const records = () => shop.server.store.parts('panels', shop.botId);
    const stored = () =>
      Object.fromEntries(records()[0]?.value.fields.map(({ name, value }) => [name, value]) ?? []);
    const elsewhere = (name: string, value: JsonValue) => {
      const [record] = records();
      assert.ok(record);
      const fields = record.value.fields.map((field) => (field.name === name ? { ...field, value } : field));
      shop.server.store.updatePart('panels', shop.botId, record.id, { value: { ...record.value, fields } });
    };
    const sent = () => shop.server.requests.list('updateAdminPanel').map(({ body }) => body);
    const untilFocused = (target: Locator) => target.and(workbench.webview().locator(':focus')).waitFor();
    const tab = () => workbench.editor.tab(/Shop settings – Tea Shop$/);

    it('opens from the palette, with every kind of field as the panel has it', async () => {
      await workbench.run('Bots.Business: Edit Admin Panel…');
      await control('Greeting').waitFor();
      assert.equal(await control('Greeting').inputValue(), 'Hello');
      assert.equal(await control('About').inputValue(), 'Tea\nand more');
      assert.equal(await control('Delivery from').inputValue(), '2500');
      assert.equal(await control('Payment secret').getAttribute('type'), 'password');
      assert.ok(await control('Orders are taken').isChecked());
      assert.equal(await control('<b>Bold</b>').getAttribute('placeholder'), 'Nothing yet');
      assert.equal(await workbench.webview().getByText('Tries').count(), 0, 'hidden fields are left out');
      await workbench.webview().getByText('Saving runs /setup.').waitFor();
      await picture('1-opened');
    });

    it('shows what is wrong while it is typed, and leads to the first of it', async () => {
      await control('Value added tax').fill('7,5');
      await control('Delivery from').fill('many');
      await workbench.webview().getByText('This is no whole number.').waitFor();
      await workbench.webview().getByText('Type a point in place of the comma').waitFor();
      const about = await control('Delivery from').getAttribute('aria-describedby');
      assert.match(about ?? '', /-description .*-wrong$/);
      await button('Save the shop').click();
      await says('alert', 'Correct first: Delivery from, Value added tax');
      await untilFocused(control('Delivery from'));
      assert.deepEqual(sent(), []);
      await picture('2-wrong');
    });

    it('saves what was changed with the keyboard, and says so', async () => {
      await control('Delivery from').fill('3000');
      await control('Value added tax').fill('8.25');
      await control('Orders are taken').press('Space');
      await tab().filter({ hasText: /^● / }).waitFor();
      await control('Greeting').fill('Good day');
      await control('Greeting').press('Control+s');
      await says('status', 'Saved.');
      assert.deepEqual(sent(), [{ values: { greeting: 'Good day', price: 3000, vat: 8.25, open: false } }]);
      await tab().filter({ hasText: /^Shop/ }).waitFor();
      await untilFocused(control('Greeting'));
      await picture('3-saved');
    });

    it('shows a password only when it is asked to', async () => {
      const reveal = workbench.webview().getByRole('button', { name: 'Show: Payment secret' });
      await reveal.press('Enter');
      assert.equal(await control('Payment secret').getAttribute('type'), 'text');
      assert.equal(await reveal.getAttribute('aria-pressed'), 'true');
      await reveal.press('Enter');
      assert.equal(await control('Payment secret').getAttribute('type'), 'password');
    });

    it('asks before it replaces what somebody else changed', async () => {
      await control('Greeting').fill('Mine');
      await control('About').fill('My tea');
      elsewhere('greeting', 'Theirs');
      elsewhere('about', 'Their tea');
      elsewhere('vat', 9);
      await button('Save the shop').click();
      await says('alert', 'Choose a value for each of these, then save again: Greeting, About');
      assert.equal(stored()['greeting'], 'Theirs');
      const group = (name: string) => workbench.webview().getByRole('group', { name, exact: true });
      await untilFocused(group('Greeting').getByRole('button', { name: 'Keep Mine' }));
      await group('Greeting').getByText('Theirs', { exact: true }).waitFor();
      assert.equal(await control('Value added tax').inputValue(), '9');
      await picture('4-conflict');
      await group('Greeting').getByRole('button', { name: 'Keep Mine' }).press('Enter');
      await group('Greeting').waitFor({ state: 'hidden' });
      await untilFocused(control('Greeting'));
      await group('About').getByRole('button', { name: 'Take the Server’s' }).click();
      await group('About').waitFor({ state: 'hidden' });
      assert.equal(await control('About').inputValue(), 'Their tea');
      await control('Greeting').press('Enter');
      await says('status', 'Saved.');
      assert.deepEqual(sent().at(-1), { values: { greeting: 'Mine' } });
    });

    it('keeps what is typed when the tab is hidden, and says why a save failed', async () => {
      await control('About').fill('Hidden and back');
      await control('Payment secret').fill(typedPassword);
      await workbench.run('File: New Untitled Text File');
      await workbench.webview().getByLabel('About').waitFor({ state: 'hidden' });
      await tab().click();
      await control('About').waitFor();
      assert.equal(await control('About').inputValue(), 'Hidden and back');
      assert.equal(await control('Payment secret').inputValue(), typedPassword);
      shop.server.faults.add({ kind: 'status', endpoint: 'updateAdminPanel', status: 500, times: 1 });
      await button('Save the shop').click();
      await says('alert', 'The server has a problem of its own');
      await picture('5-failed');
    });

    it('is there again after the window was loaded, without passwords', async () => {
      await untilLayoutKept(workbench, 1, 'Hidden and back');
      for (const layout of await keptLayouts(workbench)) {
        for (const secret of [password, typedPassword]) assert.ok(!layout.includes(secret));
      }
      await workbench.reload();
      await control('About').waitFor();
      await eventually(
        () => control('About').inputValue(),
        (value) => value === 'Hidden and back',
        'What was typed is there again',
      );
      assert.equal(await control('Payment secret').inputValue(), password);
      await says('alert', 'type Payment secret anew');
      await tab().filter({ hasText: /^● / }).waitFor();
      await picture('6-restored');
      await assertNoSecrets(workbench, [typedPassword]);
      await button('Save the shop').click();
      await says('status', 'Saved.');
      assert.deepEqual(sent().at(-1), { values: { about: 'Hidden and back' } });
    });

    it('loses nothing when its tab is closed', async () => {
      await control('About').fill('Closed too early');
      await tab().filter({ hasText: /^● / }).waitFor();
      await workbench.editor.closeTab(/Shop settings – Tea Shop$/);
      await workbench.notices.press(/was closed with values that are not saved/, 'Reopen');
      await control('About').waitFor();
      assert.equal(await control('About').inputValue(), 'Closed too early');
      await button('Discard Changes').click();
      await button('Discard Changes').waitFor({ state: 'hidden' });
      assert.equal(await control('About').inputValue(), 'Hidden and back');
    });
  });
}
