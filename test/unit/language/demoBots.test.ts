import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { TextDocument } from 'vscode-languageserver-textdocument';

import { diagnosticsOf } from '../../../src/language/server/diagnostics/diagnostics';
import { parseCommand } from '../../../src/repository/format/parseCommand';
import { root } from '../architecture/root';
import { loadDeclarations, OpenBot } from './programs';

describe('language: the demo bots, which run', () => {
  before(loadDeclarations);

  for (const name of ['shop', 'quiz']) {
    it(`${name}: nothing is wrong in any command`, function () {
      this.timeout(20_000);
      const folder = path.join(root, 'media/demo-bots', name);
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((file) => file.replaceAll('\\', '/'))
        .filter((file) => file.endsWith('.js'));
      const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
      const commands = files.filter((file) => file.startsWith('commands/'));
      const bot = new OpenBot();
      bot.workspace.changeBot({
        bot: name,
        anew: true,
        isComplete: true,
        changed: commands.map((file) => {
          const text = read(file);
          const { name: called, aliases } = parseCommand(text, { path: file }).command;
          return { id: file, name: called, aliases, text, uri: file };
        }),
        gone: [],
        libraries: Object.fromEntries(
          files
            .filter((file) => file.startsWith('libs/'))
            .map((file) => [path.basename(file, '.js'), { text: read(file), uri: file }]),
        ),
      });
      const said: string[] = [];
      for (const uri of commands) {
        bot.workspace.setOwner({ uri, bot: name });
        bot.workspace.open(TextDocument.create(uri, 'bjs', 1, read(uri)));
      }
      for (const uri of commands) {
        const target = bot.workspace.target(uri);
        assert.ok(target);
        for (const { severity, message } of diagnosticsOf(target)) {
          if (severity === 1 || severity === 2) said.push(`${uri}: ${JSON.stringify(message)}`);
        }
      }
      assert.ok(commands.length > 10);
      assert.deepEqual(said, []);
      bot.dispose();
    });
  }
});
