import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureAccount } from '../../../src/sandbox/account';
import { addDemoBots } from '../../../src/sandbox/demo';
import { generateBots } from '../../../src/sandbox/generate';
import { generateChats, generateErrors, generateProperties } from '../../../src/sandbox/generateParts';
import { addParts, madeUpToken, seedBot } from '../../../src/sandbox/seed';
import { MemoryStore } from '../../../src/sandbox/store/memoryStore';
import { propertyTypes } from '../../../src/sandbox/store/parts';
import { taskAt } from '../../../src/sandbox/broadcast';

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

  describe('the demo shop', () => {
    const now = Date.UTC(2026, 10, 22, 12);
    const store = new MemoryStore({ now: () => now });
    let botId: number;
    before(async () => {
      const [shop] = await addDemoBots(store, ['media/demo-bots/shop', 'media/demo-bots/quiz'], () => now);
      assert.ok(shop?.git_remote);
      botId = shop.id;
    });

    it('has errors whose stacks name lines of its commands, and several of one message', () => {
      const codes = new Map(store.commands(botId).map(({ command, code }) => [command, code ?? '']));
      const errors = store.parts('errors', botId);
      assert.equal(errors.length, 25);
      for (const { stack_trace, command, title } of errors) {
        assert.ok(codes.has(command));
        const [first, ...places] = (stack_trace ?? '').split('\n');
        assert.equal(first, title);
        assert.ok(places.at(-1)?.startsWith(`    at ${command}:`));
        for (const place of places) {
          const [, name = '', line, column] = /^ {4}at (.+):(\d+):(\d+)$/.exec(place) ?? [];
          const text = codes.get(name)?.split('\n')[Number(line) - 1] ?? '';
          assert.match(text.slice(Number(column) - 1), /^\S/, place);
        }
      }
      assert.equal(new Set(errors.map(({ title }) => title)).size, 6);
      const times = errors.map(({ created_at: at }) => at);
      assert.deepEqual(times, [...times].sort(), 'oldest first');
      assert.ok(times.every((at) => Date.parse(at) < now));
    });

    it('has a broadcast that is over and one that runs for some minutes', () => {
      const [over, running] = store.parts('tasks', botId);
      assert.ok(over && running);
      assert.equal(over.status, 'finished');
      const after = (minutes: number) => taskAt(running, now + minutes * 60_000).status;
      assert.deepEqual([after(0), after(4), after(10)], ['in progress', 'in progress', 'finished']);
      const codes = store.commands(botId).map(({ command }) => command);
      assert.ok(codes.includes(running.command));
    });

    it('has chats of all kinds, properties of all types, and panels with fields of all types', () => {
      const chats = store.parts('chats', botId);
      assert.equal(chats.length, 120);
      assert.deepEqual(
        new Set(chats.map((chat) => chat.chat_type)),
        new Set(['private', 'group', 'supergroup']),
      );
      assert.ok(chats.some(({ blocked }) => blocked) && chats.some(({ blocked }) => !blocked));
      assert.equal(new Set(chats.map(({ chatid }) => chatid)).size, 120);

      const properties = store.parts('properties', botId);
      assert.ok(properties.length >= 200);
      assert.deepEqual(new Set(properties.map(({ type }) => type)), new Set(propertyTypes));
      for (const { type, value, name } of properties) {
        // Texts beyond 255 characters are of the type `text` (BJS reference, §3.1).
        if (typeof value === 'string' && type !== 'datetime')
          assert.equal(type === 'text', value.length > 255, name);
      }
      const people = new Set(chats.map(({ user }) => user?.id));
      assert.ok(properties.every(({ user_id: id }) => id === null || people.has(id)));

      const panels = store.parts('panels', botId);
      const commands = store.commands(botId).map(({ command }) => command);
      assert.deepEqual(
        new Set(panels.flatMap(({ value }) => value.fields.map(({ type }) => type))),
        new Set(['string', 'text', 'integer', 'float', 'password', 'checkbox']),
      );
      for (const { value } of panels) assert.ok(commands.includes(value.on_saving?.command ?? ''));
    });

    it('has three libraries, a branch that holds it, and business connections', () => {
      assert.deepEqual(
        store.parts('libraries', botId).map(({ name, store_id: id }) => [name, id]),
        [
          ['ShopCatalogue', null],
          ['ShopMoney', null],
          ['DateTimeFormat', 6],
        ],
      );
      const [branch] = store.parts('branches', botId);
      const files = Object.keys(branch?.files ?? {});
      assert.equal(files.filter((file) => file.startsWith('commands/')).length, store.commands(botId).length);
      assert.deepEqual(
        store.parts('connections', botId).map(({ is_enabled: on, rights }) => [on, rights.length]),
        [
          [true, 14],
          [true, 2],
          [false, 0],
        ],
      );
    });

    it('is alone with that: the quiz begins without customers', () => {
      const [, quiz] = store.bots();
      assert.deepEqual([quiz?.name === 'Corner Shop', store.parts('chats', quiz!.id)], [false, []]);
    });
  });

  it('generated parts are many, the same in every run, and belong to no other', () => {
    const parts = () => ({
      chats: generateChats(10_000, 0),
      properties: generateProperties(10_000),
      errors: generateErrors(10_000, ['/a', '/b'], 0),
    });
    const first = parts();
    assert.deepEqual(parts(), first);
    assert.equal(new Set(first.chats.map(({ chatid }) => chatid)).size, 10_000);
    assert.equal(new Set(first.errors.map(({ title }) => title)).size, 1000);
    const store = new MemoryStore();
    const { id } = seedBot(store, { name: 'Big' });
    addParts(store, id, first);
    assert.equal(store.parts('properties', id).length, 10_000);
    assert.equal('at' in store.parts('chats', id)[0]!, false);
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
