import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { applyCsv, CsvError } from '../../../src/sandbox/csvImport';
import { MemoryStore } from '../../../src/sandbox/store/memoryStore';
import { startSubject, type Subject } from './client';

interface Task {
  readonly id: number;
  readonly status: string;
  readonly created: number;
  readonly updated: number;
  readonly removed: number;
  readonly error: string | null;
}

describe('sandbox: CSV import', () => {
  let subject: Subject;
  let tables: Server;
  let serve: RequestListener;
  let url: string;
  beforeEach(async () => {
    subject = await startSubject();
    tables = createServer((request, answer) => serve(request, answer));
    await new Promise<void>((resolve) => tables.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(tables.address() as AddressInfo).port}/bot.csv`;
  });
  afterEach(async () => {
    await subject.sandbox.close();
    tables.closeAllConnections();
    tables.close();
  });

  const run = async (path: string, address = url): Promise<Task> => {
    const { id } = (await subject.call('POST', `${path}/csv_import`, { csv_url: address })).json as Task;
    for (;;) {
      const task = (await subject.call('GET', `${path}/csv_import/${id}`)).json as Task;
      if (task.status !== 'new' && task.status !== 'in progress') return task;
    }
  };

  it('replaces what has the name of a row, removes what only an earlier table had, and counts', async () => {
    const { path, botId } = subject.seed({
      commands: [
        { name: '/old', folder: 'Menu', code: 'old', help: 'gone', group: 'gone' },
        { name: '/other', code: 'stays' },
      ],
    });
    const { store } = subject.sandbox;
    serve = (_, answer) =>
      answer.end(
        '\ufeffCommand, answer,aliases,help,keyboard,need_reply,scenarios,group,runtime_mode\r\n' +
          '/old,"Hi, ""you""\r\nthere","A, B",,"X, Y",TRUE,"let a;\nlet b;",Staff,database\r\n' +
          '\r\n/new,,,,,false,code,,\r\n,no name,,,,,,,\r\n',
      );
    assert.deepEqual(await run(path), {
      id: store.parts('imports', botId)[0]?.id,
      status: 'finished',
      created: 1,
      updated: 1,
      removed: 0,
      error: null,
    });
    const list = (await subject.call('GET', `${path}/commands`)).json as Record<string, unknown>[];
    assert.deepEqual(
      list.map(({ command, code, created_via_csv_import: created }) => [command, code, created]),
      [
        ['/old', 'let a;\nlet b;', null],
        ['/other', 'stays', null],
        ['/new', 'code', true],
      ],
    );
    const [old] = store.commands(botId);
    assert.ok(old);
    assert.deepEqual(
      [old.answer, old.help, old.keyboard_body, old.need_reply, old.group],
      ['Hi, "you"\r\nthere', null, 'X, Y', true, 'Staff'],
    );
    assert.deepEqual(
      old.aliases.map(({ command }) => command),
      ['a', 'b'],
    );
    assert.equal(old.commands_folder_id, store.folders(botId)[0]?.id);
    assert.ok(old.last_csv_import_at);

    serve = (_, answer) => answer.end('command,scenarios\n/old,x\n/old,y\n');
    const { created, updated, removed } = await run(path);
    assert.deepEqual([created, updated, removed], [0, 1, 1]);
    assert.deepEqual(
      store.commands(botId).map(({ command, code }) => [command, code]),
      [
        ['/old', 'y'],
        ['/other', 'stays'],
      ],
    );
  });

  it('says why it failed, and changes nothing then', async () => {
    const { path, botId } = subject.seed({ commands: [{ name: '/a', code: 'a' }] });
    const answerWith = (status: number, text: string) => {
      serve = (_, answer) => answer.writeHead(status).end(text);
    };
    answerWith(404, 'nothing');
    assert.match((await run(path)).error ?? '', /status 404/);
    answerWith(200, 'name,code\n/a,x\n');
    assert.match((await run(path)).error ?? '', /no column "command"/);
    answerWith(200, 'command,scenarios\n"/a,x\n');
    assert.match((await run(path)).error ?? '', /not a CSV table/);
    answerWith(200, `command,scenarios\n/a,${'x'.repeat(5 * 1024 * 1024)}\n`);
    assert.match((await run(path)).error ?? '', /larger than 5 MB/);
    serve = (request) => request.socket.destroy();
    assert.match((await run(path)).error ?? '', /cannot be downloaded/);
    for (const address of ['file:///etc/hosts', 'data:text/csv,command', 'nothing']) {
      const task = await run(path, address);
      assert.deepEqual([task.status, task.error], ['failed', 'The CSV URL is not valid']);
    }
    assert.deepEqual(
      subject.sandbox.store.commands(botId).map(({ command, code }) => [command, code]),
      [['/a', 'a']],
    );
  });

  it('runs one at a time for each bot, and refuses an address that is missing', async () => {
    const { path } = subject.seed({});
    const arrived = new Promise<void>((resolve) => (serve = () => resolve()));
    const used = subject.sandbox.store.quota()?.progress;
    await subject.call('POST', `${path}/csv_import`, { csv_url: url });
    const second = await subject.call('POST', `${path}/csv_import`, { csv_url: url });
    assert.deepEqual([second.status, second.json], [422, { error: 'CSV import is already running' }]);
    const none = await subject.call('POST', `${subject.seed({}).path}/csv_import`, {});
    assert.deepEqual([none.status, none.json], [422, { error: 'CSV URL is missing' }]);
    assert.equal(subject.sandbox.store.quota()?.progress, (used ?? NaN) + 5, 'only the first one costs');
    // Ends while a table is on its way, which the server does not wait for.
    await arrived;
  });

  it('of a server that ended in the middle is marked as failed by the next one', async () => {
    const store = new MemoryStore();
    const first = await startSubject({ store });
    const { path, botId } = first.seed({});
    const arrived = new Promise<void>((resolve) => (serve = () => resolve()));
    await first.call('POST', `${path}/csv_import`, { csv_url: url });
    await arrived;
    await first.sandbox.close();
    assert.equal(store.parts('imports', botId)[0]?.status, 'in progress');
    const next = await startSubject({ store });
    const [task] = store.parts('imports', botId);
    assert.deepEqual([task?.status, task?.error], ['failed', 'The server was restarted']);
    await next.sandbox.close();
  });

  it('shows the newest import on a path without an id', async () => {
    const other = await startSubject({
      behaviour: { paths: { getCsvImportTask: '/bots/{bot_id}/csv_import_task' } },
    });
    const { path, botId } = other.seed({});
    assert.equal((await other.call('GET', `${path}/csv_import_task`)).status, 404);
    const done = { csv_url: url, created: 0, updated: 0, removed: 0, error: null } as const;
    other.sandbox.store.addPart('imports', botId, { ...done, status: 'failed' });
    other.sandbox.store.addPart('imports', botId, { ...done, status: 'finished' });
    assert.equal(((await other.call('GET', `${path}/csv_import_task`)).json as Task).status, 'finished');
    await other.sandbox.close();
  });

  it('reads rows that are shorter or longer than the head', () => {
    const store = new MemoryStore();
    const { id } = store.createBot({});
    const counts = applyCsv(store, id, 'command,answer,help\n/a\n/b,B,help,more\n', 0);
    assert.deepEqual(counts, { created: 2, updated: 0, removed: 0 });
    assert.deepEqual(
      store.commands(id).map(({ command, answer, help }) => [command, answer, help]),
      [
        ['/a', null, null],
        ['/b', 'B', 'help'],
      ],
    );
    assert.throws(() => applyCsv(store, id, '', 0), CsvError);
  });
});
