import assert from 'node:assert/strict';
import fc from 'fast-check';

import {
  fileNamesFor,
  folderNamesFor,
  libraryFileOf,
  type NamedInFolder,
} from '../../../src/repository/format/fileNames';
import { fileNameOf, folderNameOf } from '../../../src/repository/format/names';

function atRoot(...names: string[]): string[] {
  return fileNamesFor(names.map((name) => ({ name, folder: null }))).map((path) =>
    path.slice('commands/'.length),
  );
}

/** Whether a disk that looks at neither case nor composition would take the two for one. */
function isSameOnDisk(one: string, other: string): boolean {
  const [a, b] = [one.normalize('NFC'), other.normalize('NFC')];
  return a.toLowerCase() === b.toLowerCase() || a.toUpperCase() === b.toUpperCase();
}

describe('names for the files of a bot', () => {
  it('are those of the exporter where nothing speaks against them', () => {
    const commands = [
      { name: '/start', folder: null },
      { name: '*', folder: '' },
      { name: 'Balance ', folder: '?admin' },
      { name: '🛒 Cart', folder: 'Магазин' },
      { name: '/start', folder: '?admin' },
    ];
    assert.deepEqual(fileNamesFor(commands), [
      'commands/_start.js',
      'commands/_.js',
      'commands/_admin/Balance.js',
      'commands/Магазин/🛒 Cart.js',
      'commands/_admin/_start.js',
    ]);
  });

  it('differ where the replaced characters do', () => {
    assert.deepEqual(atRoot('*', '?'), ['_.js', `_ (${markOf('?')}).js`]);
    // The name that the file name says on its own keeps it.
    assert.deepEqual(atRoot('*start', '/start')[1], '_start.js');
  });

  it('differ on disks that know no case, or one form of an accent', () => {
    const [small, capital] = atRoot('balance', 'BALANCE');
    assert.equal(capital, 'BALANCE.js');
    assert.equal(small, `balance (${markOf('balance')}).js`);
    assert.equal(new Set(atRoot('Caf\u00e9', 'Cafe\u0301').map((name) => name.normalize('NFC'))).size, 2);
    assert.equal(new Set(atRoot('ΟΔΟΣ', 'οδος', 'οδοσ').map((name) => name.toUpperCase())).size, 3);
  });

  it('differ for two commands of one name', () => {
    const [one, two, three] = atRoot('/go', '/go', '/go');
    assert.equal(one, '_go.js');
    assert.equal(two, `_go (${markOf('/go')}).js`);
    assert.equal(new Set([one, two, three]).size, 3);
  });

  it('are none that Windows or Git keep for themselves', () => {
    assert.deepEqual(atRoot('CON', 'nul.x', 'com1', 'COM¹', 'con ', 'console', 'Lpt9 .a'), [
      'CON_.js',
      'nul_.x.js',
      'com1_.js',
      'COM¹_.js',
      `con (${markOf('con ')}).js`,
      'console.js',
      'Lpt9 _.a.js',
    ]);
    assert.deepEqual(
      [...folderNamesFor(['aux', '.git', 'Cart ', 'Cart', 'a.', '...', 'GIT~1']).values()],
      ['aux_', '_.git', `Cart (${markOf('Cart ')})`, 'Cart', 'a', '_', '_GIT~1'],
    );
    assert.deepEqual([...folderNamesFor(['.g\u200cIT']).values()], ['_.g\u200cIT']);
  });

  it('are no directory beside them', () => {
    assert.deepEqual(
      fileNamesFor([
        { name: 'shop', folder: null },
        { name: '/add', folder: 'Shop.js' },
      ]),
      [`commands/shop (${markOf('shop')}).js`, 'commands/Shop.js/_add.js'],
    );
  });

  it('are short enough, and differ when they are cut', () => {
    const long = 'x'.repeat(300);
    const [one = '', two = ''] = atRoot(`${long}1`, `${long}2`);
    assert.notEqual(one, two);
    for (const name of [one, two]) assert.ok(Buffer.byteLength(name) <= 255);
  });

  it('never meet, are safe, and stay whatever the order', () => {
    const name = fc.oneof(
      fc.string({
        unit: fc.constantFrom('/', '*', '?', '_', 'a', 'A', 'é', 'e\u0301', ' ', '.', 'ß', 'S'),
        maxLength: 3,
      }),
      fc.constantFrom('con', 'CON', 'nul', '.git', 'a.js', 'A.JS', `_ (${markOf('?')})`, 'é'.repeat(150)),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    const command = fc.record({ name, folder: fc.option(name) });
    const commands = fc
      .array(command, { maxLength: 12 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
      );
    fc.assert(
      fc.property(commands, ([all, order]) => {
        const paths = fileNamesFor(all);
        const seen: string[] = [];
        for (const [index, path] of paths.entries()) {
          const segments = path.split('/').slice(1);
          assert.equal(segments.length, all[index]?.folder?.trim() ? 2 : 1, path);
          for (const segment of segments) {
            assert.doesNotMatch(segment, /[\\*:?<>|"\p{Cc}\p{Surrogate}]|[. ]$/u);
            assert.doesNotMatch(segment, /^((con|nul)( *\.|$)|\.git$)/i);
            assert.ok(Buffer.byteLength(segment) <= 255);
          }
          for (const other of seen) assert.ok(!isSameOnDisk(path, other), `${path} and ${other}`);
          seen.push(path);
        }
        const titles = new Map<string, string>();
        for (const [index, path] of paths.entries()) {
          const directory = path.split('/').slice(1, -1).join();
          const title = all[index]?.folder?.trim() ? all[index].folder : '';
          assert.equal(titles.get(directory) ?? title, title);
          titles.set(directory, title);
        }

        const shuffled = fileNamesFor(order.map((index) => all[index]!));
        const byCommand = (list: readonly NamedInFolder[], found: readonly string[]): string[] =>
          list
            .map((each, index) =>
              JSON.stringify([each.name, each.folder?.trim() ? each.folder : null, found[index]]),
            )
            .sort();
        assert.deepEqual(
          byCommand(
            order.map((index) => all[index]!),
            shuffled,
          ),
          byCommand(all, paths),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('change nothing that the simple functions give a command on its own, unless a disk cannot hold it', () => {
    for (const [name, folder] of [
      ['/start', 'Cart'],
      ['a/b\\c*d:e?f<g>h|i"j', '/start'],
      ["#%@!'+$()[]~.,", '.hidden'],
    ] as const) {
      assert.deepEqual(fileNamesFor([{ name, folder }]), [
        `commands/${folderNameOf(folder)}/${fileNameOf(name)}`,
      ]);
    }
  });
});

describe('the file of a library', () => {
  it('is called as the library is, or there is none', () => {
    assert.equal(libraryFileOf('ShopMoney'), 'libs/ShopMoney.js');
    for (const name of ['', 'a/b', 'con', 'x ', 'x'.repeat(300)])
      assert.equal(libraryFileOf(name), undefined, name);
  });
});

/** FNV-1a, by hand. */
function markOf(name: string): string {
  let hash = 0x811c9dc5n;
  for (const unit of name.split('')) hash = ((hash ^ BigInt(unit.charCodeAt(0))) * 0x01000193n) & 0xffffffffn;
  return hash.toString(16).padStart(8, '0').slice(0, 6);
}
