import assert from 'node:assert/strict';

import fc from 'fast-check';

import { completionsAt } from '../../../src/language/server/features/completion';
import { diagnosticsOf } from '../../../src/language/server/diagnostics/diagnostics';
import { DiagnosticsQueue } from '../../../src/language/server/diagnostics/diagnosticsQueue';
import { changeBetween } from '../../../src/language/server/snapshot';
import { Crashes, crashWindow } from '../../../src/language/client/crashes';
import { loadDeclarations, OpenBot, uriOf } from './programs';

describe('language: documents and their bots', () => {
  before(loadDeclarations);

  const labels = (bot: OpenBot, name: string) => {
    const target = bot.target(name);
    return completionsAt(target, { line: 0, character: 0 }).items.map(({ label }) => label);
  };

  it('a document whose bot becomes known later sees what that declares', () => {
    const bot = new OpenBot({ '@': 'var shared = 1;' });
    bot.open('', '/start');
    bot.workspace.setOwner({ uri: uriOf('/start'), bot: null });
    assert.ok(!labels(bot, '/start').includes('shared'));
    bot.workspace.setOwner({ uri: uriOf('/start'), bot: 'the bot' });
    assert.ok(labels(bot, '/start').includes('shared'));
    bot.dispose();
  });

  it('an open @ counts as it is in the editor, a closed one as it is on the server', () => {
    const bot = new OpenBot({ '@': 'var onServer = 1;' });
    bot.open('', '/start');
    bot.open('var inEditor = 1;', '@');
    assert.ok(labels(bot, '/start').includes('inEditor'));
    assert.ok(!labels(bot, '/start').includes('onServer'));
    bot.workspace.close(uriOf('@'));
    assert.ok(labels(bot, '/start').includes('onServer'));
    bot.dispose();
  });

  it('a command that became @ is seen by the others, and no longer when it is called otherwise', () => {
    const bot = new OpenBot({ '/a': '' });
    bot.open('var shared = 1;', '/a');
    bot.open('', '/start');
    assert.ok(!labels(bot, '/start').includes('shared'));
    const fact = { aliases: [], text: '', uri: uriOf('/a'), id: '/a' };
    const rename = (name: string) =>
      bot.workspace.changeBot({
        bot: 'the bot',
        anew: false,
        isComplete: true,
        changed: [{ ...fact, name }],
        gone: [],
        libraries: null,
      });
    rename('@');
    assert.ok(labels(bot, '/start').includes('shared'));
    rename('/b');
    assert.ok(!labels(bot, '/start').includes('shared'));
    bot.dispose();
  });

  it('a name is not called unknown while @ may still declare it', () => {
    const bot = new OpenBot();
    const change = { bot: 'the bot', anew: true, changed: [], gone: [], libraries: null };
    bot.workspace.changeBot({ ...change, isComplete: false });
    bot.open('withTax(1);', '/start');
    const said = () => diagnosticsOf(bot.target('/start'));
    assert.deepEqual(said(), []);
    const hook = { id: '1', name: '@', aliases: [], text: null, uri: null };
    bot.workspace.changeBot({ ...change, isComplete: true, changed: [hook] });
    assert.deepEqual(said(), []);
    bot.workspace.changeBot({ ...change, isComplete: true });
    assert.equal(said().length, 1);
    bot.dispose();
  });

  it('the libraries of the bot have what they publish, and no others are there', () => {
    const bot = new OpenBot();
    bot.tell({}, { Prices: 'function tax() {}\npublish({ tax: tax, "in words": 1 });' });
    const { target, position } = bot.at('Libs.Prices.|');
    assert.deepEqual(
      completionsAt(target, position)
        .items.map(({ label }) => label)
        .slice(0, 2),
      ['in words', 'tax'],
    );
    const [said, ...more] = diagnosticsOf(bot.open('Libs.Price.tax(1);'));
    assert.ok(typeof said?.message === 'string');
    assert.match(said.message, /Libs has no Price/);
    assert.deepEqual(more, []);
    bot.dispose();
  });

  it('tells which documents are to be looked at again when @ changes', () => {
    const bot = new OpenBot({ '@': 'var shared = 1;' });
    bot.open('', '/start');
    const touched: string[] = [];
    bot.workspace.onDidTouch((uris) => touched.push(...uris));
    bot.tell({ '@': 'var other = 1;' });
    assert.deepEqual(touched, [uriOf('/start')]);
    bot.dispose();
  });

  it('the stretch in which two texts differ makes one of the other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, tail, one, other) => {
        const [before, after] = [head + one + tail, head + other + tail];
        const { span, newLength } = changeBetween(before, after);
        const start = after.slice(span.start, span.start + newLength);
        const made = before.slice(0, span.start) + start + before.slice(span.start + span.length);
        assert.equal(made, after);
      }),
    );
  });
});

describe('language: the queue of documents to look through', () => {
  it('looks at each once, and not at one that was dropped', async () => {
    const looked: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const queue = new DiagnosticsQueue((uri) => {
        looked.push(uri);
        if (uri === 'last') resolve();
      }, reject);
      for (const uri of ['a', 'b', 'a', 'gone', 'last']) queue.add(uri);
      queue.drop('gone');
    });
    assert.deepEqual(looked, ['b', 'a', 'last']);
  });
});

describe('language: crashes of the server', () => {
  it('are told once, and after the fourth within three minutes it stays off', () => {
    let now = 0;
    const crashes = new Crashes(() => now);
    assert.equal(crashes.note(), 'restartAndTell');
    assert.equal(crashes.note(), 'restart');
    assert.equal(crashes.note(), 'restart');
    assert.equal(crashes.note(), 'stayOff');
    crashes.forget();
    assert.equal(crashes.note(), 'restartAndTell');
    now += crashWindow;
    assert.equal(crashes.note(), 'restartAndTell');
  });
});
