import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { seedBot } from '../../src/sandbox/seed';
import { type CommandFields, commandFields } from '../../src/sandbox/store/records';
import {
  botNode,
  commandNode,
  type CommandNode,
  folderNode,
  type FolderNode,
  type Node,
} from '../../src/views/nodes';
import { type Reaction, Person } from './person';
import { inBot, opened } from './uris';
import { type, until, World } from './world';

const whole = {
  answer: 'Hello *you*',
  keyboard: 'A, B\nC',
  aliases: ['one', 'two'],
  help: 'Help',
  group: 'Staff',
  needReply: true,
  autoRetryTime: 30,
};

describe('Moving and copying commands and folders', () => {
  let world: World;
  let person: Person;
  /** Another bot of the same account. */
  let otherId: number;

  beforeEach(async () => {
    world = await World.create(
      [
        { name: '/start', code: 'start\n', folder: 'Main', ...whole },
        { name: '/other', code: 'other\n', folder: 'Main' },
        { name: '/root', code: 'root\n' },
        { name: '🍕', code: 'pizza\n' },
      ],
      ['Empty'],
    );
    otherId = seedBot(world.server.store, {
      name: 'Coffee Bar',
      folders: ['Hot'],
      commands: [
        { name: '/start', code: 'theirs\n', folder: 'Hot', answer: 'Theirs' },
        { name: '/root', code: 'root\n' },
      ],
    }).id;
    await world.model.bots.refresh();
    world.server.requests.clear();
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await world.dispose();
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const otherRef = () => ({ accountId: world.accountId, botId: otherId });
  const node = (name: string): CommandNode => commandNode(ref(), world.id(name));
  const folder = (title: string): FolderNode => {
    const id = world.server.store.folders(world.botId).find((each) => each.title === title)?.id;
    assert.ok(id, `there is a folder ${title}`);
    return folderNode(ref(), id);
  };
  const storedIn = (botId: number, name: string, server = world.server) => {
    const found = server.store.commands(botId).filter(({ command }) => command === name);
    assert.equal(found.length, 1, `there is one command ${name}`);
    return found[0]!;
  };
  const names = (botId: number, server = world.server) =>
    server.store
      .commands(botId)
      .map(({ command }) => command)
      .sort();
  const titles = (botId: number, server = world.server) =>
    server.store
      .folders(botId)
      .map(({ title }) => title)
      .sort();
  const titleOf = (botId: number, name: string, server = world.server) => {
    const { commands_folder_id: folderId } = storedIn(botId, name, server);
    return server.store.folders(botId).find(({ id }) => id === folderId)?.title;
  };
  const otherPerson = (name: string, fields: Partial<CommandFields>) => {
    const changed = { ...commandFields(world.stored(name)), ...fields };
    world.server.store.updateCommand(world.botId, world.id(name), changed, 'other person');
  };
  const run = (id: string, row: Node, selected?: readonly Node[]) =>
    vscode.commands.executeCommand(`botsBusiness.${id}`, row, selected);
  const drop = async (rows: readonly (CommandNode | FolderNode)[], target: Node) =>
    (await world.studio.moves()).drop(rows, target);
  const answers = (...reactions: Reaction[]) => person.answers(...reactions);
  /** Copies rows and pastes them. */
  const copy = async (rows: readonly [Node, ...Node[]], target: Node) => {
    await run('copy', rows[0], rows);
    await run('paste', target);
  };
  const cut = async (rows: readonly [Node, ...Node[]], target: Node) => {
    await run('cut', rows[0], rows);
    await run('paste', target);
  };
  const description = (row: Node) => world.studio.tree.getTreeItem(row).description;

  describe('Within a bot', () => {
    it('moves what is cut, several at once, and takes unsaved text along', async () => {
      const { uri } = await world.open('/root');
      await type(opened(uri), '// mine\n');
      await run('cut', node('/root'), [node('/root'), node('🍕')]);
      assert.equal(description(node('/root')), 'Cut');
      assert.equal(description(node('/other')), '');
      await run('paste', node('/start'));
      assert.deepEqual([titleOf(world.botId, '/root'), titleOf(world.botId, '🍕')], ['Main', 'Main']);
      assert.equal(description(node('/root')), '');
      const target = opened(inBot(uri, 'Main/_root.js'));
      assert.equal(target.getText(), '// mine\nroot\n');
      assert.equal(await target.save(), true);
      assert.equal(world.stored('/root').code, '// mine\nroot\n');
    });

    it('takes the mark of what was cut away with Escape', async () => {
      await run('cut', node('/root'));
      await vscode.commands.executeCommand('botsBusiness.cancelCut');
      assert.equal(description(node('/root')), '');
      await run('paste', folder('Main'));
      assert.match(person.everything, /Nothing is cut or copied in this window/);
      assert.equal(titleOf(world.botId, '/root'), undefined);
    });

    it('says which of many could not be moved, and moves those with Retry', async () => {
      world.server.faults.add({
        kind: 'errors200',
        endpoint: 'editCommand',
        message: 'No such luck',
        params: { command_id: world.id('/root') },
      });
      await drop([node('/root'), node('🍕'), node('/other')], folder('Empty'));
      assert.match(
        person.everything,
        /2 of 3 commands were moved\. \/root: The server refused: No such luck/,
      );
      assert.deepEqual(
        ['/root', '🍕', '/other'].map((name) => titleOf(world.botId, name)),
        [undefined, 'Empty', 'Empty'],
      );
      // Again, and this time somebody presses the button while the server has come to its senses.
      await world.studio.commandActions.move(node('🍕'), { ref: ref(), folderId: null });
      person.presses.add('Retry');
      const moving = drop([node('/root'), node('🍕')], folder('Empty'));
      await until(() => titleOf(world.botId, '🍕') === 'Empty');
      world.server.faults.clear();
      await moving;
      await until(() => titleOf(world.botId, '/root') === 'Empty');
    });

    it('duplicates one under a name that is asked for, with all properties', async () => {
      answers('/start', '/hello');
      await run('duplicate', node('/start'));
      assert.match(person.said.join(), /has a command \/start already/);
      assert.equal(person.asked[0]?.detail.split('\n')[1], '/start2');
      assert.deepEqual(commandFields(storedIn(world.botId, '/hello')), {
        ...commandFields(world.stored('/start')),
        command: '/hello',
      });
      assert.match(
        person.everything,
        /Two commands share a name or alias now, .*: one of \/hello and \/start, two of \/hello and \/start\./,
      );
    });

    it('duplicates several where they are pasted, and a folder with what is in it', async () => {
      await copy([node('/root'), node('🍕')], folder('Empty'));
      assert.deepEqual([titleOf(world.botId, '/root2'), titleOf(world.botId, '🍕 2')], ['Empty', 'Empty']);
      answers('Main copy');
      await run('duplicate', folder('Main'));
      assert.deepEqual(titles(world.botId), ['Empty', 'Main', 'Main copy']);
      assert.deepEqual(
        ['/start', '/other', '/start2', '/other2'].map((name) => titleOf(world.botId, name)),
        ['Main', 'Main', 'Main copy', 'Main copy'],
      );
    });

    it('copies what the server has of unsaved text, or what the editor has', async () => {
      const { uri } = await world.open('/root');
      await type(opened(uri), '// mine\n');
      answers('/saved', 'Copy Saved Text', '/unsaved', 'Copy Unsaved Text', '/never', undefined);
      await run('duplicate', node('/root'));
      await run('duplicate', node('/root'));
      await run('duplicate', node('/root'));
      assert.equal(storedIn(world.botId, '/saved').code, 'root\n');
      assert.equal(storedIn(world.botId, '/unsaved').code, '// mine\nroot\n');
      assert.equal(names(world.botId).includes('/never'), false);
      assert.equal(opened(uri).isDirty, true);
    });
  });

  describe('To another bot', () => {
    it('copies what is cut, with all properties, and leaves the originals', async () => {
      const before = commandFields(world.stored('🍕'));
      await cut([node('🍕'), node('/other')], botNode(otherRef()));
      assert.deepEqual(names(otherId), ['/other', '/root', '/start', '🍕']);
      assert.deepEqual(commandFields(world.stored('🍕')), before);
      assert.equal(titleOf(otherId, '/other'), undefined);
      assert.match(person.everything, /2 of 2 commands were copied to Coffee Bar; the originals stay/);
    });

    it('asks before a drop copies, and copies nothing after a no', async () => {
      answers(undefined);
      await assert.rejects(drop([node('🍕')], botNode(otherRef())), { name: 'Cancelled' });
      assert.match(person.everything, /Copy 1 command to Coffee Bar\?/);
      assert.equal(world.calls('createCommand'), 0);
    });

    it('shows what clashes, and skips, replaces and keeps both as it is told', async () => {
      answers('/start', 'Replace', '/root', 'Keep Both', 'Copy');
      await copy([node('/start'), node('/root'), node('🍕')], botNode(otherRef()));
      const [report] = person.asked;
      assert.match(report?.title ?? '', /Copy 3 Commands to Coffee Bar: 2 Clash/);
      assert.match(
        report?.detail ?? '',
        /\/start Coffee Bar has it in the folder Hot, different in: code, answer/,
      );
      assert.match(report?.detail ?? '', /\/root Coffee Bar has it, exactly the same/);
      assert.deepEqual(names(otherId), ['/root', '/root2', '/start', '🍕']);
      assert.deepEqual(commandFields(storedIn(otherId, '/start')), {
        ...commandFields(world.stored('/start')),
        commands_folder_id: world.server.store.folders(otherId)[0]?.id,
      });
      assert.equal(titleOf(otherId, '/start'), 'Hot');
    });

    it('shows both texts before one is replaced, and asks again', async () => {
      answers('/start', 'Compare', 'Replace', 'Copy');
      await copy([node('/start')], botNode(otherRef()));
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      assert.match(activeTab?.label ?? '', /\/start of Coffee Bar ↔ What Would Replace It/);
      const texts = vscode.workspace.textDocuments.map((document) => document.getText());
      assert.ok(texts.includes('theirs\n') && texts.includes('start\n'), 'the code of both');
      assert.ok(
        texts.some((text) => text.includes('Theirs')) && texts.some((text) => text.includes('Hello *you*')),
      );
      assert.equal(storedIn(otherId, '/start').code, 'start\n');
    });

    it('says before and after which names and aliases two commands share', async () => {
      const fields = { ...commandFields(storedIn(otherId, '/root')), aliases: ['ONE'] };
      world.server.store.updateCommand(otherId, storedIn(otherId, '/root').id, fields, 'other person');
      answers('/start', 'Replace', 'Copy');
      await copy([node('/start')], botNode(otherRef()));
      assert.match(person.placeholders.at(-1) ?? '', /1 name or alias will be that of two commands/);
      person.presses.add('Show Report');
      answers('/start', 'Replace', 'Copy');
      await copy([node('/start')], botNode(otherRef()));
      assert.match(person.notices.at(-1) ?? '', /Two commands share .*: one of \/start and \/root\./);
      await until(
        () => vscode.window.activeTextEditor?.document.getText().includes('- one: /start, /root') ?? false,
      );
    });

    it('skips what clashes unless it is told otherwise, and does the same with all', async () => {
      answers('Copy');
      await copy([node('/start'), node('🍕')], botNode(otherRef()));
      assert.equal(storedIn(otherId, '/start').code, 'theirs\n');
      assert.match(
        person.everything,
        /1 of 2 commands were copied to Coffee Bar; the originals stay\. 1 skipped/,
      );
      answers('Replace All', 'Copy');
      await copy([node('/start'), node('🍕')], botNode(otherRef()));
      assert.equal(storedIn(otherId, '/start').code, 'start\n');
      assert.equal(names(otherId).length, 3);
    });

    it('copies a folder with its commands, into the one of its title when there is one', async () => {
      answers('Copy', 'Copy');
      await drop([folder('Main')], botNode(otherRef()));
      assert.deepEqual(titles(otherId), ['Hot', 'Main']);
      assert.equal(titleOf(otherId, '/other'), 'Main');
      await copy([folder('Empty')], botNode(otherRef()));
      assert.deepEqual(titles(otherId), ['Empty', 'Hot', 'Main']);
      world.server.store.createCommand(
        world.botId,
        { ...commandFields(world.stored('/other')), command: '/new' },
        'other person',
      );
      await world.contents.refresh();
      answers('Copy');
      await copy([folder('Main')], botNode(otherRef()));
      assert.deepEqual(titles(otherId), ['Empty', 'Hot', 'Main']);
      assert.equal(titleOf(otherId, '/new'), 'Main');
    });

    it('says that folders lie in no folders, and copies the commands alone', async () => {
      const hot = world.server.store.folders(otherId)[0]!;
      await world.model.contents(otherId).openWhole();
      answers('Copy', 'Copy');
      await drop([folder('Main')], folderNode(otherRef(), hot.id));
      assert.match(person.everything, /Folders cannot lie in folders on Bots\.Business/);
      assert.deepEqual([titles(otherId), titleOf(otherId, '/other')], [['Hot'], 'Hot']);
    });

    it('overwrites nothing that somebody changed while the question was open, and says which', async () => {
      const rival = storedIn(otherId, '/start');
      const changed = { ...commandFields(rival), answer: 'Changed' };
      const meanwhile = () =>
        void world.server.store.updateCommand(otherId, rival.id, changed, 'other person');
      answers('/start', 'Replace', () => {
        meanwhile();
        return 'Copy';
      });
      await copy([node('/start'), node('🍕')], botNode(otherRef()));
      assert.match(
        person.everything,
        /1 of 2 commands were copied.* \/start: Somebody else changed it meanwhile, so nothing was overwritten/,
      );
      assert.deepEqual(commandFields(storedIn(otherId, '/start')), changed);
      assert.equal(storedIn(otherId, '🍕').code, 'pizza\n');
    });

    it('makes nothing beside a command that somebody made while the question was open', async () => {
      const fields = { ...commandFields(world.stored('🍕')), code: 'theirs' };
      const meanwhile = () => void world.server.store.createCommand(otherId, fields, 'other person');
      answers(() => {
        meanwhile();
        return 'Copy';
      });
      await copy([node('/start'), node('🍕')], botNode(otherRef()));
      assert.match(person.everything, /🍕: Somebody else made a command of this name meanwhile/);
      assert.equal(storedIn(otherId, '🍕').code, 'theirs');
    });

    it('replaces nothing that is open with unsaved text, and replaces it when that is gone', async () => {
      await world.model.contents(otherId).openWhole();
      const there = world.model.contents(otherId).commands.get(storedIn(otherId, '/start').id)!;
      const uri = await world.studio.files.uriOf(otherRef(), 'Coffee Bar', there);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      await type(document, '// mine\n');
      answers('/start', 'Replace', 'Copy');
      await copy([node('/start')], botNode(otherRef()));
      assert.match(person.everything, /\/start: It is open there with unsaved text, so it was not replaced/);
      assert.equal(document.getText(), '// mine\ntheirs\n');
      assert.equal(storedIn(otherId, '/start').code, 'theirs\n');
      await vscode.commands.executeCommand('workbench.action.files.revert');
      answers('/start', 'Replace', 'Copy');
      await copy([node('/start')], botNode(otherRef()));
      // An editor without unsaved text follows.
      await until(() => document.getText() === 'start\n');
    });

    it('copies the others when some fail, names them, and copies them with Retry', async () => {
      world.server.faults.add({ kind: 'status', status: 500, endpoint: 'createCommand', times: 1 });
      person.presses.add('Retry');
      await copy([node('🍕'), node('/other')], botNode(otherRef()));
      await until(() => names(otherId).length === 4);
      assert.match(person.everything, /1 of 2 commands were copied .*: The server has a problem/);
      assert.deepEqual(names(otherId), ['/other', '/root', '/start', '🍕']);
    });

    it('says that nobody knows when no answer came, and makes none twice with Retry', async () => {
      world.server.faults.add({ kind: 'dropAfterApply', endpoint: 'createCommand', times: 1 });
      world.server.faults.add({ kind: 'latency', ms: 200, endpoint: 'createCommand' });
      const copying = copy([node('🍕')], botNode(otherRef()));
      await until(() => world.calls('createCommand') > 0);
      world.server.faults.add({ kind: 'dropConnection', endpoint: 'getCommands' });
      await copying;
      assert.match(person.everything, /🍕: .*Whether it was done is not known: Retry looks first/);
      world.server.faults.clear();
      answers('Copy');
      await copy([node('🍕')], botNode(otherRef()));
      assert.match(person.asked.at(-1)?.detail ?? '', /🍕 Coffee Bar has it, exactly the same/);
      assert.equal(storedIn(otherId, '🍕').code, 'pizza\n');
    });

    it('copies nothing of a record that the server does not say whole', async () => {
      world.server.faults.add({
        kind: 'omitFields',
        fields: ['keyboard_body'],
        endpoint: 'getCommand',
        params: { command_id: world.id('🍕') },
      });
      await copy([node('🍕'), node('/other')], botNode(otherRef()));
      assert.match(person.everything, /🍕: The server did not say keyboard_body, so a copy would lack it/);
      assert.deepEqual(names(otherId), ['/other', '/root', '/start']);
    });

    it('copies a bot’s command to another account, and says that a row of an unknown one is not signed in', async () => {
      const elsewhere = await World.create([{ name: '/start', code: 'far\n' }]);
      try {
        const target = botNode({ accountId: elsewhere.accountId, botId: elsewhere.botId });
        answers('/start', 'Replace', 'Copy');
        await copy([node('/start'), node('🍕')], target);
        assert.deepEqual(commandFields(storedIn(elsewhere.botId, '/start', elsewhere.server)), {
          ...commandFields(world.stored('/start')),
          commands_folder_id: null,
        });
        assert.equal(storedIn(elsewhere.botId, '🍕', elsewhere.server).code, 'pizza\n');
        const unknown = commandNode({ accountId: '404', botId: 1 }, 1);
        await assert.rejects(drop([unknown], target), { sentence: /is not signed in in this window/ });
      } finally {
        await elsewhere.dispose();
      }
    });

    it('says that a protected bot takes nothing', async () => {
      const { id } = seedBot(world.server.store, { name: 'Locked', isProtected: true });
      await world.model.bots.refresh();
      await copy([node('🍕'), node('/other')], botNode({ ...ref(), botId: id }));
      assert.match(person.everything, /protected/i);
    });

    it('refuses what cannot be understood', async () => {
      await assert.rejects((await world.studio.moves()).drop(undefined, botNode(ref())), {
        sentence: /cannot be understood/,
      });
    });
  });

  describe('Folders that end', () => {
    it('offers to merge a folder that is put into another one', async () => {
      const { uri } = await world.open('/start');
      await type(opened(uri), '// mine\n');
      answers('Merge');
      await drop([folder('Main')], folder('Empty'));
      assert.match(
        person.everything,
        /Merge Main into Empty\?\s+2 commands move to Empty, and Main is deleted/,
      );
      assert.deepEqual(titles(world.botId), ['Empty']);
      assert.deepEqual(
        ['/start', '/other'].map((name) => titleOf(world.botId, name)),
        ['Empty', 'Empty'],
      );
      assert.equal(opened(inBot(uri, 'Empty/_start.js')).getText(), '// mine\nstart\n');
    });

    it('merges into a folder that is asked for, and goes on with Retry where it stopped', async () => {
      world.server.faults.add({ kind: 'status', status: 500, endpoint: 'editCommand', times: 1 });
      answers('Empty');
      await run('mergeFolder', folder('Main'));
      assert.match(
        person.everything,
        /1 of 2 commands were moved\. The folder Main stays\..*The server has a problem/,
      );
      assert.deepEqual(titles(world.botId), ['Empty', 'Main']);
      person.presses.add('Retry');
      world.server.faults.add({ kind: 'status', status: 500, endpoint: 'editCommand', times: 1 });
      answers('Empty');
      await run('mergeFolder', folder('Main'));
      await until(() => titles(world.botId).length === 1);
      assert.deepEqual(
        ['/start', '/other'].map((name) => titleOf(world.botId, name)),
        ['Empty', 'Empty'],
      );
    });

    it('asks what becomes of the commands of a folder that is deleted: out of it', async () => {
      answers('Move Commands out of the Folder');
      await run('delete', folder('Main'));
      assert.match(person.everything, /Delete the folder Main\? It holds 2 commands\.\n\/other\n\/start/);
      assert.deepEqual(titles(world.botId), ['Empty']);
      assert.equal(titleOf(world.botId, '/start'), undefined);
      assert.equal(names(world.botId).length, 4);
    });

    it('… into another one', async () => {
      answers('Move Commands to Another Folder…', 'Empty');
      await run('delete', folder('Main'));
      assert.deepEqual([titles(world.botId), titleOf(world.botId, '/start')], [['Empty'], 'Empty']);
    });

    it('… or gone with it, unsaved text named', async () => {
      const { uri } = await world.open('/other');
      await type(opened(uri), '// mine\n');
      answers('Delete 2 Commands Too');
      await run('delete', folder('Main'));
      assert.match(person.everything, /\/other \(with unsaved text\)\n\/start/);
      assert.deepEqual([titles(world.botId), names(world.botId)], [['Empty'], ['/root', '🍕']]);
    });

    it('deletes nothing after Escape, nor of which nobody was told', async () => {
      answers(undefined);
      await run('delete', folder('Main'));
      assert.deepEqual([titles(world.botId).length, names(world.botId).length], [2, 4]);
      const fields = { ...commandFields(world.stored('/other')), command: '/late' };
      const meanwhile = () => void world.server.store.createCommand(world.botId, fields, 'other person');
      answers(() => {
        meanwhile();
        return 'Delete 2 Commands Too';
      });
      await run('delete', folder('Main'));
      assert.match(person.everything, /The folder Main still holds a command/);
      assert.deepEqual(names(world.botId), ['/late', '/root', '🍕']);
    });

    for (const [fate, moved] of [
      ['Delete 2 Commands Too', false],
      ['Move Commands out of the Folder', true],
    ] as const) {
      it(`leaves alone with Retry what somebody took out of the folder meanwhile (${fate})`, async () => {
        const endpoint = moved ? 'editCommand' : 'deleteCommand';
        world.server.faults.add({ kind: 'status', status: 500, endpoint, times: 2 });
        const theirs = { commands_folder_id: folder('Empty').folderId, code: 'theirs' };
        person.meanwhile = () => otherPerson('/start', theirs);
        person.presses.add('Retry');
        answers(fate);
        await run('delete', folder('Main'));
        // The folder is empty now, and nothing of anybody's is lost.
        await until(() => titles(world.botId).length === 1);
        assert.deepEqual(titles(world.botId), ['Empty']);
        assert.deepEqual([titleOf(world.botId, '/start'), world.stored('/start').code], ['Empty', 'theirs']);
        assert.equal(names(world.botId).includes('/other'), moved);
        await until(() => person.notices.length === 2);
        assert.match(person.notices[1] ?? '', /\/start: .*meanwhile/);
      });
    }

    it('says of each folder and each command what became of it, and goes on with both', async () => {
      const fields = { ...commandFields(world.stored('/other')), command: '/late' };
      const late = { ...fields, commands_folder_id: folder('Empty').folderId };
      const { store } = world.server;
      world.server.faults.add({ kind: 'status', status: 500, endpoint: 'deleteCommand', times: 1 });
      answers(() => {
        store.createCommand(world.botId, late, 'other person');
        return 'Delete 2 Commands Too';
      });
      person.meanwhile = () => store.deleteCommand(world.botId, storedIn(world.botId, '/late').id);
      person.presses.add('Retry');
      await run('delete', folder('Main'), [folder('Main'), folder('Empty')]);
      await until(() => titles(world.botId).length === 0);
      assert.match(
        person.notices[0] ?? '',
        /1 of 2 commands were deleted\. The folders Main, Empty stay\. .*The server has a problem.* Empty: The folder Empty still holds a command/,
      );
      assert.deepEqual(names(world.botId), ['/root', '🍕']);
    });
  });

  describe('Several that are deleted', () => {
    it('names those that could not be, leaves alone what was changed meanwhile, and goes on', async () => {
      world.server.faults.add({ kind: 'status', status: 500, endpoint: 'deleteCommand', times: 2 });
      person.meanwhile = () => otherPerson('/root', { answer: 'Theirs' });
      person.presses.add('Retry');
      answers('Delete 2 Commands');
      await run('delete', node('/root'), [node('/root'), node('🍕'), folder('Empty')]);
      await until(() => person.notices.length === 2);
      assert.match(
        person.notices[0] ?? '',
        /0 of 2 commands were deleted, and no folder yet\. .*The server has a problem/,
      );
      assert.match(
        person.notices[1] ?? '',
        /1 of 2 .* no folder yet\. \/root: .* changed on the server meanwhile/,
      );
      assert.deepEqual(names(world.botId), ['/other', '/root', '/start']);
      assert.deepEqual(titles(world.botId), ['Empty', 'Main']);
      // Seen now, it is deleted, and the folder after it.
      answers('Delete');
      await run('delete', node('/root'), [node('/root'), folder('Empty')]);
      assert.deepEqual([names(world.botId), titles(world.botId)], [['/other', '/start'], ['Main']]);
    });
  });
});
