import assert from 'node:assert/strict';

import { madeUpToken } from '../../../src/sandbox/seed';
import { isTokenShaped } from '../../../src/telegram/token';

describe('telegram: the shape of a token', () => {
  it('is that of what @BotFather gives out', () => {
    assert.equal(isTokenShaped(madeUpToken()), true);
  });

  it('is not that of a part, of more, or of something else', () => {
    const [number = '', secret = ''] = madeUpToken().split(':');
    for (const text of [
      '',
      number,
      secret,
      `${number}:${secret.slice(1)}`,
      `${number}:${secret}x`,
      `${number} ${secret}`,
      `x${number}:${secret}`,
      `:${secret}`,
      ` ${number}:${secret}`,
      `${number}:${secret}\n`,
      `${number}:${secret.slice(1)}.`,
    ]) {
      assert.equal(isTokenShaped(text), false, JSON.stringify(text));
    }
  });
});
