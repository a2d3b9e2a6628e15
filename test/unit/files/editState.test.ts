import assert from 'node:assert/strict';

import fc from 'fast-check';

import { EditState } from '../../../src/files/editState';
import { SimulatedEditor } from './simulatedEditor';

describe('files: what a save may replace', () => {
  it('the first save of what was opened', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.type('mine');
    assert.equal(await editor.save(), 'saved');
    assert.equal(editor.remote, 'mine');
    editor.type('mine 2');
    assert.equal(await editor.save(), 'saved');
    assert.equal(editor.remote, 'mine 2');
    assert.equal(editor.puts, 2);
  });

  it('Ctrl+S without a change writes nothing', async () => {
    const editor = await SimulatedEditor.open('v1');
    assert.equal(await editor.save(), 'saved');
    editor.type('mine');
    await editor.save();
    assert.equal(await editor.save(), 'saved');
    assert.equal(editor.puts, 1);
  });

  it('Ctrl+S without a change does not put back what another person replaced', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.edit('theirs');
    assert.equal(await editor.save(), 'conflict');
    assert.equal(editor.remote, 'theirs');
  });

  it('a version of equal length is noticed', async () => {
    const editor = await SimulatedEditor.open('let price = 1;');
    editor.edit('let price = 2;');
    editor.type('let price = 3;');
    assert.equal(await editor.save(), 'conflict');
    assert.equal(editor.remote, 'let price = 2;');
  });

  it('conflict, then Overwrite', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.edit('theirs');
    editor.type('mine');
    assert.equal(await editor.save(), 'conflict');
    assert.equal(await editor.save(), 'conflict');
    assert.equal(editor.puts, 0);
    assert.equal(await editor.overwrite(), 'saved');
    assert.equal(editor.remote, 'mine');
    editor.type('mine 2');
    assert.equal(await editor.save(), 'saved');
  });

  it('a third version during Overwrite is refused and stays refused on Retry, until it was shown', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.edit('theirs');
    editor.type('mine');
    await editor.save();
    editor.edit('third');
    assert.equal(await editor.overwrite(), 'refused');
    assert.equal(await editor.retry(), 'refused');
    assert.equal(await editor.retry(), 'refused');
    assert.equal(editor.remote, 'third');
    assert.equal(await editor.save(), 'conflict');
    assert.equal(await editor.overwrite(), 'saved');
    assert.equal(editor.remote, 'mine');
  });

  it('a fourth version after that is refused again', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.type('mine');
    for (const version of ['second', 'third', 'fourth']) {
      editor.edit(version);
      assert.equal(await editor.save(), 'conflict');
      editor.edit(`${version}, changed`);
      assert.equal(await editor.overwrite(), 'refused', version);
    }
    assert.equal(editor.puts, 0);
  });

  it('Compare, then the tick', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.edit('theirs');
    editor.type('mine');
    await editor.save();
    assert.equal(await editor.compare(), 'theirs');
    assert.equal(await editor.overwrite(), 'saved');
    assert.equal(editor.remote, 'mine');
  });

  it('what Compare showed counts, also when it is newer than what the conflict was raised for', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.edit('theirs');
    editor.type('mine');
    await editor.save();
    editor.edit('third');
    assert.equal(await editor.compare(), 'third');
    assert.equal(await editor.overwrite(), 'saved');
    assert.equal(editor.remote, 'mine');
  });

  it('a version after Compare is refused', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.edit('theirs');
    editor.type('mine');
    await editor.save();
    await editor.compare();
    editor.edit('third');
    assert.equal(await editor.overwrite(), 'refused');
    assert.equal(editor.remote, 'third');
  });

  it('after Revert the shown text is what is worked on', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.edit('theirs');
    editor.type('mine');
    await editor.save();
    await editor.revert();
    assert.equal(editor.text, 'theirs');
    assert.equal(await editor.save(), 'saved');
    assert.equal(editor.puts, 0);
    editor.type('theirs and mine');
    assert.equal(await editor.save(), 'saved');
    assert.equal(editor.remote, 'theirs and mine');
    // Also back to the very first text: that is a change now.
    editor.type('v1');
    assert.equal(await editor.save(), 'saved');
    assert.equal(editor.remote, 'v1');
  });

  it('after Revert, a save back to the first text is written', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.edit('theirs');
    editor.type('mine');
    await editor.save();
    await editor.revert();
    editor.type('v1');
    assert.equal(await editor.save(), 'saved');
    assert.equal(editor.remote, 'v1');
  });

  it('a clean editor that was shown a change works on that', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.edit('theirs');
    await editor.changed();
    assert.equal(editor.text, 'theirs');
    editor.type('both');
    assert.equal(await editor.save(), 'saved');
  });

  it('a write whose outcome is unknown: one’s own text is no stranger’s', async () => {
    for (const fault of ['appliedUnknown', 'lostUnknown'] as const) {
      const editor = await SimulatedEditor.open('v1');
      editor.type('mine');
      assert.equal(await editor.save(fault), 'failed');
      editor.type('mine, more');
      assert.equal(await editor.retry(), 'saved', fault);
      assert.equal(editor.remote, 'mine, more');
    }
  });

  it('a write whose outcome is unknown: a stranger’s text after it is one still', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.type('mine');
    await editor.save('appliedUnknown');
    editor.edit('theirs');
    assert.equal(await editor.save(), 'conflict');
    editor.edit('third');
    assert.equal(await editor.overwrite(), 'refused');
  });

  it('a write whose outcome is unknown, then Revert: what is typed upon it is saved without a question', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.type('mine');
    assert.equal(await editor.save('appliedUnknown'), 'failed');
    await editor.revert();
    assert.equal(editor.text, 'mine');
    editor.type('mine, more');
    assert.equal(await editor.save(), 'saved');
    assert.equal(editor.remote, 'mine, more');
  });

  it('a save that failed before anything was judged has shown nothing', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.edit('theirs');
    editor.type('mine');
    await editor.save();
    editor.edit('third');
    assert.equal(await editor.overwrite('neverLeft'), 'failed');
    assert.equal(await editor.retry(), 'refused');
    assert.equal(editor.remote, 'third');
  });

  it('text that the server rewrites is shown after the save, and is the base of the next', async () => {
    const editor = await SimulatedEditor.open('v1\n');
    editor.normalise = (text) => `${text.trimEnd()}\n`;
    editor.type('mine   ');
    assert.equal(await editor.save(), 'saved');
    assert.equal(editor.remote, 'mine\n');
    assert.equal(editor.text, 'mine\n');
    editor.type('mine 2  ');
    assert.equal(await editor.save(), 'saved');
    assert.equal(editor.text, 'mine 2\n');
  });

  it('after a reload, the version that VS Code remembers', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.type('mine');
    await editor.reload();
    assert.equal(await editor.save(), 'saved');
    assert.equal(editor.remote, 'mine');
  });

  it('after a reload, a change made meanwhile is a conflict; Overwrite and a third version as ever', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.type('mine');
    editor.edit('theirs');
    await editor.reload();
    assert.equal(await editor.save(), 'conflict');
    editor.edit('third');
    assert.equal(await editor.overwrite(), 'refused');
    assert.equal(await editor.save(), 'conflict');
    assert.equal(await editor.overwrite(), 'saved');
    assert.equal(editor.remote, 'mine');
  });

  it('asks after a refusal, also when the server went back to what VS Code takes for the start', async () => {
    const editor = await SimulatedEditor.open('v1');
    editor.type('mine');
    await editor.reload();
    editor.edit('theirs');
    assert.equal(await editor.save(), 'conflict');
    editor.edit('v1');
    assert.equal(await editor.save(), 'refused');
    assert.equal(await editor.save(), 'conflict');
    await editor.revert();
    editor.type('mine again');
    assert.equal(await editor.save(), 'saved');
    assert.equal(editor.remote, 'mine again');
  });

  it('never overwrites a version that its person was not shown, and never gets stuck', async () => {
    const text = fc.constantFrom('v1', 'v2', 'v3', 'mine', 'mine 2', 'v1 ', '');
    const fault = fc.constantFrom('neverLeft', 'appliedUnknown', 'lostUnknown');
    const step = fc.oneof(
      fc.tuple(fc.constant('edit' as const), text),
      fc.tuple(fc.constant('type' as const), text),
      fc.tuple(fc.constant('save' as const), fc.option(fault, { nil: undefined, freq: 3 })),
      fc.tuple(fc.constant('overwrite' as const), fc.option(fault, { nil: undefined, freq: 3 })),
      fc.tuple(
        fc.constantFrom('undo', 'retry', 'compare', 'revert', 'changed', 'reload'),
        fc.constant(undefined),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(step, { maxLength: 30, size: 'max' }),
        async (rewrites, steps) => {
          const editor = await SimulatedEditor.open('v1');
          if (rewrites) editor.normalise = (sent) => sent.trimEnd();
          for (const [what, how] of steps) {
            if (what === 'edit' || what === 'type') editor[what](how);
            else if (what === 'undo') editor.undo();
            else if (what === 'save') {
              const { text: saved } = editor;
              const outcome = await editor.save(how);
              if (outcome === 'saved')
                assert.ok([saved, editor.normalise(saved)].includes(editor.remote), 'shown as saved');
            } else if (what === 'overwrite') {
              if (editor.hasConflictNotice) await editor.overwrite(how);
            } else if (what === 'compare') {
              // Without unsaved text, Compare cannot be told from loading.
              if (editor.hasConflictNotice && editor.isDirty) await editor.compare();
            } else await editor[what]();
            assert.deepEqual(editor.lost, [], 'overwritten unseen');
          }
          // However it came there: who presses Ctrl+S and, when asked, Overwrite, gets the text saved.
          editor.type('the end');
          let outcome = await editor.save();
          // VS Code may take an older version that came back for the one it started from, once.
          if (outcome === 'refused') outcome = await editor.save();
          if (outcome === 'conflict') outcome = await editor.overwrite();
          assert.equal(outcome, 'saved');
          assert.equal(editor.remote, 'the end');
          assert.deepEqual(editor.lost, [], 'overwritten unseen');
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('files: what one editor knows', () => {
  it('without a base, only what the look right before reported may be replaced', () => {
    const state = new EditState();
    assert.equal(state.judge('v1', undefined), 'unknownBase');
    state.saveBegins();
    state.reported('v1', true);
    const reported = state.writeBegins();
    assert.equal(reported, 'v1');
    assert.equal(state.judge('v2', reported), 'unseen');
    assert.equal(state.judge('v1', reported), 'accepted');
  });

  it('after a restart there is nothing to ask about one’s own text, only in the look that begins a save', () => {
    const state = new EditState();
    const isThere = () => state.isThereAlready('mine', 'mine');
    assert.equal(isThere(), false);
    state.saveBegins();
    state.reported('mine', true);
    assert.equal(isThere(), true);
    assert.equal(state.isThereAlready('theirs', 'mine'), false);
    assert.equal(state.isThereAlready('mine', undefined), false);
    // Compare and Revert look after they read: VS Code takes what they are told for the base.
    state.reported('mine', true);
    assert.equal(isThere(), false);
    assert.equal(state.judge('theirs', state.writeBegins()), 'unseen');
    state.read('v1', false);
    state.saveBegins();
    state.reported('mine', true);
    assert.equal(isThere(), false);
  });

  it('a look that did not succeed reports nothing', () => {
    const state = new EditState();
    state.saveBegins();
    assert.equal(state.writeBegins(), undefined);
    // And the report of an earlier attempt is not that of a later one.
    state.saveBegins();
    state.reported('v1', true);
    state.writeBegins();
    assert.equal(state.writeBegins(), undefined);
  });

  it('the first report of an attempt is the one VS Code decides by', () => {
    const state = new EditState();
    state.read('v1', false);
    state.saveBegins();
    state.reported('v2', true);
    state.reported('v3', true);
    assert.equal(state.writeBegins(), 'v2');
  });

  it('looks outside a save show nobody anything', () => {
    const state = new EditState();
    state.read('v1', false);
    state.reported('v2', true);
    state.saveBegins();
    assert.equal(state.judge('v2', state.writeBegins()), 'unseen');
  });

  it('a save that VS Code does not announce ends all the same: conflict, then Overwrite', () => {
    const state = new EditState();
    state.read('v1', false);
    state.reported('v2', true);
    state.reported('v2', true);
    assert.equal(state.judge('v2', state.writeBegins()), 'accepted');
    state.reported('v2', true);
    state.reported('v3', true);
    assert.equal(state.judge('v3', state.writeBegins()), 'unseen');
  });

  it('looks of another extension after a refusal show nobody anything; the person’s own next save does', () => {
    const state = new EditState();
    state.read('v1', false);
    state.saveBegins();
    state.reported('v2', true);
    // Overwrite, which meets a third version.
    state.saveBegins();
    state.reported('v3', true);
    assert.equal(state.judge('v3', state.writeBegins()), 'unseen');
    state.reported('v3', true);
    state.reported('v3', true);
    // Retry
    state.saveBegins();
    state.reported('v3', true);
    assert.equal(state.judge('v3', state.writeBegins()), 'unseen');
    state.reported('v3', true);
    state.reported('v3', true);
    // Ctrl+S, which asks, and Overwrite.
    state.saveBegins();
    state.reported('v3', true);
    state.saveBegins();
    state.reported('v3', true);
    assert.equal(state.judge('v3', state.writeBegins()), 'accepted');
  });

  it('a text that the server rewrote on a rename is no stranger’s, unless the editor started from another', () => {
    for (const [before, verdict] of [
      ['v1 ', 'accepted'],
      ['v2 ', 'unseen'],
    ] as const) {
      const state = new EditState();
      state.read('v1 ', false);
      state.rewritten(before, before.trimEnd());
      state.saveBegins();
      state.reported(before.trimEnd(), true);
      assert.equal(state.judge(before.trimEnd(), state.writeBegins()), verdict);
    }
  });

  it('what is read while an overwrite is under way comes too late to be seen', () => {
    const state = new EditState();
    state.read('v1', false);
    state.saveBegins();
    state.reported('v2', true);
    state.read('v2', true);
    // The tick in the diff; the diff refreshes itself meanwhile.
    state.saveBegins();
    state.reported('v3', true);
    state.read('v3', true);
    assert.equal(state.judge('v3', state.writeBegins()), 'unseen');
    // Nor is it seen in the next attempt.
    state.saveBegins();
    state.reported('v3', true);
    assert.equal(state.judge('v3', state.writeBegins()), 'unseen');
  });

  it('a text that was read counts as the base when the editor shows it, whatever its line ends', () => {
    const state = new EditState();
    state.read('v1', false);
    state.read('a\r\nb\n', true);
    assert.equal(state.base, 'v1');
    state.shows('c');
    assert.equal(state.base, 'v1');
    state.shows('a\nb\n');
    assert.equal(state.base, 'a\r\nb\n');
    // Only once: later texts are the person's own.
    state.shows('a\nb\n\n');
    assert.equal(state.base, 'a\r\nb\n');
  });

  it('bytes equal to the base need no write, unless the server has another version', () => {
    const state = new EditState();
    assert.equal(state.isUnchanged('v1', 'v1'), false);
    state.read('v1', false);
    assert.equal(state.isUnchanged('v1', 'v1'), true);
    // A look that failed tells nothing of the server.
    assert.equal(state.isUnchanged('v1', undefined), false);
    assert.equal(state.isUnchanged('v1', 'v2'), false);
    assert.equal(state.isUnchanged('v2', 'v2'), false);
  });

  it('a text that was rewritten is told once, and not to an editor with newer text', () => {
    const state = new EditState();
    state.read('v1', false);
    state.wrote('sent ', 'sent');
    assert.equal(state.base, 'sent');
    assert.equal(state.shownFor('sent', undefined), 'sent ');
    assert.equal(state.announceNormalised('newer'), false);
    assert.equal(state.shownFor('sent', 'newer'), 'sent ');
    assert.equal(state.announceNormalised('sent '), true);
    assert.equal(state.announceNormalised('sent '), false);
    assert.equal(state.shownFor('sent', undefined), 'sent');
  });

  it('a text that was rewritten is no conflict for who types before the editor loads it', () => {
    const state = new EditState();
    state.read('v1', false);
    state.wrote('sent ', 'sent');
    assert.equal(state.announceNormalised('sent '), true);
    assert.equal(state.shownFor('sent', 'newer'), 'sent ');
    // Read for an editor in which one typed meanwhile: it was dropped.
    state.read('sent', false);
    assert.equal(state.shownFor('sent', 'newer'), 'sent ');
    assert.equal(state.shownFor('theirs', 'newer'), 'theirs');
    state.shows('sent');
    assert.equal(state.shownFor('sent', 'newer'), 'sent');
  });

  it('a rewriting of line ends alone changes nothing that an editor shows, so it counts once it is read', () => {
    const state = new EditState();
    state.read('v1', false);
    state.wrote('a\nb', 'a\r\nb');
    assert.equal(state.announceNormalised('a\nb'), true);
    state.read('a\r\nb', false);
    assert.equal(state.shownFor('a\r\nb', 'newer'), 'a\r\nb');
  });

  it('a rewriting of line ends alone is told too, although the editor shows the same lines', () => {
    const state = new EditState();
    state.read('v1', false);
    state.wrote('a\r\nb\r\n', 'a\r\nb\n');
    state.shows('a\r\nb\r\n');
    assert.equal(state.shownFor('a\r\nb\n', undefined), 'a\r\nb\r\n');
    assert.equal(state.announceNormalised('a\r\nb\r\n'), true);
    assert.equal(state.shownFor('a\r\nb\n', undefined), 'a\r\nb\n');
    state.read('a\r\nb\n', false);
    assert.equal(state.shownFor('a\r\nb\n', 'typed on'), 'a\r\nb\n');
  });

  it('a text that was stored as it was sent is not told', () => {
    const state = new EditState();
    state.wrote('sent', 'sent');
    assert.equal(state.announceNormalised('sent '), false);
  });
});
