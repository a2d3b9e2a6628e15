import assert from 'node:assert/strict';

import type ts from 'typescript';

import { missingIn, suggestionIn } from '../../../src/language/server/diagnostics/sentencesOfTypeScript';
import { loadDeclarations, OpenBot } from './programs';

/** When a newer TypeScript fails here, its sentences are others: `sentencesOfTypeScript.ts` is to read those. */
describe('language: what is read from sentences of TypeScript', () => {
  let bot: OpenBot;

  before(async () => {
    await loadDeclarations();
    bot = new OpenBot({});
  });
  after(() => bot.dispose());

  function findingIn(code: string, number: number): ts.Diagnostic {
    const { service, fileName } = bot.open(code);
    const findings = service.getSemanticDiagnostics(fileName);
    const found = findings.find((finding) => finding.code === number);
    assert.ok(
      found,
      `TypeScript finds ${number} in ${code}, not ${findings.map((each) => each.code).join()}`,
    );
    return found;
  }

  const meant: readonly [string, number, string][] = [
    ['Bot.sendMesage("a");', 2551, 'sendMessage'],
    ['const price = 1;\nBot.sendMessage(prise);', 2552, 'price'],
    ['const o = { price$: 1 };\nconst { pric$ } = o;\nMath.flor(1);', 2551, 'floor'],
  ];
  for (const [code, number, name] of meant) {
    it(`the meant name, in ${number}: ${name}`, () =>
      assert.equal(suggestionIn(findingIn(code, number)), name));
  }

  it('that no name is meant', () => {
    assert.equal(suggestionIn(findingIn('Bot.qqqqqqqqqq();', 2339)), undefined);
  });

  const missing: readonly [string, number, RegExp][] = [
    ['Api.sendPhoto({ chat_id: 1 });', 2345, /^photo$/],
    ['Api.sendLocation({ chat_id: 1 });', 2345, /^latitude, longitude$/],
  ];
  for (const [code, number, names] of missing) {
    it(`what is missing, in ${number}: ${code}`, () => {
      assert.match(missingIn(findingIn(code, number)) ?? '', names);
    });
  }
});
