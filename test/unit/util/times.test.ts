import assert from 'node:assert/strict';

import { localAndUtc } from '../../../src/util/times';

describe('times', () => {
  it('are local, with UTC behind', () => {
    const time = localAndUtc('2026-02-01T00:30:00.000Z');
    assert.equal(time?.utc, '2026-02-01 00:30 UTC');
    assert.match(time.local, /2026/);
    assert.equal(time.both, `${time.local} (${time.utc})`);
  });

  it('are nothing when the server says none', () => {
    for (const value of [undefined, null, '', 'soon', '2026-99-01', Number.NaN, 1e18])
      assert.equal(localAndUtc(value), undefined);
  });
});
