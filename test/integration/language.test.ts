import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { type World as AnyWorld, World } from './world';

const labels = (list: vscode.CompletionList) =>
  list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));

/** The offset of `|` in a text, and the text without it. */
function marked(text: string): { readonly code: string; readonly offset: number } {
  const offset = text.indexOf('|');
  assert.ok(offset >= 0, 'a cursor is marked');
  return { code: text.slice(0, offset) + text.slice(offset + 1), offset };
}

describe('The BJS language service', () => {
  let world: AnyWorld;

  afterEach(() => world.dispose());

  async function opened(name: string, commands: Record<string, string>) {
    const { code, offset } = marked(commands[name] ?? '');
    const all = { ...commands, [name]: code };
    world = await World.create(Object.entries(all).map(([key, value]) => ({ name: key, code: value })));
    const document = await world.open(name);
    await (await world.studio.language()).start();
    return { document, position: document.positionAt(offset) };
  }

  it('completes what Bot has, and says what it is @oldest', async () => {
    const { document, position } = await opened('/start', { '/start': 'Bot.sendM|essage("Hello");' });
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
      undefined,
      100,
    );
    assert.ok(labels(list).includes('sendMessage'));
    assert.ok(!labels(list).includes('getElementById'));
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const [content] = hover?.contents ?? [];
    assert.match((content as vscode.MarkdownString).value, /sendMessage\(/);
  });
});
