import assert from 'node:assert/strict';

import { Log, type LogSink, silentLog } from '../../../src/util/log';

const key = 'made-up-key-'.padEnd(40, 'x');

describe('util: Log', () => {
  let lines: [keyof LogSink, string][];
  let log: Log;
  beforeEach(() => {
    lines = [];
    const to = (level: keyof LogSink) => (line: string) => void lines.push([level, line]);
    log = new Log({
      trace: to('trace'),
      debug: to('debug'),
      info: to('info'),
      warn: to('warn'),
      error: to('error'),
    });
  });

  it('writes each level where it belongs, and names the component', () => {
    const named = log.for('files');
    for (const level of ['trace', 'debug', 'info', 'warn', 'error'] as const) named[level]('said');
    log.info('plain');
    assert.deepEqual(lines, [
      ...(['trace', 'debug', 'info', 'warn', 'error'] as const).map((level) => [level, '[files] said']),
      ['info', 'plain'],
    ]);
  });

  it('writes an error with where it came from and what caused it', () => {
    const cause = new Error('the disk is full');
    log.error('not stored', new Error('no write', { cause }));
    const [[, line]] = lines as [[string, string]];
    assert.match(line, /^not stored: Error: no write\n\s+at /);
    assert.match(line, / ← Error: the disk is full$/);
  });

  it('writes whatever else was thrown', () => {
    log.warn('odd', 'text');
    log.warn('odd', { code: 5 });
    log.warn('odd', new Error('x', { cause: 'ENOENT' }));
    log.warn('odd', null);
    const circular: { self?: unknown } = {};
    circular.self = circular;
    log.warn('odd', circular);
    assert.equal(lines[0]?.[1], 'odd: text');
    assert.equal(lines[1]?.[1], 'odd: {"code":5}');
    assert.match(lines[2]?.[1] ?? '', / ← ENOENT$/);
    log.warn('odd', 5n);
    log.warn('odd', () => 5);
    assert.equal(lines.length, 7);
  });

  it('does not follow causes for ever', () => {
    const error = new Error('round');
    error.cause = error;
    log.error('x', error);
    assert.ok((lines[0]?.[1].split(' ← ').length ?? 0) <= 5);
  });

  it('takes secrets out of every line: message, error, cause and thrown values', () => {
    for (const level of ['trace', 'debug', 'info', 'warn', 'error'] as const) log[level](`?api_key=${key}`);
    const cause = new Error(`GET /user?api_key=${key}`);
    log.for('x').warn('failed', new Error(`api_key=${key}`, { cause }));
    log.error('failed', { api_key: key });
    log.error('failed', `{"api_key":"${key}"}`);
    assert.equal(lines.length, 8);
    for (const [, line] of lines) assert.ok(!line.includes(key), line);
  });

  it('silentLog keeps quiet', () => {
    for (const level of ['trace', 'debug', 'info', 'warn', 'error'] as const) silentLog.for('x')[level]('x');
  });
});
