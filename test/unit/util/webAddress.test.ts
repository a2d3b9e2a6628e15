import assert from 'node:assert/strict';

import { isSafeAddress } from '../../../src/util/webAddress';

describe('util: addresses that nobody on the way can read', () => {
  it('are https, or stay on this machine', () => {
    for (const safe of [
      'https://example.com/a.csv?x=1#y',
      'http://127.0.0.1:1/',
      'http://localhost/',
      'http://[::1]/',
    ])
      assert.equal(isSafeAddress(safe), true, safe);
    for (const other of [
      'http://example.com/',
      'ftp://127.0.0.1/',
      'file:///etc/passwd',
      'example.com',
      '',
      'javascript:1',
    ])
      assert.equal(isSafeAddress(other), false, other);
  });
});
