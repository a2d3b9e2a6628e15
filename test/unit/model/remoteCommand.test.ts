import assert from 'node:assert/strict';

import type { CommandDetails } from '../../../src/api/commandBody';
import type { Command } from '../../../src/api/commands';
import { IncompleteCommandError } from '../../../src/api/errors';
import { ChangedMeanwhileError, TextsChangedError } from '../../../src/model/changedMeanwhile';
import { ifSame, ifShown, type Judge } from '../../../src/model/judges';
import { isGone, RemoteCommand } from '../../../src/model/remoteCommand';
import { Contents, type Version } from '../../../src/model/contents';
import { type CommandFields, commandFields, emptyCommand } from '../../../src/sandbox/store/records';
import { editAsOtherPerson } from '../../../src/sandbox/otherPerson';
import { HeldElsewhereError } from '../../../src/util/textStore';
import { ApiSubject } from '../api/subject';
import { MemoryTextStore } from './memoryTextStore';

describe('model: the server’s side of a command', () => {
  let subject: ApiSubject;
  let contents: Contents;
  let remote: RemoteCommand;
  let botId: number;
  let commandId: number;
  let begun: number;
  /** Milliseconds that passed since then. */
  let passed: number;
  let groupsUnknown: number;

  beforeEach(async () => {
    subject = await ApiSubject.start();
    const seeded = subject.seed({
      folders: ['Admin'],
      commands: [
        {
          name: '/start',
          code: 'base',
          group: 'Staff',
          folder: 'Admin',
          aliases: ['one', 'two'],
          answer: 'Hello',
          keyboard: 'A, B',
          help: 'Help',
          needReply: true,
          autoRetryTime: 30,
        },
      ],
    });
    botId = seeded.botId;
    commandId = seeded.commandIds[0]!;
    contents = new Contents(subject.http, new MemoryTextStore(), 'sandbox', botId, subject.log);
    passed = 0;
    groupsUnknown = 0;
    // Whole, so that adding and taking away again comes out even.
    begun = Math.floor(performance.now());
    remote = new RemoteCommand(subject.http, contents, commandId, () => groupsUnknown++, now);
  });
  afterEach(async () => {
    contents.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  const now = () => begun + passed;
  /** @param began when the person pressed Ctrl+S; absent: before everything here */
  const save = (code: string, mayReplace: (command: Command) => void = () => undefined, began = 0) =>
    remote.write(code, began, mayReplace);
  const anything: Judge = () => undefined;
  const changeShown = (
    change: Partial<CommandDetails>,
    shown: Partial<CommandDetails>,
    of: RemoteCommand = remote,
  ) => of.change(change, ifShown(change, shown));
  const record = () => subject.sandbox.store.command(botId, commandId)!;
  const otherPerson = (fields: Partial<CommandFields>) => {
    // What is read in the very same moment may be from before or after.
    passed += 1;
    const changed = { ...commandFields(record()), ...fields };
    subject.sandbox.store.updateCommand(botId, commandId, changed, 'other person');
  };
  const versions = () => subject.sandbox.store.versions({ commandId }).map(({ code }) => code);
  /** The methods of what arrived since the last time. */
  const arrived = () => {
    const methods = subject.sandbox.requests.list().map(({ method }) => method);
    subject.sandbox.requests.clear();
    return methods;
  };

  /** Resolves when the server has read the next request. */
  const requestArrives = () =>
    new Promise<void>((resolve) => {
      const { faults } = subject.sandbox;
      const take = faults.take.bind(faults);
      faults.take = (target) => {
        setImmediate(resolve);
        return take(target);
      };
    });

  it('a save is one GET and one PUT', async () => {
    assert.equal(await save('mine'), 'mine');
    assert.deepEqual(arrived(), ['GET', 'PUT']);
    assert.deepEqual(versions(), ['base', 'mine']);
  });

  it('the check before a save serves the save too', async () => {
    await remote.fresh();
    passed += 2000;
    await save('mine');
    assert.deepEqual(arrived(), ['GET', 'PUT']);
  });

  it('no write relies on a read that is older than two seconds', async () => {
    await remote.fresh();
    editAsOtherPerson(subject.sandbox.store, botId, commandId, { code: 'theirs' });
    passed += 2001;
    let asked: string | null | undefined;
    await save('mine', ({ code }) => void (asked = code));
    assert.equal(asked, 'theirs');
    assert.deepEqual(arrived(), ['GET', 'GET', 'PUT']);
  });

  it('nor on one from before the save began: somebody may have looked for another reason', async () => {
    await remote.fresh();
    passed += 100;
    const began = now();
    editAsOtherPerson(subject.sandbox.store, botId, commandId, { code: 'theirs' });
    assert.equal((await remote.fresh(began)).code, 'theirs');
    assert.deepEqual(arrived(), ['GET', 'GET']);
    let asked: string | null | undefined;
    await save('mine', ({ code }) => void (asked = code), began);
    assert.equal(asked, 'theirs');
    assert.deepEqual(arrived(), ['PUT']);
  });

  it('nor on one that was asked for before the save began and is answered in it', async () => {
    subject.sandbox.faults.add({ kind: 'late', ms: 60, endpoint: 'getCommand', times: 1 });
    const applied = requestArrives();
    const early = remote.fresh();
    await applied;
    passed += 100;
    editAsOtherPerson(subject.sandbox.store, botId, commandId, { code: 'theirs' });
    let asked: string | null | undefined;
    await save('mine', ({ code }) => void (asked = code), now());
    assert.equal(asked, 'theirs');
    await early;
    assert.deepEqual(arrived(), ['GET', 'GET', 'PUT']);
  });

  it('a read that a write overtakes brings nothing back', async () => {
    await remote.fresh();
    subject.sandbox.faults.add(
      { kind: 'late', ms: 300, endpoint: 'getCommand', times: 1 },
      { kind: 'latency', ms: 120, endpoint: 'editCommand', times: 1 },
    );
    const arrives = requestArrives();
    const saving = save('mine');
    await arrives;
    // The server is asked while the write is on its way, and answers after it.
    const early = remote.fresh();
    await saving;
    assert.equal((await early).code, 'base');
    assert.deepEqual(arrived(), ['GET', 'PUT', 'GET']);
    assert.equal(contents.commands.get(commandId)?.code, 'mine');
    let asked: string | null | undefined;
    await save('mine 2', ({ code }) => void (asked = code));
    assert.equal(asked, 'mine');
  });

  it('looks that come together or shortly after one another share one read', async () => {
    const [a, b] = await Promise.all([remote.fresh(), remote.fresh()]);
    assert.equal(a.code, 'base');
    assert.equal(b.code, 'base');
    passed += 1000;
    await remote.fresh();
    assert.deepEqual(arrived(), ['GET']);
    passed += 1001;
    await remote.fresh();
    assert.deepEqual(arrived(), ['GET']);
  });

  it('a look is not answered by a read that a listing overtook with another code', async () => {
    await remote.fresh();
    editAsOtherPerson(subject.sandbox.store, botId, commandId, { code: 'theirs' });
    await contents.refresh();
    arrived();
    assert.equal((await remote.fresh()).code, 'theirs');
    await remote.fresh();
    assert.deepEqual(arrived(), ['GET']);
  });

  it('after a write the next save reads again: what an answer leaves out cannot be told', async () => {
    await save('mine');
    arrived();
    await save('mine 2');
    assert.deepEqual(arrived(), ['GET', 'PUT']);
  });

  it('after a write a look is answered from memory', async () => {
    await save('mine');
    arrived();
    assert.equal((await remote.fresh()).code, 'mine');
    assert.equal(contents.commands.get(commandId)?.code, 'mine');
    assert.deepEqual(arrived(), []);
  });

  it('text that the server has already is not written', async () => {
    assert.equal(await save('base'), 'base');
    assert.deepEqual(arrived(), ['GET']);
    assert.deepEqual(versions(), ['base']);
  });

  it('whoever refuses keeps the write from being sent', async () => {
    await assert.rejects(
      save('mine', ({ code }) => {
        throw new Error(`not over ${code}`);
      }),
      { message: 'not over base' },
    );
    assert.deepEqual(arrived(), ['GET']);
  });

  it('a save changes nothing but the code', async () => {
    const before = record();
    await save('mine');
    assert.deepEqual({ ...record(), updated_at: '' }, { ...before, updated_at: '', code: 'mine' });
  });

  it('other fields that were changed elsewhere are kept', async () => {
    await remote.fresh();
    passed += 5000;
    const { store } = subject.sandbox;
    const changed = {
      ...emptyCommand,
      command: '/begin',
      aliases: ['three'],
      answer: 'New',
      group: 'All',
      code: 'base',
    };
    store.updateCommand(botId, commandId, changed, 'other person');
    const before = record();
    await save('mine');
    assert.deepEqual({ ...record(), updated_at: '' }, { ...before, updated_at: '', code: 'mine' });
  });

  it('a field that is absent stops the save and is named; the record stays as it is', async () => {
    const before = record();
    subject.sandbox.faults.add({ kind: 'omitFields', fields: ['help', 'answer'], endpoint: 'getCommand' });
    await assert.rejects(save('mine'), (error) => {
      assert.ok(error instanceof IncompleteCommandError);
      assert.deepEqual(error.fields, ['answer', 'help']);
      return true;
    });
    assert.deepEqual(arrived(), ['GET']);
    assert.deepEqual(record(), before);
  });

  it('the group that a server does not say is the one that was last known', async () => {
    await contents.open();
    subject.sandbox.faults.add({ kind: 'groupNotEchoed' });
    await save('mine');
    assert.equal(record().group, 'Staff');
    // Nor is it forgotten by the answers that did not say it.
    await save('mine 2');
    assert.equal(record().group, 'Staff');
  });

  for (const fault of [
    { kind: 'plainText', text: 'true' },
    { kind: 'plainText', text: 'ok' },
    { kind: 'emptyBody' },
  ] as const) {
    it(`a write that is only confirmed (${fault.kind}) is looked at`, async () => {
      subject.sandbox.faults.add({ ...fault, endpoint: 'editCommand' }, { kind: 'normaliseText' });
      assert.equal(await save('mine  '), 'mine\n');
      assert.deepEqual(arrived(), ['GET', 'PUT', 'GET']);
    });
  }

  it('an answer without the code is looked at too', async () => {
    subject.sandbox.faults.add({ kind: 'omitFields', fields: ['code'], endpoint: 'editCommand' });
    assert.equal(await save('mine'), 'mine');
    assert.deepEqual(arrived(), ['GET', 'PUT', 'GET']);
  });

  it('a confirmed write that cannot be looked at is one of unknown outcome', async () => {
    subject.sandbox.faults.add(
      { kind: 'plainText', endpoint: 'editCommand' },
      { kind: 'status', status: 500, endpoint: 'getCommand', after: 1 },
    );
    const error = await subject.failureOf(save('mine'), 'server');
    assert.equal(error.outcomeUnknown, true);
    assert.deepEqual(versions(), ['base', 'mine']);
  });

  it('a version that somebody saves between a confirmed write and the look at it is not one’s own', async () => {
    subject.sandbox.faults.add(
      { kind: 'plainText', endpoint: 'editCommand' },
      { kind: 'editBeforeNextSave', code: 'theirs', after: 1 },
    );
    // Were it taken for what the server made of one's text, the next save would overwrite it unseen.
    assert.equal(await save('mine'), 'mine');
    assert.deepEqual(versions(), ['base', 'mine', 'theirs']);
    let asked: string | null | undefined;
    await save('mine 2', ({ code }) => void (asked = code));
    assert.equal(asked, 'theirs');
  });

  for (const answer of ['ok', 'the record']) {
    it(`a change that the server confirms (${answer}) and does not make is said to have failed`, async () => {
      const deaf = subject.client({
        fetch: async (input, init) => {
          const request = new Request(input, init);
          if (request.method !== 'PUT') return fetch(request);
          return answer === 'ok' ? new Response('ok') : fetch(request.url, { headers: request.headers });
        },
      });
      const unheard = new RemoteCommand(deaf, contents, commandId, () => undefined);
      await assert.rejects(
        unheard.write('mine', 0, () => undefined),
        { reason: 'notKept' },
      );
      await assert.rejects(unheard.change({ name: '/begin' }, anything), { reason: 'notKept' });
      assert.deepEqual(versions(), ['base']);
    });
  }

  describe('changing details', () => {
    const changes = [
      [{ answer: 'Line\nother line' }, { answer: 'Line\nother line' }],
      [{ keyboard: 'C\nD' }, { keyboard_body: 'C\nD' }],
      [{ aliases: ['two', 'three'] }, { aliases: ['two', 'three'] }],
      [{ help: '' }, { help: '' }],
      [{ group: 'Guests' }, { group: 'Guests' }],
      [{ needReply: false }, { need_reply: false }],
      [{ autoRetrySeconds: null }, { auto_retry_time: null }],
    ] as const;
    for (const [change, stored] of changes) {
      it(`changes only ${Object.keys(change).join()}`, async () => {
        const shown = await remote.details();
        const before = commandFields(record());
        otherPerson({ code: 'theirs', command: '/begin' });
        await changeShown(change, shown);
        assert.deepEqual(commandFields(record()), {
          ...before,
          code: 'theirs',
          command: '/begin',
          ...stored,
        });
      });
    }

    it('reads anew, writes once, and tells the rows', async () => {
      await contents.open();
      arrived();
      const shown = await remote.details();
      passed += 1;
      let rows = 0;
      contents.onDidChange((change) => (rows += change.rows ? 1 : 0));
      await changeShown({ help: 'Other' }, shown);
      assert.deepEqual(arrived(), ['GET', 'GET', 'PUT']);
      assert.equal(contents.commands.get(commandId)?.help, 'Other');
      assert.equal(rows, 1);
    });

    for (const [change, theirs] of [
      [{ answer: 'Mine' }, { answer: 'Theirs' }],
      [{ keyboard: 'Mine' }, { keyboard_body: null }],
      [{ aliases: ['mine'] }, { aliases: ['one'] }],
      [{ help: 'Mine' }, { help: 'Theirs' }],
      [{ group: 'Mine' }, { group: null }],
      [{ autoRetrySeconds: 1 }, { auto_retry_time: 0 }],
    ] as const) {
      it(`refuses to overwrite what another made of ${Object.keys(change).join()} unseen`, async () => {
        const shown = await remote.details();
        otherPerson(theirs);
        const before = record();
        const error = await changeShown(change, shown).then(
          () => assert.fail('it was overwritten'),
          (reason: unknown) => reason,
        );
        assert.ok(error instanceof ChangedMeanwhileError);
        assert.deepEqual(record(), before);
        assert.deepEqual(error.now, await remote.details());
        // Who has seen it may.
        await changeShown(change, error.now);
        assert.notDeepEqual(record(), before);
      });
    }

    it('does not mind others who made the same change, or one of another property', async () => {
      const shown = await remote.details();
      otherPerson({ answer: 'Same', help: 'Theirs' });
      arrived();
      await changeShown({ answer: 'Same' }, shown);
      assert.deepEqual(arrived(), ['GET']);
      await changeShown({ group: '' }, shown);
      assert.deepEqual([record().answer, record().help, record().group], ['Same', 'Theirs', null]);
    });

    it('changes several at once, also name and folder, or none of them', async () => {
      const shown = await remote.details();
      const change = { name: '/begin', folderId: null, answer: 'Mine', help: 'Same' };
      otherPerson({ answer: 'Theirs', help: 'Same', keyboard_body: 'Other' });
      const before = record();
      await assert.rejects(changeShown(change, shown), { reason: 'changedMeanwhile' });
      assert.deepEqual(record(), before);
      passed += 3000;
      arrived();
      await changeShown(change, { ...shown, answer: 'Theirs' });
      assert.deepEqual(arrived(), ['GET', 'PUT']);
      const { command, commands_folder_id, answer, help, keyboard_body } = record();
      assert.deepEqual(
        [command, commands_folder_id, answer, help, keyboard_body],
        ['/begin', null, 'Mine', 'Same', 'Other'],
      );
    });

    it('does not give a command another name than the one that was shown', async () => {
      const shown = await remote.details();
      otherPerson({ command: '/theirs' });
      await assert.rejects(changeShown({ name: '/mine' }, shown), { reason: 'changedMeanwhile' });
      assert.equal(record().command, '/theirs');
    });

    it('remembers the group that it set on a server that does not say groups', async () => {
      subject.sandbox.faults.add({ kind: 'groupNotEchoed' });
      await changeShown({ group: 'Guests' }, await remote.details());
      assert.equal(groupsUnknown, 0);
      await save('mine');
      assert.equal(record().group, 'Guests');
      assert.equal((await remote.details()).group, 'Guests');
      await changeShown({ group: '' }, await remote.details());
      await save('mine 2');
      assert.equal(record().group ?? '', '');
    });

    it('looks at a change that is only confirmed, or whose answer leaves it out', async () => {
      subject.sandbox.faults.add({ kind: 'plainText', endpoint: 'editCommand', times: 1 });
      const shown = await remote.details();
      await changeShown({ answer: 'Mine' }, shown);
      subject.sandbox.faults.add({ kind: 'omitFields', fields: ['help'], endpoint: 'editCommand' });
      await changeShown({ help: 'Mine' }, shown);
      assert.deepEqual([record().answer, record().help], ['Mine', 'Mine']);
    });

    it('looks when no answer came, and fails when it was not made', async () => {
      const shown = await remote.details();
      subject.sandbox.faults.add({ kind: 'dropAfterApply', endpoint: 'editCommand', times: 1 });
      await changeShown({ answer: 'Mine' }, shown);
      assert.equal(record().answer, 'Mine');
      subject.sandbox.faults.add({ kind: 'status', status: 500, endpoint: 'editCommand', times: 1 });
      await subject.failureOf(changeShown({ help: 'Mine' }, shown), 'server');
      assert.equal(record().help, 'Help');
    });

    it('says that a change was confirmed and not made', async () => {
      const deaf = subject.client({
        fetch: async (input, init) => {
          const request = new Request(input, init);
          return request.method === 'PUT' ? new Response('ok') : fetch(request);
        },
      });
      const unheard = new RemoteCommand(deaf, contents, commandId, () => undefined);
      const shown = await unheard.details();
      await assert.rejects(changeShown({ answer: 'Mine' }, shown, unheard), { reason: 'notKept' });
    });
  });

  describe('changing texts', () => {
    const change = { name: '/begin', code: 'new', answer: 'New', aliases: ['three', 'one'] };

    it('writes name, code and properties at once, and nothing else', async () => {
      const before = commandFields(record());
      await remote.change(change, anything);
      assert.deepEqual(arrived(), ['GET', 'PUT']);
      const { aliases, ...after } = commandFields(record());
      const { name, code, answer } = change;
      assert.deepEqual({ ...after, aliases: [] }, { ...before, command: name, code, answer, aliases: [] });
      assert.deepEqual([...aliases].sort(), ['one', 'three']);
    });

    it('asks with what is on the server right before, and writes nothing when that is refused', async () => {
      editAsOtherPerson(subject.sandbox.store, botId, commandId, { code: 'theirs' });
      const refuse = ({ code }: Command) => {
        assert.equal(code, 'theirs');
        throw new TextsChangedError('/start');
      };
      await assert.rejects(remote.change(change, refuse), { reason: 'textsChanged' });
      assert.deepEqual(arrived(), ['GET']);
    });

    it('takes what the server makes of a text, and not what it leaves as it was', async () => {
      subject.sandbox.faults.add({ kind: 'normaliseText' });
      await remote.change({ code: 'new  \n\n', answer: 'New' }, anything);
      assert.equal(record().code, 'new\n');
      subject.sandbox.faults.clear();
      subject.sandbox.faults.add({ kind: 'html', endpoint: 'editCommand' });
      await assert.rejects(remote.change({ answer: 'Newer' }, anything));
      assert.equal(record().answer, 'New');
    });

    it('says of each part by itself that it was not made', async () => {
      const stubborn = subject.client({
        fetch: async (input, init) => {
          const request = new Request(input, init);
          if (request.method !== 'PUT') return fetch(request);
          const body = { ...((await request.json()) as object), bjs_code: 'base' };
          return fetch(new Request(request.url, { ...init, body: JSON.stringify(body) }));
        },
      });
      const unheard = new RemoteCommand(stubborn, contents, commandId, () => undefined);
      const shown = await unheard.fresh();
      const both = { code: 'new', answer: 'New' };
      await assert.rejects(unheard.change(both, ifSame(both, shown)), { reason: 'notKept' });
      assert.deepEqual([record().code, record().answer], ['base', 'New']);
    });

    it('replaces nothing of a command that is another than the one that was shown', async () => {
      const shown = await remote.fresh();
      const both = { code: 'new', answer: 'New' };
      otherPerson({ command: '/theirs' });
      await assert.rejects(remote.change(both, ifSame(both, shown)), { reason: 'changedMeanwhile' });
      const place = { name: '/start', folderId: shown.commands_folder_id ?? null };
      await assert.rejects(changeShown({ name: '/mine' }, place), { reason: 'changedMeanwhile' });
      await changeShown({ folderId: null }, place);
      assert.deepEqual(
        [record().command, record().code, record().commands_folder_id],
        ['/theirs', 'base', null],
      );
    });

    it('looks when no answer came', async () => {
      subject.sandbox.faults.add({ kind: 'dropAfterApply', endpoint: 'editCommand', times: 1 });
      await remote.change({ code: 'new', answer: 'New' }, anything);
      assert.deepEqual(arrived(), ['GET', 'PUT', 'GET']);
      subject.sandbox.faults.add({ kind: 'dropConnection', endpoint: 'editCommand', times: 1 });
      await assert.rejects(remote.change({ code: 'newer', answer: 'Newer' }, anything));
      assert.deepEqual([record().code, record().answer], ['new', 'New']);
    });
  });

  describe('renaming and deleting', () => {
    let store: MemoryTextStore;
    /** Of each request, whether other windows were kept from writing meanwhile. */
    let wereKept: [string, boolean][];

    beforeEach(() => {
      store = new MemoryTextStore();
      wereKept = [];
      const http = subject.client({
        fetch: (input, init) => {
          const request = new Request(input, init);
          wereKept.push([request.method, store.held.has(`writing/sandbox/${botId}/${commandId}`)]);
          return fetch(request);
        },
      });
      contents.dispose();
      contents = new Contents(http, store, 'sandbox', botId, subject.log);
      remote = contents.remote(commandId);
    });

    const ways: [string, string, () => Promise<unknown>][] = [
      ['renames', 'PUT', () => remote.change({ name: '/begin' }, anything)],
      ['deletes', 'DELETE', () => remote.delete(() => undefined)],
    ];
    for (const [what, method, change] of ways) {
      it(`${what} while no other window writes the command, and lets it go`, async () => {
        await change();
        assert.deepEqual(wereKept, [
          ['GET', true],
          [method, true],
        ]);
        assert.equal(store.held.size, 0);
      });

      it(`lets it go also when the server does not answer (${what})`, async () => {
        subject.sandbox.faults.add({ kind: 'dropConnection' });
        await subject.failureOf(change(), 'network');
        assert.equal(store.held.size, 0);
      });

      it(`${what} also when a full disk keeps it from being held`, async () => {
        store.failure = new Error('ENOSPC');
        await change();
        assert.deepEqual(
          wereKept.map(([each]) => each),
          ['GET', method],
        );
      });

      it(`asks the server nothing when another window is at it for too long (${what})`, async () => {
        store.failure = new HeldElsewhereError('the command');
        await assert.rejects(change(), { reason: 'heldElsewhere' });
        assert.deepEqual(wereKept, []);
      });
    }

    it('waits for a write of this window that is under way', async () => {
      subject.sandbox.faults.add({ kind: 'latency', ms: 50, endpoint: 'editCommand', times: 1 });
      const saving = remote.write('mine', 0, () => undefined);
      const renaming = remote.change({ name: '/begin' }, anything);
      await Promise.all([saving, renaming]);
      assert.deepEqual([record().command, record().code], ['/begin', 'mine']);
    });

    it('waits for a save of this window that has just begun, and does not keep it waiting', async () => {
      const saving = await contents.hold(commandId);
      const renaming = remote.change({ name: '/begin' }, anything);
      await remote.write('mine', 0, () => undefined);
      await saving.letGo();
      await renaming;
      assert.deepEqual([record().command, record().code], ['/begin', 'mine']);
    });

    it('relies on nothing that was read before: others may have written while it waited', async () => {
      await remote.fresh();
      editAsOtherPerson(subject.sandbox.store, botId, commandId, { code: 'theirs' });
      const { before } = await remote.change({ name: '/begin' }, anything);
      assert.equal(before.code, 'theirs');
      editAsOtherPerson(subject.sandbox.store, botId, commandId, { code: 'theirs 2' });
      let asked: string | null | undefined;
      await remote.delete(({ code }) => void (asked = code));
      assert.equal(asked, 'theirs 2');
    });

    it('deletes nothing that its judge refuses', async () => {
      const refusal = new Error('not this');
      await assert.rejects(
        remote.delete(() => {
          throw refusal;
        }),
        refusal,
      );
      assert.ok(record());
    });
  });

  describe('telling the versions that it ends and makes', () => {
    let told: Version[];
    beforeEach(async () => {
      await contents.refresh();
      told = [];
      contents.onVersion((version) => told.push(version));
    });

    it('tells of each kind of write with the whole record before it, its folder and its group', async () => {
      subject.sandbox.faults.add({ kind: 'groupNotEchoed' });
      await save('mine');
      await changeShown({ help: 'Other' }, await remote.details());
      await remote.change({ name: '/begin' }, anything);
      await remote.change({ folderId: null }, anything);
      await remote.delete(() => undefined);
      assert.deepEqual(
        told.map(({ how, command, folder, group }) => [how, command.command, command.code, folder, group]),
        [
          ['code', '/start', 'base', 'Admin', 'Staff'],
          ['saved', '/start', 'mine', 'Admin', 'Staff'],
          ['properties', '/start', 'mine', 'Admin', 'Staff'],
          ['saved', '/start', 'mine', 'Admin', 'Staff'],
          ['rename', '/start', 'mine', 'Admin', 'Staff'],
          ['saved', '/begin', 'mine', 'Admin', 'Staff'],
          ['move', '/begin', 'mine', 'Admin', 'Staff'],
          ['saved', '/begin', 'mine', null, 'Staff'],
          ['delete', '/begin', 'mine', null, 'Staff'],
        ],
      );
      assert.deepEqual(
        told.slice(2, 4).map(({ command }) => command.help),
        ['Help', 'Other'],
      );
    });

    it('tells before the write, also of one that is not answered, and nothing of one that is refused', async () => {
      const theirs = new Error('unseen');
      const refuse = () => {
        throw theirs;
      };
      await assert.rejects(save('mine', refuse), theirs);
      await assert.rejects(remote.delete(refuse), theirs);
      await save('base');
      assert.equal(told.length, 0);
      subject.sandbox.faults.add({ kind: 'dropConnection', endpoint: 'editCommand' });
      await assert.rejects(save('mine'));
      assert.deepEqual(
        told.map(({ how }) => how),
        ['code'],
      );
      subject.sandbox.faults.clear();
      // A change of unknown outcome that was made all the same.
      subject.sandbox.faults.add({ kind: 'dropAfterApply', endpoint: 'editCommand', times: 1 });
      await remote.change({ name: '/begin' }, anything);
      assert.deepEqual(told.map(({ how, command }) => [how, command.command]).slice(1), [
        ['rename', '/start'],
        ['saved', '/begin'],
      ]);
    });

    it('writes also when whoever keeps it fails', async () => {
      contents.onVersion(() => {
        throw new Error('the disk is full');
      });
      assert.equal(await save('mine'), 'mine');
    });

    it('deletes only what is kept', async () => {
      let keep: () => Promise<boolean>;
      contents.onVersion(({ waitUntil }) => waitUntil?.(keep()));
      const full = new Error('the disk is full');
      for (const failure of [() => Promise.resolve(false), () => Promise.reject(full)]) {
        keep = failure;
        await assert.rejects(
          remote.delete(() => undefined),
          { reason: 'unkept' },
        );
        assert.ok(record());
      }
      keep = async () => {
        await new Promise((resolve) => setImmediate(resolve));
        assert.ok(record(), 'it is there until it is kept');
        return true;
      };
      await remote.delete(() => undefined);
      assert.equal(record(), undefined);
    });
  });

  it('without a disk nobody can say whether others wrote, so that one looks again', async () => {
    const store = new MemoryTextStore();
    store.failure = new Error('ENOSPC');
    const alone = new Contents(subject.http, store, 'sandbox', botId, subject.log);
    assert.equal((await alone.hold(commandId)).waited, true);
    alone.dispose();
  });

  it('what the server made of the text is what counts', async () => {
    subject.sandbox.faults.add({ kind: 'normaliseText' });
    assert.equal(await save('mine  \n\n'), 'mine\n');
  });

  it('after a write of unknown outcome the next save looks first', async () => {
    subject.sandbox.faults.add({ kind: 'dropAfterApply', endpoint: 'editCommand', times: 1 });
    const error = await subject.failureOf(save('mine'), 'network');
    assert.equal(error.outcomeUnknown, true);
    arrived();
    let asked: string | null | undefined;
    await save('mine 2', ({ code }) => void (asked = code));
    assert.equal(asked, 'mine');
    assert.deepEqual(arrived(), ['GET', 'PUT']);
  });

  it('a command that is gone is told from a server that is', async () => {
    subject.sandbox.store.deleteCommand(botId, commandId);
    assert.equal(isGone(await subject.failureOf(save('mine'))), true);
    subject.sandbox.faults.add({ kind: 'routeMissing' });
    assert.equal(isGone(await subject.failureOf(remote.fresh())), false);
    subject.sandbox.faults.clear();
    subject.sandbox.faults.add({ kind: 'dropConnection' });
    assert.equal(isGone(await subject.failureOf(remote.fresh())), false);
  });

  it('tells before a write that may erase a group, and only when no answer ever said groups', async () => {
    subject.sandbox.faults.add({ kind: 'groupNotEchoed' });
    await save('mine');
    assert.equal(groupsUnknown, 1);
    subject.sandbox.faults.clear();
    await contents.refresh();
    subject.sandbox.faults.add({ kind: 'groupNotEchoed' });
    await save('mine 2');
    assert.equal(groupsUnknown, 1);
  });

  it('a failed look is not remembered', async () => {
    subject.sandbox.faults.add({ kind: 'status', status: 500, times: 1 });
    await subject.failureOf(remote.fresh(), 'server');
    assert.equal((await remote.fresh()).code, 'base');
  });

  describe('what is known', () => {
    it('opens a file without a request while the listing is recent', async () => {
      await contents.open();
      const recentCode = () => remote.recent?.code;
      assert.equal(recentCode(), 'base');
      passed += 59_000;
      assert.equal(recentCode(), 'base');
      passed += 2000;
      assert.equal(remote.recent, undefined);
      assert.equal(remote.lastKnown?.code, 'base');
    });

    it('is nothing before anything was read, and nothing recent when listings have no code', async () => {
      assert.equal(remote.lastKnown, undefined);
      assert.equal(remote.recent, undefined);
      subject.sandbox.faults.add({ kind: 'listWithoutCode' });
      await contents.open();
      assert.equal(remote.recent, undefined);
      await remote.fresh();
      assert.equal((remote.recent as Command | undefined)?.code, 'base');
    });
  });
});
