import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { seedBot } from '../../src/sandbox/seed';
import { botNode, commandNode } from '../../src/views/nodes';
import { Person } from './person';
import { replace, World } from './world';

describe('Comparing', () => {
  let world: World;
  let person: Person;
  let otherBotId: number;

  beforeEach(async () => {
    world = await World.create([
      { name: '/start', code: 'one\n', answer: 'Hello', folder: 'Main' },
      { name: '/same', code: 'same\n', aliases: ['One', 'two'] },
      { name: '/moved', code: 'moved\n', folder: 'Main' },
      { name: '/only here', code: 'here\n' },
    ]);
    const other = seedBot(world.server.store, {
      name: 'Coffee Shop',
      commands: [
        { name: '/start', code: 'one\ntwo\n', answer: 'Hi', folder: 'Main' },
        { name: '/same', code: 'same\n', aliases: ['two', 'one'] },
        { name: '/moved', code: 'moved\n', folder: 'Other' },
        { name: '/only there', code: 'there\n' },
      ],
    });
    otherBotId = other.id;
    await world.model.bots.refresh();
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await (await world.studio.history()).deleteAccount(world.accountId);
    await world.dispose();
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const otherRef = () => ({ accountId: world.accountId, botId: otherBotId });
  const node = (name: string) => commandNode(ref(), world.id(name));
  const activeTab = () => vscode.window.tabGroups.activeTabGroup.activeTab;
  const compareBots = (...parameters: unknown[]) =>
    vscode.commands.executeCommand('botsBusiness.compareBots', ...parameters);
  const report = () => {
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    return text.replace(/\n+/g, '\n');
  };
  const untilReport = async () => {
    while (!vscode.window.activeTextEditor?.document.uri.path.endsWith('.md'))
      await new Promise((resolve) => setImmediate(resolve));
  };

  it('shows unsaved text beside what the server has at this moment', async () => {
    const document = await world.open('/start');
    await replace(document, 'mine\n');
    world.otherPerson('/start', 'theirs\n');
    await vscode.commands.executeCommand('botsBusiness.openChanges', document.uri);
    const input = activeTab()?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(input.modified.toString(), document.uri.toString());
    assert.equal((await vscode.workspace.openTextDocument(input.original)).getText(), 'theirs\n');
    assert.equal(document.getText(), 'mine\n');
  });

  it('says that there are no changes, and why they cannot be had', async () => {
    await world.open('/start');
    await vscode.commands.executeCommand('botsBusiness.openChanges');
    assert.match(person.notices.join(), /_start\.js has no changes/);
    world.server.faults.add({ kind: 'omitFields', fields: ['code'], endpoint: 'getCommand' });
    await vscode.commands.executeCommand('botsBusiness.openChanges', node('/same'));
    assert.match(person.notices.join(), /did not send the code of _same\.js/);
  });

  it('shows two commands of two bots, the one of the same name offered first', async () => {
    person.answers('Coffee Shop', '/moved');
    await vscode.commands.executeCommand('botsBusiness.compareCommands', node('/same'));
    assert.match(person.asked[1]?.detail ?? '', /^\/same/);
    assert.match(activeTab()?.label ?? '', /^\/same of Tea Shop ↔ \/moved of Coffee Shop \(2 /);
    const rows = [node('/same'), node('/only here')];
    await vscode.commands.executeCommand('botsBusiness.compareCommands', rows[0], rows);
    assert.match(activeTab()?.label ?? '', /^\/same ↔ \/only here \(2 /);
    await vscode.commands.executeCommand('botsBusiness.compareCommands', rows[0], [...rows, rows[0]]);
    assert.match(person.notices.join(), /Two commands can be compared/);
  });

  it('tells what two bots differ in: changed, moved, only here and only there', async () => {
    person.presses.add('Show Report');
    const rows = [botNode(ref()), botNode(otherRef())];
    await compareBots(rows[0], rows);
    assert.match(
      person.notices[0] ?? '',
      /Tea Shop ↔ Coffee Shop: 2 changed, 1 only in Coffee Shop, 1 only in Tea Shop, 1 the same/,
    );
    await untilReport();
    assert.equal(
      report(),
      [
        '# Tea Shop ↔ Coffee Shop',
        '## Changed',
        '- /start: code +1 −0, answer',
        '- /moved: folder; Folder: Main → Other',
        '## Only in Coffee Shop',
        '- /only there',
        '## Only in Tea Shop',
        '- /only here',
        '## The same',
        '- /same',
        '',
      ].join('\n'),
    );
    const labels = vscode.window.tabGroups.activeTabGroup.tabs.map(({ label }) => label);
    assert.ok(
      labels.some((label) => label.startsWith('Tea Shop ↔ Coffee Shop')),
      labels.join(),
    );
  });

  it('reads code that the list does not say, four at a time, and says of which it could not', async () => {
    // What was known of it before is not what it is now.
    await world.model.contents(otherBotId).openWhole();
    world.server.faults.add({ kind: 'listWithoutCode' });
    world.server.faults.add({ kind: 'status', status: 422, endpoint: 'getCommand', times: 1 });
    person.presses.add('Show Report');
    await compareBots(botNode(otherRef()), [botNode(otherRef()), botNode(ref())]);
    await untilReport();
    assert.match(
      report(),
      /## Could not be read\n- Coffee Shop: .+: its code is not compared\. The server refused/,
    );
  });

  it('says of a list that ended in an error that it is from before', async () => {
    await world.model.contents(otherBotId).openWhole();
    world.server.faults.add({ kind: 'status', status: 500, endpoint: 'getCommands' });
    person.presses.add('Show Report');
    // There is only one other, so that nothing is asked.
    await compareBots(botNode(ref()));
    assert.match(person.notices[0] ?? '', /Not all of Tea Shop, Coffee Shop could be read/);
    await untilReport();
    assert.match(report(), /- Tea Shop: .*What is known from before is compared/);
    assert.match(report(), /## Only in Coffee Shop/);
  });

  it('compares nothing with a bot of which nothing is known', async () => {
    world.server.faults.add({ kind: 'status', status: 500, endpoint: 'getCommands' });
    await compareBots(botNode(otherRef()), [botNode(otherRef()), botNode(ref())]);
    assert.equal(person.notices.length, 1);
    assert.doesNotMatch(person.notices.join(), /only in/);
  });
});
