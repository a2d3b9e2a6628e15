import assert from 'node:assert/strict';

import fc from 'fast-check';

import {
  changedBody,
  type CommandChange,
  groupOf,
  hasChange,
  propertiesOf,
  requiredOnRead,
  saysProperties,
} from '../../../src/api/commandBody';
import { type Command, editCommand, getCommand } from '../../../src/api/commands';
import { endpoint } from '../../../src/api/endpoints';
import { IncompleteCommandError } from '../../../src/api/errors';
import { emptyCommand } from '../../../src/sandbox/store/records';
import { createCommandAnswer } from '../../fixtures/api/answers';
import { ApiSubject } from './subject';

const recorded = JSON.parse(createCommandAnswer) as Command;

function without<T extends object>(record: T, ...fields: string[]): T {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !fields.includes(key))) as T;
}

describe('api: the body of a save', () => {
  it('has exactly the documented keys', () => {
    assert.deepEqual(Object.keys(changedBody(recorded, { code: 'x' }, undefined)), [
      ...(endpoint('editCommand').body ?? []),
    ]);
  });

  it('is the recorded answer in its written form, with other code', () => {
    assert.deepEqual(changedBody(recorded, { code: 'Bot.sendMessage("x")\r\n' }, undefined), {
      command: '/help2',
      aliases: 'help, ❤ help',
      answer: 'Hellow world',
      group: '',
      help: null,
      keyboard_body: 'Contact, Reach out \n Support',
      commands_folder_id: 6805501,
      auto_retry_time: '',
      bjs_code: 'Bot.sendMessage("x")\r\n',
      need_reply: true,
    });
  });

  for (const field of requiredOnRead) {
    it(`is refused when ${field} is absent, and says so`, () => {
      assert.throws(
        () => changedBody(without(recorded, field), { code: 'x' }, null),
        (error) => {
          assert.ok(error instanceof IncompleteCommandError);
          assert.deepEqual(error.fields, [field]);
          assert.ok(error.message.includes(field));
          return true;
        },
      );
    });
  }

  it('changes the name and the folder and nothing else', () => {
    const same = changedBody(recorded, {}, null);
    assert.deepEqual(changedBody(recorded, { name: '/new' }, null), { ...same, command: '/new' });
    const moved = changedBody(recorded, { folderId: null }, null);
    assert.deepEqual(moved, { ...same, commands_folder_id: null });
    assert.equal(changedBody(recorded, { folderId: 7 }, null).commands_folder_id, 7);
    assert.equal(same.bjs_code, recorded.code);
  });

  for (const [change, body] of [
    [{ answer: 'Hi\nthere' }, { answer: 'Hi\nthere' }],
    [{ answer: '' }, { answer: '' }],
    [{ keyboard: 'A, B\nC' }, { keyboard_body: 'A, B\nC' }],
    [{ aliases: ['one', 'Two'] }, { aliases: 'one, Two' }],
    [{ aliases: [] }, { aliases: '' }],
    [{ help: 'Helps' }, { help: 'Helps' }],
    [{ group: 'Staff' }, { group: 'Staff' }],
    [{ group: '' }, { group: '' }],
    [{ needReply: false }, { need_reply: false }],
    [{ autoRetrySeconds: 0 }, { auto_retry_time: '0' }],
    [{ autoRetrySeconds: null }, { auto_retry_time: '' }],
  ] as const satisfies readonly (readonly [CommandChange, object])[]) {
    it(`changes ${JSON.stringify(change)} and nothing else`, () => {
      const record = { ...recorded, auto_retry_time: 30, commands_group: { title: 'Old' } };
      const same = changedBody(record, {}, null);
      assert.deepEqual(changedBody(record, change, 'Known'), { ...same, ...body });
      assert.equal(hasChange(record, change), false);
    });
  }

  it('sees a property as had that reads the same, and a group only when it is said', () => {
    const has = (change: CommandChange, record: object = {}) => hasChange({ ...recorded, ...record }, change);
    assert.ok(has({ answer: 'Hellow world', needReply: true, autoRetrySeconds: null, help: '' }));
    // The server trims aliases, makes them lower case and keeps its own order.
    assert.ok(has({ aliases: [' ❤ Help', 'HELP'] }));
    assert.equal(has({ aliases: ['help'] }), false);
    assert.ok(has({ autoRetrySeconds: 45 }, { auto_retry_time: '45' }));
    assert.ok(has({ autoRetrySeconds: null }, { auto_retry_time: '' }));
    assert.equal(has({ autoRetrySeconds: null }, { auto_retry_time: 0 }), false);
    assert.equal(has({ group: '' }), false);
    assert.ok(has({ group: '' }, { commands_group: null }));
    assert.ok(has({ group: 'Staff' }, { commands_group: { title: 'Staff' } }));
  });

  it('reads the properties of a record, also of one that says nothing', () => {
    assert.deepEqual(propertiesOf({ id: 1 }, 'Known'), {
      answer: '',
      keyboard: '',
      aliases: [],
      help: '',
      group: 'Known',
      needReply: false,
      autoRetrySeconds: null,
    });
    assert.equal(propertiesOf({ id: 1, commands_group: null }, 'Known').group, '');
    assert.equal(saysProperties({ id: 1 }, { group: 'A', name: 'b' }), true);
    assert.equal(saysProperties({ id: 1 }, { answer: 'A' }), false);
    assert.equal(saysProperties({ id: 1, answer: null }, { answer: 'A' }), true);
  });

  it('names every absent field, and takes null for present', () => {
    assert.throws(() => changedBody({ id: 1 }, { code: 'x' }, null), { fields: [...requiredOnRead] });
    const empty = Object.fromEntries(requiredOnRead.map((field) => [field, null]));
    assert.deepEqual(changedBody({ id: 1, ...empty }, { code: 'x' }, undefined), {
      command: null,
      aliases: '',
      answer: null,
      group: '',
      help: null,
      keyboard_body: null,
      commands_folder_id: null,
      auto_retry_time: '',
      bjs_code: 'x',
      need_reply: null,
    });
  });

  it('says the group that was read, and the last known one only where none was said', () => {
    const withGroup = (group: unknown) => ({ ...recorded, commands_group: group }) as Command;
    const group = (record: Command, known?: string | null) => changedBody(record, { code: 'x' }, known).group;
    assert.equal(group(withGroup({ title: 'Staff' }), 'Old'), 'Staff');
    assert.equal(group(withGroup(null), 'Old'), '');
    assert.equal(group(withGroup({ title: null }), 'Old'), '');
    assert.equal(group(recorded, 'Old'), 'Old');
    assert.equal(group(recorded, null), '');
    assert.equal(group(recorded, undefined), '');
    assert.equal(groupOf(recorded), undefined);
    assert.equal(groupOf(withGroup(null)), null);
    assert.equal(groupOf(withGroup({ title: 'Staff' })), 'Staff');
  });

  it('writes the seconds of auto retry as text, also none and zero', () => {
    const seconds = (value: unknown) =>
      changedBody({ ...recorded, auto_retry_time: value } as Command, { code: 'x' }, null).auto_retry_time;
    assert.deepEqual([0, 30, '45', null].map(seconds), ['0', '30', '45', '']);
  });

  it('keeps a command as it is through read, save and read, but for its code', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 40 })
      .filter((value) => !value.includes('\0') && value.isWellFormed());
    const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
    // Aliases cannot hold commas and are kept trimmed and lower-cased by the server.
    const alias = text
      .map((value) => value.replaceAll(',', '').trim().toLowerCase())
      .filter((value) => value !== '' && value.trim().toLowerCase() === value);
    const subject = await ApiSubject.start();
    const { botId, folderIds } = subject.seed({ folders: ['F', 'G'] });
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            command: nullable(text),
            aliases: fc.uniqueArray(alias, { maxLength: 4 }),
            answer: nullable(text),
            group: nullable(text.filter((title) => title !== '')),
            help: nullable(text),
            keyboard_body: nullable(text),
            commands_folder_id: nullable(fc.constantFrom(...folderIds)),
            auto_retry_time: nullable(fc.nat()),
            need_reply: nullable(fc.boolean()),
            code: nullable(text),
          }),
          text,
          async (fields, code) => {
            const { id } = subject.sandbox.store.createCommand(
              botId,
              { ...emptyCommand, ...fields },
              'setup',
            );
            const before = await getCommand(subject.http, botId, id);
            await editCommand(subject.http, botId, id, changedBody(before, { code }, undefined));
            const after = await getCommand(subject.http, botId, id);
            assert.deepEqual({ ...after, updated_at: '' }, { ...before, updated_at: '', code });
          },
        ),
        { numRuns: 60 },
      );
    } finally {
      await subject.close();
    }
  });
});
