import assert from 'node:assert/strict';

import fc from 'fast-check';

import { createCommand } from '../../../src/api/commands';
import { createFolder } from '../../../src/api/folders';
import type { RepositoryCommand } from '../../../src/repository/format/command';
import { normalise } from '../../../src/repository/format/normalise';
import { type ParsedBot, parseBot } from '../../../src/repository/format/parseBot';
import { exportBot } from '../../../src/repository/transfer/exportBot';
import { importCommands, type ImportOptions } from '../../../src/repository/transfer/importCommands';
import { existingCommands, planImport } from '../../../src/repository/transfer/planImport';
import { readWholeBot } from '../../../src/repository/transfer/readWholeBot';
import type { FaultSwitch } from '../../../src/sandbox/server/faults';
import { ApiSubject, urlOf } from '../api/subject';
import { readDemoFiles } from './demoFiles';
import { exportCommand, exported } from './exporter';
import { piecesOfFile, textOf, wildText } from './grammar';

describe('repository: a bot between files and an account', () => {
  let subject: ApiSubject;
  let botId: number;

  beforeEach(async () => {
    subject = await ApiSubject.start();
    botId = subject.seed({ name: 'New' }).botId;
  });
  afterEach(() => subject.close());

  const target = (id = botId) => ({
    createFolder: (title: string) => createFolder(subject.http, id, title),
    createCommand: (body: Parameters<typeof createCommand>[2]) => createCommand(subject.http, id, body),
  });
  const fault = (...faults: FaultSwitch[]) => subject.sandbox.faults.add(...faults);
  const bring = (bot: ParsedBot, options?: ImportOptions) => importCommands(target(), bot.commands, options);
  const namesThere = () => subject.sandbox.store.commands(botId).map(({ command }) => command);
  const folder = (...names: string[]) =>
    parseBot(new Map(names.map((name) => [`commands/${name}.js`, `run(${JSON.stringify(name)});\n`])));

  /** What a bot means, whatever the order of its commands. */
  const meaning = (commands: readonly RepositoryCommand[]) =>
    commands.map((command) => JSON.stringify(normalise({ ...plain(command) }))).sort();
  const plain = ({ name, folder: title, help, needReply, autoRetryTime, ...rest }: RepositoryCommand) => {
    const { answer, keyboard, aliases, group, code } = rest;
    return { name, folder: title, help, needReply, autoRetryTime, answer, keyboard, aliases, group, code };
  };

  /** Folder → account → folder. */
  const throughAccount = async (files: ReadonlyMap<string, string>) => {
    const before = parseBot(files);
    const { botId: id } = subject.seed({ name: 'Another' });
    const imported = await importCommands(target(id), before.commands);
    for (const { command, outcome } of imported) {
      assert.deepEqual(outcome.kind === 'created' && outcome.unlike, [], command.path);
    }
    const whole = await readWholeBot(subject.http, id);
    assert.deepEqual([whole.incomplete, whole.broken], [[], []]);
    const printed = exportBot(whole, { name: 'Another' });
    return { before: before.commands, after: parseBot(printed.files).commands, printed };
  };

  for (const demo of ['shop', 'quiz']) {
    it(`brings the demo bot "${demo}" back under the same paths with the same meaning`, async () => {
      const files = readDemoFiles(demo);
      const { before, after, printed } = await throughAccount(files);
      assert.deepEqual(printed.refused, []);
      assert.deepEqual(meaning(after), meaning(before));
      assert.deepEqual(
        after.map(({ path }) => path),
        before.map(({ path }) => path),
      );
    });
  }

  const paths = fc.constantFrom('_a', '@', '_', 'Balance', 'Cart/_a', 'Cart/x y', 'Ð¿Ñ€/ÐŸ', '🛒/❤ Help');

  it('brings back whatever a file can hold', async function () {
    this.timeout(30_000);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(paths, exported), { maxLength: 6 }), async (commands) => {
        const files = new Map(
          commands.map(([path, command], index) => [`commands/${path}${index}.js`, exportCommand(command)]),
        );
        const { before, after, printed } = await throughAccount(files);
        assert.deepEqual(printed.refused, []);
        assert.deepEqual(meaning(after), meaning(before));
      }),
      { numRuns: 40 },
    );
  });

  it('brings back what can be written of any files at all, and names the rest', async function () {
    this.timeout(30_000);
    const text = fc.oneof(piecesOfFile.map(textOf), wildText).filter((each) => each.isWellFormed());
    // The server takes no NUL.
    const file = text.map((each) => each.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(paths, file), { maxLength: 6 }), async (contents) => {
        const files = new Map(contents.map(([path, each], index) => [`commands/${path}${index}.js`, each]));
        const { before, after, printed } = await throughAccount(files);
        const refused = printed.refused.map(({ name }) => name);
        assert.equal(after.length + refused.length, before.length);
        const written = before.filter(({ name }) => !refused.includes(name));
        const read = after.filter(({ name }) => !refused.includes(name));
        assert.deepEqual(meaning(read), meaning(written));
      }),
      { numRuns: 60 },
    );
  });

  describe('import', () => {
    it('makes each folder once, and only those that are missing', async () => {
      const there = subject.sandbox.store.createFolder(botId, 'Cart').id;
      const bot = folder('Cart/a', 'Cart/b', 'New/c', 'New/d', 'e');
      await bring(bot, { folders: new Map([['Cart', there]]) });
      assert.deepEqual(
        subject.sandbox.store.folders(botId).map(({ title }) => title),
        ['Cart', 'New'],
      );
      const inside = subject.sandbox.store
        .commands(botId)
        .filter((each) => each.commands_folder_id === there);
      assert.deepEqual(inside.map(({ command }) => command).sort(), ['a', 'b']);
    });

    it('goes on after a command that fails, and says which', async () => {
      fault({ kind: 'status', status: 500, endpoint: 'createCommand', times: 1 });
      const outcomes = (await bring(folder('a', 'b', 'c'))).map(({ command, outcome }) => [
        command.name,
        outcome.kind,
      ]);
      assert.equal(outcomes.filter(([, kind]) => kind === 'failed').length, 1);
      const created = outcomes.flatMap(([name, kind]) => (kind === 'created' ? [name] : []));
      assert.deepEqual(namesThere().sort(), created);
    });

    it('waits when there are too many requests, and then makes all', async () => {
      fault({ kind: 'status', status: 429, retryAfter: 0, endpoint: 'createCommand', times: 3 });
      const waits: (number | undefined)[] = [];
      const done = await bring(folder('a', 'b', 'c'), {
        onProgress: ({ waitSeconds }) => waits.push(waitSeconds),
      });
      assert.ok(done.every(({ outcome }) => outcome.kind === 'created'));
      assert.deepEqual(namesThere().sort(), ['a', 'b', 'c']);
      assert.equal(waits.filter((seconds) => seconds !== undefined).length, 3);
    });

    it('stops where nobody is let in, and leaves the rest untried', async () => {
      fault({ kind: 'status', status: 401, endpoint: 'createCommand' });
      const names = Array.from({ length: 30 }, (_, index) => `c${index}`);
      const kinds = (await bring(folder(...names))).map(({ outcome }) => outcome.kind);
      assert.ok(
        kinds.slice(10).every((kind) => kind === 'notTried'),
        kinds.join(),
      );
      assert.equal(kinds[0], 'failed');
    });

    it('makes no command outside the folder that cannot be made', async () => {
      fault({ kind: 'status', status: 500, endpoint: 'createFolder' });
      const kinds = (await bring(folder('Cart/a', 'Cart/b', 'c'))).map(({ command, outcome }) => [
        command.name,
        outcome.kind,
      ]);
      assert.deepEqual(kinds, [
        ['a', 'failed'],
        ['b', 'failed'],
        ['c', 'created'],
      ]);
      assert.deepEqual(namesThere(), ['c']);
    });

    it('ends where it is cancelled, and what was made is told', async () => {
      const end = new AbortController();
      const names = Array.from({ length: 30 }, (_, index) => `c${index}`);
      const done = await bring(folder(...names), {
        signal: end.signal,
        onProgress: ({ done: count }) => count === 5 && end.abort(),
      });
      const created = done.filter(({ outcome }) => outcome.kind === 'created');
      assert.equal(created.length, namesThere().length);
      assert.ok(created.length < 15, String(created.length));
      assert.equal(done.at(-1)?.outcome.kind, 'notTried');
    });

    it('names the parts that the server stored otherwise', async () => {
      fault({ kind: 'normaliseText' });
      const bot = parseBot(new Map([['commands/a.js', 'run();  \r\nagain();\n\n\n']]));
      const [only] = await bring(bot);
      assert.deepEqual(only?.outcome.kind === 'created' && only.outcome.unlike, ['code']);
    });

    it('leaves alone what the bot has, by name and number', async () => {
      const bot = folder('a', 'Cart/a', 'b');
      await bring(folder('a'));
      const { commands, folders } = await readWholeBot(subject.http, botId);
      const { create, present } = planImport(bot.commands, existingCommands(commands, folders));
      assert.deepEqual(
        create.map(({ path }) => path),
        ['commands/Cart/a.js', 'commands/b.js'],
      );
      assert.deepEqual(
        present.map(({ command }) => command.path),
        ['commands/a.js'],
      );
    });

    it('takes a command of the name in another folder for the same, when no other file is that', () => {
      const existing = [{ id: 1, name: 'a', folder: 'Old' }];
      const { create, present } = planImport(folder('Cart/a', 'a').commands, existing);
      assert.deepEqual(
        [create.map(({ path }) => path), present.map(({ command }) => command.path)],
        [['commands/a.js'], ['commands/Cart/a.js']],
      );
    });
  });

  describe('reading a bot whole', () => {
    it('asks for the code of each command when the list has none', async () => {
      await bring(folder('a', 'Cart/b'));
      fault({ kind: 'listWithoutCode' });
      const { commands } = await readWholeBot(subject.http, botId);
      assert.deepEqual(commands.map(({ code }) => code).sort(), ['run("Cart/b");', 'run("a");']);
    });

    it('names commands of which the server leaves fields out, and exports no half of them', async () => {
      await bring(folder('a'));
      fault({ kind: 'omitFields', fields: ['keyboard_body', 'help'] });
      const whole = await readWholeBot(subject.http, botId);
      assert.deepEqual(whole.commands, []);
      assert.deepEqual(
        whole.incomplete.map(({ command, fields }) => [command.command, fields]),
        [['a', ['keyboard_body', 'help']]],
      );
    });

    it('fails as a whole when a part cannot be had', async () => {
      await bring(folder('a'));
      fault({ kind: 'status', status: 500, endpoint: 'getFolders' });
      await subject.failureOf(readWholeBot(subject.http, botId), 'server');
    });

    it('finds a command that moved to an earlier page while somebody else deleted', async () => {
      const names = Array.from({ length: 60 }, (_, index) => ({ name: `c${index}`, code: `${index}` }));
      const { botId: id, commandIds } = subject.seed({ name: 'Long', commands: names });
      // After the first page was read: the command at the end of the next one comes a place earlier.
      const passing = subject.client({
        fetch: async (input, init) => {
          const response = await fetch(input, init);
          if (urlOf(input).searchParams.get('page') === '1') {
            subject.sandbox.store.deleteCommand(id, commandIds[0]!);
          }
          return response;
        },
      });
      const { commands } = await readWholeBot(passing, id);
      assert.deepEqual(
        commands.map(({ command }) => command),
        names.slice(1).map(({ name }) => name),
      );
    });

    it('says which groups and folders are not known, and where a header may end early', async () => {
      const { botId: id, folderIds } = subject.seed({
        name: 'Odd',
        folders: ['Cart'],
        commands: [
          { name: '/group', group: 'Admins' },
          { name: '/folder', folder: 'Cart' },
          { name: '/end', answer: 'see CMD*/ end' },
        ],
      });
      fault({ kind: 'groupNotEchoed' });
      const whole = await readWholeBot(subject.http, id);
      const folders = whole.folders.filter((each) => each.id !== folderIds[0]);
      const { notes, files } = exportBot({ ...whole, folders }, { name: 'Odd' });
      assert.deepEqual(notes.map(({ reason, command }) => `${reason} ${command.command}`).sort(), [
        'folderUnknown /folder',
        'groupUnknown /end',
        'groupUnknown /folder',
        'groupUnknown /group',
        'headerEnd /end',
      ]);
      assert.equal(parseBot(files).commands.length, 3);
    });

    it('takes the group last known where the server says none', async () => {
      const { botId: id } = subject.seed({ name: 'Grouped', commands: [{ name: '/a', group: 'Admins' }] });
      fault({ kind: 'groupNotEchoed' });
      const whole = await readWholeBot(subject.http, id);
      const { files } = exportBot(whole, { name: 'Grouped', lastKnownGroup: () => 'Admins' });
      assert.equal(parseBot(files).commands[0]?.group, 'Admins');
    });
  });
});
