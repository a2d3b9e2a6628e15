import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { commandFields } from '../../src/sandbox/store/records';
import { botNode, commandNode } from '../../src/views/nodes';
import { type as typeInto, World } from './world';

describe('What the list of properties does to a command', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create([
      {
        name: '/start',
        code: 'Bot.sendMessage("one");\n',
        answer: 'Hello\nyou',
        folder: 'Main',
        aliases: ['begin'],
        keyboard: 'A, B\nC',
        help: 'Begins',
        group: 'Staff',
        needReply: true,
        autoRetryTime: 30,
      },
      { name: '/other', code: 'other' },
    ]);
  });
  afterEach(() => world.dispose());

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const node = () => commandNode(ref(), world.id('/start'));
  const actions = () => world.studio.commandActions;
  const fields = () => commandFields(world.stored('/start'));
  const elsewhere = (change: Partial<ReturnType<typeof fields>>) =>
    world.server.store.updateCommand(
      world.botId,
      world.id('/start'),
      { ...fields(), ...change },
      'other person',
    );
  async function row() {
    const { tree } = world.studio;
    const folder = (await tree.getChildren(botNode(ref()))).find(({ kind }) => kind === 'folder');
    const child = (await tree.getChildren(folder)).find(({ id }) => id === node().id);
    assert.ok(child);
    return tree.getTreeItem(child);
  }

  it('shows what the server has now, not what was listed before', async () => {
    elsewhere({ answer: 'Newer', aliases: [] });
    const { name, folder, properties } = await actions().properties(node());
    assert.deepEqual([name, folder], ['/start', 'Main']);
    assert.deepEqual(properties, {
      answer: 'Newer',
      keyboard: 'A, B\nC',
      aliases: [],
      help: 'Begins',
      group: 'Staff',
      needReply: true,
      autoRetrySeconds: 30,
    });
  });

  it('changes one property and nothing else, and the row shows it', async () => {
    const { properties } = await actions().properties(node());
    const before = fields();
    await actions().changeProperties(node(), { answer: 'Welcome\nback' }, properties);
    assert.deepEqual(fields(), { ...before, answer: 'Welcome\nback' });
    assert.equal((await row()).description, 'Welcome');
    await actions().changeProperties(node(), { help: 'Greets' }, properties);
    const { tooltip } = await world.studio.tree.resolveTreeItem(await row(), node());
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.match(tooltip.value, /Greets/);
    assert.deepEqual(fields(), { ...before, answer: 'Welcome\nback', help: 'Greets' });
  });

  it('leaves unsaved text in the editor alone, which saves as before', async () => {
    const document = await world.open('/start');
    await typeInto(document, '// mine\n');
    const { properties } = await actions().properties(node());
    await actions().changeProperties(node(), { aliases: ['Go', 'begin'] }, properties);
    assert.equal(document.isDirty, true);
    assert.equal(await document.save(), true);
    assert.deepEqual([...fields().aliases].sort(), ['begin', 'go']);
    assert.equal(fields().code, '// mine\nBot.sendMessage("one");\n');
  });

  it('does not overwrite what somebody else made of the property since it was shown', async () => {
    const { properties } = await actions().properties(node());
    elsewhere({ answer: 'Theirs' });
    await assert.rejects(actions().changeProperties(node(), { answer: 'Mine' }, properties), {
      reason: 'changedMeanwhile',
      now: { ...properties, answer: 'Theirs' },
    });
    assert.equal(fields().answer, 'Theirs');
    assert.equal(world.calls('editCommand'), 0);
  });

  it('says that the command is gone', async () => {
    world.server.store.deleteCommand(world.botId, world.id('/start'));
    await assert.rejects(actions().properties(node()), { reason: 'notFound' });
  });
});
