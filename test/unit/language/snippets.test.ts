import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { diagnosticsOf } from '../../../src/language/server/diagnostics/diagnostics';
import { root } from '../architecture/root';
import { loadDeclarations, OpenBot } from './programs';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const snippets = JSON.parse(
  readFileSync(path.join(root, 'media/language/snippets.json'), 'utf8'),
) as Readonly<Record<string, Snippet>>;

/** What is in the editor when a person takes a snippet as it is. */
function taken(body: readonly string[]): string {
  return body
    .join('\n')
    .replaceAll(/\$\{\d+:([^}]*)\}|\$\d/g, (_, text: string | undefined) => text ?? '')
    .replaceAll('\\\\', '\\');
}

describe('language: snippets', () => {
  before(() => loadDeclarations());

  it('each has a prefix of its own, and says what it is for', () => {
    const prefixes = Object.values(snippets).map(({ prefix }) => prefix);
    assert.equal(new Set(prefixes).size, prefixes.length);
    assert.ok(prefixes.length >= 12);
    for (const { description } of Object.values(snippets)) assert.notEqual(description, '');
  });

  for (const [name, { body }] of Object.entries(snippets)) {
    it(`${name}: the code is right as it is`, () => {
      const code = taken(body);
      assert.doesNotMatch(code, /\$\{?\d/);
      const bot = new OpenBot();
      try {
        // The commands are those of the person's bot, and that a broadcast costs much is true.
        const wrong = diagnosticsOf(bot.open(code)).filter(
          ({ code: rule, tags }) => !tags?.length && rule !== 'dangling-command' && rule !== 'costly',
        );
        assert.deepEqual(
          wrong.map(({ message }) => message),
          [],
          code,
        );
      } finally {
        bot.dispose();
      }
    });
  }
});
