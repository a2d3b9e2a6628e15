import assert from 'node:assert/strict';

import fc from 'fast-check';

import { escapeMarkdown } from '../../../src/util/markdown';

describe('texts in Markdown', () => {
  it('say what they said, and nothing is read as Markdown, HTML or an icon', () => {
    const special = '\\`*_{}[]()#+-.!|<>&$~:';
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...special.split(''), 'a', ' ', '\n') }),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(text, (value) => {
        const escaped = escapeMarkdown(value);
        // Each special character stands behind a backslash of its own.
        assert.match(escaped, /^(?:\\[\\`*_{}[\]()#+\-.!|<>&$~:]|[^\\`*_{}[\]()#+\-.!|<>&$~:])*$/);
        assert.equal(escaped.replace(/\\(.)/g, '$1'), value.replace(/\s+/g, ' '));
        assert.doesNotMatch(escaped, /\n/);
      }),
    );
  });

  it('hold no command link of a bot’s name', () => {
    const escaped = escapeMarkdown('[x](command:workbench.action.quit) $(bug) <b>&amp;');
    assert.equal(escaped, '\\[x\\]\\(command\\:workbench\\.action\\.quit\\) \\$\\(bug\\) \\<b\\>\\&amp;');
  });
});
