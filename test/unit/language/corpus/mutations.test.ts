import assert from 'node:assert/strict';

import { type CorpusBot, type CorpusFile, readCorpus } from './corpus';
import { foundIn } from './expectations';

/** Mistakes of each kind that are made in each bot at most. */
const perBot = 6;

/** One mistake in one file. */
interface Mistake {
  readonly bot: CorpusBot;
  readonly path: string;
  readonly rule: string;
  /** What was there, and what is there now. */
  readonly right: string;
  readonly wrong: string;
}

const member = /\b(?:Bot|User|Api|HTTP|AdminPanel|WebApp)\.([a-z][A-Za-z]{4,})(?=\s*\()/g;
const commandName = /\b(?:Bot\.runCommand\(\s*|command:\s*)(["'])(\/[a-z_]{4,})\1/g;

describe('language: mistakes made on purpose', () => {
  it('at least 95 % of misspelt members and of names of commands that are not there are found', async function () {
    this.timeout(180_000);
    const random = seeded(20_261_122);
    const missed: string[] = [];
    let made = 0;
    for (const bot of await readCorpus()) {
      const silent = bot.files.filter(({ path }) => !bot.expected[path] && path.startsWith('commands/'));
      const hasMaster = bot.files.some(({ text }) => /^ {2}command: \*\s*$/m.test(text));
      const mistakes = [
        ...some(membersIn(bot, silent, random), random),
        ...(hasMaster ? [] : some(namesIn(bot, silent, random), random)),
      ];
      // One of a file at a time, as many files as there are.
      for (const round of rounds(mistakes)) {
        const wrong = new Map(round.map((mistake) => [mistake.path, mistake]));
        const found = await foundIn(
          bot.files.map(({ path, text }) => {
            const mistake = wrong.get(path);
            return { path, text: mistake ? text.replace(mistake.right, mistake.wrong) : text };
          }),
        );
        for (const { path, rule, right, wrong: written } of round) {
          made++;
          const isFound = found.some(
            (finding) => finding.path === path && finding.rule === rule && written.includes(finding.text),
          );
          if (!isFound) missed.push(`${bot.name}/${path}: ${right} → ${written}`);
        }
      }
    }
    console.log(`      ${made - missed.length} of ${made}`);
    assert.ok(made >= 60, `${made} mistakes`);
    assert.ok(missed.length <= made * 0.05, missed.join('\n'));
  });
});

function membersIn(bot: CorpusBot, files: readonly CorpusFile[], random: () => number): Mistake[] {
  return files.flatMap(({ path, text }) =>
    [...codeOf(text).matchAll(member)].map(([right, name = '']) => ({
      bot,
      path,
      rule: 'unknown-member',
      right,
      wrong: right.slice(0, -name.length) + misspelt(name, random),
    })),
  );
}

function namesIn(bot: CorpusBot, files: readonly CorpusFile[], random: () => number): Mistake[] {
  return files.flatMap(({ path, text }) =>
    [...codeOf(text).matchAll(commandName)].map(([right, , name = '']) => ({
      bot,
      path,
      rule: 'dangling-command',
      right,
      wrong: right.replace(name, `/${misspelt(name.slice(1), random)}`),
    })),
  );
}

/** Only what stands in code counts: a header names the command as well. */
function codeOf(text: string): string {
  return text.slice(text.indexOf('CMD*/') + 1).replace(/^\s*\/\/.*$/gm, '');
}

/** A letter left out, doubled, or two that changed places. */
function misspelt(name: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (name.length - 2));
  const [one, other] = [name.charAt(at), name.charAt(at + 1)];
  const kinds = [one, one + one + other, one === other ? one : other + one];
  return name.slice(0, at) + (kinds[Math.floor(random() * kinds.length)] ?? '') + name.slice(at + 2);
}

function some(mistakes: readonly Mistake[], random: () => number): Mistake[] {
  return mistakes
    .map((mistake) => ({ mistake, order: random() }))
    .sort((one, two) => one.order - two.order)
    .slice(0, perBot)
    .map(({ mistake }) => mistake);
}

/** Groups in which no file comes twice. */
function rounds(mistakes: readonly Mistake[]): Mistake[][] {
  const groups: Mistake[][] = [];
  for (const mistake of mistakes) {
    const free = groups.find((group) => group.every(({ path }) => path !== mistake.path));
    if (free) free.push(mistake);
    else groups.push([mistake]);
  }
  return groups;
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
