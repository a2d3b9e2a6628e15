import fc from 'fast-check';

import { type HeaderKey, headerKeys } from '../../../src/repository/format/headerKeys';

/** Made-up command files: those that a person or an exporter writes, and those that nobody should. */

/** A stretch of a file, and the key whose value it holds, if it does. */
export interface Piece {
  readonly key: HeaderKey | null;
  readonly text: string;
}

const end = fc.constantFrom('\n', '\n', '\n', '\r\n');
const indent = fc.constantFrom('  ', '  ', '', '    ', '\t');
const spaces = fc.constantFrom('', '', '', ' ', '\t ');
const word = fc.string({
  unit: fc.constantFrom(
    'a',
    'Z',
    'é',
    'e\u0301',
    '🛒',
    'Ã©',
    ' ',
    ',',
    ':',
    '*',
    '/',
    '<',
    '\\n',
    '\u2028',
    '\ud83d',
  ),
  maxLength: 8,
});

const contentLine = fc.oneof(
  { weight: 4, arbitrary: word },
  fc.constantFrom('', '*/', 'ANSWERS', '<<HELP', '/*CMD', '  command: no'),
);

const blank = fc.tuple(spaces, end).map(([text, lineEnd]): Piece => ({ key: null, text: text + lineEnd }));

function line(key: HeaderKey): fc.Arbitrary<Piece> {
  return fc
    .tuple(indent, spaces, fc.constantFrom(' ', ' ', '', '  '), valueOf(key), end)
    .map(([before, gap, space, value, lineEnd]) => ({
      key,
      text: `${before}${key}${gap}:${space}${value}${lineEnd}`,
    }));
}

function block(key: HeaderKey): fc.Arbitrary<Piece> {
  const name = key.toUpperCase();
  return fc
    .tuple(
      indent,
      fc.option(blank, { nil: undefined }),
      spaces,
      end,
      fc.array(fc.tuple(contentLine, end), { maxLength: 4 }),
    )
    .map(([before, above, gap, lineEnd, lines]) => ({
      key,
      text: [
        above?.text ?? '',
        `${before}<<${name}${gap}${lineEnd}`,
        ...lines.map(([text, each]) => text + each),
        `${before}${name}${gap}${lineEnd}`,
      ].join(''),
    }));
}

function valueOf(key: HeaderKey): fc.Arbitrary<string> {
  switch (key) {
    case 'need_reply':
      return fc.constantFrom('', 'true', 'false', 'True ', 'maybe');
    case 'auto_retry_time':
      return fc.constantFrom('', '0', '3600', '007', '-1');
    default:
      return word;
  }
}

function pieceOf(key: HeaderKey): fc.Arbitrary<Piece> {
  return key === 'help' || key === 'answer' || key === 'keyboard'
    ? fc.oneof(line(key), block(key))
    : line(key);
}

const odd = fc
  .tuple(fc.constantFrom('  bb-id: 7', 'whatever', '  KEYBOARD', '  Command: no', '* /'), end)
  .map(([text, lineEnd]): Piece => ({ key: null, text: text + lineEnd }));

const someKeys = fc.tuple(...headerKeys.map((key) => fc.option(pieceOf(key), { nil: undefined, freq: 6 })));

/** Lines between the keys. A blank line before a block is the block's, so only odd ones. */
const entries = fc.oneof(
  { weight: 4, arbitrary: someKeys },
  { weight: 1, arbitrary: someKeys.chain((pieces) => fc.shuffledSubarray(pieces)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(someKeys, fc.option(pieceOf('answer'), { nil: undefined }), odd)
      .map(([pieces, again, other]) => [...pieces, other, again]),
  },
);

const code = fc
  .array(fc.tuple(fc.oneof(word, fc.constantFrom('CMD*/', '/*CMD', '  answer: no', '  ANSWER', '')), end), {
    maxLength: 5,
  })
  .map((lines) => lines.map((each) => each.join('')).join(''));

/** A file with a header that ends, in its stretches. */
export const piecesOfFile: fc.Arbitrary<readonly Piece[]> = fc
  .tuple(
    fc.constantFrom('', '', '', '\uFEFF'),
    fc.array(blank, { maxLength: 2 }),
    entries,
    spaces,
    end,
    fc.constantFrom('\n', '', '\r\n', ' \n'),
    code,
  )
  .map(([bom, above, middle, gap, lineEnd, between, text]) => [
    { key: null, text: `${bom}${above.map((each) => each.text).join('')}/*CMD${gap}${lineEnd}` },
    ...middle.filter((piece) => piece !== undefined),
    { key: null, text: `CMD*/${gap}${lineEnd}${between}${text}` },
  ]);

/** Anything, put together from what means something in the format. */
export const wildText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '/*CMD',
          'CMD*/',
          '  <<ANSWER',
          '<<HELP',
          '  ANSWER',
          'ANSWER',
          '  HELP',
          'command: x',
          '  answer:',
          '  folder: Backgroundanswer: ',
        ],
        ...['*/', 'x', ' ', '\t', '\0', '\ud800', '\uFEFF', '\u2028', 'Ð¿Ñ€', ':', '<<NO'],
      ),
      fc.constantFrom('\n', '\n', '\r\n', '\r'),
      fc.constantFrom('\n', '/*CMD\n', 'CMD*/\n', '\n  ANSWER\n', '\n  <<ANSWER\n'),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

/** Texts as values: ordinary ones, and such as break out of a line, a block or a header. */
export const anyValue = fc.oneof(
  word,
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc
    .array(
      fc.oneof(
        word,
        fc.constantFrom(
          '',
          ' ',
          'CMD*/',
          '*/',
          '  ANSWER',
          'ANSWER',
          '  HELP',
          '<<ANSWER',
          '/*CMD',
          '  aliases: no',
          '\r',
          'x\r',
          '\uFEFF',
        ),
      ),
      { maxLength: 4 },
    )
    .chain((lines) => fc.constantFrom('\n', '\n', '\r\n', ' ').map((separator) => lines.join(separator))),
);

export function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}
