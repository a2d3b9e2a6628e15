import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pickFromMenu } from './harness/menu';
import { TeaShop } from './harness/teaShop';
import { keepEvidence, Workbench } from './harness/workbench';

describe('Check Bot', () => {
  let workbench: Workbench;

  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
  });

  it('lists what is wrong in all commands, from the row of the bot and from the palette', async function () {
    this.timeout(120_000);
    const shop = await TeaShop.open({
      commands: [
        { name: '/start', code: 'Bot.sendMesage("Welcome");\nBot.runCommand("/mneu");\n' },
        { name: '/menu', code: 'setTimeout(show, 5);\nfunction show() {}\n' },
        { name: '/fine', code: 'Bot.sendMessage("Fine");\n' },
      ],
    });
    ({ workbench } = shop);
    const { notices, page } = workbench;
    try {
      await workbench.tree('Bots').contextMenu('Tea Shop', 'Check Bot');
      const told = '1 error, 2 warnings in 2 of 3 commands.';
      await notices.press(told, 'Show Problems');
      const problems = page.locator('.markers-panel .monaco-list-row');
      await problems.filter({ hasText: 'Bot has no sendMesage.' }).waitFor();
      await problems.filter({ hasText: 'No command is called /mneu.' }).waitFor();
      await workbench.screenshot('check-bot-problems');
      await workbench.run('Bots.Business: Check Bot');
      await notices.press(told, 'Show Problems');
      await problems.filter({ hasText: 'BJS has no setTimeout.' }).waitFor();
    } finally {
      await shop.dispose();
    }
  });

  it('lists what is wrong in a bot folder, from its bot.json and from the palette, without an account', async function () {
    this.timeout(120_000);
    const folder = await mkdtemp(join(tmpdir(), 'bbs-bot-'));
    await mkdir(join(folder, 'commands'));
    await writeFile(join(folder, 'bot.json'), '{"bb_sync_version": "1.0", "name": "Tea Shop"}\n');
    await writeFile(join(folder, 'commands', '_start.js'), 'Bot.sendMesage("Welcome");\n');
    workbench = await Workbench.open({ folder });
    const { notices, page } = workbench;
    try {
      const told = '1 error, 0 warnings in 1 of 1 files.';
      const botFile = page.getByRole('treeitem', { name: 'bot.json' });
      const open = () => botFile.click({ button: 'right' });
      await pickFromMenu(page, open, ['Check Bot Folder']);
      await notices.press(told, 'Show Problems');
      const problems = page.locator('.markers-panel .monaco-list-row');
      await problems.filter({ hasText: 'Bot has no sendMesage.' }).waitFor();
      await workbench.screenshot('check-bot-folder');
      await workbench.run('Bots.Business: Check Bot Folder');
      await notices.press(told, 'Show Problems');
    } finally {
      await workbench.dispose();
      await rm(folder, { recursive: true });
    }
  });
});
