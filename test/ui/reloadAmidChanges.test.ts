import assert from 'node:assert/strict';

import { editAsOtherPerson } from '../../src/sandbox/otherPerson';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { seedBot } from '../../src/sandbox/seed';
import { type CommandFields, commandFields, type CommandRecord } from '../../src/sandbox/store/records';
import { untilBackedUp } from './harness/backup';
import { escapePattern } from './harness/eventually';
import { signInAgain, signInWithKey } from './harness/signIn';
import { keepEvidence, Workbench } from './harness/workbench';

/** What other people do to a command while the window is closed, and what Ctrl+S then meets. */
interface Case {
  readonly command: string;
  readonly tab: string | RegExp;
  /** What the command holds when it is opened, when not `code`. */
  readonly code?: string;
  /** Done with the unsaved text before the window closes. */
  readonly before?: (server: Sandbox, workbench: Workbench) => Promise<void>;
  readonly change: (server: Sandbox, botId: number, commandId: number) => void;
  readonly expected: 'saved' | 'conflict' | 'deleted';
  /** The code and what else a save must leave as others made it, when not one's own line above `code`. */
  readonly saved?: Partial<CommandRecord>;
}

const code = 'Bot.sendMessage("aaaa");\n';

function rewrite(text: string): Case['change'] {
  return ({ store }, botId, commandId) => editAsOtherPerson(store, botId, commandId, { code: text });
}

function change(fields: Partial<CommandFields>): Case['change'] {
  return ({ store }, botId, commandId) => {
    const record = store.command(botId, commandId);
    assert.ok(record);
    store.updateCommand(botId, commandId, { ...commandFields(record), ...fields }, 'other person');
  };
}

/** Saves, with an answer that gets lost. */
async function saveUnanswered({ faults }: Sandbox, { editor, notices }: Workbench): Promise<void> {
  faults.add({ kind: 'dropAfterApply', endpoint: 'editCommand', times: 1 });
  await editor.save();
  await notices.waitFor('Failed to save');
  await notices.close('Failed to save');
}

/** As a Git import: another command of the same name, with another id. */
function importWith(text: string): Case['change'] {
  return ({ store }, botId, commandId) => {
    const record = store.command(botId, commandId);
    assert.ok(record);
    store.deleteCommand(botId, commandId);
    store.createCommand(botId, { ...commandFields(record), code: text }, 'other person');
  };
}

const cases: readonly Case[] = [
  { command: '/longer', tab: '_longer.js', change: rewrite(`${code}// theirs\n`), expected: 'conflict' },
  { command: '/shorter', tab: '_shorter.js', change: rewrite('x'), expected: 'conflict' },
  {
    command: '/equal',
    tab: '_equal.js',
    change: rewrite(code.replace('aaaa', 'bbbb')),
    expected: 'conflict',
  },
  { command: '/same', tab: '_same.js', change: () => undefined, expected: 'saved' },
  { command: '/renamed', tab: '_renamed.js', change: change({ command: '/other name' }), expected: 'saved' },
  {
    command: '/moved',
    tab: '_moved.js',
    change: (server, botId, commandId) => {
      const { id } = server.store.createFolder(botId, 'New');
      change({ commands_folder_id: id })(server, botId, commandId);
    },
    expected: 'saved',
  },
  {
    command: '/fields',
    tab: '_fields.js',
    change: change({ answer: 'theirs', need_reply: true }),
    expected: 'saved',
    saved: { code: `// mine /fields\n${code}`, answer: 'theirs', need_reply: true },
  },
  {
    command: '/ends',
    tab: '_ends.js',
    code: 'a\r\nb\nc\r\nd',
    change: () => undefined,
    expected: 'saved',
    saved: { code: '// mine /ends\r\na\r\nb\nc\r\nd' },
  },
  {
    command: '/unanswered',
    tab: '_unanswered.js',
    before: saveUnanswered,
    change: () => undefined,
    expected: 'saved',
  },
  {
    command: '/unansweredThenTheirs',
    tab: '_unansweredThenTheirs.js',
    before: saveUnanswered,
    change: rewrite('theirs'),
    expected: 'conflict',
  },
  // Its file name is told apart from that of another command, which goes.
  {
    command: '?',
    tab: /^_ \(\d+\)\.js/,
    change: ({ store }, botId) => {
      const star = store.commands(botId).find(({ command }) => command === '*');
      store.deleteCommand(botId, star?.id ?? 0);
    },
    expected: 'saved',
  },
  { command: '/imported', tab: '_imported.js', change: importWith('imported'), expected: 'conflict' },
  { command: '/importedSame', tab: '_importedSame.js', change: importWith(code), expected: 'saved' },
  {
    command: '/deleted',
    tab: '_deleted.js',
    change: ({ store }, botId, commandId) => void store.deleteCommand(botId, commandId),
    expected: 'deleted',
  },
];

describe('A window that is reloaded with unsaved text in many commands', () => {
  let server: Sandbox;
  let workbench: Workbench;
  let botId: number;

  before(async function () {
    this.timeout(180_000);
    server = await startSandbox();
    const bot = seedBot(server.store, {
      name: 'Tea Shop',
      commands: [
        { name: '*', code },
        ...cases.map((each) => ({ name: each.command, code: each.code ?? code })),
      ],
    });
    botId = bot.id;
    workbench = await Workbench.open({
      settings: { 'botsBusiness.api.url': server.url },
      // All commands are to be in sight.
      viewport: { width: 1280, height: 1400 },
    });
    await signInWithKey(workbench, server.apiKey);
    // The first that is shown gets the plain file name.
    await workbench.tree('Bots').click(['Tea Shop', '*']);
    await workbench.editor.waitForTab('_.js');
    for (const { command, tab, before } of cases) {
      await workbench.tree('Bots').doubleClick(['Tea Shop', command]);
      await workbench.editor.waitForTab(tab);
      await workbench.editor.insertAt('start', `// mine ${command}\n`);
      await workbench.editor.waitForDirty(tab, true);
      await before?.(server, workbench);
      await untilBackedUp(workbench, `// mine ${command}`);
    }
    for (const each of cases) each.change(server, botId, idOf(each.command));
    // The bot is called otherwise too: every path of these tabs is an old one now.
    server.store.updateBot(botId, { name: 'Coffee Shop' });
    await workbench.reload();
    await signInAgain(workbench, server.apiKey);
  });
  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
  });
  after(async () => {
    await workbench.dispose();
    await server.close();
  });

  const commands = () => server.store.commands(botId);
  const idOf = (name: string) => {
    const id = commands().find(({ command }) => command === name)?.id;
    assert.ok(id, `there is a command ${name}`);
    return id;
  };

  for (const { command, tab, expected, saved } of cases) {
    it(`${command}: ${expected}`, async () => {
      await workbench.editor.tab(tab).click();
      await workbench.editor.waitForDirty(tab, true);
      await workbench.editor.waitForText(new RegExp(`^// mine ${escapePattern(command)}\n`));
      const before = commands().map(({ id, code: text }) => [id, text]);
      await workbench.editor.focus();
      await workbench.editor.save();
      if (expected === 'saved') {
        await workbench.editor.waitForDirty(tab, false);
        const now = command === '/renamed' ? '/other name' : command;
        const stored = server.store.command(botId, idOf(now));
        assert.deepEqual({ ...stored, ...(saved ?? { code: `// mine ${command}\n${code}` }) }, stored);
        return;
      }
      const notice =
        expected === 'conflict' ? 'The content of the file is newer' : 'was deleted on the server';
      await workbench.notices.waitFor(notice);
      assert.equal(await workbench.editor.isDirty(tab), true);
      assert.deepEqual(
        commands().map(({ id, code: text }) => [id, text]),
        before,
      );
      await workbench.screenshot(`reload-amid-${command.slice(1)}`);
      if (expected === 'conflict') {
        await workbench.notices.press(notice, 'Overwrite');
        await workbench.editor.waitForDirty(tab, false);
        assert.equal(server.store.command(botId, idOf(command))?.code, `// mine ${command}\n${code}`);
      } else await workbench.notices.close(notice);
    });
  }
});
