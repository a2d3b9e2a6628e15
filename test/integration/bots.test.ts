import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { seedBot } from '../../src/sandbox/seed';
import { botNode, commandNode, type Node } from '../../src/views/nodes';
import { type, untilSaved, World } from './world';

describe('What the tree does to bots', () => {
  let world: World;
  const original = {
    showInputBox: vscode.window.showInputBox.bind(vscode.window),
    showErrorMessage: vscode.window.showErrorMessage.bind(vscode.window),
  };
  let told: string[];

  beforeEach(async () => {
    world = await World.create([
      { name: '/start', code: 'start' },
      { name: '/other', code: 'other' },
    ]);
    told = [];
    Object.assign(vscode.window, {
      showErrorMessage: (sentence: string) => Promise.resolve(void told.push(sentence)),
    });
  });
  afterEach(async () => {
    Object.assign(vscode.window, original);
    await world.dispose();
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const stored = () => world.server.store.bots().map(({ name }) => name);
  const labels = async () =>
    (await world.studio.tree.getChildren()).map((node) => world.studio.tree.getTreeItem(node).label);
  const run = (command: string, ...rows: unknown[]) => vscode.commands.executeCommand(command, ...rows);

  /** Answers the next question. @returns what was asked, and what was said about the answer */
  function answering(answer: string | undefined) {
    const asked = { options: undefined as vscode.InputBoxOptions | undefined, said: undefined as unknown };
    Object.assign(vscode.window, {
      showInputBox: async (options: vscode.InputBoxOptions) => {
        // A new bot gets no token here.
        if (options.password) return '';
        asked.options = options;
        asked.said = await options.validateInput?.(answer ?? '');
        return answer;
      },
    });
    return asked;
  }

  it('creates one with the documented body, and shows it', async () => {
    answering('Coffee Shop');
    await run('botsBusiness.newBot');
    assert.deepEqual(
      world.server.requests.list('createBot').map(({ body }) => body),
      [{ name: 'Coffee Shop' }],
    );
    assert.deepEqual(stored(), ['Tea Shop', 'Coffee Shop']);
    assert.deepEqual(await labels(), ['Coffee Shop', 'Tea Shop']);
    assert.deepEqual(told, []);
  });

  it('refuses names that nobody can tell, doubts one that another bot has', async () => {
    for (const [name, severity, said] of [
      [' ', vscode.InputBoxValidationSeverity.Error, /Give the bot a name/],
      ['x'.repeat(256), vscode.InputBoxValidationSeverity.Error, /255 characters at most/],
      ['a\nb', vscode.InputBoxValidationSeverity.Error, /one line/],
      ['Tea Shop', vscode.InputBoxValidationSeverity.Warning, /Another bot is called Tea Shop too/],
    ] as const) {
      const asked = answering(name);
      await world.studio.tree.getChildren();
      Object.assign(vscode.window, {
        showInputBox: async (options: vscode.InputBoxOptions) => {
          asked.said = await options.validateInput?.(name);
          return undefined;
        },
      });
      await run('botsBusiness.newBot');
      const { message, severity: shown } = asked.said as vscode.InputBoxValidationMessage;
      assert.match(message, said);
      assert.equal(shown, severity);
    }
    assert.equal(world.calls('createBot'), 0);
  });

  it('says that it is not known whether one was created when no answer came', async () => {
    world.server.faults.add({ kind: 'dropConnection', endpoint: 'createBot' });
    answering('Coffee Shop');
    await run('botsBusiness.newBot');
    assert.match(told.join(), /Whether Coffee Shop was created is not known/);
    assert.equal(world.calls('createBot'), 1);
  });

  it('renames one with the documented body: its token and its unsaved editor stay', async () => {
    const document = await world.open('/start');
    await type(document, '// mine\n');
    const token = world.server.store.bot(world.botId)?.token;
    const asked = answering('Green Tea');
    await run('botsBusiness.rename', botNode(ref()));
    assert.equal(asked.options?.value, 'Tea Shop');
    assert.deepEqual(
      world.server.requests.list('editBot').map(({ body }) => body),
      [{ name: 'Green Tea', token: '…' }],
    );
    assert.deepEqual(stored(), ['Green Tea']);
    assert.equal(world.server.store.bot(world.botId)?.token, token);
    assert.deepEqual(await labels(), ['Green Tea']);
    assert.equal(document.isDirty, true);
    const saved = untilSaved(document);
    assert.equal(await document.save(), true);
    await saved;
    assert.equal(world.stored('/start').code, '// mine\nstart');
    assert.deepEqual(told, []);
  });

  it('deletes one when its name was typed, closes its editors and keeps unsaved text', async () => {
    await world.open('/other');
    const document = await world.open('/start');
    await type(document, '// mine\n');
    const asked = answering('Tea Shop');
    await run('botsBusiness.delete', botNode(ref()));
    assert.match(asked.options?.title ?? '', /Tea Shop/);
    assert.match(asked.options?.prompt ?? '', /2 commands go with it.*1 editor.*cannot be undone/);
    assert.equal(asked.said, undefined);
    assert.equal(world.calls('deleteBot'), 1);
    assert.equal(world.server.requests.list('deleteBot')[0]?.body, null);
    assert.deepEqual(stored(), []);
    assert.deepEqual(await labels(), []);
    assert.equal(world.studio.current.ref, undefined);
    assert.deepEqual(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)),
      ['_start.js'],
    );
    assert.equal(document.getText(), '// mine\nstart');
    assert.equal(document.isDirty, true);
  });

  it('deletes nothing when another name was typed, or none', async () => {
    for (const typed of ['tea shop', 'Tea', '', undefined]) {
      const asked = answering(typed);
      await run('botsBusiness.delete', botNode(ref()));
      if (typed) assert.match(String(asked.said), /This is not Tea Shop/);
    }
    assert.equal(world.calls('deleteBot'), 0);
    assert.deepEqual(told, []);
  });

  it('deletes nothing when a bot is selected with other rows', async () => {
    const rows: Node[] = [commandNode(ref(), world.id('/start')), botNode(ref())];
    answering('Tea Shop');
    await run('botsBusiness.delete', rows[0], rows);
    assert.match(told.join(), /Nothing was deleted/);
    assert.equal(world.calls('deleteBot') + world.calls('deleteCommand'), 0);
  });

  it('starts and stops several, and says in one notice of which it could not be done', async () => {
    const { store } = world.server;
    const seed = (name: string, token: string | null, status: string | null) =>
      botNode({ accountId: world.accountId, botId: seedBot(store, { name, token, status }).id });
    const token = store.bot(world.botId)?.token ?? '';
    const rows = [
      botNode(ref()),
      seed('No token', null, null),
      seed('None either', null, null),
      seed('Runs', token, 'works'),
    ];
    await world.model.bots.refresh();
    await run('botsBusiness.startBot', rows[0], rows);
    assert.equal(world.calls('setBotStatus'), 3, 'one runs already');
    assert.equal(store.bot(world.botId)?.status, 'start_launch');
    assert.deepEqual(told, [
      '1 of 3 bots were started. No token, None either: No Telegram token. Give it the token from @BotFather with Edit Bot….',
    ]);
    world.server.requests.clear();
    await run('botsBusiness.stopBot', rows[0], [...rows, commandNode(ref(), world.id('/start'))]);
    assert.equal(world.calls('setBotStatus'), 2);
    assert.equal(told.length, 1);
  });

  it('says of one alone what it lacks', async () => {
    world.server.store.updateBot(world.botId, { token: null });
    await world.model.bots.refresh();
    await run('botsBusiness.startBot', botNode(ref()));
    assert.match(told.join(), /^Tea Shop has no Telegram token, so it cannot start/);
  });

  it('opens all commands that are selected, each in an editor of its own', async () => {
    const rows = [commandNode(ref(), world.id('/start')), commandNode(ref(), world.id('/other'))];
    await run('botsBusiness.openCommand', rows[0], rows);
    assert.deepEqual(
      vscode.window.tabGroups.all.flatMap(({ tabs }) =>
        tabs.map(({ label, isPreview }) => [label, isPreview]),
      ),
      [
        ['_start.js', false],
        ['_other.js', false],
      ],
    );
  });

  it('moves nothing when something else than commands is selected with them', async () => {
    const rows: Node[] = [commandNode(ref(), world.id('/start')), botNode(ref())];
    await run('botsBusiness.moveToFolder', rows[0], rows);
    assert.match(told.join(), /^Only commands can be moved/);
    assert.equal(world.calls('editCommand'), 0);
  });

  it('pins one as the current one, and lets it go', async () => {
    const other = seedBot(world.server.store, { name: 'Other', token: null });
    await world.model.bots.refresh();
    const otherRef = { accountId: world.accountId, botId: other.id };
    const { tree, current } = world.studio;
    const fired: (string | undefined)[] = [];
    const listener = tree.onDidChangeTreeData((node) => fired.push(node?.id));
    const look = () => {
      const { contextValue, description } = tree.getTreeItem(botNode(otherRef));
      return [contextValue, description];
    };
    await run('botsBusiness.pinBot', botNode(otherRef));
    await world.open('/start');
    assert.deepEqual(current.ref, otherRef);
    assert.deepEqual(look(), ['bot+stopped+pinned', 'Pinned · Stopped · no token']);
    await run('botsBusiness.unpinBot');
    listener.dispose();
    assert.deepEqual(current.ref, ref());
    assert.deepEqual(look(), ['bot+stopped', 'Stopped · no token']);
    assert.deepEqual(fired, [botNode(otherRef).id, botNode(otherRef).id], 'no other row is drawn anew');
  });

  it('forgets the pinned one when it is deleted, and when its account signs out', async () => {
    const { current } = world.studio;
    await run('botsBusiness.pinBot', botNode(ref()));
    answering('Tea Shop');
    await run('botsBusiness.delete', botNode(ref()));
    assert.equal(current.pinned, undefined);
    const other = seedBot(world.server.store, { name: 'Other', token: null });
    await world.model.bots.refresh();
    await run('botsBusiness.pinBot', botNode({ accountId: world.accountId, botId: other.id }));
    assert.ok(current.pinned);
    await world.studio.signIn.out(world.model.account);
    assert.equal(current.pinned, undefined);
  });

  it('asks of a bot without a name for its id', async () => {
    world.server.store.updateBot(world.botId, { name: null });
    await world.model.bots.refresh();
    const asked = answering(String(world.botId));
    await run('botsBusiness.delete', botNode(ref()));
    assert.match(asked.options?.title ?? '', /\(no name\)/);
    assert.deepEqual(stored(), []);
  });
});
