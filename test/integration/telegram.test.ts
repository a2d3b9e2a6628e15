import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import * as vscode from 'vscode';

import { botNode } from '../../src/views/nodes';
import { World } from './world';

describe('Opening a bot in Telegram', () => {
  let world: World;
  let telegram: http.Server;
  let asked: string[];
  let answer: { status: number; body: unknown };
  let opened: string[];
  let told: string[];
  const original = {
    showErrorMessage: vscode.window.showErrorMessage.bind(vscode.window),
    openExternal: vscode.env.openExternal.bind(vscode.env),
  };

  beforeEach(async () => {
    world = await World.create([]);
    [asked, opened, told] = [[], [], []];
    answer = { status: 200, body: { ok: true, result: { username: 'tea_shop_bot' } } };
    telegram = http.createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(answer.status).end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => telegram.listen(0, '127.0.0.1', resolve));
    world.studio.setTelegramUrl(`http://127.0.0.1:${(telegram.address() as AddressInfo).port}`);
    Object.assign(vscode.window, {
      showErrorMessage: (sentence: string) => Promise.resolve(void told.push(sentence)),
    });
    Object.assign(vscode.env, {
      openExternal: (uri: vscode.Uri) => Promise.resolve(Boolean(opened.push(uri.toString()))),
    });
  });
  afterEach(async () => {
    Object.assign(vscode.window, { showErrorMessage: original.showErrorMessage });
    Object.assign(vscode.env, { openExternal: original.openExternal });
    world.studio.setTelegramUrl(undefined);
    telegram.closeAllConnections();
    await new Promise((resolve) => telegram.close(resolve));
    await world.dispose();
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const open = (of = ref()) => vscode.commands.executeCommand('botsBusiness.openInTelegram', botNode(of));
  const token = () => world.server.store.bot(world.botId)?.token ?? '';

  it('asks Telegram for its user name with its token, once, and keeps the token nowhere', async () => {
    await open();
    await open();
    assert.deepEqual(opened, Array(2).fill('https://t.me/tea_shop_bot'));
    assert.deepEqual(asked, [`/bot${token()}/getMe`]);
    assert.deepEqual(told, []);
    assert.ok(!world.studio.logLines.some((line) => line.includes(token())));
  });

  it('asks again when the bot was changed: it may have the token of another now', async () => {
    await open();
    world.server.store.updateBot(world.botId, { token: '77:another' });
    await world.model.bots.refresh();
    answer.body = { ok: true, result: { username: 'coffee_bot' } };
    await open();
    assert.deepEqual(opened.at(-1), 'https://t.me/coffee_bot');
    assert.equal(asked.at(-1), '/bot77:another/getMe');
  });

  it('says what to do when the bot has no token, without asking Telegram', async () => {
    world.server.store.updateBot(world.botId, { token: null });
    await open();
    assert.match(told.join(), /^Tea Shop has no Telegram token.*@BotFather/);
    assert.deepEqual([asked, opened], [[], []]);
  });

  it('says what to do when Telegram does not accept the token', async () => {
    answer = { status: 401, body: { ok: false, error_code: 401 } };
    await open();
    assert.match(told.join(), /^Telegram does not accept the token of Tea Shop\. Get the current one/);
    assert.deepEqual(opened, []);
    assert.ok(!world.studio.logLines.some((line) => line.includes(token())));
  });

  it('says of a bot of the sandbox that it is on this machine only, and does not offer it there', async () => {
    const { accounts, signIn, tree } = world.studio;
    await signIn.toSandbox('Sandbox');
    const sandbox = accounts.get('sandbox');
    assert.ok(sandbox);
    try {
      await sandbox.bots.open();
      const node = botNode({ accountId: 'sandbox', botId: sandbox.bots.all?.[0]?.id ?? 0 });
      assert.match(tree.getTreeItem(node).contextValue ?? '', /^bot\+\w+\+sandbox$/);
      await open(node.ref);
      assert.match(told.join(), /is a bot of the sandbox: it runs on this machine only/);
      assert.deepEqual([asked, opened], [[], []]);
    } finally {
      await signIn.out(sandbox.account);
    }
    assert.equal(tree.getTreeItem(botNode(ref())).contextValue, 'bot+stopped');
  });
});
