import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

import { getUser } from '../../../src/api/user';
import { editCommand } from '../../../src/api/commands';
import { HttpClient } from '../../../src/api/http';
import { socketFetch } from '../../../src/platform/node/socketFetch';
import { startSandbox } from '../../../src/sandbox/sandbox';
import { seedBot } from '../../../src/sandbox/seed';

describe('platform: fetch over a socket', () => {
  let folder: string;
  let socket: string;
  let server: http.Server;
  let respond: (request: http.IncomingMessage, response: http.ServerResponse) => void;
  const get = socketFetch(() => Promise.resolve(socket));
  const url = 'http://sandbox.invalid/v2/user?a=1&b=%20';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'socket-'));
    socket =
      process.platform === 'win32' ? `\\\\.\\pipe\\${path.basename(folder)}` : path.join(folder, 'test.sock');
    server = http.createServer((request, response) => respond(request, response));
    server.listen(socket);
    await once(server, 'listening');
  });
  afterEach(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    await rm(folder, { recursive: true });
  });

  /** The code of what a fetch ended with. */
  const codeOf = async (answer: Promise<unknown>) =>
    await answer.then(
      () => assert.fail('an answer came'),
      (error: unknown) => error as { code?: string; name?: string },
    );

  it('sends method, path, query, headers and body', async () => {
    const seen: unknown[] = [];
    respond = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        seen.push([request.method, request.url, request.headers['x-a'], request.headers.host, body]);
        response.end();
      });
    };
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      const hasBody = method === 'POST' || method === 'PUT';
      await get(url, {
        method,
        headers: { 'X-A': 'some value' },
        ...(hasBody ? { body: '{"❤": 1}' } : {}),
      });
    }
    const text = '{"❤": 1}';
    assert.deepEqual(
      seen,
      ['GET', 'POST', 'PUT', 'DELETE'].map((method) => [
        method,
        '/v2/user?a=1&b=%20',
        'some value',
        'sandbox.invalid',
        method === 'POST' || method === 'PUT' ? text : '',
      ]),
    );
  });

  it('takes a Request and a URL too', async () => {
    respond = (request, response) => response.end(request.url);
    assert.equal(await (await get(new URL(url))).text(), '/v2/user?a=1&b=%20');
    assert.equal(await (await get(new Request(url))).text(), '/v2/user?a=1&b=%20');
  });

  it('gives status, headers and text', async () => {
    respond = (_, response) => {
      response.writeHead(429, { 'retry-after': '7', 'set-cookie': ['a=1', 'b=2'] });
      response.write('Grüße, ❤'.slice(0, 3));
      response.end('Grüße, ❤'.slice(3));
    };
    const answer = await get(url);
    assert.equal(answer.status, 429);
    assert.equal(answer.headers.get('retry-after'), '7');
    assert.deepEqual(answer.headers.getSetCookie(), ['a=1', 'b=2']);
    assert.equal(await answer.text(), 'Grüße, ❤');
  });

  it('gives answers that may have no body', async () => {
    for (const status of [204, 304]) {
      respond = (_, response) => response.writeHead(status).end();
      const answer = await get(url);
      assert.equal(answer.status, status);
      assert.equal(await answer.text(), '');
    }
  });

  it('does not follow a redirect', async () => {
    respond = (_, response) => response.writeHead(302, { location: 'http://other.invalid/' }).end();
    assert.equal((await get(url)).status, 302);
  });

  it('ends with its signal: before, and while the server does not answer', async () => {
    let asked = 0;
    const arrived = new Promise<void>((resolve) => {
      respond = () => {
        asked++;
        resolve();
      };
    });
    await assert.rejects(get(url, { signal: AbortSignal.abort() }), { name: 'AbortError' });
    assert.equal(asked, 0);
    const controller = new AbortController();
    const answer = codeOf(get(url, { signal: controller.signal }));
    await arrived;
    controller.abort();
    assert.equal((await answer).name, 'AbortError');
    assert.equal(asked, 1);
  });

  it('ends with its signal while the answer comes', async () => {
    const begun = new Promise<void>((resolve) => {
      respond = (_, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half', () => resolve());
      };
    });
    const controller = new AbortController();
    const answer = codeOf(get(url, { signal: controller.signal }));
    await begun;
    controller.abort();
    assert.equal((await answer).name, 'AbortError');
  });

  it('says with a code why there was no answer', async () => {
    const gone = socketFetch(() => Promise.resolve(path.join(folder, 'gone.sock')));
    assert.equal((await codeOf(gone(url))).code, 'ENOENT');
    respond = (request) => request.socket.destroy();
    assert.equal((await codeOf(get(url))).code, 'ECONNRESET');
  });

  it('takes half an answer for none', async () => {
    respond = (_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{"id": 1}', () => response.socket?.destroySoon());
    };
    assert.equal((await codeOf(get(url))).code, 'ECONNRESET');
    respond = (_, response) => {
      response.writeHead(200);
      response.write('{"id": 1}', () => response.socket?.destroySoon());
    };
    assert.equal((await codeOf(get(url))).code, 'ECONNRESET');
  });

  it('asks anew where the socket is, and hands on why it cannot be had', async () => {
    const sockets = [path.join(folder, 'gone.sock'), socket];
    const moving = socketFetch(() => Promise.resolve(sockets.shift() ?? ''));
    respond = (_, response) => response.end('here');
    await codeOf(moving(url));
    assert.equal(await (await moving(url)).text(), 'here');
    const failing = socketFetch(() => Promise.reject(Object.assign(new Error('no'), { code: 'SANDBOX_X' })));
    assert.equal((await codeOf(failing(url))).code, 'SANDBOX_X');
  });

  it('carries the API client to a sandbox on a socket', async () => {
    const address = process.platform === 'win32' ? `${socket}-2` : path.join(folder, 'api.sock');
    const sandbox = await startSandbox({ listen: { socket: address } });
    try {
      const { id } = seedBot(sandbox.store, { name: 'Shop', commands: [{ name: '/a', code: 'base' }] });
      const command = sandbox.store.commands(id)[0]!;
      const client = new HttpClient({
        url: sandbox.url,
        apiKey: () => Promise.resolve(sandbox.apiKey),
        fetch: socketFetch(() => Promise.resolve(address)),
        retryPauseMs: 1,
        timeouts: { read: 100, write: 5000 },
      });
      assert.equal((await getUser(client)).id, 52_795_001);
      const body = {
        command: '/a',
        aliases: '',
        answer: null,
        group: '',
        help: null,
        keyboard_body: null,
        commands_folder_id: null,
        auto_retry_time: '',
        bjs_code: 'Grüße, ❤',
        need_reply: false,
      };
      assert.equal((await editCommand(client, id, command.id, body))?.code, 'Grüße, ❤');
      for (const [fault, reason, outcomeUnknown] of [
        [{ kind: 'dropAfterApply' }, 'network', true],
        [{ kind: 'halfBody' }, 'network', true],
        [{ kind: 'html' }, 'notJson', true],
      ] as const) {
        sandbox.faults.clear();
        sandbox.faults.add(fault);
        await assert.rejects(editCommand(client, id, command.id, body), { reason, outcomeUnknown });
      }
      sandbox.faults.clear();
      sandbox.faults.add({ kind: 'never' });
      await assert.rejects(getUser(client), { reason: 'timeout' });
      await sandbox.close();
      // Nothing left: the process behind the socket had gone before.
      await assert.rejects(editCommand(client, id, command.id, body), {
        reason: 'network',
        outcomeUnknown: false,
      });
    } finally {
      await sandbox.close();
    }
  });
});
