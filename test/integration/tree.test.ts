import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import {
  type CommandFields,
  commandFields,
  type CommandRecord,
  emptyCommand,
} from '../../src/sandbox/store/records';
import { botNode, commandNode, folderNode, type Node } from '../../src/views/nodes';
import { World } from './world';

describe('The tree', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create(
      [
        { name: '/b10', code: '' },
        { name: '/b9', code: '' },
        { name: '', code: '' },
        { name: 'Line\nbreak', code: '' },
        { name: '/in', code: '', folder: 'Zoo' },
      ],
      ['Zoo', 'Empty'],
    );
  });
  afterEach(() => world.dispose());

  const labels = (nodes: Node[]) =>
    nodes.map((node) => {
      const { label } = world.studio.tree.getTreeItem(node);
      return typeof label === 'string' ? label : '';
    });
  const bot = async (): Promise<Node> => {
    const [node] = await world.studio.tree.getChildren();
    assert.ok(node);
    return node;
  };

  it('shows bots, folders first, commands in natural order, nameless ones last @oldest', async () => {
    assert.deepEqual(labels(await world.studio.tree.getChildren()), ['Tea Shop']);
    const children = await world.studio.tree.getChildren(await bot());
    assert.deepEqual(labels(children), ['Empty', 'Zoo', '/b9', '/b10', 'Line break', '(no name)']);
    const zoo = children[1];
    assert.ok(zoo);
    assert.deepEqual(labels(await world.studio.tree.getChildren(zoo)), ['/in']);
  });

  it('expands a bot with one round trip: folders and two pages at the same time', async () => {
    await vscode.commands.executeCommand('botsBusiness.signOut');
    await world.studio.signIn.withApiKey(world.server.apiKey);
    world.server.requests.clear();
    await world.studio.tree.getChildren(await bot());
    assert.equal(world.calls('getBots'), 1);
    assert.equal(world.calls('getFolders'), 1);
    assert.equal(world.calls('getCommands'), 2);
  });

  for (const [fault, label] of [
    ['html', 'Wrong answer: click to retry'],
    ['halfJson', 'Broken answer: click to retry'],
    ['errors200', 'Refused: click to retry'],
    ['plainText', 'Broken answer: click to retry'],
    ['emptyBody', 'Broken answer: click to retry'],
    ['dropConnection', 'Offline: click to retry'],
    ['never', 'No answer: click to retry'],
  ] as const) {
    it(`keeps showing what is known and says why when the server answers ${fault}`, async () => {
      world.server.faults.add({ kind: fault });
      await Promise.all([world.model.bots.refresh(), world.contents.refresh()]);
      assert.ok(world.model.bots.error);
      const roots = await world.studio.tree.getChildren();
      assert.ok(labels(roots).includes('Tea Shop'));
      const shown = labels(await world.studio.tree.getChildren(roots.at(-1)));
      assert.ok(shown.includes('/b9'));
      assert.equal(shown[0], label);
      world.server.faults.clear();
      await vscode.commands.executeCommand('botsBusiness.refresh');
      assert.equal(world.model.bots.error, undefined);
      const again = labels(await world.studio.tree.getChildren(await bot()));
      assert.equal(again.length, 6, again.join());
    });
  }

  it('offers to sign in when the key is no longer accepted, and to try again when anything else failed', async () => {
    const failure = async () => {
      await world.contents.refresh();
      const [first] = await world.studio.tree.getChildren(await bot());
      assert.ok(first?.kind === 'failure');
      return world.studio.tree.getTreeItem(first);
    };
    world.server.faults.add({ kind: 'status', status: 401, endpoint: 'getCommands' });
    const unauthorized = await failure();
    assert.equal(unauthorized.label, 'Sign in again');
    assert.equal(unauthorized.command?.command, 'botsBusiness.signIn');
    world.server.faults.clear();
    world.server.faults.add({ kind: 'status', status: 403, endpoint: 'getCommands' });
    const forbidden = await failure();
    assert.equal(forbidden.label, 'Not allowed: click to retry');
    assert.ok(typeof forbidden.tooltip === 'string');
    assert.match(forbidden.tooltip, /^The server does not allow this/);
    assert.match(forbidden.accessibilityInformation?.label ?? '', /^Not allowed: .*does not allow this/);
    world.server.faults.clear();
    assert.ok(forbidden.command);
    await vscode.commands.executeCommand(
      forbidden.command.command,
      ...((forbidden.command.arguments ?? []) as unknown[]),
    );
    assert.equal(world.contents.error, undefined);
  });

  it('says of a protected bot that it is one: in its row, and when a command is saved', async () => {
    const uri = await world.uri('/b9');
    world.server.store.updateBot(world.botId, { protected: true });
    await world.contents.refresh();
    const [first] = await world.studio.tree.getChildren(await bot());
    assert.ok(first?.kind === 'failure');
    const { label, tooltip } = world.studio.tree.getTreeItem(first);
    assert.equal(label, 'The bot is protected');
    const sentence = /^Tea Shop is a protected bot: the server does not let anybody but its author/;
    assert.ok(typeof tooltip === 'string');
    assert.match(tooltip, sentence);
    const save = async () => vscode.workspace.fs.writeFile(uri, Buffer.from('1'));
    await assert.rejects(save, { message: sentence });
  });

  it('shows a record that cannot be understood as a row and hides no other', async () => {
    const { store } = world.server;
    const record = world.stored('/b9');
    store.updateCommand(
      world.botId,
      record.id,
      { ...commandFields(record), need_reply: 'maybe' as never },
      'other person',
    );
    await world.contents.refresh();
    const children = labels(await world.studio.tree.getChildren(await bot()));
    assert.deepEqual(children.slice(2), [
      '/b10',
      'Line break',
      '(no name)',
      'A command or folder that cannot be shown',
    ]);
  });

  it('does not have VS Code fetch again what it was just given: clicks on such rows are lost', async () => {
    await vscode.commands.executeCommand('botsBusiness.signOut');
    await world.studio.signIn.withApiKey(world.server.apiKey);
    const fired: (string | undefined)[] = [];
    const listener = world.studio.tree.onDidChangeTreeData((node) => fired.push(node?.id));
    await world.studio.tree.getChildren(await bot());
    await Promise.all([world.model.bots.refresh(), world.contents.refresh()]);
    assert.deepEqual(fired, []);
    world.server.store.createFolder(world.botId, 'New');
    await world.contents.refresh();
    listener.dispose();
    assert.deepEqual(fired, [`${world.accountId}/bot-${world.botId}`]);
  });

  it('repaints only the bot whose run state changed', async () => {
    const fired: (string | undefined)[] = [];
    const listener = world.studio.tree.onDidChangeTreeData((node) => fired.push(node?.id));
    world.server.store.updateBot(world.botId, { status: 'works', status_changed_at: 0 });
    await world.model.bots.refreshBot(world.botId);
    listener.dispose();
    assert.deepEqual(fired, [`${world.accountId}/bot-${world.botId}`]);
  });

  it('draws only what another person changed anew, and the bot only when its rows are others', async () => {
    const { store } = world.server;
    const { tree } = world.studio;
    const ref = { accountId: world.accountId, botId: world.botId };
    const bot = tree.rowOf(botNode(ref));
    // As VS Code does with what is unfolded.
    const fetch = async () => {
      for (const row of await tree.getChildren(bot)) if (row.kind === 'folder') await tree.getChildren(row);
    };
    const [root, inside] = [world.stored('/b9'), world.stored('/in')];
    const folder = folderNode(ref, inside.commands_folder_id ?? 0).id;
    const rowIn = ({ id }: CommandRecord) => commandNode(ref, id).id;
    const firedBy = async (change: () => void) => {
      await fetch();
      const fired: (string | undefined)[] = [];
      const listener = tree.onDidChangeTreeData((node) => fired.push(node?.id));
      change();
      await world.contents.refresh();
      listener.dispose();
      return fired;
    };
    const update =
      ({ id }: CommandRecord, changes: Partial<CommandFields>) =>
      () => {
        const record = store.command(world.botId, id);
        assert.ok(record);
        store.updateCommand(world.botId, id, { ...commandFields(record), ...changes }, 'other person');
      };
    assert.deepEqual(await firedBy(update(root, { answer: 'Hello' })), [rowIn(root)]);
    assert.deepEqual(await firedBy(update(inside, { answer: 'Hello' })), [rowIn(inside)]);
    const another = { ...commandFields(inside), command: '/another' };
    assert.deepEqual(await firedBy(() => store.createCommand(world.botId, another, 'other person')), [
      folder,
    ]);
    assert.deepEqual(await firedBy(update(root, { command: '/b9 too' })), [rowIn(root)]);
    assert.deepEqual(await firedBy(update(root, { command: '/z' })), [bot.id]);
    assert.deepEqual(await firedBy(update(inside, { commands_folder_id: null })), [bot.id]);
  });

  it('says in the run state what the server refused', async () => {
    world.server.store.updateBot(world.botId, { token: null });
    await assert.rejects(world.model.bots.setStatus(world.botId, 'start_launch'), { reason: 'refused' });
    assert.equal(world.model.bots.get(world.botId)?.status, null);
  });

  /** The item as it is once the pointer rests on it. */
  const hovered = async (node: Node) =>
    world.studio.tree.resolveTreeItem(world.studio.tree.getTreeItem(node), node);
  const tooltipOf = async (node: Node): Promise<string> => {
    const { tooltip } = await hovered(node);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.ok(!tooltip.isTrusted && !tooltip.supportHtml && !tooltip.supportThemeIcons);
    // As it is read: without the marks that escape.
    return tooltip.value.replace(/\\(.)/g, '$1');
  };
  const nodeOf = (commandId: number): Node =>
    world.studio.tree.rowOf(commandNode({ accountId: world.accountId, botId: world.botId }, commandId));

  it('tells special commands by icon, description and tooltip', async () => {
    const { store } = world.server;
    const expected = [
      [
        '*',
        'comment',
        'any other message',
        /^\*\*\*\*\*\n\nMaster command: runs for a text that is no command/,
      ],
      ['@', 'run-above', 'before every command', /\nBeforeAll: its code runs before that of every command/],
      ['@@', 'run-below', 'after every command', /\nAfterAll: its code runs after that of every command/],
      ['!', 'bug', 'on errors', /\nError command: runs when the code of another command fails/],
      ['/inlineQuery', 'mention', 'inline queries', /\nRuns when somebody types @/],
    ] as const;
    const ids = expected.map(
      ([command]) => store.createCommand(world.botId, { ...emptyCommand, command }, 'other person').id,
    );
    await world.contents.refresh();
    for (const [index, [, icon, role, sentence]] of expected.entries()) {
      const node = nodeOf(ids[index] ?? 0);
      const item = world.studio.tree.getTreeItem(node);
      assert.ok(item.iconPath instanceof vscode.ThemeIcon);
      assert.equal(item.iconPath.id, icon);
      assert.equal(item.description, role);
      assert.match(item.accessibilityInformation?.label ?? '', new RegExp(`, ${role}$`));
      assert.match(await tooltipOf(node), sentence);
    }
    const ordinary = world.studio.tree.getTreeItem(nodeOf(world.id('/b9')));
    assert.ok(ordinary.iconPath instanceof vscode.ThemeIcon);
    assert.equal(ordinary.iconPath.id, 'symbol-method');
    assert.equal(ordinary.description, '');
  });

  it('answers in the tooltip what a person asks about a command, and reads nobody’s text as Markdown', async () => {
    const record = world.stored('/in');
    world.server.store.updateCommand(
      world.botId,
      record.id,
      {
        ...commandFields(record),
        command: '!',
        answer: '\n[Quit](command:workbench.action.quit) https://shop.example\nmore',
        aliases: ['one', 'two'],
        help: '<b>Helps</b>',
        need_reply: true,
        auto_retry_time: 60,
      },
      'other person',
    );
    await world.contents.refresh();
    const node = nodeOf(record.id);
    // A special command with an answer shows that in its row.
    assert.match(String(world.studio.tree.getTreeItem(node).description), /^\[Quit\]/);
    assert.equal(world.studio.tree.getTreeItem(node).tooltip, undefined, 'is made when it is asked for');
    const lines = (await tooltipOf(node)).split(/\s*\n+/);
    assert.deepEqual(
      lines.map((line) => line.replace(/^Last change: .*\(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)$/, 'Last change')),
      [
        '**!**',
        'Error command: runs when the code of another command fails. An error in its own code is told to nobody.',
        'Answer: [Quit](command:workbench.action.quit) https://shop.example',
        'Aliases: one, two',
        'Help: <b>Helps</b>',
        'Waits for an answer before its code runs',
        'Auto retry: every 60 seconds',
        'Folder: Zoo',
        'Last change',
        `Id: ${record.id}`,
      ],
    );
    const { tooltip, command } = await hovered(node);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.doesNotMatch(tooltip.value, /[^\\]\]|[^\\]</);
    assert.equal(command?.command, 'vscode.open', 'a click still opens it');
  });

  it('makes the tooltip of a command anew when its code was changed', async () => {
    const fired: (string | undefined)[] = [];
    const listener = world.studio.tree.onDidChangeTreeData((node) => fired.push(node?.id));
    world.otherPerson('/b9', 'another code');
    await world.contents.refresh();
    listener.dispose();
    assert.deepEqual(fired, [nodeOf(world.id('/b9')).id]);
  });

  it('answers in the tooltip what a person asks about a bot', async () => {
    const lines = (await tooltipOf(await bot())).split(/\s*\n+/);
    assert.deepEqual(
      lines.map((line) => line.replace(/: .* \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\)$/, '')),
      [
        '**Tea Shop**',
        'Run state: Stopped',
        'Telegram token: stored on the server',
        'Created',
        'Last change',
        `Id: ${world.botId}`,
      ],
    );
    world.server.store.updateBot(world.botId, { token: null });
    await world.model.bots.refreshBot(world.botId);
    assert.match(await tooltipOf(await bot()), /Telegram token: none, so it cannot start/);
  });

  it('shows several accounts as roots, and the bots alone again when one is left', async () => {
    await world.studio.signIn.toSandbox('Sandbox');
    assert.equal((await world.studio.tree.getChildren()).length, 2);
    const sandbox = world.studio.accounts.get('sandbox');
    assert.ok(sandbox);
    await world.studio.signIn.out(sandbox.account);
    assert.deepEqual(labels(await world.studio.tree.getChildren()), ['Tea Shop']);
  });
});
