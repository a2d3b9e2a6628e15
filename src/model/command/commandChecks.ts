import type { DetailName } from '../../api/commandBody';
import { checkAliases, parseAliases, parseSeconds } from './commandProperties';
import { checkCommandName, type NameDoubt, type NameProblem } from '../../repository/format/nameRules';
import { showAnswer, type ShownText } from './telegramMarkdown';

/** A command as its form shows it. */
export interface CheckedCommand {
  readonly name: string;
  readonly answer: string;
  readonly keyboard: string;
  /** A list that commas separate. */
  readonly aliases: string;
  readonly autoRetrySeconds: string;
  /** Whether it has code; `undefined` when nobody knows. */
  readonly hasCode: boolean | undefined;
}

/** Another command of the bot. */
export interface OtherCommand {
  readonly name: string | null | undefined;
  readonly aliases: readonly string[];
}

/**
 * What is found in a command. `wrong` keeps it from being saved; a `doubt` does not: it may be meant so; a `note` only
 * says what follows from it.
 */
export type CommandFinding = { readonly field: DetailName } & (
  | {
      readonly severity: 'wrong';
      readonly reason: Exclude<NameProblem, 'taken'> | 'notSeconds';
    }
  | { readonly severity: 'wrong'; readonly reason: 'taken'; readonly command: string }
  | {
      readonly severity: 'wrong';
      readonly reason: 'aliasTwice' | 'aliasOwnName' | 'aliasLineBreak';
      readonly alias: string;
    }
  | {
      readonly severity: 'doubt';
      readonly reason: NameDoubt | 'keyboardWithoutAnswer' | 'retryWithoutCode' | 'neverAnswers';
    }
  | {
      readonly severity: 'doubt';
      readonly reason: 'nameIsAlias' | 'nameDiffersInCase';
      readonly command: string;
    }
  | {
      readonly severity: 'doubt';
      readonly reason: 'aliasIsName' | 'aliasTaken';
      readonly alias: string;
      readonly command: string;
    }
  | { readonly severity: 'doubt'; readonly reason: 'nameTooLongForButton'; readonly bytes: number }
  | { readonly severity: 'doubt'; readonly reason: 'answerTooLong'; readonly length: number }
  | {
      readonly severity: 'doubt';
      readonly reason: 'answerRefused';
      readonly refusal: Extract<ShownText, { kind: 'refused' }>;
    }
  | { readonly severity: 'doubt' | 'note'; readonly reason: 'retryCost'; readonly perDay: number }
);

/** Of a message, in UTF-16 units after the marks are gone (Telegram Bot API, *sendMessage*). */
export const longestMessage = 4096;
/** What an inline button can send, in bytes (Telegram Bot API, *InlineKeyboardButton*). */
export const longestCallback = 64;
/** An interval below this costs more than 1,440 iterations a day, which is hardly meant. In seconds; our own choice. */
export const shortestSensibleRetry = 60;

const secondsPerDay = 86_400;
/** Run before and after every command and have no answer of their own (official help, "Always running commands"). */
const neverAnswering = new Set(['@', '@@']);

/**
 * What there is to say about a command while it is being edited.
 * @param others the other commands of its bot
 */
export function checkCommand(command: CheckedCommand, others: readonly OtherCommand[]): CommandFinding[] {
  return [
    ...nameFindings(command, others),
    ...answerFindings(command),
    ...aliasFindings(command, others),
    ...retryFindings(command),
  ];
}

function nameFindings({ name }: CheckedCommand, others: readonly OtherCommand[]): CommandFinding[] {
  const field = 'name';
  const found = checkCommandName(
    name,
    others.map((other) => other.name),
  );
  if (found?.severity === 'error') {
    return [
      found.reason === 'taken'
        ? { field, severity: 'wrong', reason: 'taken', command: name }
        : { field, severity: 'wrong', reason: found.reason },
    ];
  }
  const lower = name.toLowerCase();
  const twin = others.find((other) => other.name?.toLowerCase() === lower)?.name;
  const owner = others.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === lower));
  const bytes = new TextEncoder().encode(name).length;
  return [
    ...(found ? [{ field, severity: 'doubt', reason: found.reason } as const] : []),
    ...(twin == null
      ? []
      : [{ field, severity: 'doubt', reason: 'nameDiffersInCase', command: twin } as const]),
    ...(owner
      ? [{ field, severity: 'doubt', reason: 'nameIsAlias', command: owner.name ?? '' } as const]
      : []),
    ...(bytes > longestCallback
      ? [{ field, severity: 'doubt', reason: 'nameTooLongForButton', bytes } as const]
      : []),
  ];
}

function answerFindings({ name, answer, keyboard }: CheckedCommand): CommandFinding[] {
  const hasAnswer = answer.trim() !== '';
  const hasKeyboard = keyboard.trim() !== '';
  const shown = showAnswer(answer);
  const length = shown.kind === 'refused' ? 0 : shown.pieces.reduce((sum, { text }) => sum + text.length, 0);
  const field = 'answer';
  return [
    ...(shown.kind === 'refused'
      ? [{ field, severity: 'doubt', reason: 'answerRefused', refusal: shown } as const]
      : []),
    ...(length > longestMessage
      ? [{ field, severity: 'doubt', reason: 'answerTooLong', length } as const]
      : []),
    ...(neverAnswering.has(name) && (hasAnswer || hasKeyboard)
      ? [{ field, severity: 'doubt', reason: 'neverAnswers' } as const]
      : []),
    ...(hasKeyboard && !hasAnswer
      ? [{ field: 'keyboard', severity: 'doubt', reason: 'keyboardWithoutAnswer' } as const]
      : []),
  ];
}

function aliasFindings(command: CheckedCommand, others: readonly OtherCommand[]): CommandFinding[] {
  const field = 'aliases';
  const aliases = parseAliases(command.aliases);
  if (aliases.length === 0) return [];
  const found = checkAliases(aliases, command.name);
  if (found) {
    const reason = ({ twice: 'aliasTwice', ownName: 'aliasOwnName', lineBreak: 'aliasLineBreak' } as const)[
      found.reason
    ];
    return [{ field, severity: 'wrong', reason, alias: found.alias }];
  }
  const wanted = new Map(aliases.map((alias) => [alias.toLowerCase(), alias]));
  return others.flatMap((other): CommandFinding[] => {
    const called = other.name ?? '';
    const ofName = wanted.get(called.toLowerCase());
    const shared = other.aliases.flatMap((alias) => wanted.get(alias.trim().toLowerCase()) ?? []);
    return [
      ...(ofName === undefined
        ? []
        : [{ field, severity: 'doubt', reason: 'aliasIsName', alias: ofName, command: called } as const]),
      ...shared.map(
        (alias) => ({ field, severity: 'doubt', reason: 'aliasTaken', alias, command: called }) as const,
      ),
    ];
  });
}

function retryFindings({ autoRetrySeconds, hasCode }: CheckedCommand): CommandFinding[] {
  const field = 'autoRetrySeconds';
  const seconds = parseSeconds(autoRetrySeconds);
  if (seconds === undefined) return [{ field, severity: 'wrong', reason: 'notSeconds' }];
  // None, or off.
  if (!seconds) return [];
  // A run costs one iteration (official help, "Iterations").
  const perDay = Math.floor(secondsPerDay / seconds);
  const severity = seconds < shortestSensibleRetry ? 'doubt' : 'note';
  return [
    ...(hasCode === false ? [{ field, severity: 'doubt', reason: 'retryWithoutCode' } as const] : []),
    { field, severity, reason: 'retryCost', perDay },
  ];
}
