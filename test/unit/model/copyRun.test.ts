import assert from 'node:assert/strict';

import type { Command } from '../../../src/api/commands';
import { Contents } from '../../../src/model/contents';
import type { CopyPlace } from '../../../src/model/copyPlan';
import { type CopyItem, type CopyOptions, type ReadSource, runCopies } from '../../../src/model/copyRun';
import { Structure } from '../../../src/model/structure';
import type { FaultSwitch } from '../../../src/sandbox/server/faults';
import { commandFields } from '../../../src/sandbox/store/records';
import { ApiSubject } from '../api/subject';
import { MemoryTextStore } from './memoryTextStore';

const whole = {
  answer: 'Hello *you*',
  keyboard: 'A, B\nC',
  aliases: ['one', 'two'],
  help: 'Help',
  group: 'Staff',
  needReply: true,
  autoRetryTime: 30,
};

describe('model: copying commands into a bot', () => {
  let subject: ApiSubject;
  let from: Contents;
  let to: Contents;
  let structure: Structure;

  beforeEach(async () => {
    subject = await ApiSubject.start({}, { timeouts: { read: 300, write: 300 } });
    const seeded = subject.seed({
      name: 'From',
      folders: ['Main'],
      commands: [
        { name: '/start', code: 'start\r\n', folder: 'Main', ...whole },
        { name: '/b', code: 'b' },
        { name: '/c', code: 'c' },
        { name: '🍕*/', code: 'pizza' },
      ],
    });
    const other = subject.seed({
      name: 'To',
      folders: ['There'],
      commands: [{ name: '/start', code: 'theirs', answer: 'Theirs', folder: 'There', group: 'Guests' }],
    });
    from = await opened(seeded.botId);
    to = await opened(other.botId);
    structure = new Structure(subject.http, to);
  });
  afterEach(async () => {
    from.dispose();
    to.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  async function opened(botId: number): Promise<Contents> {
    const contents = new Contents(subject.http, new MemoryTextStore(), 'sandbox', botId, subject.log);
    await contents.openWhole();
    return contents;
  }

  const fault = (...faults: FaultSwitch[]) => subject.sandbox.faults.add(...faults);
  const stored = (contents: Contents) => subject.sandbox.store.commands(contents.botId);
  const named = (contents: Contents, name: string): Command => {
    const found = [...contents.commands.values()].find(({ command }) => command === name);
    assert.ok(found, name);
    return found;
  };
  const there = (name: string) => {
    const found = stored(to).find(({ command }) => command === name);
    assert.ok(found, name);
    return found;
  };
  const read = (name: string, place: CopyPlace = { kind: 'root' }): ReadSource => {
    const record = named(from, name);
    return { key: name, name, place, record, lastKnownGroup: from.lastKnownGroup(record.id) };
  };
  const create = (name: string, place?: CopyPlace, newName = name): CopyItem => ({
    decision: { act: 'create', source: read(name, place), name: newName },
  });
  const replace = (name: string): CopyItem => {
    const shown = named(to, name);
    const command = { id: shown.id, name, aliases: [], folderId: null };
    return { decision: { act: 'replace', source: read(name), command }, shown };
  };
  const run = (items: readonly CopyItem[], options?: CopyOptions) =>
    runCopies({ contents: to, structure }, items, options);
  const kinds = async (results: ReturnType<typeof run>) => (await results).map(({ outcome }) => outcome.kind);
  const reasons = async (results: ReturnType<typeof run>) =>
    (await results).map(({ outcome }) =>
      outcome.kind === 'failed' ? (outcome.error as { reason?: string }).reason : outcome.kind,
    );

  it('copies code and all properties, and makes a folder once', async () => {
    const place = { kind: 'titled', title: 'Main' } as const;
    const results = await run([create('/start', place, '/start2'), create('/b', place), create('🍕*/')]);
    assert.deepEqual(
      results.map(({ outcome }) => outcome.kind === 'done' && outcome.value.unlike),
      [[], [], []],
    );
    const main = subject.sandbox.store.folders(to.botId).filter(({ title }) => title === 'Main');
    assert.equal(main.length, 1);
    const original = commandFields(subject.sandbox.store.command(from.botId, named(from, '/start').id)!);
    assert.deepEqual(commandFields(there('/start2')), {
      ...original,
      command: '/start2',
      commands_folder_id: main[0]?.id,
    });
    assert.equal(there('/b').commands_folder_id, main[0]?.id);
    assert.equal(there('🍕*/').code, 'pizza');
    assert.equal(subject.sandbox.store.folders(from.botId).length, 1);
  });

  it('replaces code and all properties and leaves name and folder', async () => {
    assert.deepEqual(await kinds(run([replace('/start')])), ['done']);
    const original = commandFields(subject.sandbox.store.command(from.botId, named(from, '/start').id)!);
    assert.deepEqual(commandFields(there('/start')), {
      ...original,
      commands_folder_id: to.folders[0]?.id,
    });
    assert.equal(named(to, '/start').code, 'start\r\n');
  });

  for (const [what, fields] of Object.entries({
    code: { code: 'newer' },
    answer: { answer: 'newer' },
    alias: { aliases: ['newer'] },
  })) {
    it(`replaces nothing when somebody changed its ${what} since it was shown`, async () => {
      const item = replace('/start');
      const { id } = there('/start');
      const changed = { ...commandFields(there('/start')), ...fields };
      subject.sandbox.store.updateCommand(to.botId, id, changed, 'other person');
      const before = commandFields(there('/start'));
      assert.deepEqual(await reasons(run([item])), ['changedMeanwhile']);
      assert.deepEqual(commandFields(there('/start')), before);
    });
  }

  it('replaces nothing that has unsaved text, and makes nothing beside what somebody just made', async () => {
    const options = { isUnsaved: () => Promise.resolve(true), taken: new Set(['/b']) };
    const before = stored(to).map(commandFields);
    assert.deepEqual(await reasons(run([replace('/start'), create('/b')], options)), [
      'unsavedThere',
      'takenMeanwhile',
    ]);
    assert.deepEqual(stored(to).map(commandFields), before);
  });

  it('copies the others when one fails', async () => {
    fault({ kind: 'errors200', endpoint: 'createCommand', after: 1, times: 1 });
    assert.deepEqual((await kinds(run([create('/b'), create('/c'), create('🍕*/')]))).sort(), [
      'done',
      'done',
      'failed',
    ]);
    assert.equal(stored(to).length, 3);
  });

  it('ends when the server is gone, and says of what was sent that nobody knows', async () => {
    fault({ kind: 'dropAfterApply', endpoint: 'createCommand' });
    fault({ kind: 'dropConnection', endpoint: 'getCommands' });
    const items = ['/b', '/c', '🍕*/', '/start', '/b', '/c'].map((name, index) =>
      create(name, undefined, `/x${index}`),
    );
    const results = await run(items);
    const failed = results.filter(({ outcome }) => outcome.kind === 'failed');
    assert.ok(failed.length <= 4);
    assert.equal(results.at(-1)?.outcome.kind, 'notTried');
    for (const { outcome } of failed) {
      assert.ok(outcome.kind === 'failed');
      assert.equal((outcome.error as { outcomeUnknown?: boolean }).outcomeUnknown, true);
    }
  });

  it('finds what was made although no answer came', async () => {
    fault({ kind: 'dropAfterApply', endpoint: 'createCommand', times: 1 });
    fault({ kind: 'dropAfterApply', endpoint: 'editCommand', times: 1 });
    assert.deepEqual(await kinds(run([create('/b'), replace('/start')])), ['done', 'done']);
    assert.equal(stored(to).filter(({ command }) => command === '/b').length, 1);
  });

  it('ends when it is cancelled', async () => {
    const end = new AbortController();
    const items = Array.from({ length: 12 }, (_, index) => create('/b', undefined, `/x${index}`));
    const outcomes = await kinds(
      run(items, { signal: end.signal, onProgress: ({ done }) => done === 2 && end.abort() }),
    );
    assert.equal(outcomes.at(-1), 'notTried');
    assert.equal(stored(to).length, 1 + outcomes.filter((kind) => kind === 'done').length);
  });

  it('waits when the server says that there are too many', async () => {
    fault({ kind: 'status', status: 429, retryAfter: 0, endpoint: 'createCommand', times: 1 });
    fault({ kind: 'status', status: 429, retryAfter: 0, endpoint: 'editCommand', times: 1 });
    assert.deepEqual(await kinds(run([create('/b'), replace('/start')])), ['done', 'done']);
  });

  it('says what the server made otherwise', async () => {
    fault({ kind: 'normaliseText' });
    const [result] = await run([create('/start', undefined, '/start2')]);
    assert.deepEqual(result?.outcome.kind === 'done' && result.outcome.value.unlike, ['code']);
  });

  it('keeps in mind the group of a copy when the server does not echo it', async () => {
    fault({ kind: 'groupNotEchoed' });
    await run([create('/start', undefined, '/start2'), replace('/start')]);
    assert.equal(to.lastKnownGroup(there('/start2').id), 'Staff');
    assert.equal(to.lastKnownGroup(there('/start').id), 'Staff');
  });

  it('makes nothing in a folder that is gone', async () => {
    assert.deepEqual(await reasons(run([create('/b', { kind: 'folder', id: 1 })])), ['folderGone']);
    assert.equal(stored(to).length, 1);
  });
});
