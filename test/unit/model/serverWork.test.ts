import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { CsvImportTask } from '../../../src/api/csvImport';
import { Bots } from '../../../src/model/bots';
import { Contents } from '../../../src/model/contents';
import { ServerWork } from '../../../src/model/serverWork';
import { Usage } from '../../../src/model/usage';
import { emptyCommand } from '../../../src/sandbox/store/records';
import { ApiSubject } from '../api/subject';
import { when } from './events';
import { MemoryTextStore } from './memoryTextStore';

describe('model: work of the server on a bot', () => {
  let subject: ApiSubject;
  let botId: number;
  let bots: Bots;
  let contents: Contents;
  let usage: Usage;
  let work: ServerWork;
  let now: number;
  let librariesRead: number;
  let ended: AbortController;

  beforeEach(async () => {
    now = Date.UTC(2026, 0, 1);
    subject = await ApiSubject.start({ now: () => now, behaviour: { gitMs: 2000 } });
    ({ botId } = subject.seed({ commands: [{ name: '/start', code: 'one' }] }));
    subject.sandbox.store.updateBot(botId, { git_remote: 'git@example.com:a/b.git' });
    const store = new MemoryTextStore();
    bots = new Bots(subject.http, store, 'sandbox', subject.log);
    contents = new Contents(subject.http, store, 'sandbox', botId, subject.log);
    usage = new Usage(subject.http, subject.log);
    librariesRead = 0;
    const refresh = () => {
      librariesRead++;
      return Promise.resolve();
    };
    const libraries = () => ({ isKnown: true, refresh });
    const parts = { http: subject.http, bots, contents, usage, libraries };
    work = new ServerWork(parts, { every: 1, atMost: 60_000 });
    ended = new AbortController();
    await bots.open();
  });
  afterEach(async () => {
    for (const part of [usage, contents, bots]) part.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  const used = () => subject.sandbox.store.quota()?.progress;

  it('says where its table and its repository are', async () => {
    const { gitRemote, csvUrl } = await work.settings();
    assert.deepEqual([gitRemote, csvUrl], ['git@example.com:a/b.git', null]);
  });

  describe('CSV import', () => {
    let csv: http.Server;
    let release: () => void;
    const url = () => `http://127.0.0.1:${(csv.address() as AddressInfo).port}/`;

    beforeEach(async () => {
      const released = new Promise<void>((resolve) => (release = resolve));
      csv = http.createServer((_, response) => {
        void released.then(() => response.end('command,answer\n/new,Hi\n'));
      });
      await new Promise<void>((resolve) => csv.listen(0, '127.0.0.1', resolve));
    });
    afterEach(async () => {
      release();
      await new Promise((resolve) => csv.close(resolve));
    });

    it('is followed to its end; then the bot and the usage are as the server has them', async () => {
      await contents.openWhole();
      const told: CsvImportTask[] = [];
      const imported = work.importCsv(
        url(),
        (task) => {
          told.push(task);
          if (told.length === 3) release();
        },
        ended.signal,
      );
      const task = await imported;
      assert.deepEqual([task?.status, task?.created, task?.updated, task?.removed], ['finished', 1, 0, 0]);
      assert.deepEqual([told[0]?.status, told[2]?.status], ['new', 'in progress']);
      assert.deepEqual(
        [...contents.commands.values()].map(({ command }) => command),
        ['/start', '/new'],
      );
      assert.equal(usage.current?.progress, used());
    });

    it('goes on on the server when nobody follows it any longer', async () => {
      const imported = work.importCsv(url(), () => ended.abort(), ended.signal);
      assert.equal(await imported, undefined);
      release();
      const tasks = () => subject.sandbox.store.parts('imports', botId);
      while (tasks()[0]?.status !== 'finished') await new Promise((resolve) => setImmediate(resolve));
    });

    it('is over when the server says that it failed', async () => {
      release();
      const task = await work.importCsv(`${url()}x`.replace('http:', 'ftp:'), () => undefined, ended.signal);
      assert.equal(task?.status, 'failed');
      assert.ok(task.error);
    });

    it('of which neither id nor progress is to be had is not known to be over, and is paid for', async () => {
      release();
      subject.sandbox.faults.add({ kind: 'plainText', endpoint: 'startCsvImport' });
      subject.sandbox.requests.clear();
      const paid = when(usage.onDidChange, () => usage.current !== undefined);
      assert.equal(await work.importCsv(url(), () => undefined, ended.signal), undefined);
      const arrived = subject.arrived().filter((line) => line.includes('csv_import'));
      assert.deepEqual(arrived, [
        `POST /bots/${botId}/csv_import`,
        `GET /bots/${botId}/csv_import`,
        `GET /bots/${botId}/csv_import_task`,
      ]);
      await paid;
    });

    it('is followed on when how far it is could not be had for a moment', async () => {
      release();
      // More than one call tries by itself.
      const drops = { kind: 'dropConnection', endpoint: 'getCsvImportTask', times: 6 } as const;
      subject.sandbox.faults.add(drops);
      const task = await work.importCsv(url(), () => undefined, ended.signal);
      assert.equal(task?.status, 'finished');
    });

    it('has the commands read also when how far it is is never to be had', async () => {
      await contents.openWhole();
      release();
      subject.sandbox.faults.add({ kind: 'status', status: 503, endpoint: 'getCsvImportTask' });
      const tasks = () => subject.sandbox.store.parts('imports', botId);
      const imported = work.importCsv(url(), () => undefined, ended.signal);
      while (tasks()[0]?.status !== 'finished') await new Promise((resolve) => setImmediate(resolve));
      assert.equal(await imported, undefined);
      assert.equal(contents.commands.size, 2);
    });

    it('is not begun twice', async () => {
      const first = work.importCsv(url(), () => undefined, ended.signal);
      await when(usage.onDidChange, () => usage.current !== undefined);
      await subject.failureOf(
        work.importCsv(url(), () => undefined, ended.signal),
        'refused',
      );
      release();
      await first;
    });
  });

  describe('Git import', () => {
    it('is over when other commands are there, which are read', async () => {
      await work.exportToGit('main');
      now += 2000;
      const begun = work.importFromGit('main', ended.signal);
      const arrived = () => subject.sandbox.requests.list('gitImport')[0]?.status;
      while (arrived() !== 200) await new Promise((resolve) => setImmediate(resolve));
      const before = [...contents.commands.keys()];
      now += 2000;
      assert.equal(await begun, 'came');
      assert.notDeepEqual([...contents.commands.keys()], before);
      assert.deepEqual(
        [...contents.commands.keys()],
        subject.sandbox.store.commands(botId).map(({ id }) => id),
      );
      assert.equal(usage.current?.progress, used());
      assert.equal(librariesRead, 1);
    });

    it('is not over while the server has deleted and not yet made, nor because of what came before it', async () => {
      await work.exportToGit('main');
      now += 2000;
      await contents.openWhole();
      const { store, requests } = subject.sandbox;
      let isOver = false;
      const looks = async (count: number) => {
        const wanted = requests.list('getCommands').length + count;
        while (!isOver && requests.list('getCommands').length < wanted)
          await new Promise((resolve) => setImmediate(resolve));
      };
      // Somebody else's, since the listing that is known.
      store.createCommand(botId, { ...emptyCommand, command: '/theirs', code: '' }, 'other person');
      const begun = work.importFromGit('main', ended.signal).finally(() => (isOver = true));
      await looks(8);
      assert.equal(isOver, false, 'what another person made is no import');
      for (const { id } of store.commands(botId)) store.deleteCommand(botId, id);
      await looks(8);
      assert.equal(isOver, false, 'an empty bot is half of an import');
      store.createCommand(botId, { ...emptyCommand, command: '/new', code: '' }, 'setup');
      assert.equal(await begun, 'came');
      assert.deepEqual(
        [...contents.commands.values()].map(({ command }) => command),
        ['/new'],
      );
    });

    it('is not known to be over when nothing else comes, or nobody waits', async () => {
      await work.exportToGit('main');
      now += 2000;
      ended.abort();
      assert.equal(await work.importFromGit('main', ended.signal), 'notYet');
      assert.equal(subject.sandbox.requests.list('gitImport').length, 1);
    });

    it('is begun also for a bot whose commands are not to be had', async () => {
      await work.exportToGit('main');
      now += 2000;
      subject.sandbox.faults.add({ kind: 'status', status: 403, endpoint: 'getCommands' });
      assert.equal(await work.importFromGit(undefined, ended.signal), 'notLookedAt');
      assert.deepEqual(
        subject.sandbox.requests.list('gitImport').map(({ body }) => body),
        [{}],
      );
    });
  });
});
