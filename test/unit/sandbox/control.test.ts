import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';

import { RequestLog } from '../../../src/sandbox/server/requestLog';
import { attachRoute } from '../../../src/util/sandboxContract';
import { startSubject, type Subject } from './client';

describe('sandbox: its own routes', () => {
  let subject: Subject;
  beforeEach(async () => {
    subject = await startSubject();
  });
  afterEach(() => subject.sandbox.close());

  it('want the key', async () => {
    for (const path of ['faults', 'requests', 'versions', 'attach', 'letters']) {
      const response = await fetch(`${subject.sandbox.address}/_sandbox/${path}`);
      assert.equal(response.status, 401);
      await response.text();
    }
    assert.equal(subject.sandbox.attachments.count, 0);
  });

  it('faults: set, shown, cleared, checked', async () => {
    const faults = [{ kind: 'status', status: 503, times: 2, endpoint: 'getBots' }];
    assert.deepEqual((await subject.control('PUT', '/_sandbox/faults', faults)).json, faults);
    assert.equal((await subject.call('GET', '/bots')).status, 503);
    assert.deepEqual((await subject.control('GET', '/_sandbox/faults')).json, [{ ...faults[0], times: 1 }]);
    for (const wrong of [
      [{ kind: 'nothing' }],
      [{ kind: 'status', status: 200 }],
      {},
      [{ ...faults[0], x: 1 }],
    ]) {
      assert.equal((await subject.control('PUT', '/_sandbox/faults', wrong)).status, 400);
    }
    assert.equal(subject.sandbox.faults.list().length, 1);
    await subject.control('DELETE', '/_sandbox/faults');
    assert.equal((await subject.call('GET', '/bots')).status, 200);
  });

  it('requests: what arrived, without the key and other secrets', async () => {
    const { path } = subject.seed({});
    await subject.call(
      'POST',
      '/bots',
      { name: 'New', token: 'secret token', nested: [{ password: 'secret' }] },
      { headers: { 'user-agent': 'Studio/1', 'content-type': 'application/json' } },
    );
    await subject.call('GET', `${path}/commands?page=2`);
    await subject.call('GET', '/nothing');
    const { text, json } = await subject.control('GET', '/_sandbox/requests');
    const requests = json as Record<string, unknown>[];
    assert.deepEqual(
      requests.map(({ method, path: at, endpoint, status, query }) => [method, at, endpoint, status, query]),
      [
        ['POST', '/v2/bots', 'createBot', 200, {}],
        ['GET', `/v2${path}/commands`, 'getCommands', 200, { page: '2' }],
        ['GET', '/v2/nothing', null, 404, {}],
      ],
    );
    const [post, get] = requests;
    assert.deepEqual(post?.['body'], { name: 'New', token: '…', nested: [{ password: '…' }] });
    assert.equal(post['userAgent'], 'Studio/1');
    assert.equal(get?.['body'], null);
    assert.ok(!text.includes(subject.sandbox.apiKey) && !text.includes('secret'));
    await subject.control('DELETE', '/_sandbox/requests');
    assert.deepEqual(subject.sandbox.requests.list(), []);
  });

  it('requests: the log is bounded by number and by size', () => {
    const log = new RequestLog({ longest: 3, mostCharacters: 100 });
    const entry = (path: string) => ({
      at: '',
      method: 'GET',
      path,
      endpoint: null,
      query: {},
      body: null,
      userAgent: null,
      status: null,
    });
    for (const path of ['a', 'b', 'c', 'd']) log.begin(entry(path), 10);
    assert.deepEqual(
      log.list().map(({ path }) => path),
      ['b', 'c', 'd'],
    );
    log.begin(entry('e'), 95);
    assert.deepEqual(
      log.list().map(({ path }) => path),
      ['e'],
    );
  });

  it('versions: every text and its writer', async () => {
    const { path, commandIds, botId } = subject.seed({
      commands: [{ name: '/a', code: '1' }, { name: '/b' }],
    });
    const edit = `/_sandbox${path}/commands/${commandIds[0]}/code`;
    assert.equal((await subject.control('PUT', edit, { code: '2' })).status, 200);
    assert.equal((await subject.control('PUT', edit, { append: '3' })).status, 200);
    await subject.call('PUT', `${path}/commands/${commandIds[0]}`, { bjs_code: '4' });
    const reply = await subject.control('GET', `/_sandbox/versions?command_id=${commandIds[0]}`);
    assert.deepEqual(
      (reply.json as { code: string; writer: string }[]).map(({ code, writer }) => [code, writer]),
      [
        ['1', 'setup'],
        ['2', 'other person'],
        ['23', 'other person'],
        ['4', 'client'],
      ],
    );
    assert.equal(
      ((await subject.control('GET', `/_sandbox/versions?bot_id=${botId}`)).json as unknown[]).length,
      5,
    );
    assert.equal(
      (await subject.control('PUT', `/_sandbox${path}/commands/1/code`, { code: 'x' })).status,
      404,
    );
    assert.equal((await subject.control('PUT', edit, { code: 1 })).status, 400);
  });

  it("bots: makes one from a repository folder's files", async () => {
    const files = {
      'bot.json': JSON.stringify({ name: 'Imported', bb_sync_version: '1.0' }),
      'commands/_start.js': 'hello',
      'commands/Menu/Balance.js': '/*CMD\n  command: Balance\n  aliases: Money, CASH\nCMD*/\nx',
    };
    const reply = await subject.control('POST', '/_sandbox/bots', { files, status: 'works' });
    const { bot, findings } = reply.json as {
      bot: { id: number; name: string; status: string };
      findings: [];
    };
    assert.deepEqual([bot.name, bot.status, findings], ['Imported', 'works', []]);
    const commands = (await subject.call('GET', `/bots/${bot.id}/commands`)).json as {
      command: string;
      code: string;
      aliases: { command: string }[];
      commands_folder_id: number | null;
    }[];
    const folders = (await subject.call('GET', `/bots/${bot.id}/commands_folders`)).json as { id: number }[];
    assert.deepEqual(
      commands.map((command) => [
        command.command,
        command.code,
        command.aliases.map((alias) => alias.command),
        command.commands_folder_id,
      ]),
      [
        ['Balance', 'x', ['money', 'cash'], folders[0]?.id],
        ['/start', 'hello', [], null],
      ],
    );
    assert.equal((await subject.control('POST', '/_sandbox/bots', { files: [1] })).status, 400);
  });

  it('what happens to a bot: errors and chats are added', async () => {
    const { path, botId } = subject.seed({});
    const user = { id: 7, telegramid: 501, first_name: 'Ada' };
    const add = (parts: unknown, at = path) => subject.control('POST', `/_sandbox${at}/parts`, parts);
    await add({
      errors: [{ title: 'Oh', command: '/start' }],
      chats: [
        { chatid: '501', user },
        { chatid: '-5', chat_type: 'group', title: 'Bakers', blocked: true },
      ],
    });
    const { store } = subject.sandbox;
    assert.deepEqual(
      store.parts('errors', botId).map(({ title, command, stack_trace: stack }) => [title, command, stack]),
      [['Oh', '/start', null]],
    );
    assert.deepEqual(
      store.parts('chats', botId).map((chat) => [chat.chatid, chat.chat_type, chat.user?.id, chat.blocked]),
      [
        ['501', 'private', 7, false],
        ['-5', 'group', undefined, true],
      ],
    );
    for (const wrong of ['parts', { errors: [{}] }, { errors: [{ title: 'a', more: 1 }] }, { tasks: [] }]) {
      assert.equal((await add(wrong)).status, 400);
    }
    assert.equal((await add({}, '/bots/1')).status, 404);
    assert.equal(store.parts('errors', botId).length, 1);
  });

  it('letters: what the real server would have sent', async () => {
    const email = subject.sandbox.store.user()?.email;
    await subject.call('POST', '/user/reset_password', { email });
    const letters = (await subject.control('GET', '/_sandbox/letters')).json as { to: string }[];
    assert.deepEqual(
      letters.map(({ to }) => to),
      [email],
    );
  });

  it('attach: counts the windows that hold it', async () => {
    const { sandbox } = subject;
    const counts: number[] = [];
    sandbox.attachments.onChange((count) => counts.push(count));
    const attach = async () => {
      const window = request(`${sandbox.address}${attachRoute}?api_key=${sandbox.apiKey}`);
      // Ending the answer early is the point.
      window.on('error', () => undefined);
      window.end();
      const [answer] = (await once(window, 'response')) as [NodeJS.ReadableStream];
      answer.on('error', () => undefined);
      assert.equal(String((await once(answer, 'data'))[0]), 'attached\n');
      return window;
    };
    const first = await attach();
    const second = await attach();
    const changed = () =>
      new Promise<number>((resolve) => {
        const listening = sandbox.attachments.onChange((count) => {
          listening.dispose();
          resolve(count);
        });
      });
    let next = changed();
    first.destroy();
    assert.equal(await next, 1);
    next = changed();
    second.destroy();
    assert.equal(await next, 0);
    assert.deepEqual(counts, [1, 2, 1, 0]);
  });
});
