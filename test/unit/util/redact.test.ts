import assert from 'node:assert/strict';

import fc from 'fast-check';

import { redact } from '../../../src/util/redact';

const word = (length: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${length}}$`));

const apiKey = word(40);
const botToken = fc
  .tuple(fc.integer({ min: 100_000, max: 99_999_999_999 }), word(35))
  .map(([id, secret]) => `${id}:${secret}`);
const session = word(22);
const password = fc
  .string({ minLength: 12 })
  .filter((text) => !/["'\\]/.test(text) && text.trim().length > 8 && !text.includes('password'));

const escaped = (text: string) => JSON.stringify(text);

const wrappings: readonly (readonly [string, fc.Arbitrary<string>, (secret: string) => string])[] = [
  ['a query', apiKey, (key) => `GET https://api.invalid/v2/user?api_key=${key}`],
  ['a query with more behind it', apiKey, (key) => `/v2/bots?page=1&api_key=${key}&x=1#top`],
  ['a query in capitals', apiKey, (key) => `API_KEY=${key}`],
  ['a query in brackets', apiKey, (key) => `failed (https://api.invalid/?api_key=${key}) at once`],
  ['JSON', apiKey, (key) => JSON.stringify({ id: 1, api_key: key, email: 'a@b.invalid' })],
  ['indented JSON', apiKey, (key) => JSON.stringify({ api_key: key, id: 1 }, undefined, 2)],
  ['JSON in JSON', apiKey, (key) => escaped(JSON.stringify({ api_key: key, id: 1 }))],
  ['inspected', apiKey, (key) => `{ apiKey: '${key}', id: 1 }`],
  ['a sentence', apiKey, (key) => `api_key: ${key}, which is wrong`],
  ['the address of the Bot API', botToken, (token) => `POST https://api.telegram.org/bot${token}/getMe`],
  [
    'an address in JSON',
    botToken,
    (token) => JSON.stringify({ url: `https://api.telegram.org/bot${token}/getMe` }),
  ],
  ['a file address', botToken, (token) => `https://api.telegram.org/file/bot${token}/photos/1.jpg`],
  ['a bare token', botToken, (token) => `Token ${token} is taken`],
  ['a token in JSON', botToken, (token) => JSON.stringify({ token, name: 'Shop' })],
  ['a token in JSON in JSON', botToken, (token) => escaped(JSON.stringify({ token, name: 'Shop' }))],
  ['a token in quotes', botToken, (token) => `'${token}'`],
  ['a token behind a word', botToken, (token) => `token=${token}`],
  ['a token behind letters', botToken, (token) => `bot${token} token_${token}`],
  ['a header', session, (id) => `access-token: ${id}`],
  ['a header in JSON', session, (id) => JSON.stringify({ 'Access-Token': id })],
  ['the client header in JSON', session, (id) => JSON.stringify({ client: id })],
  ['the uid header', session, (id) => `uid: ${id}@auth.bots.invalid`],
  ['the uid in a query', session, (id) => `uid=${id}`],
  ['the uuid header in JSON', session, (id) => JSON.stringify({ Uuid: id })],
  ['a password in JSON', password, (text) => JSON.stringify({ email: 'a@b.invalid', password: text })],
  ['a repeated password', password, (text) => `{"password_confirmation": "${text}"}`],
  ['a password in JSON in JSON', password, (text) => escaped(JSON.stringify({ password: text }))],
];

describe('util: redact', () => {
  for (const [name, secret, wrap] of wrappings) {
    it(`leaves nothing of a secret in ${name}`, () => {
      fc.assert(
        fc.property(
          secret,
          fc.constantFrom('', 'before ', '\n'),
          fc.constantFrom('', ' after', '\n'),
          (value, before, after) => {
            const text = before + wrap(value) + after;
            assert.ok(text.includes(value));
            const redacted = redact(text);
            assert.ok(!redacted.includes(value), redacted);
            // Nor most of it.
            assert.ok(!redacted.includes(value.slice(4)), redacted);
            assert.ok(redacted.includes('…'));
            assert.ok(redacted.startsWith(before) && redacted.endsWith(after));
          },
        ),
      );
    });
  }

  it('takes out several secrets of one text', () => {
    fc.assert(
      fc.property(apiKey, botToken, botToken, (key, one, other) => {
        const redacted = redact(`?api_key=${key} ${one}, ${other} and api_key=${key}`);
        for (const value of [key, one, other]) assert.ok(!redacted.includes(value));
      }),
    );
  });

  it('keeps what is around a secret in JSON', () => {
    assert.equal(redact('{"api_key":"abcdefgh","id":1}'), '{"api_key":"…","id":1}');
    assert.equal(redact('/user?api_key=abc&page=2'), '/user?api_key=…&page=2');
    assert.equal(redact('{"password":"a b, c","id":1}'), '{"password":"…","id":1}');
  });

  it('changes nothing twice', () => {
    for (const [, secret, wrap] of wrappings) {
      fc.assert(
        fc.property(secret, (value) => {
          const text = redact(wrap(value));
          assert.equal(redact(text), text);
        }),
        { numRuns: 20 },
      );
    }
  });

  it('leaves ordinary text as it is', () => {
    for (const text of [
      '',
      'GET /bots/2792064/commands 200 12 ms',
      '[http] getBots: network, again in 400 ms',
      'bb://52795760/bots.business/Shop (2792064)/_start.js could not be saved',
      '12:30:45 at file:///a/b.js:10:20',
      'The API key is wrong. Sign in again.',
      'User.setProp("client", 1)',
      '{"email":"user@example.com","id":52795760}',
      'Bot token is missing',
      '2026-01-01T12:00:00.000Z',
      '123:short',
    ]) {
      assert.equal(redact(text), text);
    }
    fc.assert(fc.property(fc.lorem({ maxCount: 30 }), (text) => assert.equal(redact(text), text)));
  });

  it('takes any text, of any length, in no time to speak of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => assert.equal(typeof redact(text), 'string')),
    );
    // Patterns that try again from every character would never come to an end here.
    for (const piece of ['api_key', 'password":"\\', '1:', '/bot1:', 'uid: ', '"client" : ']) {
      redact(piece.repeat(20_000));
    }
  });
});
