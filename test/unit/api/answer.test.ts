import assert from 'node:assert/strict';

import fc from 'fast-check';

import { parseRetryAfter, type RawAnswer, readAnswer } from '../../../src/api/answer';
import type { EndpointId } from '../../../src/api/endpoints';
import { ApiError, type ApiErrorReason } from '../../../src/api/errors';
import {
  botNotFoundAnswer,
  botsAnswer,
  madeUpBotToken,
  messageAnswer,
  unauthorizedAnswer,
} from '../../fixtures/api/answers';

const read = (answer: RawAnswer, effect: 'read' | 'write' = 'read') => readAnswer('getBots', answer, effect);

function failure(answer: RawAnswer, effect: 'read' | 'write' = 'read'): ApiError {
  try {
    assert.fail(`taken for a success: ${JSON.stringify(read(answer, effect))}`);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

describe('api: reading an answer', () => {
  it('takes every documented success style', () => {
    assert.deepEqual(read({ status: 200, text: botsAnswer }), JSON.parse(botsAnswer));
    assert.deepEqual(read({ status: 200, text: messageAnswer }), { message: 'Operation successful' });
    for (const text of ['true', 'ok', 'success', '', ' ok\n'])
      assert.equal(read({ status: 200, text }), true);
    assert.deepEqual(read({ status: 200, text: '[]' }), []);
    assert.equal(read({ status: 204, text: '' }), true);
  });

  it('gives any JSON back as it is, unless it says an error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\n', '\r\n\t'), (value, space) => {
        fc.pre(typeof value !== 'object' || value === null || !('error' in value || 'errors' in value));
        const plain: unknown = JSON.parse(JSON.stringify(value));
        assert.deepEqual(read({ status: 200, text: space + JSON.stringify(value) + space }), plain);
      }),
    );
  });

  it('never takes a word that is none of the documented ones for a success', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom('read', 'write' as const), (text, effect) => {
        fc.pre(text.trim() !== '' && !['ok', 'success'].includes(text.trim()));
        try {
          JSON.parse(text);
          return;
        } catch {
          // Only what is no JSON is meant here.
        }
        const error = failure({ status: 200, text }, effect === 'write' ? 'write' : 'read');
        assert.ok(['notJson', 'malformed'].includes(error.reason));
        assert.equal(error.outcomeUnknown, effect === 'write');
      }),
    );
  });

  const html = '<!DOCTYPE html><title>404</title>';
  const reasons: readonly [number, string, ApiErrorReason][] = [
    [401, unauthorizedAnswer, 'unauthorized'],
    [401, html, 'unauthorized'],
    [403, '{"error": "Protected bot"}', 'forbidden'],
    [404, botNotFoundAnswer, 'notFound'],
    [404, '{"errors": ["Bot not found"]}', 'notFound'],
    [404, html, 'routeMissing'],
    [404, '', 'routeMissing'],
    [404, '{"status": 404}', 'routeMissing'],
    [404, '{"error": ""}', 'routeMissing'],
    [405, html, 'routeMissing'],
    [405, '{"error": "Not allowed"}', 'notFound'],
    [422, '{"error": "Name is taken"}', 'refused'],
    [422, '', 'refused'],
    [429, '', 'rateLimited'],
    [500, '{"error": "oops"}', 'server'],
    [503, html, 'server'],
    [200, '{"errors": ["No"]}', 'refused'],
    [200, '{"error": "No", "id": 1}', 'refused'],
    [200, '{"errors": {"name": ["is wrong"]}}', 'refused'],
    [200, html, 'notJson'],
    [304, '', 'refused'],
    [302, html, 'notJson'],
    [200, '[{"id": 1}, {"id"', 'malformed'],
    [200, '{"id": 1', 'malformed'],
  ];
  for (const [status, text, reason] of reasons) {
    it(`${status} with ${text.slice(0, 32) || 'nothing'} is ${reason}`, () => {
      const error = failure({ status, text });
      assert.equal(error.reason, reason);
      assert.equal(error.status, status);
      assert.equal(error.outcomeUnknown, false);
    });
  }

  it('hands on what the server said, in all the forms it says it', () => {
    const said = (text: string) => failure({ status: 422, text }).serverMessages;
    assert.deepEqual(said('{"errors": ["A", "B"]}'), ['A', 'B']);
    assert.deepEqual(said('{"errors": ["A", 5, null]}'), ['A']);
    assert.deepEqual(said('{"error": "A"}'), ['A']);
    assert.deepEqual(said('{"error": "A", "errors": ["B"]}'), ['B', 'A']);
    assert.deepEqual(said('{"errors": {"name": ["is taken", "is short"], "token": "is wrong"}}'), [
      'name is taken',
      'name is short',
      'token is wrong',
    ]);
    assert.deepEqual(said('[]'), []);
  });

  it('takes an empty list of errors for none', () => {
    assert.deepEqual(read({ status: 200, text: '{"id": 1, "errors": []}' }), { id: 1, errors: [] });
    assert.deepEqual(read({ status: 200, text: '{"id": 1, "error": null}' }), { id: 1, error: null });
  });

  it('keeps neither secrets nor endless texts of what the server said', () => {
    const error = failure({
      status: 422,
      text: JSON.stringify({ error: `Token ${madeUpBotToken} is taken. ${'x'.repeat(10_000)}` }),
    });
    assert.ok(!error.message.includes(madeUpBotToken));
    assert.ok(error.message.length < 1000);
    assert.match(error.message, /Token … is taken/);
  });

  it('takes everything secret out that was sent', () => {
    const secrets = ['made-up-password', '', 'made-up-key'];
    const text = JSON.stringify({ errors: ['made-up-password is weak, made-up-key said'] });
    assert.deepEqual(failure({ status: 422, text, secrets }).serverMessages, ['… is weak, … said']);
    assert.equal(read({ status: 200, text: '"wrong: made-up-password"', secrets }), 'wrong: …');
  });

  it('takes a record with an error of its own for what it is, where records have one', () => {
    const task = { id: 1, status: 'failed', error: 'No such file' };
    const answerFor = (id: EndpointId, status: number, body: unknown) =>
      readAnswer(id, { status, text: JSON.stringify(body) }, 'read');
    assert.deepEqual(answerFor('getCsvImportTask', 200, task), task);
    assert.throws(() => answerFor('getBot', 200, task), { reason: 'refused' });
    assert.throws(() => answerFor('getCsvImportTask', 422, task), { reason: 'refused' });
    assert.throws(() => answerFor('getCsvImportTask', 200, { error: 'No' }), { reason: 'refused' });
  });

  it('leaves the outcome of a write open only when no usable answer came', () => {
    const unknown = (status: number, text: string) => failure({ status, text }, 'write').outcomeUnknown;
    for (const status of [500, 502, 503, 504]) assert.equal(unknown(status, ''), true, String(status));
    assert.equal(unknown(200, '<html>'), true);
    assert.equal(unknown(200, '{"id": '), true);
    for (const status of [401, 403, 404, 422, 429]) assert.equal(unknown(status, '{"error": "No"}'), false);
    assert.equal(unknown(200, '{"errors": ["No"]}'), false);
  });
});

describe('api: Retry-After', () => {
  const now = Date.UTC(2026, 0, 1, 12);

  it('reads seconds', () => {
    fc.assert(
      fc.property(fc.nat(), (seconds) => assert.equal(parseRetryAfter(String(seconds), now), seconds * 1000)),
    );
  });

  it('reads dates, those of the past as now', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (seconds) => {
        const header = new Date(now + seconds * 1000).toUTCString();
        assert.equal(parseRetryAfter(header, now), Math.max(0, seconds * 1000));
      }),
    );
  });

  it('is never negative and never an invalid number, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = parseRetryAfter(header, now);
        assert.ok(wait === undefined || (wait >= 0 && !Number.isNaN(wait)));
      }),
    );
    for (const header of [undefined, '', 'soon', 'Infinity', 'NaN']) {
      assert.equal(parseRetryAfter(header, now), undefined);
    }
    assert.equal(parseRetryAfter('-5', now), 0);
  });

  it('comes with the error', () => {
    assert.equal(failure({ status: 429, text: '', retryAfter: '7' }).retryAfterMs, 7000);
    assert.equal(failure({ status: 429, text: '' }).retryAfterMs, undefined);
  });
});
