import assert from 'node:assert/strict';

import fc from 'fast-check';

import { partKinds } from '../../../src/sandbox/store/parts';
import { commandFields, emptyCommand } from '../../../src/sandbox/store/records';
import type { Clock, SandboxStore } from '../../../src/sandbox/store/store';

const botFields = {
  name: 'Shop',
  token: null,
  status: null,
  status_changed_at: null,
  csv_url: null,
  git_remote: null,
};

const error = { title: 'Oh\0 \ud800', stack_trace: null, command: '/start' };
const chat = { chatid: '5', title: null, chat_type: 'private', user: null, blocked: false } as const;

/** What every store does, whatever it keeps its records in. */
export function describeStore(open: (now: Clock) => Promise<SandboxStore>): void {
  let store: SandboxStore;
  let time: number;

  beforeEach(async () => {
    time = Date.UTC(2026, 0, 1);
    store = await open(() => time);
  });
  afterEach(() => store.close());

  it('is empty at first', () => {
    assert.equal(store.user(), undefined);
    assert.equal(store.quota(), undefined);
    assert.equal(store.plan(), undefined);
    assert.deepEqual(store.bots(), []);
    assert.deepEqual(store.versions(), []);
    assert.equal(store.bot(1), undefined);
    assert.deepEqual(store.commands(1), []);
  });

  it('keeps user, quota and plan', () => {
    const user = { id: 1, created_at: '2026-01-01T00:00:00.000Z', email: 'a@b.invalid', api_key: 'k' };
    const quota = { id: 2, limit: 10, progress: 3, have_ads: true, extra_points: 0.5, paid_cycles_count: 0 };
    store.saveUser({ ...user, api_key: 'old' });
    store.saveUser(user);
    store.saveQuota(quota);
    store.savePlan({ id: 3, name: 'Sandbox' });
    assert.deepEqual(store.user(), user);
    assert.deepEqual(store.quota(), quota);
    assert.deepEqual(store.plan(), { id: 3, name: 'Sandbox' });
  });

  it('changes only the named fields of a bot', () => {
    const bot = store.createBot({ ...botFields, token: 'x' });
    time += 5;
    assert.deepEqual(store.updateBot(bot.id, { status: 'works', status_changed_at: 7 }), {
      ...bot,
      status: 'works',
      status_changed_at: 7,
      updated_at: '2026-01-01T00:00:00.005Z',
    });
    assert.equal(store.bot(bot.id)?.token, 'x');
    assert.equal(store.updateBot(bot.id + 1, { name: 'no' }), undefined);
  });

  it('deletes a bot with what is in it, all or nothing', () => {
    const [mine, other] = [store.createBot(botFields), store.createBot(botFields)];
    for (const { id } of [mine, other]) {
      store.createFolder(id, 'F');
      store.createCommand(id, { ...emptyCommand, aliases: ['a'] }, 'setup');
      for (const kind of partKinds) store.addPart(kind, id, error);
    }
    const before = store.commands(mine.id);
    assert.throws(() =>
      store.transaction(() => {
        assert.equal(store.deleteBot(mine.id), true);
        throw new Error('undone');
      }),
    );
    assert.deepEqual(store.commands(mine.id), before);
    for (const kind of partKinds) assert.equal(store.parts(kind, mine.id).length, 1);
    assert.equal(store.deleteBot(mine.id), true);
    for (const kind of partKinds) {
      assert.deepEqual([store.parts(kind, mine.id).length, store.parts(kind, other.id).length], [0, 1]);
    }
    assert.equal(store.deleteBot(mine.id), false);
    assert.deepEqual(store.bots(), [other]);
    assert.deepEqual([store.folders(mine.id), store.commands(mine.id)], [[], []]);
    assert.equal(store.commands(other.id)[0]?.aliases.length, 1);
    assert.ok(store.createBot(botFields).id > other.id);
  });

  it('gives ids of seven or eight digits and never one twice', () => {
    const bot = store.createBot(botFields);
    const folder = store.createFolder(bot.id, 'F');
    const first = store.createCommand(bot.id, emptyCommand, 'setup');
    for (const { id } of [bot, folder, first]) assert.match(String(id), /^\d{7,8}$/);
    store.deleteCommand(bot.id, first.id);
    store.deleteFolder(bot.id, folder.id);
    assert.ok(store.createCommand(bot.id, emptyCommand, 'setup').id > first.id);
    assert.ok(store.createFolder(bot.id, 'F').id > folder.id);
  });

  it('keeps the folders and commands of bots apart', () => {
    const [mine, other] = [store.createBot(botFields), store.createBot(botFields)];
    const folder = store.createFolder(mine.id, 'F');
    const command = store.createCommand(mine.id, emptyCommand, 'setup');
    assert.deepEqual(store.folders(other.id), []);
    assert.deepEqual(store.commands(other.id), []);
    assert.equal(store.folder(other.id, folder.id), undefined);
    assert.equal(store.command(other.id, command.id), undefined);
    assert.equal(store.deleteFolder(other.id, folder.id), false);
    assert.equal(store.deleteCommand(other.id, command.id), false);
    assert.equal(store.updateCommand(other.id, command.id, emptyCommand, 'client'), undefined);
    assert.deepEqual(store.folders(mine.id), [folder]);
    assert.deepEqual(store.commands(mine.id), [command]);
  });

  it('replaces every field of a command', () => {
    const bot = store.createBot(botFields);
    const full = {
      command: '/start',
      aliases: ['hi', '❤ help'],
      answer: 'A',
      group: 'G',
      help: 'H',
      keyboard_body: 'K',
      commands_folder_id: store.createFolder(bot.id, 'F').id,
      auto_retry_time: 60,
      code: 'C',
      need_reply: true,
    };
    const created = store.createCommand(bot.id, full, 'setup');
    assert.deepEqual(commandFields(created), full);
    time += 1000;
    const updated = store.updateCommand(bot.id, created.id, emptyCommand, 'client');
    assert.deepEqual(updated, {
      ...emptyCommand,
      aliases: [],
      last_csv_import_at: null,
      created_via_csv_import: null,
      id: created.id,
      bot_id: bot.id,
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-01T00:00:01.000Z',
    });
    assert.deepEqual(store.command(bot.id, created.id), updated);
    store.updateCommand(bot.id, created.id, { ...emptyCommand, need_reply: false }, 'client');
    assert.equal(store.command(bot.id, created.id)?.need_reply, false);
  });

  it('keeps the ids of aliases that stay', () => {
    const bot = store.createBot(botFields);
    const command = store.createCommand(bot.id, { ...emptyCommand, aliases: ['a', 'b'] }, 'setup');
    const [a, b] = command.aliases;
    assert.ok(a && b && a.id !== b.id);
    assert.equal(a.bot_command_id, command.id);
    time += 5;
    const updated = store.updateCommand(
      bot.id,
      command.id,
      { ...emptyCommand, aliases: ['b', 'c'] },
      'client',
    );
    assert.deepEqual(
      updated?.aliases.map((alias) => [alias.command, alias.created_at]),
      [
        ['b', '2026-01-01T00:00:00.000Z'],
        ['c', '2026-01-01T00:00:00.005Z'],
      ],
    );
    assert.deepEqual(updated.aliases[0], b);
  });

  it('lists pages in the order of ids', () => {
    const bot = store.createBot(botFields);
    const ids = Array.from({ length: 7 }, () => store.createCommand(bot.id, emptyCommand, 'setup').id);
    const page = (offset: number) =>
      store.commands(bot.id, { offset, limit: 3 }).map((command) => command.id);
    assert.deepEqual(
      [page(0), page(3), page(6), page(9)],
      [ids.slice(0, 3), ids.slice(3, 6), ids.slice(6), []],
    );
    assert.equal(store.commands(bot.id).length, 7);
  });

  it('logs every text with its writer, once, and beyond deletion', () => {
    const bot = store.createBot(botFields);
    const one = { ...emptyCommand, command: '/a', code: '1' };
    const command = store.createCommand(bot.id, one, 'setup');
    store.createCommand(bot.id, emptyCommand, 'setup');
    store.updateCommand(bot.id, command.id, { ...one, answer: 'the text stays' }, 'client');
    store.updateCommand(bot.id, command.id, { ...one, code: '2' }, 'client');
    store.updateCommand(bot.id, command.id, { ...one, code: '1' }, 'other person');
    store.updateCommand(bot.id, command.id, { ...one, code: null }, 'client');
    store.deleteCommand(bot.id, command.id);
    const versions = store.versions({ commandId: command.id });
    assert.deepEqual(
      versions.map(({ command: name, code, writer }) => [name, code, writer]),
      [
        ['/a', '1', 'setup'],
        ['/a', '2', 'client'],
        ['/a', '1', 'other person'],
        ['/a', '', 'client'],
      ],
    );
    assert.equal(versions[0]?.at, '2026-01-01T00:00:00.000Z');
    assert.equal(store.versions({ botId: bot.id }).length, 5);
    assert.equal(store.versions({ botId: bot.id + 1 }).length, 0);
  });

  it('keeps nothing of a transaction that throws', () => {
    const bot = store.createBot(botFields);
    const folder = store.createFolder(bot.id, 'F');
    const command = store.createCommand(bot.id, { ...emptyCommand, code: '1', aliases: ['a'] }, 'setup');
    const last = store.createCommand(bot.id, emptyCommand, 'setup');
    const state = () => [
      store.bots(),
      store.folders(bot.id),
      store.commands(bot.id),
      store.versions(),
      store.user(),
      store.parts('errors', bot.id),
      store.parts('chats', bot.id),
      store.fact('pendingWork'),
    ];
    const kept = store.addPart('errors', bot.id, error);
    store.addPart('errors', bot.id, error);
    const before = structuredClone(state());
    const failure = new Error('no');
    assert.throws(
      () =>
        store.transaction(() => {
          store.saveUser({ id: 1, created_at: '', email: '', api_key: 'k' });
          store.createBot(botFields);
          store.updateBot(bot.id, { name: 'other' });
          store.deleteFolder(bot.id, folder.id);
          store.createFolder(bot.id, 'G');
          store.updateCommand(bot.id, last.id, { ...emptyCommand, code: '2', aliases: ['b'] }, 'client');
          store.deleteCommand(bot.id, command.id);
          store.markCsvImport(bot.id, last.id, { last_csv_import_at: '', created_via_csv_import: true });
          store.updatePart('errors', bot.id, kept.id, { title: 'other' });
          store.deletePart('errors', bot.id, kept.id);
          store.clearParts('errors', bot.id);
          store.addPart('errors', bot.id, error);
          store.addPart('chats', bot.id, chat);
          store.saveFact('pendingWork', [{ kind: 'copy', botId: bot.id, due: 1 }]);
          store.transaction(() => store.createCommand(bot.id, { ...emptyCommand, code: '3' }, 'client'));
          throw failure;
        }),
      failure,
    );
    assert.deepEqual(state(), before);
    assert.equal(
      store.transaction(() => store.createBot(botFields).name),
      'Shop',
    );
    assert.equal(store.bots().length, 2);
  });

  it('keeps facts by their names', () => {
    assert.equal(store.fact('pendingWork'), undefined);
    const work = [{ kind: 'gitExport', botId: 1, branch: 'main', due: 5 }] as const;
    store.saveFact('pendingWork', work);
    store.saveFact('linkedAccounts', []);
    assert.deepEqual(store.fact('pendingWork'), work);
    store.saveFact('pendingWork', []);
    assert.deepEqual([store.fact('pendingWork'), store.fact('linkedAccounts')], [[], []]);
  });

  it('fills in what is not said of a bot', () => {
    const bot = store.createBot({ name: 'Shop', protected: true, store_bot_id: 7 });
    assert.deepEqual(store.bot(bot.id), { ...bot, ...botFields, protected: true, store_bot_id: 7 });
    assert.equal(store.updateBot(bot.id, { protected: false })?.protected, false);
    assert.equal(store.bots()[0]?.protected, false);
  });

  it('keeps what a CSV import did to a command, also when a client writes it', () => {
    const bot = store.createBot(botFields);
    const { id } = store.createCommand(bot.id, emptyCommand, 'import');
    const marks = { last_csv_import_at: '2026-01-01T00:00:00.000Z', created_via_csv_import: true };
    store.markCsvImport(bot.id, id, marks);
    const { last_csv_import_at, created_via_csv_import } = store.updateCommand(
      bot.id,
      id,
      { ...emptyCommand, code: 'x' },
      'client',
    )!;
    assert.deepEqual({ last_csv_import_at, created_via_csv_import }, marks);
    store.markCsvImport(bot.id, id, { last_csv_import_at: null, created_via_csv_import: false });
    assert.equal(store.command(bot.id, id)?.created_via_csv_import, false);
  });

  it('keeps parts of a bot, changes and deletes them one by one', () => {
    const [mine, other] = [store.createBot(botFields), store.createBot(botFields)];
    const first = store.addPart('chats', mine.id, chat);
    const second = store.addPart('chats', mine.id, { ...chat, blocked: true }, Date.UTC(2025, 0, 1));
    assert.deepEqual(first, {
      ...chat,
      id: first.id,
      bot_id: mine.id,
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-01T00:00:00.000Z',
    });
    assert.equal(second.created_at, '2025-01-01T00:00:00.000Z');
    assert.deepEqual(store.part('chats', mine.id, first.id), first);
    assert.deepEqual([store.parts('chats', other.id), store.parts('errors', mine.id)], [[], []]);
    time += 5;
    const changed = store.updatePart('chats', mine.id, first.id, { blocked: true });
    assert.deepEqual(changed, { ...first, blocked: true, updated_at: '2026-01-01T00:00:00.005Z' });
    assert.deepEqual(store.parts('chats', mine.id), [changed, second]);

    assert.equal(store.part('chats', other.id, first.id), undefined);
    assert.equal(store.updatePart('chats', other.id, first.id, { blocked: false }), undefined);
    assert.equal(store.deletePart('chats', other.id, first.id), false);
    assert.equal(store.deletePart('chats', mine.id, first.id), true);
    assert.deepEqual(store.parts('chats', mine.id), [second]);
    store.clearParts('chats', mine.id);
    assert.deepEqual(store.parts('chats', mine.id), []);
    assert.ok(store.addPart('chats', mine.id, chat).id > second.id, 'no id twice');
  });

  it('lists pages of parts from either end', () => {
    const bot = store.createBot(botFields);
    const ids = Array.from({ length: 7 }, () => store.addPart('errors', bot.id, error).id);
    const page = (offset: number, newestFirst: boolean) =>
      store.parts('errors', bot.id, { offset, limit: 3, newestFirst }).map(({ id }) => id);
    assert.deepEqual([page(0, false), page(6, false)], [ids.slice(0, 3), ids.slice(6)]);
    const newest = [...ids].reverse();
    assert.deepEqual(
      [page(0, true), page(6, true), page(9, true)],
      [newest.slice(0, 3), newest.slice(6), []],
    );
  });

  it('refuses what it could not give back', () => {
    const bot = store.createBot(botFields);
    const command = store.createCommand(bot.id, emptyCommand, 'setup');
    for (const fields of [{ code: 'a\0b' }, { aliases: ['\0'] }]) {
      const refused = { ...emptyCommand, ...fields };
      assert.throws(() => store.createCommand(bot.id, refused, 'client'), RangeError);
      assert.throws(() => store.updateCommand(bot.id, command.id, refused, 'client'), RangeError);
    }
    assert.deepEqual(store.commands(bot.id), [command]);
  });

  it('gives every text back as it was', () => {
    const bot = store.createBot(botFields);
    const command = store.createCommand(bot.id, emptyCommand, 'setup');
    const texts = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(texts, fc.array(texts, { maxLength: 3 }), (text, names) => {
        const aliases = [...new Set(names)];
        const fields = { ...emptyCommand, command: text, code: text, answer: text, group: text, aliases };
        store.updateCommand(bot.id, command.id, fields, 'client');
        const read = store.command(bot.id, command.id);
        assert.deepEqual(read && [read.command, read.code, read.answer, read.group], [
          text,
          text,
          text,
          text,
        ]);
        // Aliases that stay keep their place, so only the set counts.
        assert.deepEqual(new Set(read?.aliases.map((alias) => alias.command)), new Set(aliases));
      }),
      { examples: [['\ufeffa\r\n\u0001\ufffe', ['❤ "x"']]] },
    );
  });
}
