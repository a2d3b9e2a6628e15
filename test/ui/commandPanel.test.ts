import assert from 'node:assert/strict';

import type { Locator } from 'playwright-core';

import { commandFields } from '../../src/sandbox/store/records';
import { untilLayoutKept } from './harness/backup';
import { eventually } from './harness/eventually';
import { TeaShop } from './harness/teaShop';
import { themes } from './harness/themes';
import { keepEvidence, type Workbench } from './harness/workbench';

const answer =
  '*Welcome* to the _tea shop_, <first_name>!\nToday: `Darjeeling`, see [the menu](https://tea.example/menu).';
const begun = 'User.setProperty("first_name", user.first_name, "string");\n';

for (const theme of themes) {
  describe(`The command panel (${theme})`, () => {
    let shop: TeaShop;
    let workbench: Workbench;

    before(async function () {
      this.timeout(120_000);
      shop = await TeaShop.open(
        {
          folders: ['Main'],
          commands: [
            {
              name: '/start',
              code: begun,
              answer,
              keyboard: '🫖 Menu, Order\nHelp',
              aliases: ['begin', 'hello'],
              help: 'Says hello',
            },
            { name: '/help', code: 'help', answer: 'Ask us anything' },
            { name: '/tick', code: '' },
          ],
        },
        { theme, keepsSecrets: true, viewport: { width: 1280, height: 1100 } },
      );
      ({ workbench } = shop);
    });
    afterEach(async function () {
      await keepEvidence(this.currentTest, workbench);
    });
    after(() => shop.dispose());

    const page = () => workbench.webview();
    const control = (label: string): Locator => page().getByLabel(label, { exact: true });
    const button = (name: string): Locator => page().getByRole('button', { name, exact: true });
    const says = (role: 'status' | 'alert', text: string | RegExp): Promise<void> =>
      page().getByRole(role).filter({ hasText: text }).waitFor();
    const heading = (name: string) => page().getByRole('heading', { name, exact: true, level: 1 }).waitFor();
    const picture = (name: string) => workbench.screenshot(`command-panel-${name}-${theme}`);
    const untilFocused = (target: Locator) => target.and(page().locator(':focus')).waitFor();
    const stored = (name: string) => {
      const record = shop.server.store.command(shop.botId, shop.idOf(name));
      assert.ok(record);
      return record;
    };
    const elsewhere = (name: string, change: Partial<ReturnType<typeof commandFields>>) => {
      const { store } = shop.server;
      const fields = { ...commandFields(stored(name)), ...change };
      store.updateCommand(shop.botId, shop.idOf(name), fields, 'other person');
    };
    const valueOf = (label: string, value: string) =>
      eventually(
        () => control(label).inputValue(),
        (now) => now === value,
        `${label} is ${value}`,
      );

    it('opens from a row with the keyboard in the answer, and shows what Telegram would', async () => {
      await workbench.tree('Bots').contextMenu(['Tea Shop', '/start'], 'Edit Properties');
      await heading('/start');
      await untilFocused(control('Answer'));
      assert.equal(await control('Answer').inputValue(), answer);
      const preview = page().getByRole('region', { name: 'Preview' });
      assert.deepEqual(await preview.locator('strong, em, code, .link, .property').allTextContents(), [
        'Welcome',
        'tea shop',
        'first_name',
        'Darjeeling',
        'the menu',
      ]);
      assert.deepEqual(await preview.getByRole('listitem').allTextContents(), ['🫖 MenuOrder', 'Help']);
      await picture('1-opened');
    });

    it('follows the active editor, then the selected row', async () => {
      await shop.edit('/help', '_help.js');
      await heading('/help');
      await valueOf('Answer', 'Ask us anything');
      await workbench.run('View: Close All Editors');
      // Selects without opening.
      for (const name of ['/help', '/tick'])
        await (await workbench.tree('Bots').row(['Tea Shop', name])).click({ modifiers: ['ControlOrMeta'] });
      await heading('/tick');
      await shop.edit('/start', '_start.js');
      await heading('/start');
      await control('Name').focus();
      await picture('readme');
    });

    it('says what is wrong and what is doubtful while it is typed', async () => {
      await control('Answer').fill('Hello *you');
      const preview = page().getByRole('region', { name: 'Preview' });
      await preview.getByText('Telegram would refuse this answer: “*you”').waitFor();
      await control('Answer').fill('');
      await page().getByText('Without an answer the keyboard is never sent').waitFor();
      await control('Name').fill('/help');
      await page().getByText('This bot has a command /help already').waitFor();
      await control('Aliases').fill('begin, Begin');
      await page().getByText('Begin is there twice').waitFor();
      await control('Auto retry').fill('10');
      await page().getByText('8,640 iterations a day').waitFor();
      await picture('2-doubts');
      await control('Auto retry').press('Control+s');
      await says('alert', 'Correct first: Name, Aliases');
      await untilFocused(control('Name'));
      await button('Discard Changes').click();
      await valueOf('Name', '/start');
      await valueOf('Answer', answer);
    });

    it('saves with one key from any field, and leaves the code in the editor alone', async () => {
      await workbench.editor.insertAt('start', '// mine ');
      await workbench.editor.waitForDirty('_start.js', true);
      await control('Keyboard').fill('Menu\nHelp');
      await control('Help').fill('Greets');
      await page().getByText('edited, not saved').waitFor();
      await control('Help').press('Control+s');
      await says('status', 'Saved.');
      await page().getByText('edited, not saved').waitFor({ state: 'hidden' });
      const { keyboard_body, help, code } = stored('/start');
      assert.deepEqual([keyboard_body, help, code], ['Menu\nHelp', 'Greets', begun]);
      assert.ok(await workbench.editor.isDirty('_start.js'), 'the code is for its own save');
      await untilFocused(control('Help'));
      await picture('3-saved');
    });

    it('shows both values of what two people changed, to be decided with the keyboard', async () => {
      await control('Answer').fill('Mine');
      await control('Help').fill('Mine too');
      elsewhere('/start', { answer: 'Theirs', help: 'Theirs too', group: 'Staff' });
      await button('Save').click();
      await says('alert', 'Choose a value for each of these, then save again: Answer, Help');
      const group = (name: string) => page().getByRole('group', { name, exact: true });
      await untilFocused(group('Answer').getByRole('button', { name: 'Keep Mine' }));
      await valueOf('Group', 'Staff');
      await picture('4-conflict');
      await group('Answer').getByRole('button', { name: 'Keep Mine' }).press('Enter');
      await group('Answer').waitFor({ state: 'hidden' });
      await untilFocused(control('Answer'));
      await group('Help').getByRole('button', { name: 'Take the Server’s' }).press('Enter');
      await group('Help').waitFor({ state: 'hidden' });
      await control('Help').press('Control+s');
      await says('status', 'Saved.');
      const { answer: now, help, group: staff } = stored('/start');
      assert.deepEqual([now, help, staff], ['Mine', 'Theirs too', 'Staff']);
    });

    it('renames and moves; the editor follows with its unsaved text', async () => {
      await control('Name').fill('/hello');
      await control('Folder').selectOption({ label: 'Main' });
      await control('Folder').press('Control+s');
      await says('status', 'Saved.');
      await heading('/hello');
      await workbench.editor.waitForTab('_hello.js');
      assert.match(await workbench.editor.text(), /^\/\/ mine User/);
      assert.equal(stored('/hello').code, begun);
    });

    it('keeps what is not saved of each command, also over a reload', async () => {
      await control('Answer').fill('Not saved yet');
      await page().getByText('edited, not saved').waitFor();
      await shop.edit('/help', '_help.js');
      await heading('/help');
      await control('Answer').fill('Ask <first_name>');
      await page().getByText('edited, not saved').waitFor();
      await picture('5-drafts');
      await untilLayoutKept(workbench, 1, '_help.js');
      await workbench.reload();
      // Said before anybody looks at the panel.
      await workbench.page.locator('.part.activitybar .badge-content').filter({ hasText: '2' }).waitFor();
      await heading('/help');
      await valueOf('Answer', 'Ask <first_name>');
      await button('/hello').press('Enter');
      await heading('/hello');
      await valueOf('Answer', 'Not saved yet');
      await button('Save').click();
      await says('status', 'Saved.');
      assert.equal(stored('/hello').answer, 'Not saved yet');
      await picture('6-restored');
    });

    it('fits into a narrow panel and a wide one', async () => {
      await control('Name').focus();
      await widen(workbench, 200);
      await picture('7-narrow');
      await widen(workbench, 640);
      await picture('8-wide');
    });

    it('is reached from the palette for the command of the active editor', async () => {
      await shop.edit('/tick', '_tick.js');
      await workbench.editor.focus();
      await workbench.run('View: Hide Secondary Side Bar');
      await workbench.page.locator('.part.auxiliarybar').waitFor({ state: 'hidden' });
      await workbench.run('Bots.Business: Edit Properties…');
      await heading('/tick');
      await untilFocused(control('Answer'));
    });

    it('is asked about when one signs out with something in it that is not saved', async () => {
      const { dialog } = workbench;
      await control('Answer').fill('Not saved');
      await page().getByText('edited, not saved').waitFor();
      await workbench.run('Bots.Business: Sign Out');
      await dialog.element.filter({ hasText: 'with unsaved text?' }).waitFor();
      await dialog.press('Leave in the Editors');
      await dialog.element.filter({ hasText: 'with unsaved properties?' }).waitFor();
      assert.match(await dialog.text(), /\/tick/);
      await picture('9-sign-out');
      await dialog.press('Cancel');
      await valueOf('Answer', 'Not saved');
    });
  });
}

/** Drags the edge of the panel. @param width in pixels */
async function widen({ page }: Workbench, width: number): Promise<void> {
  const box = await page.locator('.part.auxiliarybar').boundingBox();
  assert.ok(box);
  // The edge lies beside it.
  await page.mouse.move(box.x - 3, 600);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - width, 600, { steps: 4 });
  await page.mouse.up();
}
