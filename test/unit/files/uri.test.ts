import assert from 'node:assert/strict';

import fc from 'fast-check';

import { botDirectory, botPath, parsePlace, pathHead } from '../../../src/files/uri';
import { fileNameOf, folderNameOf } from '../../../src/repository/format/names';

const oddName = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '',
    '.',
    '..',
    '/',
    '//',
    'a/b',
    '*',
    '@',
    '@@',
    '!',
    '❤ Help',
    'Shop (12)',
    '(1)',
    ' ',
    'a\nb',
    '\\',
    '%2f',
  ),
);
const botId = fc.nat({ max: 999_999_999 });
const accountId = fc.constantFrom('sandbox', '52795760');

describe('files: places', () => {
  it('a path made for a bot leads back to it, whatever it is called', () => {
    fc.assert(
      fc.property(accountId, oddName, botId, (account, name, id) => {
        const directory = botDirectory(name, id);
        assert.deepEqual(parsePlace(account, botPath(directory, '')), {
          kind: 'inBot',
          ref: { accountId: account, botId: id },
          directory,
          path: '',
        });
      }),
    );
  });

  it('so does one of a command, in a folder and at the root', () => {
    fc.assert(
      fc.property(
        oddName,
        botId,
        fc.option(oddName, { nil: undefined }),
        oddName,
        (name, id, folder, command) => {
          const directory = botDirectory(name, id);
          const file = fileNameOf(command);
          const path = folder === undefined ? file : `${folderNameOf(folder)}/${file}`;
          const full = botPath(directory, path);
          assert.deepEqual(parsePlace('sandbox', full), {
            kind: 'inBot',
            ref: { accountId: 'sandbox', botId: id },
            directory,
            path,
          });
          // The pattern that gives these files their language.
          assert.match(full, /^\/bots\.business\/.+\/[^/]+\.js$/su);
        },
      ),
    );
  });

  it('a path survives being written as a URI and read again', () => {
    fc.assert(
      fc.property(oddName, oddName, (name, command) => {
        const path = botPath(botDirectory(name, 1), fileNameOf(command));
        const url = new URL('bb://sandbox');
        url.pathname = path.split('/').map(encodeURIComponent).join('/');
        assert.equal(decodeURIComponent(url.pathname), path);
      }),
    );
  });

  it('knows the places above the bots', () => {
    assert.deepEqual(parsePlace('sandbox', '/'), { kind: 'root', accountId: 'sandbox' });
    assert.deepEqual(parsePlace('5', `/${pathHead}`), { kind: 'bots', accountId: '5' });
  });

  it('finds the id behind a name that looks like one', () => {
    const place = parsePlace('5', botPath(botDirectory('Shop (12)', 34), ''));
    assert.ok(place?.kind === 'inBot');
    assert.equal(place.ref.botId, 34);
  });

  it('gives a bot without a name a directory too', () => {
    assert.equal(botDirectory(null, 7), '_ (7)');
    assert.equal(botDirectory('', 7), '_ (7)');
    assert.equal(botDirectory('..', 7), '__ (7)');
  });

  it('refuses spellings that it never makes', () => {
    const directory = '/bots.business/Shop (1)';
    for (const path of [
      '/.vscode',
      '/.vscode/settings.json',
      '/.git',
      '/node_modules',
      '/package.json',
      '/Bots.Business/Shop (1)/_start.js',
      '/bots.business/',
      '/bots.business//x.js',
      '/bots.business/Shop',
      '/bots.business/Shop (1)x/_start.js',
      '/bots.business/Shop (x)/_start.js',
      '/bots.business/Shop (-1)/_start.js',
      '/bots.business/Shop (1.5)/_start.js',
      '/bots.business/Shop(1)/_start.js',
      '/bots.business/ (1)',
      '/bots.business/(1)',
      '/bots.business/Shop (1234567890123456)',
      `${directory}/`,
      `${directory}/Admin/`,
      `${directory}//_start.js`,
      `${directory}/Admin/Deeper/_start.js`,
      '//bots.business/Shop (1)',
      '',
    ]) {
      assert.equal(parsePlace('sandbox', path), undefined, path);
    }
    assert.equal(parsePlace('', `${directory}/_start.js`), undefined);
  });

  it('takes any path without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        const place = parsePlace('sandbox', `/${path}`);
        if (place?.kind === 'inBot') assert.equal(botPath(place.directory, place.path), `/${path}`);
      }),
    );
  });
});
