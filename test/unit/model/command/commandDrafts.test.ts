import assert from 'node:assert/strict';

import type { CommandDetails } from '../../../../src/api/commandBody';
import { CommandDrafts } from '../../../../src/model/command/commandDrafts';
import { Log } from '../../../../src/util/log';

const details: CommandDetails = {
  name: '/start',
  answer: 'Hello',
  keyboard: '',
  aliases: [],
  help: '',
  group: '',
  needReply: false,
  autoRetrySeconds: null,
  folderId: null,
};
const target = { ref: { accountId: '7', botId: 1 }, commandId: 2 };

describe('model: drafts of commands', () => {
  let stored: Map<string, unknown>;
  let lines: string[];
  const open = () => {
    const line = (text: string) => void lines.push(text);
    const log = new Log({ trace: line, debug: line, info: line, warn: line, error: line });
    const memory = {
      // As VS Code does: what comes back is another object.
      get: (key: string) => structuredClone(stored.get(key)),
      update: (key: string, value: unknown) => {
        stored.set(key, structuredClone(value));
        return Promise.resolve();
      },
    };
    return new CommandDrafts(memory, log);
  };
  beforeEach(() => {
    stored = new Map();
    lines = [];
  });

  it('come back in the next window, and go when they are saved or given up', () => {
    const drafts = open();
    const form = drafts.formOf(target);
    form.take(details);
    drafts.keep(target, form, '/start');
    assert.equal(stored.size, 0, 'a form that is only looked at is not kept');
    form.type('answer', 'Mine');
    drafts.keep(target, form, '/start');
    assert.equal(drafts.formOf(target), form);

    const again = open();
    assert.deepEqual(
      again.all.map((draft) => [draft.target, draft.name, draft.form.shown('answer')]),
      [[target, '/start', 'Mine']],
    );
    const restored = again.formOf(target);
    restored.take(details);
    assert.deepEqual(restored.toSave().change, { answer: 'Mine' });
    restored.discard();
    again.keep(target, restored, '/start');
    assert.deepEqual(open().all, []);
  });

  it('are told apart by account, bot and command', () => {
    const drafts = open();
    for (const [index, other] of [
      target,
      { ...target, commandId: 3 },
      { ...target, ref: { accountId: '8', botId: 1 } },
    ].entries()) {
      const form = drafts.formOf(other);
      form.take(details);
      form.type('answer', `Draft ${index}`);
      drafts.keep(other, form, '/start');
    }
    assert.deepEqual(
      open().all.map(({ form }) => form.shown('answer')),
      ['Draft 0', 'Draft 1', 'Draft 2'],
    );
  });

  it('begin anew when what was kept cannot be understood, and say so', () => {
    stored.set('commandDrafts', { version: 9 });
    assert.deepEqual(open().all, []);
    assert.match(lines.join(), /kept drafts cannot be understood/);
  });
});
