import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { readBotFiles, writeBotFiles } from '../../../src/cli/botFiles';
import { run } from '../../../src/cli/run';
import { findSandboxFolder } from '../../../src/cli/sandboxFolder';

describe('cli: calls', () => {
  let folder: string;
  let complained: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'bbs-cli-'));
    complained = '';
  });
  afterEach(() => rm(folder, { recursive: true }));

  const call = (...args: string[]) =>
    run(args, { out: () => undefined, error: (text) => (complained += text) }, { check: () => [] });

  const wrong: [what: string, args: string[], said: RegExp][] = [
    ['nothing', [], /^Say what to do\./],
    ['an unknown command', ['constructor', 'x'], /^There is no command constructor\./],
    ['no folder', ['import', '--account', 'sandbox'], /^Name the folder/],
    ['two folders', ['import', 'a', 'b', '--account', 'sandbox'], /^One folder at a time: b/],
    ['no account', ['import', 'a'], /^Say which account: --account sandbox\./],
    ['another account', ['export', 'a', '--account', 'cloud'], /^The account can only be sandbox here\./],
    ['no bot', ['export', 'a', '--account', 'sandbox'], /^Say which bot/],
    ['an unknown format', ['roundtrip', 'a', '--format', 'xml'], /^The format is text or json, not xml\./],
    ['a format of another command', ['roundtrip', 'a', '--format', 'github'], /not github\./],
    ['an unknown option', ['roundtrip', 'a', '--all'], /--all/],
  ];
  for (const [what, args, said] of wrong) {
    it(`refuses ${what}, and shows how it is called`, async () => {
      assert.equal(await call(...args), 2);
      assert.match(complained, said);
      assert.match(complained, /bots-business --help/);
    });
  }

  it('writes into no folder that holds something', async () => {
    await writeFile(path.join(folder, 'notes.txt'), 'mine');
    await assert.rejects(writeBotFiles(folder, new Map([['bot.json', '{}']])), { reason: 'taken' });
  });

  it('writes into an empty repository, and reads the same back', async () => {
    await mkdir(path.join(folder, '.git'));
    const files = new Map([
      ['bot.json', '{}'],
      ['commands/Cart/_add.js', 'add();\r\n'],
      ['libs/Money.js', 'publish({});'],
    ]);
    await writeBotFiles(folder, files);
    const read = await readBotFiles(folder);
    assert.deepEqual(
      [...read].map(([file, bytes]) => [file, Buffer.from(bytes).toString()]),
      [...files],
    );
  });

  describe('the sandbox', () => {
    const state = (editor: string) =>
      path.join(folder, editor, 'User/globalStorage/bots-business-studio.bots-business-studio/sandbox');
    const use = async (editor: string, at: number) => {
      await mkdir(state(editor), { recursive: true });
      await writeFile(path.join(state(editor), 'sandbox.db'), '');
      await utimes(path.join(state(editor), 'sandbox.db'), at, at);
    };
    const env = () => ({ XDG_CONFIG_HOME: folder, APPDATA: folder });

    it('is that of the editor that used it last', async function () {
      // There the folder is not said by the environment.
      if (process.platform === 'darwin') this.skip();
      await use('Code', 1000);
      await use('VSCodium', 2000);
      await use('Cursor', 1500);
      assert.deepEqual(await findSandboxFolder(undefined, env()), {
        path: state('VSCodium'),
        name: 'VSCodium',
      });
    });

    it('is the one that is named, whatever there is', async () => {
      await use('Code', 1000);
      const named = path.join(folder, 'state');
      assert.equal((await findSandboxFolder(named, env())).path, named);
    });
  });
});
