import assert from 'node:assert/strict';

import { madeUpToken } from '../../../src/sandbox/seed';
import { startSubject, type Subject } from './client';

const isoMilliseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** All keys of the documented body of *Create Command*. */
const wholeBody = {
  command: '/help',
  aliases: 'help, ❤ Help ,, HELP',
  answer: 'Hello',
  group: 'Staff',
  help: 'What it does',
  keyboard_body: 'Contact, Reach out \n Support',
  commands_folder_id: null as number | null,
  auto_retry_time: '60',
  bjs_code: 'let a = 1;\r\n',
  need_reply: true,
};

describe('sandbox: endpoints', () => {
  let subject: Subject;
  let time: number;
  beforeEach(async () => {
    time = Date.UTC(2026, 4, 20, 10);
    subject = await startSubject({ now: () => time });
  });
  afterEach(() => subject.sandbox.close());

  describe('key', () => {
    it('refuses a missing or wrong key with the documented body', async () => {
      const { url } = subject.sandbox;
      for (const query of ['', '?api_key=', `?api_key=${'x'.repeat(40)}`]) {
        const response = await fetch(`${url}/user${query}`);
        assert.equal(response.status, 401);
        assert.deepEqual(await response.json(), {
          errors: ['You need to sign in or sign up before continuing.'],
        });
      }
    });

    it('has the shape of a real one', () => {
      assert.match(subject.sandbox.apiKey, /^[A-Za-z0-9_-]{40}$/);
    });
  });

  describe('e-mail and password', () => {
    const email = 'you@sandbox.invalid';
    const password = 'made-up-password';
    type Credentials = Record<'access-token' | 'client' | 'uid', string>;

    const signIn = async (body: unknown) => {
      const response = await fetch(`${subject.sandbox.url}/auth/sign_in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, json: await response.json(), next: nextOf(response) };
    };
    const nextOf = ({ headers }: Response): Credentials => ({
      'access-token': headers.get('access-token') ?? '',
      client: headers.get('client') ?? '',
      uid: headers.get('uid') ?? '',
    });
    const getUser = (headers: Partial<Credentials>) => fetch(`${subject.sandbox.url}/user`, { headers });

    beforeEach(() => {
      const user = subject.sandbox.store.user();
      assert.ok(user);
      subject.sandbox.store.saveUser({ ...user, password });
    });

    it('give credentials that serve for one request, whose answer brings the next ones', async () => {
      const signedIn = await signIn({ email: ' You@Sandbox.invalid', password });
      assert.equal(signedIn.status, 200);
      const first = await getUser(signedIn.next);
      assert.equal(((await first.json()) as { api_key: string }).api_key, subject.sandbox.apiKey);
      assert.equal((await getUser(signedIn.next)).status, 401, 'spent');
      assert.equal((await getUser(nextOf(first))).status, 200);
    });

    it('are refused when one is wrong, or the account has none', async () => {
      for (const body of [{ email, password: 'wrong' }, { email: 'nobody@sandbox.invalid', password }, {}]) {
        assert.deepEqual(await signIn(body), {
          status: 401,
          json: { success: false, errors: ['Invalid login credentials. Please try again.'] },
          next: { 'access-token': '', client: '', uid: '' },
        });
      }
      const { password: _, ...user } = subject.sandbox.store.user()!;
      subject.sandbox.store.saveUser(user);
      assert.equal((await signIn({ email, password })).status, 401);
    });

    it('give nothing to credentials of somebody else', async () => {
      const { next } = await signIn({ email, password });
      for (const wrong of [{ uid: 'other@sandbox.invalid' }, { client: 'x' }, { 'access-token': 'x' }]) {
        assert.equal((await getUser({ ...next, ...wrong })).status, 401);
      }
      assert.equal((await getUser(next)).status, 200);
    });

    it('are not in the log of requests', async () => {
      await signIn({ email, password });
      assert.ok(!JSON.stringify(subject.sandbox.requests.list()).includes(password));
    });
  });

  describe('routes', () => {
    it('answers unknown paths, and methods that a path does not have, with a 404 page', async () => {
      for (const [method, path] of [
        ['GET', '/nothing'],
        ['PUT', '/user'],
        ['GET', '/user/quota'],
        ['GET', '/store/collections/1/bots'],
      ] as const) {
        const reply = await subject.call(method, path, method === 'PUT' ? {} : undefined);
        assert.equal(reply.status, 404, path);
        assert.match(reply.headers.get('content-type') ?? '', /text\/html/, path);
        assert.match(reply.text, /^<!DOCTYPE html>/, path);
      }
    });

    it('tolerates a slash at the end', async () => {
      assert.deepEqual((await subject.call('GET', '/bots/')).json, []);
    });

    it('can serve an endpoint on another path', async () => {
      const other = await startSubject({ behaviour: { paths: { getIterationUsage: '/user/quota' } } });
      assert.equal((await other.call('GET', '/user/quota')).status, 200);
      assert.equal((await other.call('GET', '/user/iteration_quota')).status, 404);
      await other.sandbox.close();
    });

    it('takes what continues a path along when that is served elsewhere', async () => {
      const other = await startSubject({ behaviour: { paths: { getProperties: '/bots/{bot_id}/props' } } });
      const { path, botId } = other.seed({});
      const value = { user_id: null, name: 'a', value: 1, type: 'integer' } as const;
      const { id } = other.sandbox.store.addPart('properties', botId, value);
      assert.equal((await other.call('DELETE', `${path}/properties/${id}`)).status, 404);
      assert.equal((await other.call('DELETE', `${path}/props/${id}`)).text, 'success');
      await other.sandbox.close();
    });

    it('serves the store as collections and their bots, as v1 does, when told so', async () => {
      const other = await startSubject({ behaviour: { paths: { getStoreBots: '/store/collections' } } });
      const collections = (await other.call('GET', '/store/collections')).json as { id: number }[];
      assert.deepEqual(Object.keys(collections[0] ?? {}), ['id', 'title', 'description']);
      const ids: number[] = [];
      for (const { id } of collections) {
        const bots = (await other.call('GET', `/store/collections/${id}/bots`)).json as { id: number }[];
        assert.deepEqual(Object.keys(bots[0] ?? {}), ['id', 'name', 'description']);
        ids.push(...bots.map((bot) => bot.id));
      }
      const all = (await subject.call('GET', '/store/bots')).json as { id: number }[];
      assert.deepEqual(
        ids,
        all.map(({ id }) => id),
      );
      assert.equal((await other.call('GET', '/store/collections/99/bots')).status, 404);
      assert.equal((await other.call('GET', '/store/bots')).status, 404);
      await other.sandbox.close();
    });
  });

  describe('body', () => {
    it('refuses what is not a JSON object', async () => {
      const { path } = subject.seed({});
      for (const body of ['{"command":', '[]', '"text"', '1']) {
        const reply = await subject.call('POST', `${path}/commands`, undefined, { body });
        assert.equal(reply.status, 400);
        assert.equal(typeof (reply.json as { error: unknown }).error, 'string');
      }
      assert.deepEqual((await subject.call('GET', `${path}/commands`)).json, []);
    });

    it('refuses more than it can take', async () => {
      const { path } = subject.seed({});
      const reply = await subject.call('POST', `${path}/commands`, {
        bjs_code: 'x'.repeat(11 * 1024 * 1024),
      });
      assert.equal(reply.status, 413);
    });
  });

  describe('account', () => {
    it('getUser: exactly the documented fields', async () => {
      const user = (await subject.call('GET', '/user')).json as Record<string, unknown>;
      assert.deepEqual(Object.keys(user), ['id', 'created_at', 'api_key', 'email']);
      assert.equal(user['api_key'], subject.sandbox.apiKey);
      assert.equal(user['email'], 'you@sandbox.invalid');
      assert.match(String(user['created_at']), isoMilliseconds);
    });

    it('getIterationUsage: the quota of the current month', async () => {
      const reply = await subject.call('GET', '/user/iteration_quota');
      const quota = reply.json as Record<string, unknown>;
      assert.equal(quota['limit'], 100_000);
      assert.equal(quota['progress'], 12_345);
      assert.equal(quota['started_at'], '2026-05-01T00:00:00.000Z');
      assert.equal(quota['ended_at'], '2026-06-01T00:00:00.000Z');
      assert.deepEqual(quota['quotum_type'], { name: 'Sandbox', base_limit: 100_000 });
    });

    it('getIterationUsage: turns the year', async () => {
      time = Date.UTC(2026, 11, 31, 23, 59);
      const quota = (await subject.call('GET', '/user/iteration_quota')).json as Record<string, unknown>;
      assert.equal(quota['ended_at'], '2027-01-01T00:00:00.000Z');
    });

    it('getPaymentPlan: names the plan', async () => {
      assert.equal(
        ((await subject.call('GET', '/user/payment_plan')).json as { name: unknown }).name,
        'Sandbox',
      );
    });
  });

  describe('bots', () => {
    it('getBots: a bare array with tokens in clear', async () => {
      const { botId } = subject.seed({ token: madeUpToken() });
      const bots = (await subject.call('GET', '/bots')).json as Record<string, unknown>[];
      const bot = bots[0] ?? {};
      assert.equal(bots.length, 1);
      assert.equal(bot['id'], botId);
      assert.equal(bot['token'], `1000001:${'SANDBOX'.padEnd(35, '-')}`);
      assert.equal(bot['status'], null);
      assert.match(String(bot['created_at']), isoMilliseconds);
    });

    it('createBot: the bot; what is missing is null', async () => {
      const token = madeUpToken();
      const made = (await subject.call('POST', '/bots', { name: 'New', token })).json as { id: number };
      assert.deepEqual((await subject.call('GET', `/bots/${made.id}`)).json, made);
      assert.deepEqual(subject.sandbox.store.bot(made.id)?.token, token);
      const empty = (await subject.call('POST', '/bots', {})).json as Record<string, unknown>;
      assert.deepEqual([empty['name'], empty['token'], empty['status']], [null, null, null]);
      assert.equal(subject.sandbox.store.bots().length, 2);
    });

    it('createBot and editBot: take the CSV URL and the Git repository, and keep what is not given', async () => {
      const more = { csv_url: 'https://example.invalid/a.csv', git_remote: 'git@git.invalid:a/b.git' };
      const { id } = (await subject.call('POST', '/bots', { name: 'New', ...more })).json as { id: number };
      const shown = async (body: unknown) => {
        const bot = (await subject.call('PUT', `/bots/${id}`, body)).json as Record<string, unknown>;
        return [bot['name'], bot['csv_url'], bot['git_remote']];
      };
      assert.deepEqual(await shown({ name: 'A' }), ['A', more.csv_url, more.git_remote]);
      assert.deepEqual(await shown({ name: 'A', csv_url: null, git_remote: '' }), ['A', null, null]);
    });

    it('editBot: replaces name and token, also by null, and keeps the rest', async () => {
      const { path, botId } = subject.seed({ token: madeUpToken(1), csvUrl: 'https://a.invalid/x.csv' });
      const token = madeUpToken(2);
      const reply = await subject.call('PUT', path, { name: 'Renamed', token });
      assert.deepEqual(reply.json, (await subject.call('GET', path)).json);
      const stored = () => subject.sandbox.store.bot(botId);
      assert.deepEqual([stored()?.name, stored()?.token], ['Renamed', token]);
      await subject.call('PUT', path, { name: 'Again' });
      assert.deepEqual(
        [stored()?.name, stored()?.token, stored()?.csv_url],
        ['Again', null, 'https://a.invalid/x.csv'],
      );
      assert.equal((await subject.call('PUT', '/bots/1', { name: 'x' })).status, 404);
    });

    it('deleteBot: with all that is in it, and no other', async () => {
      const { path, botId } = subject.seed({ commands: [{ name: '/a', folder: 'F' }] });
      const other = subject.seed({ commands: [{ name: '/b' }] });
      const reply = await subject.call('DELETE', path);
      assert.deepEqual([reply.status, reply.text], [200, 'success']);
      assert.equal((await subject.call('GET', path)).status, 404);
      assert.equal((await subject.call('DELETE', path)).status, 404);
      assert.deepEqual(subject.sandbox.store.commands(botId), []);
      assert.deepEqual(subject.sandbox.store.folders(botId), []);
      assert.equal(((await subject.call('GET', `${other.path}/commands`)).json as unknown[]).length, 1);
    });

    it('getBot: the same object as in the list; else 404 in the documented form', async () => {
      const { path } = subject.seed({});
      const [bot] = (await subject.call('GET', '/bots')).json as unknown[];
      assert.deepEqual((await subject.call('GET', path)).json, bot);
      for (const id of ['1', '9999999', 'abc']) {
        const reply = await subject.call('GET', `/bots/${id}`);
        assert.equal(reply.status, 404);
        assert.deepEqual(reply.json, { error: 'Bot not found' });
      }
    });

    it('setBotStatus: verbs that take their time', async () => {
      const { path } = subject.seed({ token: madeUpToken() });
      const status = async () => ((await subject.call('GET', path)).json as { status: unknown }).status;
      const launched = await subject.call('POST', `${path}/status`, { status: 'start_launch' });
      assert.equal((launched.json as { status: unknown }).status, 'start_launch');
      time += 1499;
      assert.equal(await status(), 'start_launch');
      time += 1;
      assert.equal(await status(), 'works');
      await subject.call('POST', `${path}/status`, { status: 'start_stopping' });
      assert.equal(await status(), 'start_stopping');
      time += 1500;
      assert.equal(await status(), 'stopped');
    });

    it('setBotStatus: refuses to launch without a token, inside a 200', async () => {
      const { path } = subject.seed({});
      const reply = await subject.call('POST', `${path}/status`, { status: 'start_launch' });
      assert.equal(reply.status, 200);
      assert.deepEqual(reply.json, { error: 'Bot token is missing' });
      assert.equal(((await subject.call('GET', path)).json as { status: unknown }).status, null);
    });

    it('setBotStatus: refuses another word and an unknown bot', async () => {
      const { path } = subject.seed({ token: madeUpToken() });
      assert.equal((await subject.call('POST', `${path}/status`, { status: 'works' })).status, 422);
      assert.equal((await subject.call('POST', '/bots/1/status', { status: 'start_launch' })).status, 404);
    });
  });

  describe('folders', () => {
    it('createFolder and getFolders: bare objects', async () => {
      const { path, botId } = subject.seed({});
      const created = (await subject.call('POST', `${path}/commands_folders`, { title: 'Admin' })).json;
      const at = '2026-05-20T10:00:00.000Z';
      const { id, ...rest } = created as { id: number };
      assert.deepEqual(rest, { title: 'Admin', bot_id: botId, created_at: at, updated_at: at });
      assert.match(String(id), /^\d{7,8}$/);
      assert.deepEqual((await subject.call('GET', `${path}/commands_folders`)).json, [created]);
      const untitled = await subject.call('POST', `${path}/commands_folders`, {});
      assert.equal((untitled.json as { title: unknown }).title, null);
    });

    it('deleteFolder: says success in plain text and moves the commands to the root', async () => {
      const { path, folderIds, commandIds } = subject.seed({ commands: [{ name: '/a', folder: 'F' }] });
      const reply = await subject.call('DELETE', `${path}/commands_folders/${folderIds[0]}`);
      assert.equal(reply.status, 200);
      assert.equal(reply.text, 'success');
      assert.deepEqual((await subject.call('GET', `${path}/commands_folders`)).json, []);
      const command = (await subject.call('GET', `${path}/commands/${commandIds[0]}`)).json as object;
      assert.deepEqual(
        { ...command, commands_folder_id: null, commands_folder: null },
        command,
        'the command is in the root',
      );
    });

    it('deleteFolder: may delete the commands or refuse instead', async () => {
      subject.sandbox.behaviour.deletedFolder = 'refuse';
      const { path, folderIds } = subject.seed({ commands: [{ name: '/a', folder: 'F' }, { name: '/b' }] });
      const folder = `${path}/commands_folders/${folderIds[0]}`;
      assert.equal((await subject.call('DELETE', folder)).status, 422);
      assert.equal(((await subject.call('GET', `${path}/commands`)).json as unknown[]).length, 2);
      subject.sandbox.behaviour.deletedFolder = 'deleteCommands';
      assert.equal((await subject.call('DELETE', folder)).status, 200);
      const left = (await subject.call('GET', `${path}/commands`)).json as { command: string }[];
      assert.deepEqual(
        left.map((command) => command.command),
        ['/b'],
      );
    });

    it('names what is not found', async () => {
      const { path } = subject.seed({});
      assert.deepEqual((await subject.call('DELETE', `${path}/commands_folders/5`)).json, {
        error: 'Folder not found',
      });
      assert.deepEqual((await subject.call('GET', '/bots/1/commands_folders')).json, {
        error: 'Bot not found',
      });
    });
  });

  describe('commands', () => {
    it('createCommand: reads back with the asymmetries of the API', async () => {
      const { path, botId, folderIds } = subject.seed({ folders: ['My folder'] });
      const sent = { ...wholeBody, commands_folder_id: folderIds[0] ?? null };
      const created = (await subject.call('POST', `${path}/commands`, sent)).json as Record<string, unknown>;
      const at = '2026-05-20T10:00:00.000Z';
      const times = { created_at: at, updated_at: at };
      const id = created['id'];
      const aliasIds = (created['aliases'] as { id: number }[]).map((alias) => alias.id);
      // Keys and values of the recorded answer of the API reference, §6.
      assert.deepEqual(created, {
        id,
        command: '/help',
        bot_id: botId,
        help: 'What it does',
        ...times,
        answer: 'Hello',
        last_csv_import_at: null,
        created_via_csv_import: null,
        keyboard_body: 'Contact, Reach out \n Support',
        bjs_mode: null,
        need_reply: true,
        auto_retry_time: 60,
        last_auto_retry_at: null,
        commands_folder_id: folderIds[0],
        scenarios: [],
        aliases: [
          { id: aliasIds[0], command: 'help', bot_command_id: id, ...times },
          { id: aliasIds[1], command: '❤ help', bot_command_id: id, ...times },
        ],
        commands_folder: { id: folderIds[0], title: 'My folder', bot_id: botId, ...times },
        commands_group: { title: 'Staff' },
        code: 'let a = 1;\r\n',
      });
      assert.equal('group' in created || 'bjs_code' in created, false);
      assert.deepEqual((await subject.call('GET', `${path}/commands/${String(id)}`)).json, created);
    });

    it('createCommand: does not validate, blanks become null', async () => {
      const { path } = subject.seed({});
      for (const body of [{}, { auto_retry_time: '', group: '', aliases: '', commands_folder_id: null }]) {
        const created = (await subject.call('POST', `${path}/commands`, body)).json as Record<
          string,
          unknown
        >;
        const written = ['command', 'answer', 'help', 'keyboard_body', 'need_reply', 'auto_retry_time'];
        for (const key of [...written, 'commands_folder_id', 'commands_folder', 'commands_group']) {
          assert.equal(created[key], null, key);
        }
        assert.deepEqual(created['aliases'], []);
        assert.equal(created['code'], '');
      }
    });

    it('createCommand: refuses a folder that does not exist', async () => {
      const { path } = subject.seed({});
      const other = subject.seed({ folders: ['Theirs'] });
      const body = { command: '/a', commands_folder_id: other.folderIds[0] };
      assert.equal((await subject.call('POST', `${path}/commands`, body)).status, 404);
      assert.deepEqual((await subject.call('GET', `${path}/commands`)).json, []);
    });

    it('editCommand: replaces everything, and what is left out becomes null', async () => {
      const { path } = subject.seed({});
      const created = (await subject.call('POST', `${path}/commands`, wholeBody)).json as { id: number };
      const one = `${path}/commands/${created.id}`;
      time += 1000;
      const edited = (await subject.call('PUT', one, { command: '/help' })).json;
      assert.deepEqual(edited, {
        ...created,
        answer: null,
        help: null,
        keyboard_body: null,
        need_reply: null,
        auto_retry_time: null,
        commands_group: null,
        aliases: [],
        code: '',
        updated_at: '2026-05-20T10:00:01.000Z',
      });
      assert.deepEqual((await subject.call('GET', one)).json, edited);
    });

    it('editCommand: takes seconds as text or number and no text as none', async () => {
      const { path, commandIds } = subject.seed({ commands: [{ name: '/a' }] });
      const one = `${path}/commands/${commandIds[0]}`;
      for (const [sent, read] of [
        ['90', 90],
        [90, 90],
        ['', null],
        [null, null],
      ]) {
        const edited = (await subject.call('PUT', one, { auto_retry_time: sent })).json;
        assert.equal((edited as { auto_retry_time: unknown }).auto_retry_time, read);
      }
    });

    it('getCommands: complete commands in pages of 50', async () => {
      const { path } = subject.seed({
        commands: Array.from({ length: 101 }, (_, index) => ({ name: `/${index}`, code: `${index}` })),
      });
      const page = async (query: string) =>
        ((await subject.call('GET', `${path}/commands${query}`)).json as { code: string }[]).map(
          ({ code }) => code,
        );
      const codes = Array.from({ length: 101 }, (_, index) => `${index}`);
      assert.deepEqual(await page(''), codes.slice(0, 50));
      assert.deepEqual(await page('?page=1'), codes.slice(0, 50));
      assert.deepEqual(await page('?page=2'), codes.slice(50, 100));
      assert.deepEqual(await page('?page=3'), ['100']);
      assert.deepEqual(await page('?page=4'), []);
      subject.sandbox.behaviour.ignorePage = true;
      assert.deepEqual(await page('?page=3'), codes.slice(0, 50));
      subject.sandbox.behaviour.ignorePage = false;
      subject.sandbox.behaviour.pageSize = 200;
      assert.equal((await page('')).length, 101);
    });

    it('deleteCommand: answers with nothing', async () => {
      const { path, commandIds } = subject.seed({ commands: [{ name: '/a' }] });
      const one = `${path}/commands/${commandIds[0]}`;
      const reply = await subject.call('DELETE', one);
      assert.equal(reply.status, 200);
      assert.equal(reply.text, '');
      for (const method of ['GET', 'DELETE']) {
        assert.deepEqual((await subject.call(method, one)).json, { error: 'Command not found' });
      }
      assert.equal((await subject.call('PUT', one, {})).status, 404);
    });

    it("does not find another bot's command", async () => {
      const { commandIds } = subject.seed({ commands: [{ name: '/a' }] });
      const other = subject.seed({});
      const reply = await subject.call('GET', `${other.path}/commands/${commandIds[0]}`);
      assert.deepEqual(reply.json, { error: 'Command not found' });
    });

    it('refuses a NUL character', async () => {
      const { path } = subject.seed({});
      const reply = await subject.call('POST', `${path}/commands`, { bjs_code: 'a\0b' });
      assert.equal(reply.status, 422);
      assert.deepEqual((await subject.call('GET', `${path}/commands`)).json, []);
    });

    it('stores lone surrogates as the replacement character', async () => {
      const { path } = subject.seed({});
      const created = await subject.call('POST', `${path}/commands`, { bjs_code: 'a\ud800b' });
      assert.equal((created.json as { code: string }).code, 'a\ufffdb');
    });
  });
});
