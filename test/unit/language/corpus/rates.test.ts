import assert from 'node:assert/strict';

import { type CorpusBot, readCorpus } from './corpus';
import { type Comparison, compare, foundIn } from './expectations';

describe('language: the rules over the corpus of bots', () => {
  let bots: readonly CorpusBot[];
  let comparisons: readonly Comparison[];

  before(async function () {
    this.timeout(120_000);
    bots = await readCorpus();
    const all: Comparison[] = [];
    for (const bot of bots) all.push(compare(bot, await foundIn(bot.files)));
    comparisons = all;
  });

  /** Files with undeserved findings of a severity. */
  const undeserved = (severity: string) => {
    const found = comparisons.flatMap((each) => each.undeserved).filter((each) => each.severity === severity);
    return {
      files: new Set(found.map(({ bot, path }) => `${bot}/${path}`)).size,
      words: found.map(({ bot, path, line, rule, text }) => `${bot}/${path}:${line} ${rule} ${text}`),
    };
  };
  const commands = () =>
    bots.flatMap(({ files, expected }) =>
      files.filter(({ path }) => path.startsWith('commands/')).map(({ path }) => expected[path] ?? []),
    );

  it('give at most 1 % of the commands that parse an error that they do not deserve', () => {
    const parsing = commands().filter((expected) => !expected.some(({ rule }) => rule === 'syntax')).length;
    const { files, words } = undeserved('error');
    console.log(`      ${files} of ${parsing} commands`);
    assert.ok(files / parsing <= 0.01, words.join('\n'));
  });

  it('give at most 3 % of the commands a warning that they do not deserve', () => {
    const { files, words } = undeserved('warning');
    console.log(`      ${files} of ${commands().length} commands`);
    assert.ok(files / commands().length <= 0.03, words.join('\n'));
  });

  it('say nothing else that nobody needs', () => {
    assert.deepEqual(undeserved('information').words, []);
  });

  it('find at least 95 % of what is wrong', () => {
    const missed = comparisons.flatMap((each) => each.missed);
    const met = comparisons.reduce((sum, each) => sum + each.met, 0);
    console.log(`      ${met} of ${met + missed.length}`);
    assert.ok(met / (met + missed.length) >= 0.95, missed.join('\n'));
  });
});
