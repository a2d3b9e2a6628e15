import assert from 'node:assert/strict';

import fc from 'fast-check';

import { isChanging, runStateOf, unknownWord } from '../../../src/model/runState';

describe('model: run state', () => {
  it('reads the words of the documentation', () => {
    assert.equal(runStateOf('works'), 'running');
    assert.equal(runStateOf('start_launch'), 'starting');
    assert.equal(runStateOf('start_stopping'), 'stopping');
    assert.equal(runStateOf('start_anything'), 'starting');
    for (const word of ['stopped', '', null, 'Works', 'works ', 'broken'])
      assert.equal(runStateOf(word), 'stopped');
  });

  it('only what is on its way is looked at again', () => {
    assert.deepEqual((['running', 'starting', 'stopping', 'stopped'] as const).filter(isChanging), [
      'starting',
      'stopping',
    ]);
  });

  it('shows a word that it does not know as it is', () => {
    for (const word of ['works', 'stopped', 'start_launch', 'start_stopping', '', null]) {
      assert.equal(unknownWord(word), undefined);
    }
    assert.equal(unknownWord('banned'), 'banned');
    fc.assert(
      fc.property(fc.string(), (word) => {
        // Whatever it means: it is one of the four, and running is only the one word.
        assert.equal(runStateOf(word) === 'running', word === 'works');
      }),
    );
  });
});
