import assert from 'node:assert/strict';

import type { CommandDetails } from '../../../../src/api/commandBody';
import { CommandForm } from '../../../../src/model/command/commandForm';

const details: CommandDetails = {
  name: '/start',
  answer: 'Hello\r\nyou',
  keyboard: 'A, B\nC',
  aliases: ['begin', 'hello'],
  help: '',
  group: 'Staff',
  needReply: true,
  autoRetrySeconds: 30,
  folderId: 7,
};

describe('model: the form of a command', () => {
  let form: CommandForm;
  beforeEach(() => {
    form = new CommandForm();
    form.take(details);
  });

  it('shows what the server has, as it is written in fields', () => {
    const names = ['name', 'answer', 'aliases', 'needReply', 'autoRetrySeconds', 'folderId'] as const;
    assert.deepEqual(
      names.map((name) => form.shown(name)),
      ['/start', 'Hello\nyou', 'begin, hello', true, '30', '7'],
    );
    form.take({ ...details, autoRetrySeconds: null, folderId: null });
    assert.deepEqual([form.shown('autoRetrySeconds'), form.shown('folderId')], ['', '']);
    assert.ok(!form.isDirty);
  });

  it('sends only what was changed, with the line ends that the text had', () => {
    form.type('answer', 'Hello\nall');
    form.type('aliases', 'begin,go ');
    form.type('needReply', false);
    form.type('autoRetrySeconds', '');
    form.type('folderId', '');
    form.type('help', 'x');
    form.type('help', '');
    const { change, shown } = form.toSave();
    assert.deepEqual(change, {
      answer: 'Hello\r\nall',
      aliases: ['begin', 'go'],
      needReply: false,
      autoRetrySeconds: null,
      folderId: null,
    });
    assert.deepEqual(shown, {
      answer: 'Hello\r\nyou',
      aliases: ['begin', 'hello'],
      needReply: true,
      autoRetrySeconds: 30,
      folderId: 7,
    });
  });

  it('has a conflict only for fields that both changed, each to something else', () => {
    form.type('answer', 'Mine');
    form.type('help', 'Same');
    form.type('aliases', 'go, begin');
    form.take({ ...details, answer: 'Theirs', help: 'Same', group: 'Guests', aliases: ['Begin', 'go'] });
    assert.deepEqual(form.conflicts(), [{ name: 'answer', theirs: 'Theirs', mine: 'Mine' }]);
    assert.deepEqual([...form.edits.keys()], ['answer']);
    form.keepMine('answer');
    assert.deepEqual(form.conflicts(), []);
    assert.deepEqual(form.toSave().shown, { answer: 'Theirs' });
    form.take({ ...details, answer: 'Theirs again' });
    form.takeTheirs('answer');
    assert.equal(form.shown('answer'), 'Theirs again');
    assert.ok(!form.isDirty);
  });

  it('does not mind aliases in another order or spelling', () => {
    form.type('aliases', 'begin, hello, go');
    form.take({ ...details, aliases: ['hello', 'begin'] });
    assert.deepEqual(form.conflicts(), []);
  });

  it('keeps what is typed while it is being saved', () => {
    form.type('answer', 'First');
    form.type('help', 'Help');
    const save = form.toSave();
    form.type('answer', 'Second');
    form.saved(save, { ...details, answer: 'First', help: 'Help' });
    assert.deepEqual([...form.edits], [['answer', { typed: 'Second', base: 'First' }]]);
  });

  it('lets go of what was saved and rewritten by the server', () => {
    form.type('help', ' Help ');
    const save = form.toSave();
    form.saved(save, { ...details, help: 'Help' });
    assert.ok(!form.isDirty);
    assert.equal(form.shown('help'), 'Help');
  });

  it('keeps what was typed when the command is gone, and comes back with it', () => {
    form.type('answer', 'Mine');
    form.take(undefined);
    assert.equal(form.shown('answer'), 'Mine');
    assert.deepEqual(form.conflicts(), []);
    const again = new CommandForm(Object.fromEntries(form.edits));
    again.take({ ...details, answer: 'Theirs' });
    assert.deepEqual(again.conflicts(), [{ name: 'answer', theirs: 'Theirs', mine: 'Mine' }]);
  });

  it('takes in what is typed while nobody knows what the server has', () => {
    form.type('answer', 'Mine');
    form.take(undefined);
    form.type('answer', 'Mine, longer');
    form.type('help', 'Typed after it was gone');
    assert.deepEqual(
      [form.shown('answer'), form.shown('help'), form.shown('keyboard')],
      ['Mine, longer', 'Typed after it was gone', details.keyboard],
    );
    // As in the next window, before the command is read there.
    const again = new CommandForm(Object.fromEntries(form.edits));
    assert.ok(!again.isSeen);
    again.type('answer', 'Mine, in the next window');
    again.type('name', 'what never showed cannot be typed into');
    assert.ok(!again.edits.has('name'));
    again.take({ ...details, answer: 'Theirs' });
    assert.deepEqual(again.conflicts(), [
      { name: 'answer', theirs: 'Theirs', mine: 'Mine, in the next window' },
    ]);
    assert.equal(again.shown('help'), 'Typed after it was gone');
  });
});
