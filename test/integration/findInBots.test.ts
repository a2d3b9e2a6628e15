import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { gapsSentence } from '../../src/commands/find/findSentences';
import type { Find } from '../../src/container';
import type { BotRef } from '../../src/model/account';
import type { FindState } from '../../src/model/search/findState';
import { commandFields } from '../../src/sandbox/store/records';
import { commandIds } from '../../src/util/contract';
import type { FoundNode } from '../../src/views/find/nodes';
import { botNode } from '../../src/views/nodes';
import { Person } from './person';
import { once, type as typeInto, World } from './world';

const nothing: FindState = {
  text: '',
  replacement: '',
  isReplacing: false,
  matchCase: false,
  wholeWord: false,
  isRegex: false,
  code: true,
  answers: false,
  keyboards: false,
  names: false,
  allBots: false,
};

describe('Find in Bots', () => {
  let world: World;
  let find: Find;
  let person: Person;

  beforeEach(() => (person = new Person()));
  afterEach(async () => {
    find.form.set(nothing);
    person.leave();
    await world.dispose();
  });

  async function open(commands: Parameters<typeof World.create>[0]): Promise<void> {
    world = await World.create(commands);
    find = await world.studio.find();
    world.studio.current.choose(ref());
  }
  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  /** A bot with one command, whose code is that of /a. */
  async function anotherBot(name: string, command: string): Promise<BotRef> {
    const { store } = world.server;
    const [first] = store.bots();
    assert.ok(first);
    const { id } = store.createBot({ ...first, name });
    store.createCommand(id, { ...commandFields(world.stored('/a')), command }, 'setup');
    await world.model.bots.refresh();
    return { ...ref(), botId: id };
  }

  /** Resolves once what was found is as it should be. */
  async function until(matches: () => boolean): Promise<void> {
    while (!matches()) await once(find.search.onDidChange, () => true);
  }
  /** Looks for something as the form does, until the search is over. */
  async function look(state: Partial<FindState>): Promise<void> {
    find.form.set({ ...nothing, ...state });
    await until(() => !find.search.isRunning);
  }
  const row = (name: string): FoundNode => {
    const found = rows().find((each) => each.kind === 'foundCommand' && each.found.command.command === name);
    assert.ok(found, `${name} is found`);
    return found;
  };
  const rows = () => find.tree.getChildren();
  const matchesOf = (name: string) => find.tree.getChildren(row(name));
  const labelOf = (node: FoundNode): vscode.TreeItemLabel => {
    const { label } = find.tree.getTreeItem(node);
    assert.ok(typeof label === 'object');
    return label;
  };
  /** What is marked in the label of a row. */
  const markOf = (node: FoundNode) => {
    const { label, highlights } = labelOf(node);
    return highlights?.map(([from, to]) => label.slice(from, to)).join('|');
  };
  const found = () => find.search.found.map(({ command }) => command.command).sort();
  const code = (name: string) => world.stored(name).code;

  it('looks in code, answers, keyboards, names and aliases, as the form says', async () => {
    await open([
      { name: '/tea', code: 'let x = "none";\n  Bot.sendMessage("Green TEA");' },
      { name: '/a', code: '', answer: 'Some tea\nfor you' },
      { name: '/b', code: '', keyboard: 'Coffee, Tea\nBack' },
      { name: '/c', code: '', aliases: ['tea time', 'x'] },
      { name: '*', code: null, answer: 'no', keyboard: '' },
    ]);
    await look({ text: 'tea' });
    assert.deepEqual(found(), ['/tea']);
    const [match] = matchesOf('/tea');
    assert.ok(match);
    assert.deepEqual([labelOf(match).label, markOf(match)], ['Bot.sendMessage("Green TEA");', 'TEA']);
    assert.equal(find.tree.getTreeItem(match).description, 'line 2');
    await look({ text: 'tea', answers: true, keyboards: true, names: true });
    assert.deepEqual(found(), ['/a', '/b', '/c', '/tea']);
    assert.equal(matchesOf('/tea').length, 2);
    await look({ text: 'tea', matchCase: true, code: false, keyboards: true });
    assert.deepEqual(found(), []);
    await look({ text: '^\\s*Bot\\.(\\w+)', isRegex: true });
    assert.deepEqual(found(), ['/tea']);
    assert.equal(world.calls('getCommand') + world.calls('getCommands'), 0, 'what is known is not asked for');
  });

  it('opens a command at what was found, and shows what it would become', async () => {
    await open([{ name: '/tea', code: 'one\n  two tea', answer: 'tea' }]);
    await look({ text: 'tea', answers: true, isReplacing: true, replacement: 'coffee' });
    const inCode = matchesOf('/tea').find((node) => node.kind === 'foundMatch' && node.match.part === 'code');
    assert.ok(inCode);
    assert.equal(markOf(inCode), 'tea → coffee');
    const { command } = await find.tree.resolveTreeItem(find.tree.getTreeItem(inCode), inCode);
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments as unknown[]));
    const { activeTextEditor: editor } = vscode.window;
    assert.equal(editor?.document.uri.toString(), (await world.uri('/tea')).toString());
    assert.deepEqual(editor.selection, new vscode.Selection(1, 6, 1, 9));
    await vscode.commands.executeCommand(commandIds.previewReplacement, inCode);
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const textOf = async (uri: vscode.Uri) => (await vscode.workspace.openTextDocument(uri)).getText();
    assert.equal(await textOf(input.original), 'one\n  two tea');
    assert.equal(await textOf(input.modified), 'one\n  two coffee');
    await vscode.commands.executeCommand(commandIds.previewReplacement, row('/tea'));
    const whole = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(whole instanceof vscode.TabInputTextDiff);
    assert.match(await textOf(whole.modified), /^answer:\ncoffee\n\ncode:\none\n {2}two coffee\n$/);
  });

  it('reads commands that are not known, four at a time, and ends when it is cancelled', async () => {
    await open(Array.from({ length: 30 }, (_, index) => ({ name: `/c${index}`, code: `tea ${index}` })));
    const { faults, requests } = world.server;
    faults.add({ kind: 'listWithoutCode' }, { kind: 'held', endpoint: 'getCommand' });
    // As a new window: nothing of the bot is known.
    const { account } = world.model;
    await world.studio.signIn.out(account);
    await world.studio.signIn.withApiKey(world.server.apiKey);
    world.studio.current.choose(ref());
    await world.model.bots.open();
    find.form.set({ ...nothing, text: 'tea' });
    await until(() => find.search.toRead?.of === 30);
    while (requests.list('getCommand').length < 4) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(requests.list('getCommand').length, 4);
    find.search.cancel();
    faults.clear();
    await until(() => !find.search.isRunning);
    assert.equal(requests.list('getCommand').length, 4);
    assert.ok(find.search.problems.isCancelled);
    faults.add({ kind: 'listWithoutCode' });
    await look({ text: 'tea' });
    await look({ text: 'tea ' });
    assert.equal(find.search.found.length, 30);
    assert.equal(requests.list('getCommand').length, 30);
  });

  it('looks through what editors hold, and follows what happens to the commands', async () => {
    await open([
      { name: '/a', code: 'nothing' },
      { name: '/b', code: 'milk' },
    ]);
    const document = await world.open('/a');
    await typeInto(document, 'milk ');
    await look({ text: 'milk' });
    assert.deepEqual(found(), ['/a', '/b']);
    assert.match(String(find.tree.getTreeItem(row('/a')).description), /not saved/);
    await typeInto(document, 'milk ');
    await until(() => matchesOf('/a').length === 2);
    world.otherPerson('/b', 'water');
    await world.contents.refresh();
    await until(() => find.search.found.length === 1);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until(() => find.search.found.length === 0);
  });

  it('ends an expression that would run for ever, and goes on with the next', async () => {
    await open([{ name: '/a', code: `${'a'.repeat(60)}!` }]);
    await look({ text: '(a|aa)+$', isRegex: true });
    assert.equal((find.search.problems.end as { reason?: string }).reason, 'tooSlow');
    await look({ text: 'a+', isRegex: true });
    assert.equal(find.search.matches, 1);
    find.form.set({ ...nothing, text: '(a', isRegex: true });
    assert.equal(find.search.order, undefined);
  });

  it('replaces everything in one write for each command, and leaves the rest of it as it is', async () => {
    await open([
      {
        name: '/tea',
        code: 'tea\r\nTea\n',
        answer: 'tea',
        keyboard: 'Tea',
        aliases: ['tea1', 'x'],
        help: 'tea',
        group: 'Staff',
      },
      { name: '/b', code: 'no' },
    ]);
    await look({
      text: 'tea',
      answers: true,
      keyboards: true,
      names: true,
      isReplacing: true,
      replacement: 'mate',
    });
    const before = commandFields(world.stored('/tea'));
    person.answers('Replace');
    await vscode.commands.executeCommand(commandIds.replaceAllFound);
    const after = commandFields(world.stored('/tea'));
    assert.deepEqual(
      { ...after, aliases: [...after.aliases].sort() },
      {
        ...before,
        command: '/mate',
        code: 'mate\r\nmate\n',
        answer: 'mate',
        keyboard_body: 'mate',
        aliases: ['mate1', 'x'],
      },
    );
    assert.equal(world.calls('editCommand'), 1);
    assert.equal(find.search.found.length, 0);
    assert.deepEqual(person.notices, []);
    assert.match(person.asked[0]?.title ?? '', /6 matches in 1 command of Tea Shop/);
  });

  it('stays with the bot in which it found something while another one is looked at', async () => {
    await open([{ name: '/a', code: 'tea' }]);
    const other = await anotherBot('Coffee Bar', '/a');
    await look({ text: 'tea', isReplacing: true, replacement: 'mate' });
    world.studio.current.choose(other);
    find.form.set({ text: 'te' });
    await until(() => !find.search.isRunning);
    assert.deepEqual(find.search.bots, [ref()], 'the next letter is looked for where the form says');
    person.answers('Replace');
    await vscode.commands.executeCommand(commandIds.replaceAllFound);
    assert.match(person.asked[0]?.title ?? '', /1 match in 1 command of Tea Shop with “mate”/);
    assert.equal(code('/a'), 'matea');
    await vscode.commands.executeCommand(commandIds.clearFound);
    await look({ text: 'tea' });
    assert.deepEqual(find.search.bots, [other], 'then it is the bot that is looked at');
    await look({ text: 'tea', allBots: true, isReplacing: true });
    person.answers(undefined);
    await vscode.commands.executeCommand(commandIds.replaceAllFound);
    assert.equal(person.asked[1]?.title, 'Delete 2 matches in 2 commands of 2 bots?');
    assert.match(
      person.asked[1].detail,
      /^Tea Shop: \/a\nCoffee Bar: \/a$|^Coffee Bar: \/a\nTea Shop: \/a$/m,
    );
  });

  it('stays with the bot on whose row it was called when accounts change', async () => {
    await open([{ name: '/a', code: 'tea' }]);
    const other = await anotherBot('Coffee Bar', '/b');
    await vscode.commands.executeCommand(commandIds.findInBot, botNode(other));
    await world.studio.accounts.add({ ...world.model.account, label: 'Called otherwise' });
    await look({ text: 'tea' });
    assert.deepEqual(found(), ['/b']);
  });

  it('leaves out what was dismissed, and replaces single matches without asking', async () => {
    await open([
      { name: '/a', code: 'tea tea tea' },
      { name: '/b', code: 'tea' },
      { name: '/c', code: 'tea' },
    ]);
    await look({ text: 'tea', isReplacing: true, replacement: 'x' });
    const [first, second] = matchesOf('/a');
    await vscode.commands.executeCommand(commandIds.dismissFound, row('/b'), [row('/b'), first]);
    assert.deepEqual(found(), ['/a', '/c']);
    await vscode.commands.executeCommand(commandIds.replaceFound, second);
    assert.equal(code('/a'), 'tea x tea');
    await vscode.commands.executeCommand(commandIds.copyFound, row('/a'), [row('/a'), row('/c')]);
    const copied = await vscode.env.clipboard.readText();
    assert.match(copied, /^\/a\n( {2}1,\d+: tea x tea\n)+\n\/c\n {2}1,1: tea$/);
    person.answers('Replace');
    await vscode.commands.executeCommand(commandIds.replaceFound, row('/a'), rows());
    assert.equal(code('/b'), 'tea');
    assert.equal(code('/c'), 'x');
  });

  it('leaves out what was dismissed also when matches like it were replaced', async () => {
    await open([{ name: '/a', code: 'hi();\nhi(); hi();\n', answer: 'hi' }]);
    await look({ text: 'hi', answers: true, isReplacing: true, replacement: 'hi, hi' });
    const inCode = () =>
      matchesOf('/a').filter((node) => node.kind === 'foundMatch' && node.match.part === 'code');
    const [first, second, third] = inCode();
    await vscode.commands.executeCommand(commandIds.dismissFound, second, [second]);
    await vscode.commands.executeCommand(commandIds.replaceFound, third);
    await vscode.commands.executeCommand(commandIds.replaceFound, first);
    assert.equal(code('/a'), 'hi, hi();\nhi(); hi, hi();\n');
    assert.equal(inCode().length, 4);
    find.form.set({ replacement: 'x' });
    person.answers('Replace');
    await vscode.commands.executeCommand(commandIds.replaceAllFound);
    assert.equal(code('/a'), 'x, x();\nhi(); x, x();\n');
  });

  it('changes unsaved text in its editor, where it stays unsaved', async () => {
    await open([
      { name: '/a', code: 'tea' },
      { name: '/b', code: 'tea' },
    ]);
    const document = await world.open('/a');
    const clean = await world.open('/b');
    await typeInto(document, 'mine: tea ');
    await look({ text: 'tea', isReplacing: true, replacement: 'mate' });
    person.answers('Replace');
    await vscode.commands.executeCommand(commandIds.replaceAllFound);
    assert.equal(document.getText(), 'mine: mate mate');
    assert.ok(document.isDirty);
    assert.equal(code('/a'), 'tea');
    assert.equal(code('/b'), 'mate');
    while (clean.getText() !== 'mate') await once(vscode.workspace.onDidChangeTextDocument, () => true);
    assert.ok(!clean.isDirty);
    assert.match(person.notices.join(), /Not saved yet, in the editor: \/a/);
    assert.ok(await document.save());
    assert.equal(code('/a'), 'mine: mate mate');
  });

  it('leaves an editor as it was when the answer cannot be saved, and does both on Retry', async () => {
    await open([{ name: '/a', code: 'no', answer: 'tea' }]);
    const document = await world.open('/a');
    await typeInto(document, 'tea\n');
    const before = document.getText();
    await look({ text: 'tea', answers: true, isReplacing: true, replacement: 'mate\nor two' });
    world.server.faults.add({ kind: 'status', endpoint: 'editCommand', status: 500, times: 1 });
    person.answers('Replace');
    await vscode.commands.executeCommand(commandIds.replaceAllFound);
    assert.equal(document.getText(), before);
    assert.equal(world.stored('/a').answer, 'tea');
    assert.match(person.notices[0] ?? '', /^0 of 1 commands replaced, 1 not\. \/a: /);
    world.server.faults.add({ kind: 'status', endpoint: 'editCommand', status: 500, times: 1 });
    person.presses.add('Retry');
    person.answers('Replace');
    await vscode.commands.executeCommand(commandIds.replaceAllFound);
    await until(() => find.search.found.length === 0);
    assert.equal(document.getText(), before.replace('tea', 'mate\nor two'));
    assert.ok(document.isDirty);
    assert.deepEqual([world.stored('/a').answer, code('/a')], ['mate\nor two', 'no']);
    assert.match(person.notices[2] ?? '', /Not saved yet, in the editor: \/a/);
  });

  it('looks again at what can be had, and waits for a server that is away once', async () => {
    await open([{ name: '/a', code: 'tea' }]);
    await anotherBot('Coffee Bar', '/b');
    await look({ text: 'tea', allBots: true });
    const { faults, requests } = world.server;
    faults.add({ kind: 'dropConnection' });
    requests.clear();
    await vscode.commands.executeCommand(commandIds.findAgain);
    await until(() => !find.search.isRunning);
    const asked = requests.list('getCommands').map(({ path }) => path);
    assert.equal(new Set(asked).size, 1);
    assert.deepEqual(found(), ['/a', '/b']);
    assert.equal(find.search.problems.failed[0]?.botId, undefined);
    faults.clear();
    world.otherPerson('/a', 'milk');
    await vscode.commands.executeCommand(commandIds.findAgain);
    await until(() => !find.search.isRunning && find.search.foundCommands === 1);
    assert.deepEqual([found(), find.search.problems.failed], [['/b'], []]);
  });

  it('names the account that is away, and the commands of a report by their bots', async () => {
    await open([{ name: '/a', code: 'tea' }]);
    await anotherBot('Coffee Bar', '/a');
    const { account } = world.model;
    const away = { ...account, id: `${account.id}9`, label: 'Anna', url: 'http://127.0.0.1:1' };
    await world.studio.accounts.add(away);
    try {
      await look({ text: 'tea', allBots: true, isReplacing: true, replacement: 'mate' });
      assert.deepEqual(found(), ['/a', '/a']);
      const names = { bot: () => 'a bot', account: (id: string) => (id === away.id ? 'Anna' : id) };
      assert.match(gapsSentence(find.search, names), /^Anna: /);
      world.server.faults.add({ kind: 'status', endpoint: 'editCommand', status: 500 });
      person.answers('Replace');
      await vscode.commands.executeCommand(commandIds.replaceAllFound);
      const { label } = account;
      assert.ok(person.asked[0]?.detail.includes(`Coffee Bar (${label}): /a`));
      assert.ok(person.notices.some((notice) => notice.includes(`/a of Coffee Bar (${label})`)));
    } finally {
      await world.studio.accounts.remove(away.id);
    }
  });

  it('does not overwrite what somebody changed meanwhile', async () => {
    await open([
      { name: '/a', code: 'tea' },
      { name: '/b', code: 'tea' },
    ]);
    await look({ text: 'tea', isReplacing: true, replacement: 'mate' });
    world.otherPerson('/a', 'theirs: tea');
    person.answers('Replace');
    await vscode.commands.executeCommand(commandIds.replaceAllFound);
    assert.equal(code('/a'), 'theirs: tea');
    assert.equal(code('/b'), 'mate');
    assert.match(person.notices.join(), /1 of 2 commands replaced, 1 not\. \/a: It was changed meanwhile/);
    const [match] = matchesOf('/a');
    assert.ok(match);
    assert.equal(labelOf(match).label, 'theirs: tea → mate');
    assert.match(String(find.tree.getTreeItem(row('/a')).description), /changed meanwhile/);
  });

  it('refuses what a command cannot have, and says why', async () => {
    await open([
      { name: '/a', code: '', aliases: ['b', 'cc'] },
      { name: '/b', code: '' },
    ]);
    await look({ text: 'a', names: true, matchCase: true, isReplacing: true, replacement: 'b' });
    await vscode.commands.executeCommand(commandIds.replaceFound, row('/a'));
    await look({ text: 'cc', names: true, isReplacing: true, replacement: 'b' });
    await vscode.commands.executeCommand(commandIds.replaceFound, row('/a'));
    await look({ text: '/a', names: true, isReplacing: true, replacement: '' });
    await vscode.commands.executeCommand(commandIds.replaceFound, row('/a'));
    assert.equal(world.calls('editCommand'), 0);
    assert.match(person.notices[0] ?? '', /The bot has a command \/b already/);
    assert.match(person.notices[1] ?? '', /alias b twice/);
    assert.match(person.notices[2] ?? '', /would have no name/);
  });

  it('replaces 197 of 200 when 3 saves fail, lists these, and does them on Retry', async function () {
    this.timeout(60_000);
    const names = Array.from({ length: 200 }, (_, index) => `/c${index}`);
    await open(names.map((name) => ({ name, code: `tea of ${name}`, answer: 'kept' })));
    await look({ text: 'tea', isReplacing: true, replacement: 'mate' });
    const failing = ['/c7', '/c70', '/c170'];
    for (const name of failing) {
      world.server.faults.add({
        kind: 'status',
        endpoint: 'editCommand',
        status: 500,
        params: { command_id: world.id(name) },
      });
    }
    person.answers('Replace');
    await vscode.commands.executeCommand(commandIds.replaceAllFound);
    const changed = names.filter((name) => code(name) === `mate of ${name}`);
    assert.equal(changed.length, 197);
    for (const name of failing) assert.equal(code(name), `tea of ${name}`);
    assert.deepEqual(found(), [...failing].sort());
    for (const name of failing)
      assert.match(String(find.tree.getTreeItem(row(name)).description), /problem of its own/);
    assert.match(
      person.notices[0] ?? '',
      /197 of 200 commands replaced, 3 not\. \/c170, \/c7, \/c70|197 of 200 commands replaced, 3 not\. \/c7, \/c70, \/c170/,
    );
    world.server.faults.clear();
    // Presses Retry of the same notice: what failed is tried again, and nothing else.
    for (const name of failing)
      world.server.faults.add({
        kind: 'status',
        endpoint: 'editCommand',
        status: 500,
        times: 1,
        params: { command_id: world.id(name) },
      });
    world.server.requests.clear();
    person.presses.add('Retry');
    person.answers('Replace');
    await vscode.commands.executeCommand(commandIds.replaceAllFound);
    await until(() => find.search.found.length === 0);
    for (const name of names) assert.equal(code(name), `mate of ${name}`);
    assert.equal(world.calls('editCommand'), 6);
  });

  it('ends when the server is gone, with nothing half-written', async () => {
    await open(
      Array.from({ length: 20 }, (_, index) => ({ name: `/c${index}`, code: 'tea', answer: 'tea' })),
    );
    await look({ text: 'tea', answers: true, isReplacing: true, replacement: 'mate' });
    world.server.faults.add({ kind: 'dropConnection', after: 10 });
    person.answers('Replace');
    await vscode.commands.executeCommand(commandIds.replaceAllFound);
    const stored = world.server.store.commands(world.botId);
    for (const command of stored) assert.equal(command.code, command.answer);
    const done = stored.filter((command) => command.code === 'mate').length;
    assert.ok(done > 0 && done < 20);
    assert.match(
      person.notices[0] ?? '',
      new RegExp(`^${done} of 20 commands replaced, ${20 - done} not\\.`),
    );
    world.server.faults.clear();
  });

  it('looks in all bots, and begins with a bot when it is called on its row', async () => {
    await open([{ name: '/a', code: 'tea' }]);
    const bot = await anotherBot('Coffee Bar', '/other');
    await look({ text: 'tea', allBots: true });
    assert.deepEqual(found(), ['/a', '/other']);
    assert.deepEqual(
      rows().map((node) => find.tree.getTreeItem(node).label),
      ['Coffee Bar', 'Tea Shop'],
    );
    await vscode.commands.executeCommand(commandIds.findInBot, botNode(bot));
    await until(() => !find.search.isRunning);
    assert.deepEqual(found(), ['/other']);
    // The folder of a bot in the Explorer.
    const folder = await world.studio.files.inBot(ref(), 'Tea Shop', '');
    await vscode.commands.executeCommand(commandIds.findInBot, folder);
    await until(() => !find.search.isRunning && find.search.bots[0]?.botId === world.botId);
  });

  it('says what it could not look through', async () => {
    await open([
      { name: '/a', code: 'tea' },
      { name: '/b', code: 'tea' },
    ]);
    const { faults } = world.server;
    faults.add({ kind: 'omitFields', endpoint: 'getCommands', fields: ['answer'] });
    faults.add({
      kind: 'status',
      endpoint: 'getCommand',
      status: 500,
      params: { command_id: world.id('/b') },
    });
    const { account } = world.model;
    await world.studio.signIn.out(account);
    await world.studio.signIn.withApiKey(world.server.apiKey);
    world.studio.current.choose(ref());
    await world.model.bots.open();
    await look({ text: 'tea', answers: true });
    assert.deepEqual(found(), ['/a', '/b']);
    assert.equal(find.search.problems.failed[0]?.commands, 1);
    faults.add({ kind: 'dropConnection' });
    await look({ text: 'te', answers: true });
    assert.deepEqual(found(), ['/a', '/b'], 'what is known is found without the server');
  });
});

describe('Go to Command', () => {
  let world: World;
  afterEach(() => world.dispose());

  it('finds commands of what is known as symbols, also by an alias, without asking the server', async () => {
    world = await World.create(
      [
        { name: '/start', code: '', folder: 'Main' },
        { name: '/help', code: '', aliases: ['support'] },
      ],
      ['Main'],
    );
    const symbols = (typed: string) =>
      vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        typed,
      );
    const [start] = await symbols('star');
    assert.deepEqual([start?.name, start?.location.uri.path], ['/start', '/Tea Shop/Main']);
    const names = (await symbols('supp')).map(({ name }) => name);
    assert.ok(names.includes('support'));
    assert.deepEqual(await symbols(''), []);
    assert.equal(world.calls('getCommands') + world.calls('getBots'), 0);
  });
});
