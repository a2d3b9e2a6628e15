import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { botNode } from '../../src/views/nodes';
import { Person } from './person';
import { once, replace, World } from './world';

const commands = {
  '/start': 'Bot.runCommand("/halp");',
  '/help': 'Bot.sendMesage("Help");',
  '/fine': 'Bot.sendMessage("Fine");',
  '/later': 'setTimeout(1);',
};

/** Resolves once what is said of a document is as it should be. */
async function untilSaid(uri: vscode.Uri, matches: (said: vscode.Diagnostic[]) => boolean): Promise<void> {
  while (!matches(vscode.languages.getDiagnostics(uri))) {
    await once(vscode.languages.onDidChangeDiagnostics, ({ uris }) =>
      uris.some((changed) => changed.toString() === uri.toString()),
    );
  }
}

describe('Mistakes in BJS', () => {
  let world: World;
  let person: Person;

  beforeEach(async () => {
    world = await World.create(Object.entries(commands).map(([name, code]) => ({ name, code })));
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await world.dispose();
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const rulesOf = async (name: string) =>
    vscode.languages.getDiagnostics(await world.uri(name)).map(({ code }) => code);

  it('are mended by a quick fix', async () => {
    const { uri } = await world.open('/start');
    await untilSaid(uri, (said) => said.some(({ code }) => code === 'dangling-command'));
    const [diagnostic] = vscode.languages.getDiagnostics(uri);
    assert.ok(diagnostic);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      diagnostic.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ title }) => title === 'Change to /help');
    assert.ok(fix?.edit && fix.isPreferred);
    await vscode.workspace.applyEdit(fix.edit);
    await untilSaid(uri, (said) => said.length === 0);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.getText(), 'Bot.runCommand("/help");');
  });

  it('are told as the settings say, from then on', async () => {
    const { uri } = await world.open('/later');
    await untilSaid(uri, (said) => said.length === 1);
    const settings = vscode.workspace.getConfiguration('botsBusiness.bjs');
    try {
      await settings.update('rules', { 'not-available': 'information' }, vscode.ConfigurationTarget.Global);
      await untilSaid(uri, ([said]) => said?.severity === vscode.DiagnosticSeverity.Information);
      await settings.update('rules', { 'not-available': 'off' }, vscode.ConfigurationTarget.Global);
      await untilSaid(uri, (said) => said.length === 0);
    } finally {
      await settings.update('rules', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('of a whole bot are found by Check Bot, also in commands that are not open', async () => {
    world.server.faults.add({ kind: 'listWithoutCode' });
    await world.contents.refresh();
    await vscode.commands.executeCommand('botsBusiness.checkBot', botNode(ref()));
    assert.deepEqual(person.notices, ['1 error, 2 warnings in 3 of 4 commands.']);
    assert.deepEqual(await Promise.all(Object.keys(commands).map(rulesOf)), [
      ['dangling-command'],
      ['unknown-member'],
      [],
      ['not-available'],
    ]);
    // From then on what is wrong in it is said as one types.
    const { uri } = await world.open('/help');
    await untilSaid(uri, (said) => said.length === 1);
    world.otherPerson('/later', 'Bot.sendMessage("Later");');
    await world.contents.refresh();
    await vscode.commands.executeCommand('botsBusiness.checkBot', botNode(ref()));
    assert.deepEqual(await rulesOf('/later'), []);
    assert.deepEqual(await rulesOf('/help'), ['unknown-member']);
  });

  const goes: readonly [string, () => Promise<void>][] = [
    ['is deleted', () => world.model.bots.delete(world.botId)],
    ['is signed out of', () => world.studio.signIn.out(world.model.account)],
  ];
  for (const [what, leave] of goes) {
    it(`leave Problems when the bot ${what}`, async () => {
      await vscode.commands.executeCommand('botsBusiness.checkBot', botNode(ref()));
      const uri = await world.uri('/help');
      assert.equal(vscode.languages.getDiagnostics(uri).length, 1);
      await leave();
      await untilSaid(uri, (said) => said.length === 0);
    });
  }

  it('leave Problems with the command that has them', async () => {
    await vscode.commands.executeCommand('botsBusiness.checkBot', botNode(ref()));
    const uri = await world.uri('/help');
    world.server.store.deleteCommand(world.botId, world.id('/help'));
    await world.contents.refresh();
    await untilSaid(uri, (said) => said.length === 0);
    assert.deepEqual(await rulesOf('/later'), ['not-available']);
  });

  it('of a bot folder are found by Check Bot Folder, also in its libraries and in unsaved text', async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    const folder = vscode.Uri.joinPath(workspace.uri, `checked-${world.accountId}`);
    const write = (path: string, text: string) =>
      vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), new TextEncoder().encode(text));
    try {
      await write('bot.json', '{"bb_sync_version": "1.0", "name": "Shop"}');
      await write('commands/_start.js', 'Libs.Prices.vat(1);\n');
      await write('commands/_fine.js', 'Libs.Prices.tax(1);\n');
      await write('libs/Prices.js', 'function tax() { return fetch("a"); }\npublish({ tax });\n');
      const open = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'commands/_fine.js'));
      await replace(open, 'Bot.runCommand("/strat");\n');
      await vscode.commands.executeCommand(
        'botsBusiness.checkBotFolder',
        vscode.Uri.joinPath(folder, 'bot.json'),
      );
      assert.deepEqual(person.notices, ['1 error, 2 warnings in 3 of 3 files.']);
      const rules = (path: string) =>
        vscode.languages.getDiagnostics(vscode.Uri.joinPath(folder, path)).map(({ code }) => code);
      assert.deepEqual(rules('commands/_start.js'), ['unknown-member']);
      assert.deepEqual(rules('libs/Prices.js'), ['not-available']);
      await write('bot.json', '{"name": "Shop"}');
      await vscode.commands.executeCommand(
        'botsBusiness.checkBotFolder',
        vscode.Uri.joinPath(folder, 'bot.json'),
      );
      assert.match(person.notices.at(-1) ?? '', /This is no bot of Bots\.Business/);
    } finally {
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
  });
});
