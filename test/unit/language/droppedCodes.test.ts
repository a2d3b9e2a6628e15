import assert from 'node:assert/strict';

import { diagnosticsOf } from '../../../src/language/server/diagnostics/diagnostics';
import { droppedCodes } from '../../../src/language/server/diagnostics/droppedCodes';
import { droppedFixtures } from './dropped';
import { loadDeclarations, OpenBot } from './programs';

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
        const { service, fileName } = target;
        const raw = [
          ...service.getSyntacticDiagnostics(fileName),
          ...service.getSemanticDiagnostics(fileName),
        ];
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
});
