import assert from 'node:assert/strict';

import fc from 'fast-check';

import { compactCount, percent, shortName, usageLevel, usedShare } from '../../../src/status/format';

/** What a compact count says. */
function valueOf(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([kM]?)$/.exec(text);
  assert.ok(match, text);
  return Number(match[1]) * (match[2] === 'M' ? 1e6 : match[2] === 'k' ? 1e3 : 1);
}

const count = fc.oneof(
  fc.nat({ max: 1_000_000_000 }),
  // Where one form gives way to the next.
  fc
    .tuple(
      fc.constantFrom(1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000),
      fc.integer({ min: -600, max: 600 }),
    )
    .map(([near, by]) => near + by),
);

describe('status: compact counts', () => {
  it('are what people read at a glance', () => {
    for (const [value, text] of [
      [0, '0'],
      [950, '950'],
      [999, '999'],
      [1000, '1k'],
      [1234, '1.23k'],
      [12_345, '12.3k'],
      [120_000, '120k'],
      [999_499, '999k'],
      [999_500, '1M'],
      [1_000_000, '1M'],
      [3_000_000, '3M'],
      [3_250_000, '3.25M'],
      [200_000_000, '200M'],
    ] as const) {
      assert.equal(compactCount(value), text);
    }
  });

  it('are short, whatever is counted', () => {
    fc.assert(fc.property(count, (value) => assert.ok(compactCount(value).length <= 5, compactCount(value))));
    assert.ok(compactCount(99_999_000_000).length <= 6);
  });

  it('never say less of more', () => {
    fc.assert(
      fc.property(count, count, (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        assert.ok(valueOf(compactCount(less)) <= valueOf(compactCount(more)));
      }),
    );
  });

  it('are right to half a percent', () => {
    fc.assert(
      fc.property(count, (value) =>
        assert.ok(Math.abs(valueOf(compactCount(value)) - value) <= value * 0.005),
      ),
    );
  });
});

describe('status: shares', () => {
  it('are used of limit, and unknown without a limit', () => {
    assert.equal(usedShare(50, 200), 0.25);
    assert.equal(usedShare(300, 200), 1.5);
    for (const [used, limit] of [
      [5, 0],
      [5, -1],
      [0, 0],
      [5, Number.NaN],
      [Number.NaN, 5],
      [Infinity, 5],
    ] as const) {
      assert.equal(usedShare(used, limit), undefined);
    }
  });

  it('warn from 80 % and alarm from 95 %', () => {
    assert.deepEqual([undefined, 0, 0.799, 0.8, 0.949, 0.95, 1, 7].map(usageLevel), [
      'normal',
      'normal',
      'normal',
      'warning',
      'warning',
      'error',
      'error',
      'error',
    ]);
  });
});

describe('status: percent', () => {
  it('never says a level before it looks like it', () => {
    for (const [share, text] of [
      [0, '0'],
      [0.29, '29'],
      [0.57, '57'],
      [0.799, '79.9'],
      [0.79999, '79.9'],
      [0.8, '80'],
      [0.94999, '94.9'],
      [0.95, '95'],
      [1.5, '150'],
    ] as const)
      assert.equal(percent(share), text);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2, noNaN: true }), (share) => {
        const said = Number(percent(share));
        if (share < 0.8) assert.ok(said < 80 || share > 0.8 - 1e-9);
        else assert.ok(said >= 80);
      }),
    );
  });
});

describe('status: names', () => {
  it('keep to what the status bar can bear, and cut no character in two', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 2, max: 30 }),
        (name, most) => {
          const short = shortName(name, most);
          const characters = Array.from(new Intl.Segmenter().segment(short));
          assert.ok(characters.length <= most, short);
          assert.doesNotMatch(short, /[\r\n\t]|^\s|\s$/);
          if (short.endsWith('…'))
            assert.ok(name.replace(/\s+/g, ' ').trim().startsWith(short.slice(0, -1).trimEnd()));
          else assert.equal(short, name.replace(/\s+/g, ' ').trim());
        },
      ),
    );
    assert.equal(shortName('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 2), '👨‍👩‍👧‍👦…');
    assert.equal(shortName('Shop'), 'Shop');
    assert.equal(shortName(' My\n Shop '), 'My Shop');
  });
});
