import assert from 'node:assert/strict';
import path from 'node:path';

import { run } from '../../../src/cli/run';
import { checkRows } from '../../../src/language/server/check/checkRows';
import { ProgramParts } from '../../../src/language/server/programParts';
import { root } from '../architecture/root';
import { loadDeclarations } from '../language/programs';

const corner = 'test/fixtures/bjs/corner-kiosk';

describe('cli: check', () => {
  let parts: ProgramParts;
  before(async () => (parts = new ProgramParts(await loadDeclarations())));

  /** What the command line answers, and with which exit code. */
  const check = async (folder: string, format: string, more: readonly string[] = []) => {
    let said = '';
    const output = { out: (text: string) => (said += text), error: (text: string) => (said += text) };
    const code = await run(['check', path.join(root, folder), '--format', format, ...more], output, {
      check: (files, choice) => checkRows(parts, files, choice),
    });
    return { code, said };
  };

  it('ends with 1 when there are errors, and with 0 when there is nothing worse than a warning', async () => {
    assert.equal((await check(corner, 'json')).code, 1);
    const { code, said } = await check('test/fixtures/bjs/barber-ar', 'json');
    assert.equal(code, 0);
    assert.ok(said.includes('"warning"'));
  });

  it('gives programs one array, with places as editors count them', async () => {
    const { said } = await check(corner, 'json');
    const rows = JSON.parse(said) as Record<string, unknown>[];
    assert.ok(rows.length > 3);
    for (const row of rows) {
      assert.deepEqual(Object.keys(row), [
        'file',
        'line',
        'column',
        'endLine',
        'endColumn',
        'severity',
        'rule',
        'message',
      ]);
    }
    assert.deepEqual(
      rows.find(({ file }) => file === 'commands/Front/_show.js'),
      {
        file: 'commands/Front/_show.js',
        line: 24,
        column: 83,
        endLine: 24,
        endColumn: 88,
        severity: 'warning',
        rule: 'dangling-command',
        message: 'No command is called /crat. Did you mean /cart?',
      },
    );
  });

  it('gives people a line for each, and a sum', async () => {
    const { said } = await check(corner, 'text');
    assert.match(
      said,
      /^commands\/Front\/_show\.js:24:83: warning: No command is called \/crat\. .*\(dangling-command\)$/m,
    );
    assert.match(said, /^1 error, 8 warnings, 0 informational in 6 of 13 files\.$/m);
  });

  it('gives GitHub annotations with paths from where it is called', async () => {
    const { said } = await check(corner, 'github');
    const file = path.join(root, corner, 'commands/Front/_show.js').replaceAll(path.sep, '/');
    const begin = `::warning file=${file},line=24,col=83,endLine=24,endColumn=88,title=dangling-command::`;
    assert.ok(
      said.split('\n').some((line) => line.startsWith(begin)),
      said,
    );
  });

  it('tells what somebody wants to hear, and refuses what is no rule', async () => {
    const { said, code } = await check(corner, 'json', ['--rule', 'unknown-member=off']);
    assert.equal(code, 0);
    assert.ok(!said.includes('unknown-member') && said.includes('dangling-command'));
    assert.match(
      (await check(corner, 'json', ['--rule', 'nothing=off'])).said,
      /^There is no rule nothing\./,
    );
    assert.match((await check(corner, 'json', ['--rule', 'costly=low'])).said, /^Say costly=off or /);
  });

  it('goes on after a file that cannot be looked through', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const rows = checkRows(
      parts,
      new Map([
        ['commands/a.js', bytes(`var a = ${'1 + '.repeat(6_000)}1;`)],
        ['commands/b.js', bytes('Bot.sendMesage("a");')],
      ]),
    );
    assert.deepEqual(
      rows.map(({ file, severity, rule }) => [file, severity, rule]),
      [
        ['commands/a.js', 'warning', 'unchecked'],
        ['commands/b.js', 'error', 'unknown-member'],
      ],
    );
  });

  it('tells of a file that is no text', () => {
    const rows = checkRows(parts, new Map([['commands/a.js', new Uint8Array([0xff, 0xfe, 0x00])]]));
    assert.deepEqual(
      rows.map(({ file, severity, rule }) => [file, severity, rule]),
      [['commands/a.js', 'error', 'syntax']],
    );
  });
});
