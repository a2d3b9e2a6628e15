import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureAccount } from '../../../src/sandbox/account';
import { addDemoBots } from '../../../src/sandbox/demo';
import { generateBots } from '../../../src/sandbox/generate';
import { madeUpToken } from '../../../src/sandbox/seed';
import { MemoryStore } from '../../../src/sandbox/store/memoryStore';

describe('sandbox: contents', () => {
  it('an empty store gets one account and keeps its key', () => {
    const store = new MemoryStore();
    ensureAccount(store);
    const user = store.user();
    ensureAccount(store);
    assert.deepEqual(store.user(), user);
    const other = new MemoryStore();
    ensureAccount(other);
    assert.notEqual(other.user()?.api_key, user?.api_key);
  });

  it('a made-up token has the shape of a real one', () => {
    assert.match(madeUpToken(7), /^\d+:[\w-]{35}$/);
    assert.equal(madeUpToken(), '1000001:SANDBOX----------------------------');
  });

  let home: string;
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'bb-demo-'))));
  afterEach(() => rmSync(home, { recursive: true }));

  /** Writes the folder of a bot. */
  function botFolder(name: string): string {
    const folder = join(home, name);
    mkdirSync(join(folder, 'commands', 'Menu'), { recursive: true });
    writeFileSync(join(folder, 'bot.json'), JSON.stringify({ name, bb_sync_version: '1.0' }));
    writeFileSync(join(folder, 'commands', '_start.js'), 'one');
    writeFileSync(join(folder, 'commands', 'Menu', 'Balance.js'), 'two');
    return folder;
  }

  it('the demo bots are read from their folders, once; the first one runs', async () => {
    const folders = [botFolder('Little shop'), botFolder('Little quiz')];
    const store = new MemoryStore();
    const [bot] = await addDemoBots(store, folders);
    assert.ok(bot);
    assert.deepEqual(
      store.bots().map(({ name, status, token }) => [name, status, token]),
      [
        ['Little shop', 'works', madeUpToken(1)],
        ['Little quiz', 'stopped', madeUpToken(2)],
      ],
    );
    assert.deepEqual(
      store.commands(bot.id).map(({ command, code }) => [command, code]),
      [
        ['Balance', 'two'],
        ['/start', 'one'],
      ],
    );
    assert.deepEqual(
      store.folders(bot.id).map(({ title }) => title),
      ['Menu'],
    );
    assert.deepEqual(await addDemoBots(store, folders), []);
    assert.equal(store.bots().length, 2);
  });

  it('who has bots in the sandbox keeps them, and gets no other', async () => {
    const store = new MemoryStore();
    await addDemoBots(store, [botFolder('Little shop')]);
    assert.deepEqual(await addDemoBots(store, [botFolder('Little shop'), botFolder('Little quiz')]), []);
    assert.deepEqual(
      store.bots().map(({ name }) => name),
      ['Little shop'],
    );
  });

  it('of demo bots that cannot all be read none is added, so that the next start tries again', async () => {
    const store = new MemoryStore();
    await assert.rejects(addDemoBots(store, [botFolder('Little shop'), join(home, 'nothing')]));
    assert.deepEqual(store.bots(), []);
  });

  it('generated bots are the same in every run', () => {
    const fill = () => {
      const store = new MemoryStore({ now: () => 0 });
      const bots = generateBots(store, { bots: 2, commandsPerBot: 120, now: () => 0 });
      return bots.map((bot) => [bot, store.folders(bot.id), store.commands(bot.id)]);
    };
    const first = fill();
    assert.deepEqual(fill(), first);
    const commands = first[0]?.[2] as { command: string; code: string; commands_folder_id: unknown }[];
    assert.equal(commands.length, 120);
    assert.equal(new Set(commands.map(({ command }) => command)).size, 120);
    assert.ok(new Set(commands.map(({ code }) => code)).size > 115);
    assert.ok(commands.some((command) => command.commands_folder_id === null));
  });
});
