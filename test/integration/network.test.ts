import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox';
import { madeUpToken, seedBot } from '../../src/sandbox/seed';
import type { TestAccess } from '../../src/container';
import type { Account } from '../../src/model/account';
import { TlsFront, TunnelProxy } from './networkParts';
import { access, usedSecrets } from './world';

describe('In a company’s network', () => {
  let studio: TestAccess;
  let server: Sandbox;
  let front: TlsFront;
  let proxy: TunnelProxy;
  let signedIn: Account | undefined;

  beforeEach(async () => {
    studio = await access();
    studio.setPace({ timeouts: { read: 3000, write: 3000 }, retryPauseMs: 1 });
    server = await startSandbox();
    const token = madeUpToken(usedSecrets.size);
    usedSecrets.add(server.apiKey).add(token);
    seedBot(server.store, { name: 'Tea Shop', token });
    front = await TlsFront.start(server.url);
    proxy = await TunnelProxy.start(front.port);
  });
  afterEach(async () => {
    await set('http.proxy', undefined);
    if (signedIn) await studio.signIn.out(signedIn);
    signedIn = undefined;
    await Promise.all([proxy.close(), front.close()]);
    await server.close();
  });

  const set = async (setting: string, value: unknown) =>
    vscode.workspace.getConfiguration().update(setting, value, vscode.ConfigurationTarget.Global);

  /** @param host of the address; nobody resolves `bots.example` */
  const signIn = async (host: 'localhost' | 'bots.example') => {
    await set('botsBusiness.api.url', `https://${host}:${front.port}/v2`);
    signedIn = await studio.signIn.withApiKey(server.apiKey);
    return signedIn;
  };

  const rows = async () =>
    (await studio.tree.getChildren()).map((node) => {
      const { label, tooltip } = studio.tree.getTreeItem(node);
      return { label, tooltip: typeof tooltip === 'string' ? tooltip : '' };
    });

  it('works with a server whose certificate authority only this machine trusts', async () => {
    await signIn('localhost');
    assert.deepEqual(
      (await rows()).map(({ label }) => label),
      ['Tea Shop'],
    );
    assert.deepEqual(proxy.asked, []);
  });

  it('goes through the proxy of the settings', async () => {
    await set('http.proxy', proxy.url);
    await signIn('bots.example');
    assert.deepEqual(
      (await rows()).map(({ label }) => label),
      ['Tea Shop'],
    );
    assert.ok(proxy.asked.length > 0);
    assert.deepEqual([...new Set(proxy.asked)], [`bots.example:${front.port}`]);
  });

  it('says what to do about a certificate that this machine does not trust', async () => {
    const account = await signIn('localhost');
    front.show('untrusted');
    await studio.accounts.get(account.id)?.bots.refresh();
    const [row] = await rows();
    assert.ok(row);
    assert.equal(row.label, 'Not trusted: click to retry');
    assert.match(
      row.tooltip,
      new RegExp(`^The certificate of localhost:${front.port} .* does not trust.* add the authority to`),
    );
    await assert.rejects(signIn('localhost'), { reason: 'network' });
    front.show('trusted');
    await vscode.commands.executeCommand('botsBusiness.refresh');
    assert.equal((await rows())[0]?.label, 'Tea Shop');
  });

  it('says that the proxy refused, and does not go around it', async () => {
    await set('http.proxy', proxy.url);
    const account = await signIn('bots.example');
    proxy.status = 403;
    proxy.hangUp();
    await studio.accounts.get(account.id)?.bots.refresh();
    const [row] = await rows();
    assert.ok(row);
    assert.equal(row.label, 'Proxy refused: click to retry');
    assert.match(row.tooltip, new RegExp(`not let VS Code through to bots.example:${front.port}`));
    assert.equal(server.requests.list('getBots').length, 0);
  });
});
