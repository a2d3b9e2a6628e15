import fc from 'fast-check';

import type { RepositoryCommand } from '../../../src/repository/format/command';

/** Commands as the platform exports them, and a writer of the format of the tests' own, to judge reader and printer by. */

const word = fc.string({
  unit: fc.constantFrom('a', 'B', '/', '*', ':', '_', '<', '>', ' ', 'é', '🛒', '\\n', ','),
});
const trimmed = word.map((text) => text.trim());
const value = trimmed.map((text) => text || null);

function linesOf(...special: string[]): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof(word, fc.constantFrom('ANSWER', '  <<ANSWER', '  command: no', '/*CMD', ...special)), {
      minLength: 2,
      maxLength: 6,
    })
    .map((all) => all.join('\n'))
    .filter((text) => text.trim() !== '');
}

function commands(lines: fc.Arbitrary<string>): fc.Arbitrary<RepositoryCommand> {
  return fc.record(
    {
      name: trimmed.filter((text) => text !== ''),
      folder: value,
      help: fc.oneof(value, lines),
      needReply: fc.constantFrom(true, false, null),
      autoRetryTime: fc.option(fc.nat()),
      answer: fc.oneof(value, lines),
      keyboard: fc.oneof(value, lines),
      aliases: fc.array(fc.stringMatching(/^[a-zA-Z🛒]{1,8}$/u), { maxLength: 4 }),
      group: value,
      code: fc
        .array(fc.oneof(word, fc.constantFrom('CMD*/', '  ANSWER', '  help: no', '')))
        .map((all) => all.join('\n')),
    },
    { noNullPrototype: true },
  );
}

/** What the exporter may be given; a line that begins with `CMD*\/` ends the header, so none does. */
export const exported = commands(linesOf('see CMD*/'));

/** The text of a command's file. */
export function exportCommand(
  command: RepositoryCommand,
  { asBlocks = false, end = '\n' }: { asBlocks?: boolean; end?: string } = {},
): string {
  const text = (key: string, content: string | null): string[] => {
    const name = key.toUpperCase();
    return asBlocks || content?.includes('\n')
      ? ['', `  <<${name}`, ...(content ?? '').split('\n'), `  ${name}`]
      : [`  ${key}: ${content ?? ''}`];
  };
  const header = [
    '/*CMD',
    `  command: ${command.name}`,
    ...text('help', command.help),
    `  need_reply: ${String(command.needReply ?? '')}`,
    `  auto_retry_time: ${String(command.autoRetryTime ?? '')}`,
    `  folder: ${command.folder ?? ''}`,
    ...text('answer', command.answer),
    ...text('keyboard', command.keyboard),
    `  aliases: ${command.aliases.join(', ')}`,
    `  group: ${command.group ?? ''}`,
    'CMD*/',
    '',
    '',
  ].join(end);
  return header + command.code + end;
}
