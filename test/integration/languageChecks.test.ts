import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { botNode } from '../../src/views/nodes';
import { Person } from './person';
import { once, World } from './world';

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
});
