import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import * as vscode from 'vscode';

import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { once, replace, usedSecrets, World } from './world';

const code = 'Bot.sendMessage("Hi");\n';
const mine = 'Bot.sendMessage("Mine");\n';

describe('Accounts', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.create([
      { name: '/start', code },
      { name: '/help', code },
    ]);
  });
  afterEach(() => world.dispose());

  /** Answers VS Code's questions until the end of the test. */
  function answering(answers: Partial<Record<keyof typeof vscode.window, unknown>>): () => void {
    const before = Object.fromEntries(
      Object.keys(answers).map((name) => [name, vscode.window[name as keyof typeof vscode.window]]),
    );
    Object.assign(vscode.window, answers);
    return () => Object.assign(vscode.window, before);
  }

  /** The server gets another key, as after a reset in the app. */
  function resetKey(): string {
    const key = `reset-${'k'.repeat(34)}`;
    const user = world.server.store.user();
    assert.ok(user);
    world.server.store.saveUser({ ...user, api_key: key });
    usedSecrets.add(key);
    return key;
  }

  async function unsaved(name: string): Promise<vscode.TextDocument> {
    const document = await world.open(name);
    await replace(document, mine);
    return document;
  }

  it('are signed in to with e-mail and password, of which nothing is kept', async () => {
    const { server, studio } = world;
    const user = server.store.user();
    assert.ok(user);
    const password = 'made-up-password-of-nobody';
    usedSecrets.add(password);
    server.store.saveUser({ ...user, password });
    await studio.signIn.out(world.model.account);
    await assert.rejects(studio.signIn.withPassword(user.email, 'made-up-wrong'), { reason: 'unauthorized' });
    assert.equal(studio.accounts.get(world.accountId), undefined);
    const account = await studio.signIn.withPassword(user.email, password);
    assert.equal(account.id, world.accountId);
    await world.model.bots.refreshAnew();
    assert.deepEqual(
      world.model.bots.all?.map(({ name }) => name),
      ['Tea Shop'],
    );
  });

  describe('as sessions of VS Code', () => {
    const sessions = () => vscode.authentication.getAccounts('botsBusiness');

    it('are there while they are signed in', async () => {
      assert.deepEqual(
        (await sessions()).map(({ id, label }) => ({ id, label })),
        [{ id: world.accountId, label: 'you@sandbox.invalid' }],
      );
      const [session] = await world.studio.authentication.getSessions(['any'], {});
      assert.deepEqual([session?.accessToken, session?.scopes], [world.server.apiKey, ['any']]);
      const other = { account: { id: '1', label: 'other' } };
      assert.deepEqual(await world.studio.authentication.getSessions([], other), []);
      const changed = once(
        vscode.authentication.onDidChangeSessions,
        ({ provider }) => provider.id === 'botsBusiness',
      );
      await world.studio.signIn.out(world.model.account);
      await changed;
      assert.deepEqual(await sessions(), []);
    });

    it('begin with the ways in to the cloud, and end silently when nobody wants to', async () => {
      const offered: string[] = [];
      const restore = answering({
        showQuickPick: (items: readonly vscode.QuickPickItem[]) => {
          offered.push(...items.map(({ label }) => label));
          return Promise.resolve(undefined);
        },
      });
      try {
        await assert.rejects(world.studio.authentication.createSession([]), vscode.CancellationError);
      } finally {
        restore();
      }
      assert.deepEqual(offered, ['$(key) API Key', '$(mail) E-Mail and Password']);
    });

    it('stay when the person takes signing out back', async () => {
      await unsaved('/start');
      const restore = answering({ showWarningMessage: () => Promise.resolve(undefined) });
      try {
        await assert.rejects(
          world.studio.authentication.removeSession(world.accountId),
          vscode.CancellationError,
        );
      } finally {
        restore();
      }
      assert.ok(world.studio.accounts.get(world.accountId));
    });

    it('do not show the sandbox', async () => {
      await world.studio.signIn.toSandbox('Sandbox');
      try {
        assert.deepEqual(
          (await sessions()).map(({ id }) => id),
          [world.accountId],
        );
      } finally {
        const sandbox = world.studio.accounts.get('sandbox');
        if (sandbox) await world.studio.signIn.out(sandbox.account);
      }
    });
  });

  describe('whose key was reset', () => {
    let asked: string[];
    beforeEach(() => {
      asked = [];
      world.studio.setPace({ timeouts: { read: 1000, write: 1000 }, signInWaitMs: 30_000 });
    });

    it('ask once, and what waits goes on with the new key, also a save', async () => {
      const document = await unsaved('/start');
      const key = resetKey();
      const told = new Promise<void>((resolve) =>
        world.studio.setAskToSignInAgain(({ label }, { reason }) => {
          asked.push(`${label} ${reason}`);
          resolve();
          return new Promise(() => undefined);
        }),
      );
      const saving = document.save();
      const refreshing = world.model.bots.refreshAnew();
      await told;
      await world.studio.signIn.withApiKey(key);
      assert.equal(await saving, true);
      await refreshing;
      assert.equal(world.model.bots.error, undefined);
      assert.equal(world.stored('/start').code, mine);
      assert.deepEqual(asked, ['you@sandbox.invalid rejected']);
    });

    it('are signed out of from the question, which does not wait for itself', async () => {
      const document = await unsaved('/start');
      const key = resetKey();
      const pressed: string[] = [];
      const press = (button: string) => () => {
        pressed.push(button);
        return Promise.resolve(pressed.length > 2 ? undefined : button);
      };
      const restore = answering({
        showErrorMessage: press('Sign Out'),
        showWarningMessage: press('Save All'),
      });
      const failed = once(vscode.workspace.onDidSaveTextDocument, () => true);
      try {
        await world.model.bots.refreshAnew();
        // It could not be saved, so nobody is signed out.
        while (pressed.length < 3) await new Promise((resolve) => setImmediate(resolve));
      } finally {
        restore();
      }
      assert.deepEqual(pressed, ['Sign Out', 'Save All', 'Sign Out']);
      assert.equal(document.isDirty, true);
      await world.studio.signIn.withApiKey(key);
      await document.save();
      await failed;
      assert.equal(world.stored('/start').code, mine);
    });

    it('are not signed in to again with the key of another account, nor at another address', async () => {
      const other = await startSandbox();
      try {
        const again = world.model.account;
        const theirs = other.store.user();
        assert.ok(theirs);
        usedSecrets.add(other.apiKey);
        await vscode.workspace
          .getConfiguration()
          .update('botsBusiness.api.url', other.url, vscode.ConfigurationTarget.Global);
        await assert.rejects(world.studio.signIn.withApiKey(other.apiKey, { again }), {
          reason: 'unauthorized',
        });
        assert.deepEqual(other.requests.list(), []);
        const user = world.server.store.user();
        assert.ok(user);
        world.server.store.saveUser({ ...user, id: theirs.id, api_key: other.apiKey });
        await assert.rejects(world.studio.signIn.withApiKey(other.apiKey, { again }), {
          reason: 'otherAccount',
        });
        assert.deepEqual(
          world.studio.accounts.all.map(({ account }) => account.id),
          [world.accountId],
        );
      } finally {
        await other.close();
      }
    });

    it('show again what could not be had without it', async () => {
      const key = resetKey();
      world.studio.setAskToSignInAgain(() => Promise.resolve());
      await world.contents.refresh();
      await world.model.usage.refresh();
      assert.deepEqual(
        [world.contents.error?.reason, world.model.usage.error?.reason],
        ['unauthorized', 'unauthorized'],
      );
      await world.studio.signIn.withApiKey(key);
      await world.model.keyChanged();
      assert.deepEqual([world.contents.error, world.model.usage.error], [undefined, undefined]);
    });

    it('leave the text unsaved when the person does not want to sign in', async () => {
      const document = await unsaved('/start');
      resetKey();
      world.studio.setAskToSignInAgain(({ label }) => {
        asked.push(label);
        return Promise.resolve();
      });
      assert.equal(await document.save(), false);
      assert.equal(document.isDirty, true);
      assert.equal(document.getText(), mine);
      await world.model.bots.refreshAnew();
      assert.equal(world.model.bots.error?.reason, 'unauthorized');
      assert.equal(asked.length, 1);
    });
  });

  describe('that are signed out of with unsaved text', () => {
    const signOut = () => vscode.commands.executeCommand('botsBusiness.signOut', world.accountId);

    it('stay when the person takes it back', async () => {
      const document = await unsaved('/start');
      const questions: string[] = [];
      const restore = answering({
        showWarningMessage: (message: string, { detail }: vscode.MessageOptions) => {
          questions.push(message, detail ?? '');
          return Promise.resolve(undefined);
        },
      });
      try {
        await signOut();
      } finally {
        restore();
      }
      assert.equal(questions[0], 'Sign out of you@sandbox.invalid with unsaved text?');
      assert.match(questions[1] ?? '', /^Unsaved text:\n_start\.js\n\n/);
      assert.ok(world.studio.accounts.get(world.accountId));
      assert.equal(document.getText(), mine);
    });

    it('save it first', async () => {
      await unsaved('/start');
      const restore = answering({ showWarningMessage: () => Promise.resolve('Save All') });
      try {
        await signOut();
      } finally {
        restore();
      }
      assert.equal(world.studio.accounts.get(world.accountId), undefined);
      assert.equal(world.stored('/start').code, mine);
    });

    it('stay when it cannot be saved', async () => {
      const document = await unsaved('/start');
      world.server.faults.add({ kind: 'status', status: 500, endpoint: 'editCommand' });
      const errors: string[] = [];
      const restore = answering({
        showWarningMessage: () => Promise.resolve('Save All'),
        showErrorMessage: (message: string) => {
          errors.push(message);
          return Promise.resolve(undefined);
        },
      });
      try {
        await signOut();
      } finally {
        restore();
      }
      assert.deepEqual(errors, [
        '_start.js could not be saved, so you are still signed in to you@sandbox.invalid.',
      ]);
      assert.ok(world.studio.accounts.get(world.accountId));
      assert.equal(document.isDirty, true);
    });

    it('keep it as files beside those that are there', async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'bbs-keep-'));
      try {
        for (const text of [mine, `${mine}// once more`]) {
          if (!world.studio.accounts.get(world.accountId))
            await world.studio.signIn.withApiKey(world.server.apiKey);
          await world.contents.openWhole();
          await replace(await world.open('/start'), text);
          const restore = answering({
            showWarningMessage: () => Promise.resolve('Keep as Files…'),
            showOpenDialog: () => Promise.resolve([vscode.Uri.file(folder)]),
          });
          try {
            await signOut();
          } finally {
            restore();
          }
        }
        const kept = path.join(folder, `Tea Shop (${world.botId})`);
        assert.deepEqual((await readdir(kept)).sort(), ['_start 2.js', '_start.js']);
        assert.equal(await readFile(path.join(kept, '_start.js'), 'utf8'), mine);
        assert.equal(await readFile(path.join(kept, '_start 2.js'), 'utf8'), `${mine}// once more`);
        assert.equal(world.stored('/start').code, code);
        assert.deepEqual(
          vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs),
          [],
        );
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    it('leave it in the editors, and close what is saved', async () => {
      await world.open('/help');
      const document = await unsaved('/start');
      const restore = answering({ showWarningMessage: () => Promise.resolve('Leave in the Editors') });
      try {
        await signOut();
      } finally {
        restore();
      }
      assert.deepEqual(
        vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)),
        ['_start.js'],
      );
      assert.equal(document.getText(), mine);
      await world.studio.signIn.withApiKey(world.server.apiKey);
      assert.equal(await document.save(), true);
      assert.equal(world.stored('/start').code, mine);
    });
  });

  describe('of other windows', () => {
    let other: Sandbox;
    before(async () => (other = await startSandbox()));
    after(() => other.close());

    it('come and go with the list that all windows share', async () => {
      const file = path.join(world.studio.storageFolder, 'accounts.json');
      const list = JSON.parse(await readFile(file, 'utf8')) as { accounts: { id: string }[] };
      const elsewhere = { id: '990001', kind: 'cloud', label: 'other@example.com', url: other.url };
      const write = (accounts: unknown[]) =>
        vscode.workspace.fs.writeFile(
          vscode.Uri.file(file),
          new TextEncoder().encode(JSON.stringify({ version: 1, accounts })),
        );
      const came = once(world.studio.accounts.onDidChange, () =>
        Boolean(world.studio.accounts.get('990001')),
      );
      await write([...list.accounts, elsewhere]);
      await came;
      const went = once(world.studio.accounts.onDidChange, () => !world.studio.accounts.get('990001'));
      await write(list.accounts);
      await went;
      assert.ok(world.studio.accounts.get(world.accountId));
    });
  });
});
