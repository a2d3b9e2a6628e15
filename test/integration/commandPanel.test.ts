import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import type { DetailName } from '../../src/api/commandBody';
import { CommandDrafts } from '../../src/model/command/commandDrafts';
import { CommandEditing } from '../../src/panels/commandEditing';
import type { CommandPanel } from '../../src/panels/commandPanel';
import { commandFields as shownFields } from '../../src/panels/commandPanelView';
import type { FormView } from '../../src/panels/formMessages';
import type { FaultSwitch } from '../../src/sandbox/server/faults';
import { commandFields } from '../../src/sandbox/store/records';
import { silentLog } from '../../src/util/log';
import { commandNode } from '../../src/views/nodes';
import { MemoryTextStore } from '../unit/model/memoryTextStore';
import { Person } from './person';
import { once, type as typeInto, untilRequest, World } from './world';

describe('The panel of the active command', () => {
  let world: World;
  let panel: CommandPanel;

  beforeEach(async () => {
    world = await World.create(
      [
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
        { name: '🫖', code: '' },
      ],
      ['Other folder'],
    );
    panel = await world.studio.commandPanel();
  });
  afterEach(async () => {
    await discardAll();
    await world.dispose();
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const node = (name = '/start') => commandNode(ref(), world.id(name));
  const fields = (name = '/start') => commandFields(world.stored(name));
  const elsewhere = (change: Partial<ReturnType<typeof fields>>) => {
    const { store } = world.server;
    store.updateCommand(world.botId, world.id('/start'), { ...fields(), ...change }, 'other person');
  };
  const edit = (name?: string) => vscode.commands.executeCommand('botsBusiness.editProperties', node(name));
  const form = (): FormView => {
    const { form: shown } = panel.view();
    assert.ok(shown, 'a command shows');
    return shown;
  };
  const field = (name: DetailName) => {
    const found = form().fields.find((candidate) => candidate.name === name);
    assert.ok(found, `the field ${name} shows`);
    return found;
  };
  let seq = 0;
  const says = (message: object) => panel.receive({ kind: 'form', about: panel.view().about, message });
  const type = (name: DetailName, typed: string | boolean) =>
    says({ kind: 'type', seq: ++seq, field: name, typed });
  const save = () => says({ kind: 'save' });
  const status = () => form().status?.text;
  /** Resolves once this holds; every step of the panel comes with a change of the model or of an editor. */
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
  };
  const discardAll = async () => {
    for (const { about } of [panel.view(), ...panel.view().others])
      await panel.receive({ kind: 'form', about, message: { kind: 'discard' } });
  };

  it('shows all of a command, with its folder and what the list says, without a request', async () => {
    await edit();
    assert.deepEqual(
      form().fields.map(({ name, typed }) => [name, typed]),
      [
        ['name', '/start'],
        ['answer', 'Hello\nyou'],
        ['keyboard', 'A, B\nC'],
        ['aliases', 'begin'],
        ['help', 'Begins'],
        ['group', 'Staff'],
        ['needReply', true],
        ['autoRetrySeconds', '30'],
        ['folderId', String(fields().commands_folder_id)],
      ],
    );
    assert.deepEqual(
      field('folderId').choices.map(({ label }) => label),
      ['(no folder)', 'Main', 'Other folder'],
    );
    assert.deepEqual([form().heading, form().description], ['/start', 'Tea Shop']);
    assert.deepEqual(panel.view().preview?.rows, [['A', 'B'], ['C']]);
    assert.equal(world.calls('getCommand'), 0);
  });

  it('follows the active editor, and shows what another person made of the command', async () => {
    await world.open('/other');
    await until(() => panel.view().form?.heading === '/other');
    await world.open('/start');
    await until(() => panel.view().form?.heading === '/start');
    elsewhere({ keyboard_body: 'Theirs' });
    await world.contents.refresh();
    assert.equal(field('keyboard').typed, 'Theirs');
  });

  it('saves what was changed in one write, keeps the rest and the code, and the row shows it @oldest', async () => {
    await edit();
    const before = fields();
    elsewhere({ help: 'Theirs', code: 'theirs' });
    await type('answer', 'Welcome\nback');
    await type('aliases', 'Go, begin');
    await type('autoRetrySeconds', '');
    assert.equal(panel.view().unsaved, 'edited, not saved');
    await save();
    assert.equal(status(), 'Saved.');
    assert.equal(panel.view().unsaved, undefined);
    const { aliases, ...stored } = fields();
    assert.deepEqual([...aliases].sort(), ['begin', 'go']);
    assert.deepEqual(
      { ...stored, aliases: before.aliases },
      { ...before, answer: 'Welcome\nback', auto_retry_time: null, help: 'Theirs', code: 'theirs' },
    );
    assert.equal(world.calls('editCommand'), 1);
    const { answer } = world.contents.commands.get(world.id('/start')) ?? {};
    assert.equal(answer, 'Welcome\nback');
  });

  it('renames and moves with all else at once, and unsaved text in the editor comes along', async () => {
    const document = await world.open('/start');
    await typeInto(document, '// mine\n');
    await edit();
    await type('name', '/begin');
    await type('folderId', '');
    await type('help', 'Renamed');
    const carried = once(vscode.workspace.onDidOpenTextDocument, ({ uri }) =>
      uri.path.endsWith('/_begin.js'),
    );
    await save();
    const moved = await carried;
    assert.equal(status(), 'Saved.');
    assert.deepEqual(
      [fields().command, fields().commands_folder_id, fields().help, fields().code],
      ['/begin', null, 'Renamed', 'Bot.sendMessage("one");\n'],
    );
    assert.equal(world.calls('editCommand'), 1);
    assert.deepEqual([moved.isDirty, moved.getText()], [true, '// mine\nBot.sendMessage("one");\n']);
    assert.equal(form().heading, '/begin');
    assert.ok(await moved.save());
    assert.equal(fields().code, '// mine\nBot.sendMessage("one");\n');
    assert.equal(fields().help, 'Renamed');
  });

  it('shows both values of each field that both changed, and saves once all are decided', async () => {
    await edit();
    await type('answer', 'Mine');
    await type('keyboard', 'Mine');
    await type('help', 'Only mine');
    elsewhere({ answer: 'Theirs', keyboard_body: 'Theirs', group: 'Guests' });
    await save();
    assert.match(status() ?? '', /^Nothing was saved yet, because somebody changed.*: Answer, Keyboard$/);
    assert.equal(world.calls('editCommand'), 0);
    assert.deepEqual(
      [field('answer').conflict?.theirs, field('answer').conflict?.mine, field('help').conflict],
      ['Theirs', 'Mine', undefined],
    );
    assert.equal(field('group').typed, 'Guests');
    await says({ kind: 'keepMine', field: 'answer' });
    await save();
    assert.match(status() ?? '', /: Keyboard$/);
    await says({ kind: 'takeTheirs', field: 'keyboard' });
    await save();
    assert.equal(status(), 'Saved.');
    const { answer, keyboard_body, help, group } = fields();
    assert.deepEqual([answer, keyboard_body, help, group], ['Mine', 'Theirs', 'Only mine', 'Guests']);
  });

  it('does not rename what somebody else renamed, nor move what somebody moved, unseen', async () => {
    await edit();
    await type('name', '/mine');
    await type('folderId', '');
    const [, other] = field('folderId').choices.slice(1);
    elsewhere({ command: '/theirs', commands_folder_id: Number(other?.value) });
    await save();
    assert.match(status() ?? '', /: Name, Folder$/);
    assert.deepEqual(
      [field('folderId').conflict?.theirs, field('folderId').conflict?.mine],
      ['Other folder', '(no folder)'],
    );
    assert.equal(fields().command, '/theirs');
  });

  const faults: readonly (readonly [string, FaultSwitch, RegExp])[] = [
    [
      'the server has a problem',
      { kind: 'status', status: 500, endpoint: 'editCommand' },
      /^The server has a problem of its own/,
    ],
    ['the key is no longer accepted', { kind: 'status', status: 401, endpoint: 'editCommand' }, /API key/],
    ['there is no connection', { kind: 'dropConnection' }, /connection/],
    [
      'the connection ends amid the save',
      { kind: 'dropConnection', endpoint: 'editCommand' },
      /Whether it was saved/,
    ],
    ['half of the command comes', { kind: 'halfBody', endpoint: 'getCommand' }, /./],
  ];
  for (const [what, fault, sentence] of faults) {
    it(`keeps what was typed when ${what}, and saves it with the next try`, async () => {
      await edit();
      await type('answer', 'Mine');
      await type('help', 'Mine too');
      world.server.faults.add(fault);
      await save();
      assert.equal(form().status?.kind, 'failed');
      assert.match(status() ?? '', sentence);
      assert.deepEqual([field('answer').typed, field('help').typed], ['Mine', 'Mine too']);
      assert.deepEqual([fields().answer, fields().help], ['Hello\nyou', 'Begins']);
      world.server.faults.clear();
      await save();
      assert.equal(status(), 'Saved.');
      assert.deepEqual([fields().answer, fields().help], ['Mine', 'Mine too']);
    });
  }

  it('says why a save is not sent, and sends nothing', async () => {
    await edit();
    await type('name', '/other');
    await type('autoRetrySeconds', 'soon');
    assert.match(field('name').wrong ?? '', /has a command \/other already/);
    await save();
    assert.equal(status(), 'Nothing was saved yet. Correct first: Name, Auto retry');
    assert.equal(world.calls('getCommand') + world.calls('editCommand'), 0);
  });

  it('says what is doubtful of what was there before as well', async () => {
    await edit();
    await type('answer', '');
    assert.match(field('keyboard').doubts.join(), /^Without an answer the keyboard is never sent/);
    assert.match(field('autoRetrySeconds').doubts.join(), /2,880 iterations a day/);
    await type('aliases', 'begin, 🫖');
    assert.match(field('aliases').doubts.join(), /🫖 is the name of another command/);
    await type('answer', '*Hello');
    assert.match(panel.view().preview?.refused ?? '', /^Telegram would refuse this answer: “\*Hello”/);
  });

  it('keeps the draft of each command while others show, and names them', async () => {
    await edit();
    await type('answer', 'Draft one');
    await edit('/other');
    assert.equal(field('answer').typed, '');
    await type('answer', 'Draft two');
    assert.deepEqual(
      panel.view().others.map(({ label }) => label),
      ['/start'],
    );
    const [other] = panel.view().others;
    await panel.receive({ kind: 'open', about: other?.about });
    assert.deepEqual([form().heading, field('answer').typed], ['/start', 'Draft one']);
    await save();
    assert.deepEqual([fields().answer, fields('/other').answer ?? ''], ['Draft one', '']);
  });

  it('takes what was typed for the command that showed then', async () => {
    await edit();
    const { about } = panel.view();
    await edit('/other');
    await panel.receive({
      kind: 'form',
      about,
      message: { kind: 'type', seq: ++seq, field: 'help', typed: 'Late' },
    });
    assert.equal(field('help').typed, '');
    await edit();
    assert.equal(field('help').typed, 'Late');
  });

  it('says that what was typed during a save is not saved yet', async () => {
    await edit();
    await type('answer', 'First');
    world.server.faults.add({ kind: 'held', endpoint: 'editCommand' });
    const saving = save();
    await untilRequest(world, 'editCommand');
    await type('answer', 'Second');
    world.server.faults.clear();
    await saving;
    assert.equal(status(), 'Saved. What you typed meanwhile is not saved yet.');
    assert.deepEqual([fields().answer, field('answer').typed], ['First', 'Second']);
  });

  it('keeps what was typed into a command that somebody deletes, until it is discarded', async () => {
    await edit();
    await type('answer', 'Mine');
    world.server.store.deleteCommand(world.botId, world.id('/start'));
    await save();
    assert.match(status() ?? '', /^This command is no longer on the server\. What you typed stays here/);
    assert.equal(field('answer').typed, 'Mine');
    await type('answer', 'Mine, and more');
    await type('help', 'Typed later');
    assert.deepEqual(
      [field('answer').typed, field('help').typed, field('keyboard').typed],
      ['Mine, and more', 'Typed later', 'A, B\nC'],
    );
  });

  it('keeps what was typed over a sign-out', async () => {
    await edit();
    await type('answer', 'Mine');
    await world.studio.signIn.out(world.model.account);
    await save();
    assert.match(status() ?? '', /^Nobody is signed in to the account of this command/);
    await world.studio.signIn.withApiKey(world.server.apiKey);
    await save();
    assert.equal(fields().answer, 'Mine');
  });

  it('shows of a draft from before only what was typed, until the rest can be read', async () => {
    const target = { ref: { accountId: 'nobody', botId: 1 }, commandId: 2 };
    const store = new MemoryTextStore();
    await store.write(
      'drafts/nobody/1/2',
      JSON.stringify({
        version: 1,
        name: '/start',
        at: 1,
        edits: { answer: { typed: 'Mine', base: 'Hello' } },
      }),
    );
    const drafts = new CommandDrafts(store, silentLog);
    await drafts.restore();
    const options = { accounts: world.studio.accounts, drafts, save: () => assert.fail(), explain: String };
    const editing = new CommandEditing(target, { ...options, log: silentLog }, () => undefined);
    const shown = () =>
      shownFields(editing.form, editing.findings(), []).map(({ name, typed }) => [name, typed]);
    assert.deepEqual([editing.name, shown()], ['/start', [['answer', 'Mine']]]);
    await editing.act({ kind: 'type', seq: 1, field: 'answer', typed: 'Mine, and more' });
    await editing.act({ kind: 'save' });
    assert.match(editing.status?.text ?? '', /^Nobody is signed in/);
    assert.deepEqual(shown(), [['answer', 'Mine, and more']]);
  });

  it('is asked about at sign-out: kept, it is there again; discarded, it is not', async () => {
    const person = new Person();
    try {
      await edit();
      await type('answer', 'Mine');
      const signOut = () => vscode.commands.executeCommand('botsBusiness.signOut', world.accountId);
      person.answers(undefined);
      await signOut();
      assert.ok(world.studio.accounts.get(world.accountId), 'Escape leaves one signed in');
      assert.match(person.everything, /with unsaved properties\?.*\/start/s);
      person.answers('Keep Unsaved');
      await signOut();
      await world.studio.signIn.withApiKey(world.server.apiKey);
      await edit();
      assert.equal(field('answer').typed, 'Mine');
      person.answers('Discard');
      await signOut();
      await world.studio.signIn.withApiKey(world.server.apiKey);
      await edit();
      assert.deepEqual([form().isDirty, panel.view().others], [false, []]);
    } finally {
      person.leave();
    }
  });

  it('shows odd names, and one that is null', async () => {
    await edit('🫖');
    assert.equal(form().heading, '🫖');
    world.server.store.updateCommand(
      world.botId,
      world.id('🫖'),
      { ...fields('🫖'), command: null },
      'other person',
    );
    await says({ kind: 'loadAgain' });
    assert.deepEqual([form().heading, field('name').typed], ['(no name)', '']);
    await type('answer', 'Named by nothing');
    await save();
    assert.deepEqual([fields('🫖').command, fields('🫖').answer], [null, 'Named by nothing']);
  });
});
