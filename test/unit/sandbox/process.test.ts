import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { mock } from 'node:test';

import { build } from 'esbuild';

import { behaviourFor } from '../../../src/sandbox/process/commandLine';
import { Lifetime } from '../../../src/sandbox/process/lifetime';
import { fileLog } from '../../../src/sandbox/process/fileLog';
import type { Attachments } from '../../../src/sandbox/server/attachments';
import { SandboxConnection } from '../../../src/platform/node/sandboxConnection';
import { Emitter } from '../../../src/util/event';
import { silentLog } from '../../../src/util/log';
import {
  attachRoute,
  parseSandboxInfo,
  sandboxInfoFile,
  type SandboxInfo,
  type SandboxMessage,
} from '../../../src/util/sandboxContract';

describe('sandbox: process', function () {
  this.timeout(20_000);
  let home: string;
  let bundle: string;
  let folder: string;
  const children = new Set<ChildProcess>();

  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'bb-process-'));
    bundle = join(home, 'sandbox.js');
    await build({
      entryPoints: [join(__dirname, '../../../src/sandbox/process.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      external: ['node:sqlite'],
      logLevel: 'error',
    });
    const demo = join(home, 'demo');
    mkdirSync(join(demo, 'commands'), { recursive: true });
    writeFileSync(join(demo, 'bot.json'), '{"name": "Demo", "bb_sync_version": "1.0"}');
    writeFileSync(join(demo, 'commands', '_start.js'), 'demo');
    mkdirSync(join(home, 'second'));
    writeFileSync(join(home, 'second', 'bot.json'), '{"name": "Second", "bb_sync_version": "1.0"}');
  });
  after(() => rmSync(home, { recursive: true, force: true }));
  beforeEach(() => {
    folder = mkdtempSync(join(home, 'state-'));
  });
  afterEach(async () => {
    await Promise.all(
      [...children].map(async (child) => {
        const exit = exitOf(child);
        child.kill('SIGKILL');
        await exit;
      }),
    );
    children.clear();
  });

  function start(args: readonly string[] = [], execArgv: readonly string[] = []): ChildProcess {
    const demos = ['demo', 'second'].flatMap((demo) => ['--demo', join(home, demo)]);
    const child = fork(bundle, ['--folder', folder, ...demos, ...args], {
      silent: true,
      execArgv: [...execArgv],
      env: environment(),
    });
    children.add(child);
    return child;
  }

  /** Sockets of killed processes go with the test's own directory. */
  function environment(): NodeJS.ProcessEnv {
    return { ...process.env, XDG_RUNTIME_DIR: home };
  }

  function info(): SandboxInfo {
    const found = parseSandboxInfo(readFileSync(join(folder, sandboxInfoFile), 'utf8'));
    assert.ok(found);
    return found;
  }

  it('serves on a socket and tells the window that started it', async () => {
    const child = start();
    const disconnected = once(child, 'disconnect');
    assert.deepEqual(await messageOf(child), { kind: 'ready' });
    await disconnected;
    const found = info();
    assert.equal(found.pid, child.pid);
    assert.ok(found.socket.length < 100);
    if (process.platform !== 'win32') {
      assert.equal(statSync(join(folder, sandboxInfoFile)).mode & 0o777, 0o600);
      assert.equal(statSync(dirname(found.socket)).mode & 0o777, 0o700);
      assert.equal(statSync(found.socket).mode & 0o777, 0o600);
    }
    const bots = (await call(found, 'GET', '/bots')).json as { name: string; status: string }[];
    assert.deepEqual(
      bots.map(({ name, status }) => [name, status]),
      [
        ['Demo', 'works'],
        ['Second', 'stopped'],
      ],
    );
    assert.ok(!readFileSync(join(folder, 'sandbox.log'), 'utf8').includes(found.apiKey));
  });

  it('a key that is reset is in the file that windows read, and stays', async () => {
    const child = start();
    await messageOf(child);
    const before = info();
    const { json } = await call(before, 'POST', '/user/reset_api_key');
    const after = info();
    assert.deepEqual(after, { ...before, apiKey: (json as { api_key: string }).api_key });
    assert.equal((await call(before, 'GET', '/user')).status, 401);
    assert.equal((await call(after, 'GET', '/user')).status, 200);
    if (process.platform !== 'win32') {
      assert.equal(statSync(join(folder, sandboxInfoFile)).mode & 0o777, 0o600);
    }
    const exit = exitOf(child);
    child.kill('SIGKILL');
    await exit;
    await messageOf(start());
    assert.equal(info().apiKey, after.apiKey);
  });

  it('a window goes on when another one has reset the key', async () => {
    const child = start();
    await messageOf(child);
    const paths = { script: bundle, folder, demoBots: [] };
    const [mine, other] = [new SandboxConnection(paths, silentLog), new SandboxConnection(paths, silentLog)];
    try {
      const before = await mine.apiKey();
      assert.equal(await other.apiKey(), before);
      const reset = await mine.fetch(`http://sandbox.invalid/v2/user/reset_api_key?api_key=${before}`, {
        method: 'POST',
      });
      const { api_key: fresh } = (await reset.json()) as { api_key: string };
      assert.notEqual(fresh, before);
      for (const window of [mine, other]) {
        assert.equal(await window.apiKey(), fresh);
        const answer = await window.fetch(`http://sandbox.invalid/v2/user?api_key=${fresh}`);
        assert.equal(answer.status, 200);
      }
    } finally {
      mine.dispose();
      other.dispose();
    }
  });

  it('of those that start at the same moment one serves, and the others say so and end', async () => {
    for (let round = 0; round < 4; round++) {
      folder = mkdtempSync(join(home, 'state-'));
      const started = [start(), start(), start()];
      const exits = started.map(exitOf);
      const messages = await Promise.all(started.map(messageOf));
      assert.deepEqual(
        messages.map(({ kind }) => kind).sort(),
        ['ready', 'running', 'running'],
        `round ${round}`,
      );
      const server = messages.findIndex(({ kind }) => kind === 'ready');
      const others = await Promise.all(exits.filter((_, index) => index !== server));
      assert.deepEqual(others, [
        [0, null],
        [0, null],
      ]);
      assert.equal(info().pid, started[server]?.pid);
      assert.equal((await call(info(), 'GET', '/user')).status, 200);
    }
  });

  it('keeps everything that it acknowledged when it is killed, and its key; a socket left behind is taken over', async () => {
    const first = start();
    await messageOf(first);
    const before = info();
    const [bot] = (await call(before, 'GET', '/bots')).json as { id: number }[];
    const commands = `/bots/${bot?.id}/commands`;
    const acknowledged: string[] = [];
    const dead = exitOf(first);
    const write = async (lane: number) => {
      for (let index = 0; ; index++) {
        const name = `/${lane}-${index}`;
        const { status } = await call(before, 'POST', commands, { command: name, bjs_code: name });
        assert.equal(status, 200);
        acknowledged.push(name);
        if (acknowledged.length === 60) first.kill('SIGKILL');
      }
    };
    await Promise.allSettled([write(1), write(2), write(3)]);
    assert.deepEqual(await dead, [null, 'SIGKILL']);
    assert.ok(acknowledged.length >= 60);
    if (process.platform !== 'win32') assert.ok(existsSync(before.socket));

    const second = start();
    assert.deepEqual(await messageOf(second), { kind: 'ready' });
    const after = info();
    assert.deepEqual({ ...after, pid: 0 }, { ...before, pid: 0 });
    assert.equal(after.pid, second.pid);
    const names = new Set<string>();
    for (let page = 1; ; page++) {
      const list = (await call(after, 'GET', `${commands}?page=${page}`)).json as {
        command: string;
        code: string;
      }[];
      if (list.length === 0) break;
      for (const { command, code } of list) if (command === code) names.add(command);
    }
    assert.deepEqual(
      acknowledged.filter((name) => !names.has(name)),
      [],
    );
  });

  it('ends after its last window is gone, and leaves nothing behind', async () => {
    const child = start(['--linger', '50']);
    await messageOf(child);
    const found = info();
    const exit = exitOf(child);
    const first = await attach(found);
    const second = await attach(found);
    first.destroy();
    assert.equal((await call(found, 'GET', '/user')).status, 200);
    second.destroy();
    assert.deepEqual(await exit, [0, null]);
    assert.ok(!existsSync(join(folder, sandboxInfoFile)));
    assert.ok(!existsSync(found.socket));
    assert.match(readFileSync(join(folder, 'sandbox.log'), 'utf8'), /no window is attached/);
  });

  it('ends when no window comes', async () => {
    const child = start(['--first-window', '50']);
    assert.deepEqual(await exitOf(child), [0, null]);
    assert.ok(!existsSync(join(folder, sandboxInfoFile)));
  });

  it('ends on SIGTERM, also while windows are attached and an answer is held back', async function () {
    if (process.platform === 'win32') this.skip();
    const child = start();
    await messageOf(child);
    const found = info();
    await attach(found);
    await call(found, 'PUT', '/../_sandbox/faults', [{ kind: 'never' }]);
    const held = assert.rejects(call(found, 'GET', '/bots'));
    const exit = exitOf(child);
    child.kill('SIGTERM');
    assert.deepEqual(await exit, [0, null]);
    await held;
    assert.ok(!existsSync(found.socket) && !existsSync(join(folder, sandboxInfoFile)));
  });

  it('serves without a demo that cannot be read', async () => {
    rmSync(folder, { recursive: true });
    const child = fork(bundle, ['--folder', folder, '--demo', join(home, 'nothing')], {
      silent: true,
      env: environment(),
    });
    children.add(child);
    assert.deepEqual(await messageOf(child), { kind: 'ready' });
    assert.deepEqual((await call(info(), 'GET', '/bots')).json, []);
  });

  it('says when this Node has no SQLite, or when it fails otherwise', async () => {
    const without = start([], ['--no-experimental-sqlite']);
    const exit = exitOf(without);
    const message = await messageOf(without);
    assert.deepEqual([message.kind, 'reason' in message && message.reason], ['failed', 'sqliteMissing']);
    assert.deepEqual(await exit, [1, null]);

    writeFileSync(join(folder, 'sandbox.db'), 'this is no database, whatever its name says'.repeat(50));
    const broken = await messageOf(start());
    assert.deepEqual([broken.kind, 'reason' in broken && broken.reason], ['failed', 'other']);
    assert.ok(!existsSync(join(folder, sandboxInfoFile)));
  });

  it('serves a terminal on a port: prints address and key, keeps nothing', async () => {
    const child = fork(bundle, ['--port', '0', '--memory', '--demo', join(home, 'demo')], { silent: true });
    children.add(child);
    let printed = '';
    for await (const chunk of child.stdout ?? []) {
      printed += String(chunk);
      if (/Key: .*\n/.test(printed)) break;
    }
    const [, url, key] = /API v2: (http:\/\/127\.0\.0\.1:\d+\/v2)\nKey: +([\w-]{40})\n/.exec(printed) ?? [];
    const response = await fetch(`${url}/bots?api_key=${key}`);
    assert.equal(((await response.json()) as unknown[]).length, 1);
    const begun = await fetch(`${url}/auth/tg_login_link`, { method: 'POST' });
    const { token } = (await begun.json()) as { token: string };
    await fetch(`${new URL(url ?? '').origin}/_sandbox/logins?api_key=${key}`, { method: 'PUT' });
    const confirmed = await fetch(`${url}/auth/tg_login?token=${token}`);
    assert.ok(confirmed.headers.get('access-token'));
    const exit = exitOf(child);
    child.kill('SIGTERM');
    if (process.platform !== 'win32') assert.deepEqual(await exit, [0, null]);
  });

  it('on a port nobody is signed in by waiting', () => {
    assert.deepEqual(behaviourFor({ port: 0 }), { loginConfirmMs: Infinity });
    assert.deepEqual(behaviourFor({ port: undefined }), {});
  });

  it('says what is wrong with its arguments', async () => {
    const child = fork(bundle, [], { silent: true });
    children.add(child);
    const message = await messageOf(child);
    assert.ok(message.kind === 'failed' && message.detail.includes('--folder'));
  });

  it('stays while a window is attached and for a while after the last one', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const changed = new Emitter<number>();
      let ended = 0;
      const attachments = { onChange: changed.event } as unknown as Attachments;
      new Lifetime(attachments, { firstWindowMs: 30_000, lingerMs: 10_000 }, () => ended++);
      mock.timers.tick(29_999);
      changed.fire(1);
      mock.timers.tick(1_000_000);
      changed.fire(2);
      changed.fire(1);
      mock.timers.tick(1_000_000);
      changed.fire(0);
      mock.timers.tick(9_999);
      changed.fire(1);
      mock.timers.tick(1_000_000);
      changed.fire(0);
      mock.timers.tick(9_999);
      assert.equal(ended, 0);
      mock.timers.tick(1);
      assert.equal(ended, 1);
      changed.fire(1);
      changed.fire(0);
      mock.timers.tick(1_000_000);
      assert.equal(ended, 1);
    } finally {
      mock.timers.reset();
    }
  });

  it('its log is bounded and holds no secrets', () => {
    const path = join(folder, 'some.log');
    const log = fileLog(path, 1000);
    for (let line = 0; line < 100; line++) log.info(`line ${line} api_key=abcdefgh`);
    assert.ok(statSync(path).size <= 1000);
    assert.ok(statSync(`${path}.old`).size <= 1000);
    assert.match(readFileSync(path, 'utf8'), /line 99 api_key=…\n$/);
  });
});

async function messageOf(child: ChildProcess): Promise<SandboxMessage> {
  const [message] = (await once(child, 'message')) as [SandboxMessage];
  return message;
}

async function exitOf(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  if (child.exitCode !== null || child.signalCode !== null) return [child.exitCode, child.signalCode];
  return (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
}

async function call(
  { socket, apiKey }: SandboxInfo,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: unknown }> {
  const sent = request({
    socketPath: socket,
    method,
    path: `${path.startsWith('/..') ? path.slice(3) : `/v2${path}`}${path.includes('?') ? '&' : '?'}api_key=${apiKey}`,
    headers: { 'content-type': 'application/json' },
    agent: false,
  });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [NodeJS.ReadableStream & { statusCode: number }];
  return { status: answer.statusCode, json: JSON.parse(await text(answer)) as unknown };
}

async function attach({ socket, apiKey }: SandboxInfo): Promise<ClientRequest> {
  const window = request({ socketPath: socket, path: `${attachRoute}?api_key=${apiKey}`, agent: false });
  window.on('error', () => undefined);
  window.end();
  const [answer] = (await once(window, 'response')) as [NodeJS.ReadableStream];
  answer.on('error', () => undefined);
  await once(answer, 'data');
  return window;
}
