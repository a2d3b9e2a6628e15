import assert from 'node:assert/strict';

import { AccountModel } from '../../../../src/model/accountModel';
import { noFilter } from '../../../../src/model/bot/listFilter';
import { propertyText } from '../../../../src/model/bot/properties';
import { addParts } from '../../../../src/sandbox/seed';
import { generateChats, generateErrors, generateProperties } from '../../../../src/sandbox/generateParts';
import { ApiSubject } from '../../api/subject';
import { recordEvents, when } from '../events';
import { MemoryTextStore } from '../memoryTextStore';

const day = Date.UTC(2026, 4, 1);

describe('model: what a bot has beside its commands', () => {
  let subject: ApiSubject;
  let store: MemoryTextStore;
  let model: AccountModel;
  let botId: number;

  const account = () =>
    ({ id: 'sandbox', kind: 'sandbox', label: 'Sandbox', url: subject.sandbox.url }) as const;
  beforeEach(async () => {
    subject = await ApiSubject.start();
    store = new MemoryTextStore();
    botId = subject.seed({}).botId;
    model = new AccountModel(account(), subject.http, store, subject.log);
  });
  afterEach(async () => {
    await model.whenStored();
    model.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });
  const parts = () => model.parts(botId);
  const add = (seed: Parameters<typeof addParts>[2]) => addParts(subject.sandbox.store, botId, seed);

  it('asks nothing before a list is opened', () => {
    assert.deepEqual(parts().chats.items, []);
    assert.deepEqual(subject.arrived(), []);
  });

  describe('errors', () => {
    const untilRestored = () => when(parts().errors.onDidChange, () => parts().errors.unseen > 0);

    it('stand in groups by their message, the newest first', async () => {
      add({
        errors: [
          { title: 'first', stack_trace: null, command: '/a', at: day },
          { title: 'second', stack_trace: null, command: '/b', at: day + 1 },
          { title: 'first', stack_trace: null, command: '/c', at: day + 2 },
        ],
      });
      await parts().errors.open();
      const groups = parts().errors.groups.map(({ message, entries }) => [
        message,
        entries.map((e) => e.command),
      ]);
      assert.deepEqual(groups, [
        ['first', ['/c', '/a']],
        ['second', ['/b']],
      ]);
    });

    it('are new until they were seen, also for the next window', async () => {
      add({ errors: generateErrors(12, ['/a'], day) });
      await parts().errors.open();
      await untilRestored();
      assert.equal(parts().errors.unseen, 12);
      await parts().errors.markSeen();
      assert.equal(parts().errors.unseen, 0);
      add({ errors: [{ title: 'new', stack_trace: null, command: null }] });
      await parts().errors.look();
      assert.equal(parts().errors.unseen, 1);

      model.dispose();
      model = new AccountModel(account(), subject.http, store, subject.log);
      await parts().errors.open();
      await untilRestored();
      assert.equal(parts().errors.unseen, 1);
    });

    it('are gone when they were cleared, for one request', async () => {
      add({ errors: generateErrors(12, ['/a'], day) });
      await parts().errors.open();
      subject.sandbox.requests.clear();
      await parts().errors.clear();
      assert.deepEqual(subject.arrived(), [`DELETE /bots/${botId}/error_logs`]);
      assert.deepEqual(parts().errors.groups, []);
      assert.equal(parts().errors.unseen, 0);
    });

    it('stay when they could not be cleared', async () => {
      add({ errors: generateErrors(3, ['/a'], day) });
      await parts().errors.open();
      subject.sandbox.faults.add({ kind: 'status', status: 500 });
      await subject.failureOf(parts().errors.clear(), 'server');
      assert.equal(parts().errors.items.length, 3);
    });
  });

  it('installs and uninstalls libraries, and knows what is installed', async () => {
    const { libraries } = parts();
    const [library] = (await libraries.ofStore()).items;
    assert.ok(library);
    await libraries.install(library.id);
    assert.equal(libraries.has(library), true);
    const again = await subject.failureOf(libraries.install(library.id), 'refused');
    assert.deepEqual(again.serverMessages, ['Library is already installed']);
    await libraries.uninstall(library.id);
    assert.equal(libraries.has(library), false);
  });

  it('pauses, resumes and deletes a broadcast', async () => {
    add({
      tasks: [
        {
          status: 'in progress',
          cur_position: 4,
          since: Date.now(),
          total: 88,
          speed: 0.2,
          failing: 0,
          command: '/news',
          for_chats: 'all',
        },
      ],
    });
    const { broadcasts } = parts();
    await broadcasts.open();
    const [task] = broadcasts.items;
    assert.ok(task);
    assert.equal(broadcasts.running.length, 1);
    await broadcasts.pause(task.id);
    assert.equal(broadcasts.get(task.id)?.status, 'paused');
    await subject.failureOf(broadcasts.pause(task.id), 'refused');
    await broadcasts.resume(task.id);
    assert.equal(broadcasts.running.length, 1);
    await broadcasts.delete(task.id);
    assert.deepEqual(broadcasts.items, []);
  });

  it('finds chats by title, person, user name and both ids, by kind and by block', async () => {
    add({ chats: generateChats(40, day) });
    const { chats } = parts();
    await chats.open();
    const found = (filter: { text?: string; choices?: string[] }) => {
      chats.setFilter({ ...noFilter, ...filter });
      return chats.found;
    };
    const [first] = chats.items;
    assert.ok(first?.user);
    assert.deepEqual(
      found({ text: 'ALMEIDA' }),
      chats.items.filter(({ title }) => title?.includes('Almeida')),
    );
    assert.deepEqual(found({ text: `@${first.user.username}` }), [first]);
    assert.deepEqual(found({ text: String(first.chatId) }), [first]);
    assert.ok(found({ text: String(first.id) }).includes(first));
    assert.equal(found({ choices: ['kind:group'] }).length, 4);
    assert.equal(found({ choices: ['kind:group', 'kind:supergroup'] }).length, 8);
    assert.equal(found({ choices: ['blocked:yes'] }).length, 3);
    assert.equal(found({ choices: ['blocked:yes', 'kind:supergroup'] }).length, 0);
    assert.deepEqual(found({ text: 'nobody is called so' }), []);
  });

  it('blocks a chat and takes it back', async () => {
    add({ chats: generateChats(1, day) });
    const { chats } = parts();
    await chats.open();
    const [chat] = chats.items;
    assert.ok(chat);
    await chats.block(chat.id);
    assert.equal(chats.get(chat.id)?.isBlocked, true);
    assert.equal(chats.get(chat.id)?.title, chat.title);
    await chats.unblock(chat.id);
    assert.equal(chats.get(chat.id)?.isBlocked, false);
  });

  it('finds properties by name and value, by whose they are and by type, and deletes them', async () => {
    add({ properties: generateProperties(30) });
    const { properties } = parts();
    await properties.open();
    const found = (text: string, ...choices: string[]) => {
      properties.setFilter({ text, choices });
      return properties.found.length;
    };
    assert.equal(found('', 'scope:bot'), 10);
    assert.equal(found('', 'scope:user'), 20);
    assert.equal(found('', 'type:json'), 4);
    assert.equal(found('', 'type:json', 'scope:bot'), 1);
    assert.equal(found('property12'), 1);
    assert.equal(found('tags'), 4);
    const [first] = properties.items;
    assert.ok(first);
    await properties.delete(first.id);
    assert.equal(properties.get(first.id), undefined);
    assert.equal(properties.items.length, 29);
  });

  it('lays out JSON, whether it came as a value or as a text, and leaves texts alone', () => {
    const of = (value: unknown, type: string) =>
      propertyText({
        id: 1,
        name: 'a',
        value,
        type,
        userId: null,
        createdAt: undefined,
        updatedAt: undefined,
      });
    assert.equal(of({ a: [1] }, 'json'), '{\n  "a": [\n    1\n  ]\n}');
    assert.equal(of('{"a":1}', 'json'), '{\n  "a": 1\n}');
    assert.equal(of('{"a":', 'json'), '{"a":');
    assert.equal(of('{"a":1}', 'string'), '{"a":1}');
    assert.equal(of(4.5, 'float'), '4.5');
    assert.equal(of(null, 'string'), 'null');
  });

  it('has the panels in the order of their index', async () => {
    const panel = (name: string, index?: number) => ({
      name,
      value: { title: name, fields: [], ...(index === undefined ? {} : { index }) },
    });
    add({ panels: [panel('none'), panel('two', 2), panel('one', 1)] });
    await parts().panels.open();
    assert.deepEqual(
      parts().panels.inOrder.map(({ name }) => name),
      ['one', 'two', 'none'],
    );
  });

  it('tells which list changed', async () => {
    const fired = recordEvents(model.onDidChangeParts);
    await parts().panels.open();
    assert.deepEqual([...new Set(fired.map(({ part }) => part))], ['panels']);
  });

  it('reads again what failed for want of a connection or a key, and nothing else', async () => {
    subject.sandbox.faults.add({ kind: 'status', status: 500, endpoint: 'getChats' });
    subject.sandbox.faults.add({ kind: 'status', status: 401, endpoint: 'getProperties' });
    await Promise.all([parts().chats.open(), parts().properties.open(), parts().panels.open()]);
    subject.sandbox.faults.clear();
    subject.sandbox.requests.clear();
    await parts().recover();
    assert.equal(parts().chats.error, undefined);
    assert.equal(parts().properties.error?.reason, 'unauthorized');
    await parts().keyChanged();
    assert.equal(parts().properties.error, undefined);
    assert.ok(!subject.arrived().some((request) => request.includes('active_options')));
  });
});
