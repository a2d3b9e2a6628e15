import assert from 'node:assert/strict';

import fc from 'fast-check';

import {
  type ClashChoice,
  type CopyPlace,
  type CopySource,
  decideCopies,
  freeName,
  planCopies,
  type PresentCommand,
  sharedNames,
  takenMeanwhile,
} from '../../../src/model/copyPlan';

const root: CopyPlace = { kind: 'root' };
const source = (key: string, name: string | null, place: CopyPlace = root): CopySource => ({
  key,
  name,
  place,
});
const present = (id: number, name: string | null, more: Partial<PresentCommand> = {}): PresentCommand => ({
  id,
  name,
  aliases: [],
  folderId: null,
  ...more,
});
const noFolders = new Map<string, number>();

describe('model: what becomes of commands that are copied', () => {
  it('finds what the bot has already, and nothing else', () => {
    const planned = planCopies(
      [source('a', '/start'), source('b', '/help')],
      [present(1, '/start')],
      noFolders,
    );
    assert.deepEqual(
      planned.map(({ clash }) => clash),
      [{ kind: 'present', command: present(1, '/start') }, undefined],
    );
  });

  it('takes the one of the same folder first, also when its folder is named by a title', () => {
    const both = [present(1, '/a', { folderId: 7 }), present(2, '/a', { folderId: 8 })];
    const idOf = (place: CopyPlace) => {
      const [planned] = planCopies([source('a', '/a', place)], both, new Map([['Eight', 8]]));
      return planned?.clash?.kind === 'present' ? planned.clash.command.id : undefined;
    };
    assert.equal(idOf({ kind: 'folder', id: 8 }), 2);
    assert.equal(idOf({ kind: 'titled', title: 'Eight' }), 2);
    assert.equal(idOf({ kind: 'titled', title: 'Elsewhere' }), 1);
  });

  it('tells two of one name from each other, and leaves those without a name alone', () => {
    const sources = [source('a', '/a'), source('b', '/a'), source('c', null), source('d', null)];
    assert.deepEqual(
      planCopies(sources, [], noFolders).map(({ clash }) => clash?.kind),
      [undefined, 'twin', undefined, undefined],
    );
    assert.deepEqual(
      planCopies(sources, [present(1, '/a'), present(2, null)], noFolders).map(({ clash }) => clash?.kind),
      ['present', 'twin', undefined, undefined],
    );
  });

  it('overwrites nothing and leaves nothing out before a person chose', () => {
    const there = [present(1, '/a')];
    const planned = planCopies([source('a', '/a'), source('b', '/a'), source('c', '/c')], there, noFolders);
    assert.deepEqual(
      decideCopies(planned, new Map(), there).map((each) => [
        each.act,
        'name' in each ? each.name : undefined,
      ]),
      [
        ['skip', undefined],
        ['create', '/a2'],
        ['create', '/c'],
      ],
    );
  });

  it('gives names that nobody has, in any case and by no alias', () => {
    const there = [present(1, '/a', { aliases: ['/A2'] }), present(2, 'Menu'), present(3, 'menu 2')];
    const planned = planCopies(
      [source('a', '/a'), source('b', 'Menu'), source('c', '/a3')],
      there,
      noFolders,
    );
    const both = new Map<string, ClashChoice>([
      ['a', 'keepBoth'],
      ['b', 'keepBoth'],
    ]);
    assert.deepEqual(
      decideCopies(planned, both, there).map((each) => ('name' in each ? each.name : each.act)),
      ['/a4', 'Menu 3', '/a3'],
    );
  });

  it('gives the name that a person gave', () => {
    const there = [present(1, '/a')];
    const planned = planCopies([source('a', '/a')], there, noFolders);
    const given = new Map([['a', '/mine']]);
    assert.deepEqual(decideCopies(planned, new Map(), there, given), [
      { act: 'create', source: source('a', '/a'), name: '/mine' },
    ]);
  });

  it('goes on counting', () => {
    const names = ['/a', '/a2', 'Menu', 'Menu 2', '/top10', '*', '2025', '/a1234567'];
    assert.deepEqual(
      names.map((name) => freeName(name, (other) => other === '/a3')),
      ['/a2', '/a4', 'Menu 2', 'Menu 3', '/top11', '* 2', '2026', '/a12345672'],
    );
  });

  it('makes names that are not too long', () => {
    const long = '🍕'.repeat(255);
    const free = freeName(long, () => false);
    assert.equal(Array.from(free).length, 255);
    assert.ok(free.endsWith('🍕 2'));
  });

  it('finds names that somebody took since', () => {
    const before = [present(1, '/a'), present(2, '/old'), present(3, '/same')];
    const sources = [source('b', '/b'), source('c', '/c'), source('e', '/e')];
    const planned = planCopies(sources, before, noFolders);
    const decisions = decideCopies(planned, new Map(), before);
    // One was made, and one renamed.
    const now = [present(1, '/a'), present(2, '/e'), present(3, '/same'), present(4, '/b'), present(5, '/d')];
    assert.deepEqual([...takenMeanwhile(decisions, before, now)], ['/b', '/e']);
  });

  it('finds the names and aliases that copies would share with other commands', () => {
    const aliases: Record<string, string[]> = { a: ['Shop', 'mine'], b: ['shop'], c: ['mine'], d: [''] };
    const there = [
      present(1, '/start', { aliases: ['old'] }),
      present(2, 'shop', { aliases: ['other'] }),
      present(3, null),
    ];
    const sources = [source('a', '/buy'), source('b', '/start'), source('c', 'OTHER'), source('d', null)];
    const planned = planCopies(sources, there, noFolders);
    const shared = (choice: ClashChoice) => {
      const choices = new Map([['b', choice]]);
      const decisions = decideCopies(planned, choices, there);
      return sharedNames(decisions, there, ({ key }) => aliases[key] ?? []).map(
        ({ name, copy, other }) => `${name}: ${copy}, ${other}`,
      );
    };
    const always = ['Shop: /buy, shop', 'OTHER: OTHER, shop', 'mine: OTHER, /buy'];
    assert.deepEqual(shared('skip'), always);
    // The aliases that it had are gone, and its name is its own.
    assert.deepEqual(shared('replace').sort(), [...always, 'shop: /start, /buy'].sort());
    assert.deepEqual(shared('keepBoth').sort(), [...always, 'shop: /start2, /buy'].sort());
  });

  const names = fc.constantFrom('/a', '/A', '/a2', 'a', 'a 2', '*', '', null, '🍕');
  const places = fc.constantFrom<CopyPlace>(
    root,
    { kind: 'folder', id: 7 },
    { kind: 'titled', title: 'Seven' },
    { kind: 'titled', title: 'New' },
  );
  const sourcesOf = fc
    .array(fc.record({ name: names, place: places }), { maxLength: 8 })
    .map((all) => all.map((each, index): CopySource => ({ key: String(index), ...each })));
  const presentOf = fc
    .array(
      fc.record({
        name: names,
        folderId: fc.constantFrom(null, 7),
        aliases: fc.array(fc.constantFrom('/a2', 'a 3')),
      }),
      { maxLength: 8 },
    )
    .map((all) => all.map((each, index): PresentCommand => ({ id: index + 1, ...each })));
  const choicesOf = fc.array(
    fc.constantFrom<ClashChoice | undefined>('skip', 'replace', 'keepBoth', undefined),
  );

  it('never lets two copies end in one command, and never gives a clashing one a name that is there', () => {
    fc.assert(
      fc.property(sourcesOf, presentOf, choicesOf, (sources, there, chosen) => {
        const planned = planCopies(sources, there, new Map([['Seven', 7]]));
        const choices = new Map(
          chosen.flatMap((choice, index) => (choice ? [[String(index), choice] as const] : [])),
        );
        const decisions = decideCopies(planned, choices, there);
        assert.deepEqual(
          decisions.map(({ source: { key } }) => key),
          sources.map(({ key }) => key),
        );
        const replaced = decisions.flatMap((each) => (each.act === 'replace' ? [each.command] : []));
        assert.equal(new Set(replaced).size, replaced.length);
        const made = decisions.flatMap((each) => (each.act === 'create' && each.name ? [each.name] : []));
        assert.equal(new Set(made).size, made.length);
        for (const { name } of there) assert.ok(name === null || !made.includes(name));
        decisions.forEach((decision, index) => {
          // What clashes with nothing is copied as it is; the rest only as the person wants it.
          const clash = planned[index]?.clash;
          if (!clash)
            assert.deepEqual(decision, { act: 'create', source: sources[index], name: sources[index]?.name });
          const choice = choices.get(String(index));
          if (clash && choice === 'skip') assert.equal(decision.act, 'skip');
          if (decision.act === 'replace') assert.equal(choice, 'replace');
        });
      }),
    );
  });
});
