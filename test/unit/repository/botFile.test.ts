import assert from 'node:assert/strict';
import fc from 'fast-check';

import {
  botFileValue,
  newBotFile,
  parseBotFile,
  printBotFile,
  withBotFileValue,
} from '../../../src/repository/format/botFile';
import { FormatRefusal } from '../../../src/repository/format/refusal';

const texts: readonly string[] = [
  '{"bb_sync_version":"1.0","name":"Corner","csv_url":null,"git_remote":null}',
  '\uFEFF {\r\n\t"name" : "Corner" ,\r\n\t"unknown": [1, {"a": "}]\\"", "b": []}, -1e3]\r\n}\r\n\r\n',
  '{}',
  ' { } ',
  '{"name":"one","name":"two"}',
  '{"na\\u006de":"Corner"}',
];

function edit(text: string, key: string, value: string | null): string {
  return printBotFile(withBotFileValue(parseBotFile(text), key, value));
}

describe('bot.json', () => {
  for (const text of [...texts, '', '[]', 'null', '{"name":', '{"name": "Corner",}', 'name: Corner']) {
    it(`gives back ${JSON.stringify(text)}`, () => {
      assert.equal(printBotFile(parseBotFile(text)), text);
    });
  }

  it('reads values as JSON does', () => {
    const file = parseBotFile(texts[1]!);
    assert.equal(botFileValue(file, 'name'), 'Corner');
    assert.deepEqual(botFileValue(file, 'unknown'), [1, { a: '}]"', b: [] }, -1000]);
    assert.equal(botFileValue(file, 'csv_url'), undefined);
    assert.equal(botFileValue(parseBotFile(texts[4]!), 'name'), 'two');
    assert.equal(botFileValue(parseBotFile(texts[5]!), 'name'), 'Corner');
    assert.equal(botFileValue(parseBotFile('[]'), 'name'), undefined);
  });

  it('changes the characters of the value and no others', () => {
    assert.equal(edit(texts[1]!, 'name', 'A "B"'), texts[1]!.replace('"Corner"', '"A \\"B\\""'));
    assert.equal(edit(texts[4]!, 'name', 'three'), '{"name":"one","name":"three"}');
    const file = parseBotFile(texts[0]!);
    assert.equal(withBotFileValue(file, 'csv_url', null), file);
  });

  it('puts a key that is missing last, as the one before stands', () => {
    assert.equal(
      edit('{\n  "name": "Corner"\n}\n', 'csv_url', null),
      '{\n  "name": "Corner",\n  "csv_url": null\n}\n',
    );
    assert.equal(edit('{"a":1,"b":2}', 'name', 'x'), '{"a":1,"b":2,"name":"x"}');
    assert.equal(edit(' { } ', 'name', 'x'), ' {"name":"x" } ');
  });

  it('changes nothing in a file that is no JSON object', () => {
    assert.throws(
      () => edit('[]', 'name', 'x'),
      (error) => error instanceof FormatRefusal && error.reason === 'bot-file-unreadable',
    );
  });

  it('is written for a new bot with the keys of an export', () => {
    assert.equal(
      printBotFile(newBotFile({ name: 'Corner', csvUrl: null })),
      '{\n  "bb_sync_version": "1.0",\n  "name": "Corner",\n  "csv_url": null,\n  "git_remote": null\n}\n',
    );
  });

  it('gives back any JSON, and reads what JSON reads', () => {
    const json = fc
      .tuple(
        fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
        fc.constantFrom('', ' ', '\t'),
      )
      .map(([value, space]) => JSON.stringify(value, undefined, space));
    fc.assert(
      fc.property(fc.oneof(json, fc.string()), fc.string(), fc.string(), (text, key, value) => {
        const file = parseBotFile(text);
        assert.equal(printBotFile(file), text);
        if (!file.readable) return;
        const before = JSON.parse(text) as Record<string, unknown>;
        const after = JSON.parse(printBotFile(withBotFileValue(file, key, value))) as Record<string, unknown>;
        assert.deepEqual(Object.entries(after), Object.entries({ ...before, [key]: value }));
        for (const name of Object.keys(before)) assert.deepEqual(botFileValue(file, name), before[name]);
      }),
      { numRuns: 1000 },
    );
  });
});
