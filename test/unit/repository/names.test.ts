import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandNameFromFileName, fileNameOf, folderNameOf } from '../../../src/repository/format/names';

const anyName = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '/',
      '\\',
      '*',
      ':',
      '?',
      '<',
      '>',
      '|',
      '"',
      '_',
      ' ',
      '.',
      'a',
      'é',
      '🛒',
      '\n',
      '\ud83d',
    ),
  }),
  fc.string({ unit: 'grapheme', minLength: 150, maxLength: 400 }),
);

describe('names of the repository format', () => {
  const fileNames: readonly (readonly [string, string])[] = [
    ['/start', '_start.js'],
    ['*', '_.js'],
    ['@', '@.js'],
    ['@@', '@@.js'],
    ['!', '!.js'],
    ['<-', '_-.js'],
    ['index.html', 'index.html.js'],
    ['🛒 Cart', '🛒 Cart.js'],
    ['My orders', 'My orders.js'],
    ['a/b\\c*d:e?f<g>h|i"j', 'a_b_c_d_e_f_g_h_i_j.js'],
    ["#%@!'+$()[]~.,", "#%@!'+$()[]~.,.js"],
    ['Balance ', 'Balance.js'],
    [' padded', ' padded.js'],
    ['', '_.js'],
    ['   ', '_.js'],
    ['.', '..js'],
    ['two\nlines\t', 'two_lines_.js'],
    ['half \ud83d', 'half _.js'],
  ];
  for (const [name, file] of fileNames) {
    it(`calls the file of ${JSON.stringify(name)} ${JSON.stringify(file)}`, () => {
      assert.equal(fileNameOf(name), file);
    });
  }

  it('gives a command without a name a file name', () => {
    assert.equal(fileNameOf(null), '_.js');
    assert.equal(fileNameOf(undefined), '_.js');
  });

  it('treats folders alike, keeps a space at their end and makes . and .. harmless', () => {
    assert.equal(folderNameOf('/start'), '_start');
    assert.equal(folderNameOf('?admin'), '_admin');
    assert.equal(folderNameOf('Cart '), 'Cart ');
    assert.equal(folderNameOf('.'), '_');
    assert.equal(folderNameOf('..'), '__');
    assert.equal(folderNameOf(''), '_');
    assert.equal(folderNameOf(null), '_');
  });

  it('reads the name of a command from its file name', () => {
    assert.equal(commandNameFromFileName('_start.js'), '/start');
    assert.equal(commandNameFromFileName('🛒 Cart.js'), '🛒 Cart');
    assert.equal(commandNameFromFileName('index.html.js'), 'index.html');
    assert.equal(commandNameFromFileName('__init.js'), '/_init');
  });

  it('cuts long names at a whole character', () => {
    const file = fileNameOf(`${'x'.repeat(199)}😀😀`);
    assert.equal(file, `${'x'.repeat(199)}.js`);
    assert.equal(folderNameOf('é'.repeat(300)), 'é'.repeat(100));
  });

  it('always gives one safe path segment', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        for (const segment of [fileNameOf(name), folderNameOf(name)]) {
          assert.doesNotMatch(segment, /[/\\*:?<>|"\p{Cc}]/u);
          assert.ok(segment !== '' && segment !== '.' && segment !== '..');
          assert.ok(Buffer.byteLength(segment) <= 203);
          assert.equal(decodeURIComponent(encodeURIComponent(segment)), segment);
        }
        assert.match(fileNameOf(name), /[^ ]\.js$/s);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the file name of a command that is called after its file', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const file = fileNameOf(name);
        assert.equal(fileNameOf(commandNameFromFileName(file)), file);
      }),
    );
  });

  it('finds an ordinary name again in its file name', () => {
    const ordinary = fc
      .tuple(
        fc.constantFrom('', '/'),
        fc.stringMatching(/^[A-Za-z0-9🛒é][A-Za-z0-9 🛒é_]{0,30}[A-Za-z0-9]$/u),
      )
      .map(([slash, rest]) => slash + rest);
    fc.assert(
      fc.property(ordinary, (name) => {
        assert.equal(commandNameFromFileName(fileNameOf(name)), name);
      }),
    );
  });
});
