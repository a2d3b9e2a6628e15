import assert from 'node:assert/strict';

import { parseBot } from '../../../src/repository/format/parseBot';
import { startSubject, type Subject } from './client';

describe('sandbox: what a bot has', () => {
  let subject: Subject;
  let time: number;
  beforeEach(async () => {
    time = Date.UTC(2026, 4, 20, 10);
    subject = await startSubject({ now: () => time });
  });
  afterEach(() => subject.sandbox.close());

  const errorOf = async (method: string, path: string, body?: unknown) => {
    const { status, json } = await subject.call(method, path, body);
    return [status, (json as { error?: unknown } | undefined)?.error];
  };

  it('names what is not found, also when another bot has it', async () => {
    const chat = { chatid: '5', title: null, chat_type: 'private', user: null, blocked: false } as const;
    const { path } = subject.seed({});
    const other = subject.seed({ parts: { chats: [chat] } });
    const [foreign] = subject.sandbox.store.parts('chats', other.botId);
    for (const [method, rest, name] of [
      ['POST', `chats/${foreign?.id}/block`, 'Chat'],
      ['POST', 'chats/x/unblock', 'Chat'],
      ['DELETE', 'properties/1', 'Property'],
      ['DELETE', 'libs/1', 'Library'],
      ['DELETE', 'run_all_tasks/1', 'Task'],
      ['POST', 'run_all_tasks/1/pause', 'Task'],
      ['PUT', 'active_options/1', 'Admin panel'],
      ['GET', 'csv_import/1', 'Import'],
    ] as const) {
      assert.deepEqual(await errorOf(method, `${path}/${rest}`, method === 'PUT' ? {} : undefined), [
        404,
        `${name} not found`,
      ]);
    }
    assert.equal(subject.sandbox.store.parts('chats', other.botId)[0]?.blocked, false);
    assert.deepEqual(await errorOf('POST', `${path}/libs`, { lib_id: 99 }), [404, 'Library not found']);
    assert.deepEqual(await errorOf('POST', '/bots/installed', { id: 1 }), [404, 'Bot not found']);
    for (const rest of [
      'chats',
      'properties',
      'libs',
      'error_logs',
      'run_all_tasks',
      'active_options',
      'copy',
    ]) {
      assert.deepEqual(await errorOf('GET', `/bots/1/${rest}`), [404, 'Bot not found']);
    }
  });

  it('lists everything without `page`, and pages of 50 with it', async () => {
    const numbers = Array.from({ length: 101 }, (_, index) => index);
    const { path } = subject.seed({
      parts: {
        properties: numbers.map((index) => ({
          user_id: null,
          name: `p${index}`,
          value: index,
          type: 'integer',
        })),
        errors: numbers.map((index) => ({ title: `e${index}`, stack_trace: null, command: null })),
      },
    });
    const names = async (rest: string) =>
      ((await subject.call('GET', `${path}/${rest}`)).json as { name?: string; title?: string }[]).map(
        ({ name, title }) => name ?? title,
      );
    const properties = numbers.map((index) => `p${index}`);
    assert.deepEqual(await names('properties'), properties);
    assert.deepEqual(await names('properties?page=2'), properties.slice(50, 100));
    assert.deepEqual(await names('properties?page=4'), []);
    const errors = numbers.map((index) => `e${index}`).reverse();
    assert.deepEqual(await names('error_logs'), errors);
    assert.deepEqual(await names('error_logs?page=3'), errors.slice(100));
    subject.sandbox.behaviour.ignorePage = true;
    assert.deepEqual(await names('properties?page=2'), properties);
  });

  it('a library is installed once', async () => {
    const { path } = subject.seed({ libraries: [{ name: 'Random', code: 'mine' }] });
    assert.deepEqual(await errorOf('POST', `${path}/libs`, { lib_id: 7 }), [
      200,
      'Library is already installed',
    ]);
    assert.deepEqual(
      ((await subject.call('GET', `${path}/libs`)).json as { id: number }[]).map(({ id }) => id),
      [7],
    );
  });

  it('a broadcast is paused while it runs and resumed while it is paused', async () => {
    const task = {
      cur_position: 0,
      since: time,
      total: 10,
      speed: 1,
      failing: 0,
      command: '/news',
      for_chats: 'all',
    } as const;
    const { path, botId } = subject.seed({ parts: { tasks: [{ ...task, status: 'in progress' }] } });
    const one = `${path}/run_all_tasks/${subject.sandbox.store.parts('tasks', botId)[0]?.id}`;
    assert.deepEqual(await errorOf('POST', `${one}/resume`), [422, 'Task is not paused']);
    assert.equal((await subject.call('POST', `${one}/pause`)).status, 200);
    assert.deepEqual(await errorOf('POST', `${one}/pause`), [422, 'Task is not running']);
    await subject.call('POST', `${one}/resume`);
    time += 10_000;
    assert.deepEqual(await errorOf('POST', `${one}/pause`), [422, 'Task is not running'], 'it is over');
  });

  it('a protected bot refuses its commands and what would give them away, and nothing else', async () => {
    const { path, botId } = subject.seed({
      isProtected: true,
      gitRemote: 'git@git.invalid:a/b.git',
      commands: [{ name: '/start', code: 'secret' }],
    });
    subject.sandbox.store.addPart('branches', botId, { name: 'main', files: {} });
    const [command] = subject.sandbox.store.commands(botId);
    const one = `${path}/commands/${command?.id}`;
    for (const [method, at, body] of [
      ['GET', `${path}/commands`],
      ['POST', `${path}/commands`, {}],
      ['GET', one],
      ['PUT', one, {}],
      ['DELETE', one],
      ['GET', `${path}/copy`],
      ['POST', `${path}/git_export`, {}],
      ['POST', `${path}/csv_import`, { csv_url: 'https://example.invalid' }],
    ] as const) {
      assert.deepEqual(await errorOf(method, at, body), [403, 'Bot is protected'], at);
    }
    assert.equal((await subject.call('PUT', path, { name: 'Renamed' })).status, 200);
    assert.equal((await subject.call('POST', `${path}/git_import`, {})).text, 'success');
    assert.equal(((await subject.call('GET', path)).json as { protected: boolean }).protected, true);
  });

  it('a panel takes values of its fields only', async () => {
    const fields = [
      { name: 'a', title: 'A', type: 'integer', value: 1 },
      // What every object of JavaScript has.
      { name: 'toString', title: 'B', type: 'string', value: 'x' },
    ] as const;
    const { path, botId } = subject.seed({
      parts: { panels: [{ name: 'P', value: { title: 'P', fields } }] },
    });
    const one = `${path}/active_options/${subject.sandbox.store.parts('panels', botId)[0]?.id}`;
    assert.deepEqual(await errorOf('PUT', one, {}), [422, 'Values are missing']);
    const kept = async (values: unknown) => {
      const { value } = (await subject.call('PUT', one, { values })).json as {
        value: { fields: { value: unknown }[] };
      };
      return value.fields.map((field) => field.value);
    };
    assert.deepEqual(await kept({ other: 5 }), [1, 'x']);
    assert.deepEqual(await kept({ a: null }), [null, 'x']);
  });

  describe('Git', () => {
    const remote = 'git@git.invalid:a/b.git';
    const branches = (botId: number) => subject.sandbox.store.parts('branches', botId);
    const settle = async () => {
      time += subject.sandbox.behaviour.gitMs;
      await subject.call('GET', '/bots');
    };

    it('needs a repository and a branch that is there, and costs nothing otherwise', async () => {
      const used = subject.sandbox.store.quota()?.progress;
      const without = subject.seed({});
      for (const way of ['git_export', 'git_import']) {
        assert.deepEqual(await errorOf('POST', `${without.path}/${way}`, {}), [
          200,
          'Git repository is not set',
        ]);
      }
      const { path } = subject.seed({ gitRemote: remote });
      assert.deepEqual(await errorOf('POST', `${path}/git_import`, {}), [200, 'Branch not found']);
      await subject.call('POST', `${path}/git_export`, { branch: 'main' });
      await settle();
      assert.deepEqual(await errorOf('POST', `${path}/git_import`, { branch: 'no' }), [
        200,
        'Branch not found',
      ]);
      assert.equal(subject.sandbox.store.quota()?.progress, (used ?? NaN) + 5);
    });

    it('brings a bot back as it was exported', async () => {
      const { path, botId } = subject.seed({
        gitRemote: remote,
        csvUrl: 'https://example.invalid/a.csv',
        commands: [
          {
            name: '/start',
            folder: 'Menu',
            code: 'let a = 1;\n',
            answer: 'A\nB',
            keyboard: 'X, Y',
            aliases: ['hi', 'ho'],
            help: 'H',
            group: 'Staff',
            needReply: true,
            autoRetryTime: 60,
          },
          { name: '*', code: 'all' },
        ],
        libraries: [{ name: 'Own', code: 'publish({ a: 1 });\n' }],
      });
      const { store } = subject.sandbox;
      const state = () => {
        const list = store
          .commands(botId)
          .map(({ id: _, aliases, created_at: _c, updated_at: _u, ...rest }) => ({
            ...rest,
            aliases: aliases.map(({ command }) => command),
          }));
        const libraries = store.parts('libraries', botId).map(({ name, code }) => [name, code]);
        const byName = list.sort((one, other) => (String(one.command) < String(other.command) ? -1 : 1));
        return [byName, libraries, store.folders(botId), store.bot(botId)?.name, store.bot(botId)?.csv_url];
      };
      const before = state();
      await subject.call('POST', `${path}/git_export`, {});
      await settle();
      const [branch] = branches(botId);
      assert.equal(branch?.name, `BB_Export_${Date.UTC(2026, 4, 20, 10) / 1000}`);
      assert.deepEqual(parseBot(new Map(Object.entries(branch.files))).findings, []);

      await subject.call('PUT', path, { name: 'Other', csv_url: null });
      for (const { id } of store.commands(botId)) await subject.call('DELETE', `${path}/commands/${id}`);
      await subject.call('POST', `${path}/commands`, { command: '/other' });
      await subject.call('POST', `${path}/libs`, { lib_id: 1 });
      await subject.call('POST', `${path}/git_import`, {});
      await settle();
      assert.deepEqual(state(), before);
    });

    it('takes the branch exported last, and writes one again in its place', async () => {
      const { path, botId } = subject.seed({ gitRemote: remote, commands: [{ name: '/a', code: 'first' }] });
      const [command] = subject.sandbox.store.commands(botId);
      const write = (code: string) =>
        subject.call('PUT', `${path}/commands/${command?.id}`, { command: '/a', bjs_code: code });
      for (const [branch, code] of [
        ['one', 'first'],
        ['two', 'second'],
        ['one', 'third'],
      ] as const) {
        await write(code);
        await subject.call('POST', `${path}/git_export`, { branch });
        await settle();
      }
      assert.deepEqual(
        branches(botId).map(({ name }) => name),
        ['one', 'two'],
      );
      await write('lost');
      await subject.call('POST', `${path}/git_import`, {});
      await settle();
      assert.deepEqual(
        subject.sandbox.store.commands(botId).map(({ code }) => code?.trim()),
        ['third'],
      );
    });

    it('gives up what fails, changes nothing then, and goes on', async () => {
      const { path, botId } = subject.seed({ gitRemote: remote, commands: [{ name: '/a', code: 'a' }] });
      const files = { 'commands/_a.js': 'b\0' };
      subject.sandbox.store.addPart('branches', botId, { name: 'broken', files });
      await subject.call('POST', `${path}/git_import`, { branch: 'broken' });
      await settle();
      assert.equal((await subject.call('GET', '/bots')).status, 200);
      assert.deepEqual(
        subject.sandbox.store.commands(botId).map(({ code }) => code),
        ['a'],
      );
      assert.deepEqual(subject.sandbox.store.fact('pendingWork'), []);
    });

    it('does nothing for a bot that is deleted meanwhile', async () => {
      const { path } = subject.seed({ gitRemote: remote });
      await subject.call('POST', `${path}/git_export`, {});
      await subject.call('GET', `${path}/copy`);
      await subject.call('DELETE', path);
      time += 60_000;
      assert.deepEqual((await subject.call('GET', '/bots')).json, []);
      assert.deepEqual(subject.sandbox.store.fact('pendingWork'), []);
    });
  });
});
