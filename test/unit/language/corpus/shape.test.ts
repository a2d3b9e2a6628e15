import assert from 'node:assert/strict';

import { parseCommandFile } from '../../../../src/repository/format/parseCommandFile';
import { type CorpusBot, type CorpusFile, readCorpus, severityOfRule } from './corpus';

describe('language: the corpus of bots', () => {
  let bots: readonly CorpusBot[];
  before(async () => (bots = await readCorpus()));

  it('has at least 90 commands, most of them without findings', () => {
    const commands = bots.flatMap((bot) =>
      bot.files.filter(isCommand).map((file) => (bot.expected[file.path] ?? []).length > 0),
    );
    assert.ok(commands.length >= 90, `${commands.length} commands`);
    const found = commands.filter(Boolean).length;
    assert.ok(found * 4 >= commands.length && found * 2 <= commands.length, `${found} with findings`);
  });

  it('has each rule at least four times, always as certain', () => {
    const all = bots.flatMap((bot) => Object.values(bot.expected).flat());
    for (const [rule, severity] of Object.entries(severityOfRule)) {
      const severities = all.filter((expectation) => expectation.rule === rule).map((one) => one.severity);
      assert.ok(severities.length >= 4, `${rule}: ${severities.length}`);
      assert.deepEqual([...new Set(severities)], [severity], rule);
    }
    assert.deepEqual(
      all.filter(({ rule }) => !(rule in severityOfRule)),
      [],
      'no other rule',
    );
  });

  it('expects only what stands on a line of the code of an existing file', () => {
    for (const bot of bots) {
      for (const [path, expectations] of Object.entries(bot.expected)) {
        const file = bot.files.find((candidate) => candidate.path === path);
        assert.ok(file, `${bot.name}: ${path} exists`);
        const lines = file.text.split('\n');
        const firstLine = isCommand(file) ? lines.length - codeOf(file).split('\n').length + 1 : 1;
        for (const { line, text, rule } of expectations) {
          const place = `${bot.name}: ${path}:${line}`;
          assert.ok(line >= firstLine || rulesOfKeyboards.has(rule), `${place} is code`);
          assert.ok(text !== '' && lines[line - 1]?.includes(text), `${place} has ${text}`);
        }
      }
    }
  });

  it('keeps the bytes of exports: line ends of Windows, mixed ones, and bodies without a header', () => {
    const texts = bots.flatMap((bot) => bot.files.filter(isCommand).map(({ text }) => text));
    const feeds = texts.map((text) => ({
      all: text.split('\n').length - 1,
      windows: text.split('\r\n').length - 1,
    }));
    assert.ok(
      feeds.some(({ all, windows }) => windows > 0 && windows === all),
      'CRLF',
    );
    assert.ok(
      feeds.some(({ all, windows }) => windows > 0 && windows < all),
      'mixed',
    );
    assert.ok(
      texts.some((text) => parseCommandFile(text).header === null),
      'no header',
    );
    assert.ok(
      texts.some((text) => /^\n+\/\*CMD/.test(text)),
      'blank lines before the header',
    );
  });
});

/** What is found on the keyboard of a header as well. */
const rulesOfKeyboards: ReadonlySet<string> = new Set(['dangling-command', 'keyboard-not-sent']);

function isCommand({ path }: CorpusFile): boolean {
  return path.startsWith('commands/');
}

/** What the format takes for the code, with the line break at the end of the file. */
function codeOf({ text }: CorpusFile): string {
  const { body } = parseCommandFile(text);
  return body.code + body.end;
}
