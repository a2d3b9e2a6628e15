import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { addParts, type SeedPart } from '../../src/sandbox/seed';
import { botNode } from '../../src/views/nodes';
import { World } from './world';

const user = { id: 1, telegramid: 1000000001, first_name: 'Ann', last_name: 'Lee', username: 'ann' };
const connection: SeedPart<'connections'> = {
  connection_id: 'made-up-connection',
  user,
  rights: ['can_reply'],
  date: 1_750_000_000,
  is_enabled: false,
};

/** What the person does in the lists that show: a label that is picked, `undefined` for Escape. */
type Steps = (string | undefined)[];

describe('Business connections', () => {
  let world: World;
  let lists: vscode.QuickPickItem[][];
  let refusals: string[];
  let told: string[];
  let waited: string[];
  /** What is under way, as the window shows it. */
  let waits: Thenable<unknown>[];
  let steps: Steps;
  let ids: string[];
  const { window, env } = vscode;
  const original = {
    showQuickPick: window.showQuickPick.bind(window),
    showErrorMessage: window.showErrorMessage.bind(window),
    createInputBox: window.createInputBox.bind(window),
    withProgress: window.withProgress.bind(window),
  };

  beforeEach(async () => {
    world = await World.create([]);
    addParts(world.server.store, world.botId, { connections: [connection] });
    world.studio.setTelegramUrl(new URL(world.server.url).origin);
    [lists, refusals, told, waited, waits, steps, ids] = [[], [], [], [], [], [], []];
    Object.assign(window, {
      showErrorMessage: (sentence: string) => Promise.resolve(void told.push(sentence)),
      showQuickPick: async (items: readonly vscode.QuickPickItem[] | Promise<vscode.QuickPickItem[]>) => {
        const shown = await items;
        lists.push([...shown]);
        const step = steps.shift();
        return shown.find(({ label }) => step !== undefined && label.endsWith(step));
      },
      createInputBox: () => {
        const input = original.createInputBox();
        // Types the next id, and the one after it when it is refused.
        return new Proxy(input, {
          get: (target, name) => {
            if (name === 'onDidAccept') {
              return (accepted: () => void) => {
                const enter = () => {
                  target.value = ids.shift() ?? '';
                  accepted();
                };
                setImmediate(enter);
                typeNext = () => setImmediate(ids.length > 0 ? enter : () => target.hide());
                return { dispose: () => undefined };
              };
            }
            const value: unknown = Reflect.get(target, name);
            return typeof value === 'function' ? (value.bind(target) as unknown) : value;
          },
          set: (target, name, value: unknown) => {
            if (name === 'validationMessage' && typeof value === 'string') {
              refusals.push(value);
              typeNext();
            }
            return Reflect.set(target, name, value);
          },
        });
      },
      withProgress: (options: vscode.ProgressOptions, work: Parameters<typeof window.withProgress>[1]) => {
        const shown = original.withProgress(options, (progress, token) =>
          work(
            {
              report: (step) => {
                waited.push(step.message ?? '');
                progress.report(step);
              },
            },
            token,
          ),
        );
        waits.push(shown);
        return shown;
      },
    });
  });
  let typeNext = () => undefined as unknown;
  afterEach(async () => {
    Object.assign(window, original);
    world.studio.setTelegramUrl(undefined);
    await world.dispose();
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const run = (doing: Steps, typed: string[] = []) => {
    [steps, ids] = [doing, typed];
    return vscode.commands.executeCommand('botsBusiness.businessConnections', botNode(ref()));
  };
  const known = () => world.model.businessConnections.list(world.botId);
  const shown = (list: number) => (lists[list] ?? []).map(({ label, description }) => [label, description]);
  const asked = () => world.server.requests.list('telegram.getBusinessConnection');

  it('asks Telegram once for a connection, keeps it, and shows all that is known of it', async () => {
    await run(['Add…', undefined, undefined], ['made-up-connection']);
    assert.deepEqual(told, []);
    assert.equal(asked().length, 1);
    assert.deepEqual(asked()[0]?.body, { business_connection_id: 'made-up-connection' });
    const facts = shown(1);
    for (const fact of [
      ['Connection ID', 'made-up-connection'],
      ['User', 'Ann Lee (@ann)'],
      ['User ID', '1000000001'],
      ['Private chat ID', '1000000001'],
      ['State', 'disabled: read-only'],
      ['$(check) reply to messages', 'can_reply'],
      ['$(dash) manage stories', 'can_manage_stories · not said'],
    ]) {
      assert.ok(
        facts.some((line) => line.join() === fact.join()),
        `${fact.join()} in ${JSON.stringify(facts)}`,
      );
    }
    const made = facts.find(([label]) => label === 'Made')?.[1];
    assert.match(made ?? '', /2025.*\(2025-06-15 15:06 UTC\)$/);
    // The next time it is there without a question to Telegram.
    await run([undefined]);
    assert.equal(asked().length, 1);
    assert.match(lists.at(-1)?.[0]?.detail ?? '', /^disabled: read-only · .*2025.* · reply to messages$/);
  });

  it('never has the token in the log, in what is kept or in what is shown', async () => {
    await run(['Add…', undefined, undefined], ['made-up-connection']);
    const token = world.server.store.bot(world.botId)?.token;
    assert.ok(token);
    const all = JSON.stringify([world.studio.logLines, await known(), lists, told, refusals]);
    assert.ok(!all.includes(token));
  });

  it('says of an unknown or revoked id in one sentence, with what was typed kept in the field', async () => {
    await run(
      ['Add…', undefined, undefined],
      ['two words', 'short', 'another-bots-id', 'made-up-connection'],
    );
    assert.deepEqual(refusals.slice(0, 1), ['An id has no blanks in it.']);
    assert.equal(refusals.length, 3);
    for (const sentence of refusals.slice(1)) {
      assert.match(sentence, /^Telegram knows no business connection of Tea Shop with this id/);
    }
    assert.deepEqual(
      (await known()).map(({ id }) => id),
      ['made-up-connection'],
    );
  });

  it('says who keeps the bot out', async () => {
    const endpoint = 'telegram.getBusinessConnection';
    world.server.faults.add({ kind: 'status', endpoint, status: 403, times: 1 });
    await run(['Add…', undefined], ['made-up-connection']);
    assert.match(refusals.join(), /^Telegram says that Tea Shop is kept out/);
  });

  it('tells what Telegram refused from a problem of its own', async () => {
    const endpoint = 'telegram.getBusinessConnection';
    world.server.faults.add({ kind: 'status', endpoint, status: 422, times: 1 });
    await run(['Add…', undefined], ['made-up-connection']);
    assert.match(refusals.join(), /^Telegram refused what was asked about Tea Shop \(status 422\)/);
  });

  it('stops counting down when the field is closed', async () => {
    const endpoint = 'telegram.getBusinessConnection';
    world.server.faults.add({ kind: 'status', endpoint, status: 429, retryAfter: 3600 });
    const running = run(['Add…', undefined], ['made-up-connection']);
    while (!waited.some((message) => message.startsWith('asking again')))
      await new Promise((resolve) => setImmediate(resolve));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await running;
    await Promise.allSettled(waits);
    assert.equal(asked().length, 1);
  });

  it('counts down when Telegram asks for a pause, and asks again by itself', async () => {
    const endpoint = 'telegram.getBusinessConnection';
    world.server.faults.add({ kind: 'status', endpoint, status: 429, retryAfter: 2, times: 1 });
    await run(['Add…', undefined, undefined], ['made-up-connection']);
    assert.deepEqual(
      waited.filter((message) => message.startsWith('asking again')),
      ['asking again in 2 s', 'asking again in 1 s'],
    );
    assert.equal(asked().length, 2);
    assert.equal((await known()).length, 1);
  });

  it('refreshes what changed on Telegram, copies and removes', async () => {
    await run(['Add…', undefined, undefined], ['made-up-connection']);
    const [part] = world.server.store.parts('connections', world.botId);
    assert.ok(part);
    world.server.store.updatePart('connections', world.botId, part.id, { is_enabled: true });
    await run(['Ann Lee (@ann)', 'Refresh', 'Private chat ID', undefined, undefined]);
    assert.equal((await known())[0]?.isEnabled, true);
    assert.equal(await env.clipboard.readText(), '1000000001');
    await run(['Ann Lee (@ann)', 'Remove', undefined]);
    assert.deepEqual(await known(), []);
  });

  it('keeps showing what was known when it cannot be refreshed', async () => {
    await run(['Add…', undefined, undefined], ['made-up-connection']);
    world.server.store.clearParts('connections', world.botId);
    await run(['Ann Lee (@ann)', 'Refresh', undefined, undefined]);
    assert.match(told.join(), /^Telegram knows no business connection of Tea Shop with this id/);
    assert.equal((await known()).length, 1);
  });

  it('is forgotten with the account', async () => {
    await run(['Add…', undefined, undefined], ['made-up-connection']);
    const { account } = world.model;
    await world.studio.signIn.out(account);
    await world.studio.signIn.withApiKey(world.server.apiKey);
    assert.deepEqual(await known(), []);
  });

  it('asks the Bot API of the sandbox for its bots, on this machine', async () => {
    const { accounts, signIn } = world.studio;
    world.studio.setTelegramUrl('http://127.0.0.1:1');
    await signIn.toSandbox('Sandbox');
    const sandbox = accounts.get('sandbox');
    assert.ok(sandbox);
    try {
      await sandbox.bots.open();
      const bot = sandbox.bots.all?.find(({ name }) => name === 'Corner Shop');
      assert.ok(bot);
      [steps, ids] = [['Add…', undefined, undefined], ['sandbox-connection-1']];
      const row = botNode({ accountId: 'sandbox', botId: bot.id });
      await vscode.commands.executeCommand('botsBusiness.businessConnections', row);
      assert.deepEqual([told, refusals], [[], []]);
      const [first] = await sandbox.businessConnections.list(bot.id);
      assert.equal(first?.isEnabled, true);
    } finally {
      await signIn.out(sandbox.account);
    }
  });
});
