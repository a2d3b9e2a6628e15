import assert from 'node:assert/strict';

import type { Target } from '../../../src/language/server/botProgram';
import { mayBeTold } from '../../../src/language/server/diagnostics/codeRules';
import { diagnosticsOf } from '../../../src/language/server/diagnostics/diagnostics';
import { droppedCodes } from '../../../src/language/server/diagnostics/droppedCodes';
import { findingsOf } from '../../../src/language/server/diagnostics/findings';
import { readCorpus } from './corpus/corpus';
import { droppedFixtures } from './dropped';
import { loadDeclarations, OpenBot } from './programs';
import { silentCode, toldFixtures } from './told';

describe('language: what TypeScript says and BJS does not mind', () => {
  let shared: OpenBot;

  before(async () => {
    await loadDeclarations();
    shared = new OpenBot();
  });
  after(() => shared.dispose());

  it('has a fixture for each row of the table', () => {
    assert.deepEqual(
      Object.keys(droppedFixtures).map(Number),
      [...droppedCodes.keys()].sort((one, other) => one - other),
    );
  });

  for (const [number, { code, name }] of Object.entries(droppedFixtures)) {
    it(`is not told of ${number}: ${droppedCodes.get(Number(number))?.what ?? ''}`, () => {
      const bot = name === undefined ? shared : new OpenBot({ [name]: code });
      try {
        const target = bot.open(code, name);
        const raw = rawOf(target);
        assert.ok(
          raw.some((finding) => finding.code === Number(number)),
          `TypeScript says: ${raw.map((finding) => finding.code).join()}`,
        );
        assert.deepEqual(
          diagnosticsOf(target).filter(({ severity }) => severity !== 4),
          [],
        );
      } finally {
        if (bot !== shared) bot.dispose();
      }
    });
  }

  for (const [code, expected] of Object.entries(toldFixtures)) {
    it(`tells of ${code}`, () => assert.deepEqual(toldOf(shared.open(header + code)), expected));
  }

  for (const code of silentCode) {
    it(`says nothing of ${code}`, () => assert.deepEqual(toldOf(shared.open(header + code)), []));
  }

  it('takes a name in @ for misspelt when no command has it, and for one of a command else', () => {
    const code = 'var adminId = 5;\nif (adminDi) Bot.inspect(adminId);';
    const told = (commands: Readonly<Record<string, string>>) => {
      const bot = new OpenBot({ '@': code, ...commands });
      try {
        return toldOf(bot.open(code, '@'));
      } finally {
        bot.dispose();
      }
    };
    assert.deepEqual(told({}), ['warning unknown-name adminDi']);
    assert.deepEqual(told({ '/start': 'var adminDi = 1;' }), []);
  });

  it('refuses a name that @ and a command declare, as they run as one', () => {
    const bot = new OpenBot({
      '@': 'let admin = 5;\nvar total = 1;\nfunction greet() { let own; return own; }',
    });
    try {
      assert.deepEqual(toldOf(bot.open('let admin = 6;')), ['error syntax admin']);
      assert.deepEqual(toldOf(bot.open('if (user) { var admin = 6; }')), ['error syntax admin']);
      assert.deepEqual(toldOf(bot.open('const total = 6;')), ['error syntax total']);
      assert.deepEqual(
        toldOf(bot.open('var total = 6;\nlet own = 1;\nfunction f() { let admin; return admin; }\nf();')),
        [],
      );
    } finally {
      bot.dispose();
    }
  });

  it('takes style sheets for no code, and blocks of code for code', () => {
    for (const sheet of [
      '.btn:hover { color: red; }',
      'body { margin: 0 }',
      ':root { --a: 1px; }',
      '/* x */\n#a > b { top: 0 }',
    ])
      assert.deepEqual(toldOf(shared.open(header + sheet)), [], sheet);
    assert.deepEqual(toldOf(shared.open('try { a: 5; } catch (e) {}\nBot.sendMesage("a");')), [
      'error unknown-member sendMesage',
    ]);
  });

  it('knows what to do with every code that TypeScript gives to code of bots', async () => {
    const corpus = (await readCorpus()).flatMap(({ files }) => files.map(({ text }) => text));
    const fixtures = Object.values(droppedFixtures).map(({ code }) => code);
    const unknown = [...corpus, ...fixtures, ...Object.keys(toldFixtures), ...silentCode].flatMap((code) =>
      rawOf(shared.open(code))
        .filter((finding) => !mayBeTold(finding.code) && !droppedCodes.has(finding.code))
        .map((finding) => `${finding.code} ${code.slice(0, 80)}`),
    );
    assert.deepEqual(unknown, []);
  });
});

const header = '/*CMD\n  command: /x\nCMD*/\n\n';

/** All that TypeScript finds. */
function rawOf({ service, fileName }: Target) {
  return [...service.getSyntacticDiagnostics(fileName), ...service.getSemanticDiagnostics(fileName)];
}

/** Severity, rule and what is marked; hints are left out. */
function toldOf(target: Target): string[] {
  return findingsOf(target)
    .filter(({ severity }) => severity !== 'hint')
    .map(
      ({ severity, rule, start, end }) =>
        `${severity} ${rule} ${target.document.getText().slice(start, end)}`,
    );
}
