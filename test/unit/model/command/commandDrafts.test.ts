import assert from 'node:assert/strict';

import type { CommandDetails } from '../../../../src/api/commandBody';
import { CommandDrafts } from '../../../../src/model/command/commandDrafts';
import type { CommandRef } from '../../../../src/model/command/commandForm';
import { Log } from '../../../../src/util/log';
import { MemoryTextStore } from '../memoryTextStore';

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
  let store: MemoryTextStore;
  let now: number;
  let lines: string[];
  /** As another window does. */
  const open = async () => {
    const line = (text: string) => void lines.push(text);
    const log = new Log({ trace: line, debug: line, info: line, warn: line, error: line });
    const drafts = new CommandDrafts(store, log, () => ++now);
    await drafts.restore();
    return drafts;
  };
  const answersOf = (drafts: CommandDrafts) => drafts.all.map(({ form }) => form.shown('answer'));
  const type = (drafts: CommandDrafts, to: CommandRef, answer: string) => {
    const form = drafts.formOf(to);
    form.take(details);
    form.type('answer', answer);
    drafts.keep(to, form, '/start');
    return form;
  };
  beforeEach(() => {
    store = new MemoryTextStore();
    now = 0;
    lines = [];
  });

  it('come back in the next window, and go when they are saved or given up', async () => {
    const drafts = await open();
    let changes = 0;
    drafts.onDidChange(() => changes++);
    const form = drafts.formOf(target);
    form.take(details);
    drafts.keep(target, form, '/start');
    await drafts.whenStored();
    assert.equal(store.texts.size, 0, 'a form that is only looked at is not kept');
    type(drafts, target, 'M');
    const typed = type(drafts, target, 'Mine');
    assert.equal(drafts.formOf(target), typed);
    assert.equal(changes, 1, 'one draft came');
    await drafts.whenStored();

    const again = await open();
    assert.deepEqual(
      again.all.map((draft) => [draft.target, draft.name, draft.form.shown('answer')]),
      [[target, '/start', 'Mine']],
    );
    const restored = again.formOf(target);
    restored.take(details);
    assert.deepEqual(restored.toSave().change, { answer: 'Mine' });
    restored.discard();
    again.keep(target, restored, '/start');
    await again.whenStored();
    assert.deepEqual([(await open()).all, store.texts.size], [[], 0]);
  });

  it('are told apart by account, bot and command, and come in the order of their edits', async () => {
    const drafts = await open();
    const others = [
      target,
      { ...target, commandId: 3 },
      { ...target, ref: { accountId: '8', botId: 1 } },
      { ...target, ref: { accountId: '7', botId: 10 } },
    ];
    for (const [index, other] of others.entries()) type(drafts, other, `Draft ${index}`);
    await drafts.whenStored();
    type(drafts, target, 'edited last');
    await drafts.whenStored();
    const again = await open();
    assert.deepEqual(answersOf(again), ['Draft 1', 'Draft 2', 'Draft 3', 'edited last']);

    again.discardAll('7');
    await again.whenStored();
    assert.deepEqual([answersOf(again), answersOf(await open())], [['Draft 2'], ['Draft 2']]);
  });

  it('of another window are not written over by one that only looks at them', async () => {
    const drafts = await open();
    type(drafts, target, 'Mine');
    await drafts.whenStored();
    const other = await open();
    type(drafts, target, 'Mine, and more');
    await drafts.whenStored();
    const looked = other.formOf(target);
    looked.take(details);
    other.keep(target, looked, '/start');
    await other.whenStored();
    assert.deepEqual(answersOf(await open()), ['Mine, and more']);
  });

  it('begin anew when what was kept cannot be understood, and say so', async () => {
    store.texts.set('drafts/7/1/2', '{"version":9}');
    store.texts.set('drafts/notes', 'whatever');
    assert.deepEqual((await open()).all, []);
    assert.match(lines.join(), /drafts\/7\/1\/2 cannot be understood/);
    store.failure = new Error('the disk is gone');
    assert.deepEqual((await open()).all, []);
    assert.match(lines.join(), /what was typed before could not be read/);
  });
});
