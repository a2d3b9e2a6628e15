import assert from 'node:assert/strict';

import fc from 'fast-check';

import { forecastLimit } from '../../../src/status/usageRate';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const begin = Date.parse('2026-02-01T00:00:00Z');
const period = { startedAt: begin, endsAt: begin + 28 * day };

describe('status: when the limit will be reached', () => {
  it('is told from the rate since the period began', () => {
    // Half in seven days: the other half in seven more.
    assert.deepEqual(forecastLimit({ ...period, used: 50, limit: 100, readAt: begin + 7 * day }), {
      kind: 'at',
      time: begin + 14 * day,
    });
  });

  it('is not in this period when that ends before', () => {
    for (const used of [0, 1, 25])
      assert.deepEqual(forecastLimit({ ...period, used, limit: 100, readAt: begin + 7 * day }), {
        kind: 'notInPeriod',
      });
  });

  it('is now when as much is used, whatever the period', () => {
    for (const used of [100, 101])
      assert.deepEqual(forecastLimit({ used, limit: 100, readAt: begin }), { kind: 'reached' });
  });

  it('is not made up when the server does not say what it takes', () => {
    const readAt = begin + 7 * day;
    for (const unknown of [
      { ...period, used: 50, limit: 0, readAt },
      { ...period, used: Number.NaN, limit: 100, readAt },
      { ...period, used: 50, limit: Number.NaN, readAt },
      { endsAt: period.endsAt, used: 50, limit: 100, readAt },
      { ...period, startedAt: Number.NaN, used: 50, limit: 100, readAt },
      // It just began, has not begun, or is over.
      { ...period, used: 50, limit: 100, readAt: begin + hour - 1 },
      { ...period, used: 50, limit: 100, readAt: begin - day },
      { ...period, used: 50, limit: 100, readAt: period.endsAt },
      { ...period, used: 50, limit: 100, readAt: Number.NaN },
      { startedAt: begin, used: 0, limit: 100, readAt },
      { startedAt: begin, used: 1e-9, limit: 1e9, readAt },
    ])
      assert.equal(forecastLimit(unknown), undefined, JSON.stringify(unknown));
  });

  it('needs no end of the period', () => {
    const forecast = forecastLimit({ startedAt: begin, used: 50, limit: 100, readAt: begin + day });
    assert.deepEqual(forecast, { kind: 'at', time: begin + 2 * day });
  });

  it('lies ahead and inside the period, and comes sooner the more is used', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: hour, max: 28 * day - 1 }),
        (one, other, elapsed) => {
          const readAt = begin + elapsed;
          const [less, more] = [Math.min(one, other), Math.max(one, other)];
          const early = forecastLimit({ ...period, used: more, limit: 1000, readAt });
          const late = forecastLimit({ ...period, used: less, limit: 1000, readAt });
          assert.ok(early && late);
          if (early.kind === 'at') assert.ok(early.time > readAt && early.time < period.endsAt);
          if (late.kind === 'at') assert.ok(early.kind === 'at' && early.time <= late.time);
        },
      ),
    );
  });
});
