import { aliasesOf } from '../../api/commandBody';
import type { Command } from '../../api/commands';
import { type CommandFact, longestAnswer } from '../protocol/protocol';

/**
 * What the language server is told of a command of an account.
 * @param uri where its file is, as far as that is known
 * @param folder the title of its folder
 */
export function commandFact(command: Command, uri: string | undefined, folder?: string | null): CommandFact {
  const {
    id,
    command: name,
    aliases,
    code,
    answer,
    need_reply: waitsForAnswer,
    keyboard_body: keyboard,
  } = command;
  return {
    id: String(id),
    name: name ?? null,
    aliases: aliasesOf({ aliases }),
    // A listing may leave the code out; that a command has none is something else.
    text: code === undefined ? null : (code ?? ''),
    uri: uri ?? null,
    ...(answer ? { answer: answer.slice(0, longestAnswer) } : {}),
    ...(waitsForAnswer ? { waitsForAnswer } : {}),
    ...(keyboard ? { keyboard } : {}),
    ...(folder ? { folder } : {}),
  };
}
