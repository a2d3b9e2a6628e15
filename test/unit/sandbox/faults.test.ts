import assert from 'node:assert/strict';

import type { FaultSwitch } from '../../../src/sandbox/server/faults';
import { startSubject, type Subject } from './client';

describe('sandbox: faults', () => {
  let subject: Subject;
  let one: string;
  let commandId: number;
  let list: string;

  beforeEach(async () => {
    subject = await startSubject();
    const seeded = subject.seed({
      commands: [
        { name: '/a', code: 'base', group: 'Staff' },
        { name: '/b', code: 'other' },
      ],
    });
    commandId = seeded.commandIds[0] ?? 0;
    list = `${seeded.path}/commands`;
    one = `${list}/${commandId}`;
  });
  afterEach(() => subject.sandbox.close());

  const add = (...faults: FaultSwitch[]) => subject.sandbox.faults.add(...faults);
  const code = () => subject.sandbox.store.versions({ commandId }).at(-1)?.code;
  const save = () => subject.call('PUT', one, { command: '/a', group: 'Staff', bjs_code: 'saved' });

  it('status: with and without Retry-After, and nothing is applied', async () => {
    for (const status of [401, 403, 404, 422, 429, 500, 502, 503] as const) {
      add({ kind: 'status', status, times: 1, retryAfter: 7 });
      const reply = await save();
      assert.equal(reply.status, status);
      assert.equal(reply.headers.get('retry-after'), status === 429 || status >= 500 ? '7' : null);
      assert.equal(reply.json !== undefined, status < 500);
    }
    add({ kind: 'status', status: 429, times: 1 });
    assert.equal((await save()).headers.get('retry-after'), null);
    assert.equal(code(), 'base');
    assert.equal((await save()).status, 200);
  });

  it('latency: waits, together with other faults', async () => {
    add({ kind: 'latency', ms: 60, times: 1 }, { kind: 'status', status: 503, times: 1 });
    const started = performance.now();
    assert.equal((await subject.call('GET', one)).status, 503);
    assert.ok(performance.now() - started >= 55);
  });

  it('held: waits until the switches are cleared, together with other faults', async () => {
    add({ kind: 'held', times: 1 }, { kind: 'status', status: 503, times: 1 });
    const saving = save();
    while (subject.sandbox.requests.list().length < 1) await new Promise((resolve) => setImmediate(resolve));
    assert.equal((await subject.call('GET', one)).status, 200, 'only what it met is held');
    assert.equal(subject.sandbox.requests.list().at(0)?.status, null);
    subject.sandbox.faults.clear();
    assert.equal((await saving).status, 503);
  });

  it('dropConnection: no answer, not applied', async () => {
    add({ kind: 'dropConnection', times: 1 });
    await assert.rejects(save());
    assert.equal(code(), 'base');
    assert.equal(subject.sandbox.requests.list().at(-1)?.status, 'dropped');
  });

  it('dropAfterApply: no answer, applied', async () => {
    add({ kind: 'dropAfterApply', times: 1 });
    await assert.rejects(save());
    assert.equal(code(), 'saved');
  });

  it('halfBody: the head says the whole length, then the connection ends', async () => {
    const whole = (await subject.call('GET', one)).text;
    add({ kind: 'halfBody', times: 1 });
    const response = await fetch(`${subject.sandbox.url}${one}?api_key=${subject.sandbox.apiKey}`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-length'), String(Buffer.byteLength(whole)));
    let received = '';
    await assert.rejects(async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) received += decoder.decode(chunk as Uint8Array);
    });
    assert.equal(received, whole.slice(0, Math.floor(whole.length / 2)));
  });

  it('halfJson: a complete answer with broken JSON', async () => {
    add({ kind: 'halfJson', times: 1 });
    const reply = await subject.call('GET', list);
    assert.equal(reply.status, 200);
    assert.match(reply.text, /^\[\{"id"/);
    assert.equal(reply.json, undefined);
  });

  it('html: a page in place of the answer, not applied', async () => {
    add({ kind: 'html', times: 1 });
    const reply = await save();
    assert.equal(reply.status, 200);
    assert.match(reply.headers.get('content-type') ?? '', /html/);
    assert.match(reply.text, /^<!DOCTYPE html>/);
    assert.equal(code(), 'base');
  });

  it('plainText: a word, applied', async () => {
    for (const text of ['true', 'ok', 'success'] as const) {
      add({ kind: 'plainText', text, times: 1 });
      assert.equal((await save()).text, text);
    }
    assert.equal(code(), 'saved');
  });

  it('emptyBody: nothing, applied', async () => {
    add({ kind: 'emptyBody', times: 1 });
    const reply = await save();
    assert.equal(reply.status, 200);
    assert.equal(reply.text, '');
    assert.equal(code(), 'saved');
  });

  it('errors200: an error inside a 200, not applied', async () => {
    add({ kind: 'errors200', message: 'Too long', times: 1 });
    const reply = await save();
    assert.equal(reply.status, 200);
    assert.deepEqual(reply.json, { errors: ['Too long'] });
    assert.equal(code(), 'base');
  });

  it('never: applied, and the client waits until it gives up', async () => {
    add({ kind: 'never', times: 1 });
    await assert.rejects(
      subject.call('PUT', one, { bjs_code: 'saved' }, { signal: AbortSignal.timeout(100) }),
      { name: 'TimeoutError' },
    );
    assert.equal(code(), 'saved');
    assert.equal(subject.sandbox.requests.list().at(-1)?.status, null);
  });

  it('never: closing the sandbox does not wait', async () => {
    add(
      { kind: 'never', endpoint: 'editCommand' },
      { kind: 'latency', ms: 600_000, endpoint: 'getBots' },
      { kind: 'held', endpoint: 'getFolders' },
    );
    const folders = list.replace(/commands$/, 'commands_folders');
    const calls = [save(), subject.call('GET', '/bots'), subject.call('GET', folders)];
    const waiting = calls.map((call) => assert.rejects(call));
    while (subject.sandbox.requests.list().length < 3) await new Promise((resolve) => setImmediate(resolve));
    await subject.sandbox.close();
    await Promise.all(waiting);
  });

  it('late: applied at once, answered later', async () => {
    add({ kind: 'late', ms: 80, times: 1 });
    const started = performance.now();
    const saving = save();
    while (code() !== 'saved') await new Promise((resolve) => setImmediate(resolve));
    const applied = performance.now() - started;
    assert.equal((await saving).status, 200);
    assert.ok(performance.now() - started >= 75);
    assert.ok(applied < 75, `applied after ${applied} ms`);
  });

  it('editBeforeNextSave: the next read shows what another person wrote', async () => {
    add({ kind: 'editBeforeNextSave', append: ' theirs' });
    assert.equal(((await subject.call('GET', list)).json as { code: string }[])[0]?.code, 'base');
    assert.equal(((await subject.call('GET', one)).json as { code: string }).code, 'base theirs');
    assert.equal(((await subject.call('GET', one)).json as { code: string }).code, 'base theirs');
    add({ kind: 'editBeforeNextSave', code: 'new', params: { command_id: commandId + 1 } });
    assert.equal(((await subject.call('GET', one)).json as { code: string }).code, 'base theirs');
    const other = await subject.call('GET', `${list}/${commandId + 1}`);
    assert.equal((other.json as { code: string }).code, 'new');
    assert.deepEqual(
      subject.sandbox.store.versions({ commandId }).map(({ code: text, writer }) => [text, writer]),
      [
        ['base', 'setup'],
        ['base theirs', 'other person'],
      ],
    );
  });

  it('editBetweenReadAndPut: the change is there before the save and lost by it', async () => {
    add({ kind: 'editBetweenReadAndPut', append: ' theirs' });
    assert.equal(((await subject.call('GET', one)).json as { code: string }).code, 'base');
    await save();
    assert.deepEqual(
      subject.sandbox.store.versions({ commandId }).map(({ code: text, writer }) => [text, writer]),
      [
        ['base', 'setup'],
        ['base theirs', 'other person'],
        ['saved', 'client'],
      ],
    );
  });

  it('groupNotEchoed, omitFields: keys are absent from single and listed commands', async () => {
    add({ kind: 'groupNotEchoed' }, { kind: 'omitFields', fields: ['help', 'need_reply'] });
    const replies = [await subject.call('GET', one), await save()].map((reply) => reply.json as object);
    replies.push(...((await subject.call('GET', list)).json as object[]));
    for (const command of replies) {
      assert.equal('commands_group' in command || 'help' in command || 'need_reply' in command, false);
      assert.ok('code' in command && 'answer' in command);
    }
    subject.sandbox.faults.clear();
    const whole = (await subject.call('GET', one)).json as object;
    assert.deepEqual((whole as { commands_group: unknown }).commands_group, { title: 'Staff' });
  });

  it('omitFields: of another endpoint when that is named', async () => {
    add({ kind: 'omitFields', fields: ['email'] });
    assert.ok('email' in ((await subject.call('GET', '/user')).json as object));
    add({ kind: 'omitFields', fields: ['email'], endpoint: 'getUser' });
    const user = (await subject.call('GET', '/user')).json as object;
    assert.ok(!('email' in user) && 'id' in user);
  });

  it('listWithoutCode: only the list lacks it', async () => {
    add({ kind: 'listWithoutCode' });
    for (const command of (await subject.call('GET', list)).json as object[]) assert.ok(!('code' in command));
    assert.equal(((await subject.call('GET', one)).json as { code: string }).code, 'base');
  });

  it('normaliseText: the server stores another text than was sent', async () => {
    add({ kind: 'normaliseText' });
    const reply = await subject.call('PUT', one, { bjs_code: 'a  \n\n' });
    assert.equal((reply.json as { code: string }).code, 'a\n');
    assert.equal(code(), 'a\n');
  });

  it('routeMissing: a 404 page', async () => {
    add({ kind: 'routeMissing', endpoint: 'getIterationUsage' });
    const reply = await subject.call('GET', '/user/iteration_quota');
    assert.equal(reply.status, 404);
    assert.match(reply.headers.get('content-type') ?? '', /html/);
    assert.equal((await subject.call('GET', '/user')).status, 200);
  });

  it('redirect: leads elsewhere', async () => {
    add({ kind: 'redirect', location: 'http://elsewhere.invalid/v2/user', times: 1 });
    const reply = await subject.call('GET', '/user');
    assert.equal(reply.status, 302);
    assert.equal(reply.headers.get('location'), 'http://elsewhere.invalid/v2/user');
  });

  it('counts: so many, after so many, only one endpoint', async () => {
    add({ kind: 'status', status: 503, endpoint: 'getBots', after: 1, times: 2 });
    const statuses = [];
    for (let index = 0; index < 5; index++) {
      assert.equal((await subject.call('GET', '/user')).status, 200);
      statuses.push((await subject.call('GET', '/bots')).status);
    }
    assert.deepEqual(statuses, [200, 503, 503, 200, 200]);
    assert.deepEqual(subject.sandbox.faults.list(), []);
  });

  it('stays until cleared when it has no count', async () => {
    add({ kind: 'status', status: 500 });
    for (let index = 0; index < 3; index++) assert.equal((await subject.call('GET', '/bots')).status, 500);
    subject.sandbox.faults.clear();
    assert.equal((await subject.call('GET', '/bots')).status, 200);
  });
});
