import assert from 'node:assert/strict';

import { readCommands } from '../../../src/model/compare/readCommands';
import { Contents } from '../../../src/model/contents';
import type { FaultSwitch } from '../../../src/sandbox/server/faults';
import { ApiSubject } from '../api/subject';
import { MemoryTextStore } from './memoryTextStore';

describe('model: reading the commands of a bot to compare them', () => {
  let subject: ApiSubject;
  let contents: Contents;

  beforeEach(async () => {
    subject = await ApiSubject.start();
    const names = Array.from({ length: 12 }, (_, index) => `/c${index}`);
    const { botId } = subject.seed({ commands: names.map((name) => ({ name, code: `of ${name}` })) });
    contents = new Contents(subject.http, new MemoryTextStore(), 'sandbox', botId, subject.log);
  });
  afterEach(async () => {
    contents.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  const told: number[] = [];
  const read = (...faults: FaultSwitch[]) => {
    told.length = 0;
    subject.sandbox.faults.add({ kind: 'listWithoutCode' }, ...faults);
    return readCommands(contents, new AbortController().signal, (done, of) => told.push(done / of));
  };
  const codesRead = () => subject.sandbox.requests.list('getCommand').length;

  it('reads the code that a listing does not say, and tells how far it is', async () => {
    const { commands, withoutCode, unread } = await read();
    assert.deepEqual(
      commands.map(({ state }) => state.code),
      commands.map(({ command }) => `of ${command.command}`),
    );
    assert.deepEqual([withoutCode, unread, told.length, told.at(-1)], [[], [], 12, 1]);
  });

  it('names those that could not be read, and ends when none of the bot can be', async () => {
    const [first] = subject.sandbox.store.commands(contents.botId);
    assert.ok(first);
    const params = { command_id: first.id };
    const { unread } = await read({ kind: 'status', status: 500, endpoint: 'getCommand', params });
    assert.deepEqual(
      unread.map(({ command }) => command.command.id),
      [first.id],
    );
    for (const [status, reason] of [
      [401, 'unauthorized'],
      [403, 'forbidden'],
    ] as const) {
      subject.sandbox.faults.clear();
      subject.sandbox.requests.clear();
      await subject.failureOf(read({ kind: 'status', status, endpoint: 'getCommand' }), reason);
      assert.ok(codesRead() <= 4, 'the others are not tried');
    }
  });
});
