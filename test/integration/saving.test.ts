import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { requiredOnRead } from '../../src/api/commandBody';
import { commandFields } from '../../src/sandbox/store/records';
import { seedBot } from '../../src/sandbox/seed';
import type { FaultSwitch } from '../../src/sandbox/server/faults';
import { once, replace, type, untilRequest, untilText, World } from './world';

const code = 'Bot.sendMessage("one");\n';

describe('Saving a command', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create([
      {
        name: '/start',
        code,
        answer: 'Hello *there*',
        keyboard: 'A, B\\nC',
        aliases: ['hi', 'hello'],
        help: 'Begins',
        group: 'vip',
        folder: 'Main',
        needReply: true,
        autoRetryTime: 3600,
      },
      { name: '/other', code: 'x' },
    ]);
  });
  afterEach(() => world.dispose());

  it('puts the new code on the server and keeps every other field, with one read and one write @oldest', async () => {
    const before = world.stored('/start');
    const document = await world.open('/start');
    world.server.requests.clear();
    await type(document, '// new\n');
    assert.equal(await document.save(), true);
    assert.equal(document.isDirty, false);
    const after = world.stored('/start');
    assert.equal(after.code, `// new\n${code}`);
    assert.deepEqual({ ...after, code: '', updated_at: '' }, { ...before, code: '', updated_at: '' });
    assert.deepEqual([world.calls('getCommand'), world.calls('editCommand')], [1, 1]);
    assert.equal(world.calls('getCommands'), 0);
  });

  it('saves twice in a row @oldest', async () => {
    const document = await world.open('/start');
    await type(document, '1');
    assert.equal(await document.save(), true);
    await type(document, '2');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, `21${code}`);
  });

  it('sends nothing for a clean Ctrl+S', async () => {
    await world.open('/start');
    world.server.requests.clear();
    await vscode.commands.executeCommand('workbench.action.files.save');
    assert.equal(world.calls('editCommand'), 0);
  });

  for (const [how, theirs] of [
    ['longer', `${code}// theirs`],
    ['shorter', ''],
    ['of equal length', code.replace('one', 'two')],
  ] as const) {
    it(`refuses to overwrite a version of another person that is ${how} @oldest`, async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      world.otherPerson('/start', theirs);
      assert.equal(await document.save(), false);
      assert.equal(document.isDirty, true);
      assert.equal(document.getText(), `// mine\n${code}`);
      assert.equal(world.stored('/start').code, theirs);
      assert.equal(world.calls('editCommand'), 0);
    });
  }

  it('keeps refusing on a second Ctrl+S without an answer to the notice', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.otherPerson('/start', 'theirs');
    assert.equal(await document.save(), false);
    assert.equal(await document.save(), false);
    assert.equal(world.stored('/start').code, 'theirs');
  });

  it('saves when the other person arrived at the same text', async () => {
    const document = await world.open('/start');
    await type(document, '// same\n');
    world.otherPerson('/start', `// same\n${code}`);
    assert.equal(await document.save(), true);
    assert.equal(world.calls('editCommand'), 0);
  });

  it('keeps what another person changed in the other fields', async () => {
    const document = await world.open('/start');
    const { store } = world.server;
    const record = world.stored('/start');
    const fields = { ...commandFields(record), answer: 'Changed', need_reply: false };
    store.updateCommand(world.botId, record.id, fields, 'other person');
    await type(document, '// mine\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').answer, 'Changed');
    assert.equal(world.stored('/start').need_reply, false);
    assert.equal(world.stored('/start').code, `// mine\n${code}`);
  });

  it('shows the version of another person in a clean editor after a refresh @oldest', async () => {
    const document = await world.open('/start');
    world.otherPerson('/start', 'theirs');
    await world.contents.refresh();
    await untilText(document, 'theirs');
    assert.equal(document.isDirty, false);
    await type(document, '// mine\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, '// mine\ntheirs');
  });

  it('shows the text that the server made of it, and saves on from there', async () => {
    world.server.faults.add({ kind: 'normaliseText' });
    const document = await world.open('/start');
    await replace(document, 'text   ');
    assert.equal(await document.save(), true);
    await untilText(document, 'text\n');
    assert.equal(document.isDirty, false);
    await type(document, 'more ');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, 'more text\n');
  });

  for (const field of requiredOnRead) {
    it(`refuses when the server leaves out ${field}, because saving would erase it`, async () => {
      const document = await world.open('/start');
      const before = world.stored('/start');
      await type(document, '// mine\n');
      world.server.faults.add({ kind: 'omitFields', fields: [field], endpoint: 'getCommand' });
      assert.equal(await document.save(), false);
      assert.equal(document.isDirty, true);
      assert.deepEqual(world.stored('/start'), before);
      assert.equal(world.calls('editCommand'), 0);
      // VS Code shows the sentence and tells extensions nothing of it; this is the same way to the same sentence.
      const bytes = new TextEncoder().encode('x');
      const sentence = field === 'code' ? /did not send the code/ : new RegExp(`left out ${field};`);
      await assert.rejects(Promise.resolve(vscode.workspace.fs.writeFile(document.uri, bytes)), sentence);
    });
  }

  it('sends the group last known when the server does not say groups @oldest', async () => {
    const document = await world.open('/start');
    world.server.faults.add({ kind: 'groupNotEchoed' });
    await type(document, '// mine\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').group, 'vip');
  });

  it('tells once per bot that a server does not say groups, before a save may erase one', async () => {
    world.server.faults.add({ kind: 'groupNotEchoed' });
    const commands = ['/start', '/other'].map((name) => ({ name, code }));
    const bot = seedBot(world.server.store, { name: 'Coffee Shop', commands });
    await world.model.bots.refresh();
    const contents = world.model.contents(bot.id);
    await contents.openWhole();
    const [start, other] = contents.commands.values();
    assert.ok(start && other);
    const told: string[] = [];
    const { showWarningMessage } = vscode.window;
    Object.assign(vscode.window, {
      showWarningMessage: (sentence: string) => Promise.resolve(void told.push(sentence)),
    });
    try {
      for (const command of [start, other, start]) {
        const ref = { accountId: world.accountId, botId: bot.id };
        const uri = await world.studio.files.uriOf(ref, 'Coffee Shop', command);
        const document = await vscode.workspace.openTextDocument(uri);
        await vscode.window.showTextDocument(document, { preview: false });
        await type(document, '// mine\n');
        assert.equal(await document.save(), true);
      }
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /does not say which user group a command of Coffee Shop/);
  });

  const failures: [string, FaultSwitch][] = [
    ['HTML', { kind: 'html', endpoint: 'editCommand', times: 1 }],
    ['a 200 with errors', { kind: 'errors200', endpoint: 'editCommand', times: 1 }],
    ['a 401', { kind: 'status', status: 401, endpoint: 'editCommand', times: 1 }],
    ['a 429', { kind: 'status', status: 429, endpoint: 'editCommand', times: 1 }],
    ['a 500', { kind: 'status', status: 500, endpoint: 'editCommand', times: 1 }],
    ['a dropped connection', { kind: 'dropConnection', endpoint: 'editCommand', times: 1 }],
  ];
  for (const [what, fault] of failures) {
    it(`stays dirty after ${what} and saves on the next Ctrl+S`, async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      world.server.faults.add(fault);
      assert.equal(await document.save(), false);
      assert.equal(document.isDirty, true);
      assert.equal(document.getText(), `// mine\n${code}`);
      assert.equal(world.stored('/start').code, code);
      assert.equal(await document.save(), true);
      assert.equal(world.stored('/start').code, `// mine\n${code}`);
    });
  }

  const applied: [string, FaultSwitch][] = [
    ['a connection dropped after the write', { kind: 'dropAfterApply', endpoint: 'editCommand', times: 1 }],
    ['half a body', { kind: 'halfBody', endpoint: 'editCommand', times: 1 }],
    ['half a JSON', { kind: 'halfJson', endpoint: 'editCommand', times: 1 }],
    ['no answer at all', { kind: 'never', endpoint: 'editCommand', times: 1 }],
  ];
  for (const [what, fault] of applied) {
    it(`finds its own text on the server after ${what}, and writes on`, async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      world.server.faults.add(fault);
      assert.equal(await document.save(), false);
      assert.equal(document.isDirty, true);
      await type(document, '// more\n');
      assert.equal(await document.save(), true);
      assert.equal(world.stored('/start').code, `// more\n// mine\n${code}`);
    });
  }

  for (const fault of [
    { kind: 'plainText', text: 'true', endpoint: 'editCommand', times: 1 },
    { kind: 'plainText', text: 'ok', endpoint: 'editCommand', times: 1 },
    { kind: 'emptyBody', endpoint: 'editCommand', times: 1 },
  ] satisfies FaultSwitch[]) {
    it(`looks what was stored when the answer is ${fault.kind === 'emptyBody' ? 'nothing' : fault.text}`, async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      world.server.faults.add(fault);
      world.server.requests.clear();
      assert.equal(await document.save(), true);
      assert.equal(world.stored('/start').code, `// mine\n${code}`);
      assert.equal(world.calls('getCommand'), 2);
    });
  }

  for (const fault of [
    { kind: 'html', endpoint: 'getCommand' },
    { kind: 'halfJson', endpoint: 'getCommand' },
    { kind: 'errors200', endpoint: 'getCommand' },
    { kind: 'plainText', endpoint: 'getCommand' },
    { kind: 'emptyBody', endpoint: 'getCommand' },
    { kind: 'never', endpoint: 'getCommand' },
    { kind: 'status', status: 500, endpoint: 'getCommand' },
    { kind: 'routeMissing', endpoint: 'getCommand' },
  ] satisfies FaultSwitch[]) {
    it(`writes nothing when the check before the save meets ${fault.kind}`, async () => {
      const document = await world.open('/start');
      await type(document, '// mine\n');
      world.server.faults.add(fault);
      assert.equal(await document.save(), false);
      assert.equal(document.isDirty, true);
      assert.equal(world.calls('editCommand'), 0);
      world.server.faults.clear();
      assert.equal(await document.save(), true);
      assert.equal(world.stored('/start').code, `// mine\n${code}`);
    });
  }

  it('refuses a save of a command that was deleted on the server, and keeps the text', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.server.store.deleteCommand(world.botId, world.id('/start'));
    assert.equal(await document.save(), false);
    assert.equal(document.isDirty, true);
    assert.equal(world.calls('createCommand'), 0);
    assert.equal(world.server.store.commands(world.botId).length, 1);
  });

  it('refuses a version that came between the check and the write, as far as it can be seen', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.server.faults.add({ kind: 'editBeforeNextSave', code: 'theirs', times: 1 });
    assert.equal(await document.save(), false);
    assert.equal(world.stored('/start').code, 'theirs');
  });

  it('saves what was typed during a slow save as a second version', async () => {
    const document = await world.open('/start');
    await type(document, '1');
    world.server.faults.add({ kind: 'latency', ms: 300, endpoint: 'editCommand' });
    const first = document.save();
    await untilRequest(world, 'editCommand');
    await type(document, '2');
    await first;
    await document.save();
    assert.equal(world.stored('/start').code, `21${code}`);
    assert.equal(document.isDirty, false);
  });

  it('refuses a write by other code to a file that nobody opened', async () => {
    const uri = await world.uri('/other');
    await assert.rejects(Promise.resolve(vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('y'))));
    assert.equal(world.stored('/other').code, 'x');
  });

  it('keeps the text byte for byte: blanks at line ends, no line end at the end, odd characters @oldest', async () => {
    const odd = 'a  \n\tb\u00a0c 🫖 \u{1d11e}\ufeff';
    const document = await world.open('/other');
    await replace(document, odd);
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/other').code, odd);
  });

  it('keeps mixed line ends in the lines that nobody touched', async () => {
    world.otherPerson('/other', 'a\r\nb\nc\r\n\r\nd\n');
    await world.contents.refresh();
    const document = await world.open('/other');
    await vscode.commands.executeCommand('workbench.action.files.save');
    assert.equal(world.calls('editCommand'), 0);
    await type(document, 'new\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/other').code, 'new\r\na\r\nb\nc\r\n\r\nd\n');
    assert.equal(document.isDirty, false);
  });

  it('saves two commands at the same time', async () => {
    const [one, two] = [await world.open('/start'), await world.open('/other')];
    await type(one, '1');
    await type(two, '2');
    assert.deepEqual(await Promise.all([one.save(), two.save()]), [true, true]);
    assert.equal(world.stored('/start').code, `1${code}`);
    assert.equal(world.stored('/other').code, '2x');
  });

  it('lets Revert show the version of the other person, and saves on from there', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    world.otherPerson('/start', 'theirs');
    assert.equal(await document.save(), false);
    const clean = once(vscode.workspace.onDidChangeTextDocument, () => !document.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await clean;
    assert.equal(document.getText(), 'theirs');
    await type(document, '// mine\n');
    assert.equal(await document.save(), true);
    assert.equal(world.stored('/start').code, '// mine\ntheirs');
  });

  it('has Revert show what the server has when a save went between it and the last read', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    assert.equal(await document.save(), true);
    // The answer of that write is remembered for a moment, and is older than this.
    await vscode.commands.executeCommand('workbench.action.files.save');
    world.otherPerson('/start', 'theirs');
    await type(document, '// more\n');
    const clean = once(vscode.workspace.onDidChangeTextDocument, () => !document.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await clean;
    assert.equal(document.getText(), 'theirs');
  });
});
