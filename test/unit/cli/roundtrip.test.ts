import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { run } from '../../../src/cli/run';
import { root } from '../architecture/root';

describe('cli: roundtrip', () => {
  let folder: string;
  let written: string;
  let complained: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bbs-cli-'));
    written = '';
    complained = '';
  });
  afterEach(() => rm(folder, { recursive: true }));

  const call = (...args: string[]) =>
    run(
      args,
      {
        out: (text) => (written += text),
        error: (text) => (complained += text),
      },
      { check: () => [] },
    );
  const put = async (file: string, content: string | Uint8Array) => {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content);
  };

  for (const bot of ['shop', 'quiz']) {
    it(`finds the demo bot ${bot} the same, also with every key changed`, async () => {
      assert.equal(await call('roundtrip', path.join(root, 'media/demo-bots', bot), '--edit'), 0);
      assert.match(written, /^(\d+) files: \1 the same, 0 different\n$/);
    });
  }

  it('looks at every variant of a header', async () => {
    const body = 'Bot.sendMessage("Hi");\n';
    await put('commands/none.js', body);
    await put('commands/empty.js', '');
    await put('commands/crlf.js', `/*CMD\r\n  command: /a\r\n  help: \r\nCMD*/\r\n\r\n${body}`);
    await put('commands/column.js', `/*CMD\ncommand: /b\nanswer: x\nCMD*/\n\n${body}`);
    await put('commands/bom.js', `\uFEFF/*CMD\n  command: /c\nCMD*/\n\n${body}`);
    await put(
      'commands/Main/block.js',
      `/*CMD\n  command: /d\n\n  <<ANSWER\none\ntwo\n  ANSWER\nCMD*/\n\n${body}`,
    );
    await put('commands/Main/Deeper/not.js', 'not looked at');
    await put('libs/Lib.js', 'not looked at');
    assert.equal(await call('roundtrip', folder, '--edit', '--format', 'json'), 0, written);
    assert.deepEqual(JSON.parse(written), { files: 6, same: 6, different: [] });
  });

  it('names the file and the reason for what differs', async () => {
    await put('commands/latin.js', Uint8Array.from([0x41, 0xe9, 0x0a]));
    await put('commands/open.js', '/*CMD\n  command: /a\n\n  <<ANSWER\nnever closed\nCMD*/\n\ncode\n');
    assert.equal(await call('roundtrip', folder, '--format', 'json'), 1);
    assert.deepEqual(JSON.parse(written), {
      files: 2,
      same: 1,
      different: [{ file: 'commands/latin.js', reason: 'it is not UTF-8 text' }],
    });
    written = '';
    assert.equal(await call('roundtrip', folder, '--edit'), 1);
    assert.match(written, /^commands\/latin\.js: it is not UTF-8 text\n/);
    assert.match(written, /\ncommands\/open\.js: with another \w+: it is refused \(misread\)\n/);
  });

  it('says what is wrong with how it is called', async () => {
    assert.equal(await call('roundtrip', path.join(folder, 'nowhere')), 2);
    assert.match(complained, /There is no folder .*nowhere/);
    assert.equal(await call('roundtrip', folder), 2);
    assert.match(complained, /has no folder "commands"/);
    for (const args of [[], ['other'], ['roundtrip'], ['roundtrip', folder, '--format', 'xml'], ['--none']]) {
      complained = '';
      assert.equal(await call(...args), 2);
      assert.match(complained, /bots-business --help/);
    }
    assert.equal(await call('--help'), 0);
    assert.match(written, /Usage: bots-business/);
  });
});
