import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import fc from 'fast-check';

import { endpoint, endpointIds, fillPath, pathPattern } from '../../../src/api/endpoints';

const rows = endpointIds.map((id) => ({ id, row: endpoint(id) }));
const parametersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
const apiFolder = path.resolve(import.meta.dirname, '../../../src/api');

describe('api: the endpoint table', () => {
  it('has the 55 endpoints of the documentation, each title once', () => {
    assert.equal(rows.length, 55);
    assert.equal(new Set(rows.map(({ row }) => row.title)).size, 55);
  });

  it('has no method and path twice', () => {
    assert.equal(new Set(rows.map(({ row }) => `${row.method} ${row.path}`)).size, 55);
  });

  it('spells paths that a person could configure too', () => {
    for (const { row } of rows) {
      for (const spelled of [row.path, ...(row.alternatives ?? [])]) assert.match(spelled, pathPattern);
    }
  });

  it('gives alternatives to reads only, and none that needs a value the primary path does not take', () => {
    for (const { id, row } of rows) {
      if (!row.alternatives) continue;
      assert.equal(row.effect, 'read', id);
      assert.ok(!row.alternatives.includes(row.path), id);
      for (const alternative of row.alternatives) {
        for (const name of parametersOf(alternative)) assert.ok(parametersOf(row.path).includes(name), id);
      }
    }
  });

  it('has the members of a group below the path of a read that lists groups, by one parameter more', () => {
    const grouped = rows.flatMap(({ id, row }) =>
      Object.entries(row.members ?? {}).map(([groups, members]) => ({ id, row, groups, members })),
    );
    assert.deepEqual(
      grouped.map(({ id }) => id),
      ['getStoreBots'],
    );
    for (const { id, row, groups, members } of grouped) {
      assert.equal(row.effect, 'read', id);
      assert.ok([row.path, ...(row.alternatives ?? [])].includes(groups), id);
      assert.match(members, pathPattern);
      assert.ok(members.startsWith(`${groups}/`), id);
      assert.equal(parametersOf(members).length, parametersOf(groups).length + 1, id);
    }
  });

  it('puts rows under reads whose path they continue', () => {
    const below = rows.filter(({ row }) => row.under);
    assert.deepEqual(
      below.map(({ id }) => id),
      ['deleteBroadcastTask', 'pauseBroadcastTask', 'resumeBroadcastTask', 'deleteProperty'],
    );
    for (const { id, row } of below) {
      const parent = rows.find((other) => other.id === row.under)?.row;
      assert.equal(parent?.effect, 'read', id);
      assert.ok(row.path.startsWith(`${parent.path}/`), id);
    }
  });

  it('marks assumed keys among the keys of body and query', () => {
    for (const { id, row } of rows) {
      for (const key of row.assumedQuery ?? []) assert.ok(row.query?.includes(key), id);
      for (const key of row.assumedBody ?? []) assert.ok(row.body?.includes(key), id);
      if (row.body) assert.equal(new Set(row.body).size, row.body.length, id);
    }
  });

  it('tells reads from writes by what they do: Copy Bot is a GET that writes', () => {
    assert.equal(endpoint('copyBot').method, 'GET');
    const gets = rows.filter(({ row }) => row.method === 'GET' && row.effect === 'write');
    // Telegram login hands out one-time credentials.
    assert.deepEqual(
      gets.map(({ id }) => id),
      ['telegramLogin', 'copyBot'],
    );
    for (const { id, row } of rows) if (row.method !== 'GET') assert.equal(row.effect, 'write', id);
  });

  it('is the same table that the reference documents for commands', () => {
    const body = [
      'command',
      'aliases',
      'answer',
      'group',
      'help',
      'keyboard_body',
      'commands_folder_id',
      'auto_retry_time',
      'bjs_code',
      'need_reply',
    ];
    assert.deepEqual(endpoint('createCommand').body, body);
    assert.deepEqual(endpoint('editCommand').body, body);
    assert.equal(endpoint('editCommand').method, 'PUT');
    assert.equal(endpoint('setBotStatus').method, 'POST');
  });

  it('is named by every call of the client', async () => {
    const called = new Set<string>();
    for (const file of await readdir(apiFolder)) {
      if (file === 'http.ts') continue;
      const text = await readFile(path.join(apiFolder, file), 'utf8');
      for (const match of text.matchAll(/\bhttp\.call\(\s*'(\w+)'/g)) called.add(match[1] ?? '');
      // A call whose endpoint is no literal would go unseen here.
      assert.equal(text.match(/\.call\(/g)?.length, text.match(/\bhttp\.call\(\s*'\w+'/g)?.length, file);
    }
    assert.deepEqual([...called].sort(), [...endpointIds].sort());
  });

  it('is the only file that spells a path of the API', async () => {
    const spelled = /['"`]\/(?:user|bots|auth|store)\b/;
    for (const file of await readdir(apiFolder)) {
      if (file === 'endpoints.ts') continue;
      assert.doesNotMatch(await readFile(path.join(apiFolder, file), 'utf8'), spelled, file);
    }
  });
});

describe('api: paths', () => {
  const wholeNumber = fc.nat({ max: 2 ** 40 });

  it('puts every value where its name is', () => {
    fc.assert(
      fc.property(wholeNumber, wholeNumber, (bot, command) => {
        const params = { bot_id: bot, command_id: command };
        assert.equal(
          fillPath('/bots/{bot_id}/commands/{command_id}', params),
          `/bots/${bot}/commands/${command}`,
        );
      }),
    );
  });

  it('never lets a value out of its segment', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        let filled: string;
        try {
          filled = fillPath('/bots/{bot_id}/status', { bot_id: value });
        } catch (error) {
          assert.ok(error instanceof TypeError);
          return;
        }
        assert.match(filled, /^\/bots\/[\w-]+\/status$/);
        assert.equal(new URL(`https://api.invalid/v2${filled}`).pathname, `/v2${filled}`);
      }),
    );
  });

  it('refuses what would lead elsewhere, and a value that is missing', () => {
    for (const value of ['', '.', '..', '../user', 'a/b', 'a?b', 'a#b', '%2e%2e', 'a\n', -1.5]) {
      assert.throws(() => fillPath('/bots/{bot_id}', { bot_id: value }), TypeError, String(value));
    }
    assert.throws(() => fillPath('/bots/{bot_id}', {}), TypeError);
  });

  it('takes only paths that stay on their server', () => {
    for (const good of ['/user', '/user/quota', '/bots/{bot_id}/props', '/a_b-c/D9'])
      assert.match(good, pathPattern);
    for (const bad of [
      '',
      '/',
      'user',
      'https://x.invalid/',
      '/a?b',
      '/a#b',
      '/../x',
      '/a.b',
      '/a b',
      '/a\n',
      '/%2e',
      '/\\x',
      '/@x',
    ]) {
      assert.doesNotMatch(bad, pathPattern, JSON.stringify(bad));
    }
    fc.assert(
      fc.property(fc.stringMatching(pathPattern), (spelled) => {
        assert.equal(new URL(`https://api.invalid/v2${spelled}`).origin, 'https://api.invalid');
      }),
    );
  });
});
