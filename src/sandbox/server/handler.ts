import type { SandboxStore } from '../store/store';
import type { BotRecord, UserRecord } from '../store/records';
import { type Answer, notFound, refusal, Refusal, unauthorized } from './answer';
import type { SandboxBehaviour } from './behaviour';
import type { Jobs } from './jobs';
import type { Logins } from './logins';
import type { Mailbox } from './mailbox';
import type { Sessions } from './sessions';

export interface Call {
  readonly store: SandboxStore;
  /** Of the path; what is no whole number is NaN and so matches nothing. */
  readonly params: Readonly<Record<string, number>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly behaviour: SandboxBehaviour;
  readonly sessions: Sessions;
  readonly logins: Logins;
  readonly mailbox: Mailbox;
  /** Begins a job when the request's transaction is kept. */
  readonly later: Jobs['start'];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What this server does to a code that is saved. */
  readonly storedText: (code: string) => string;
}

/** Answers one endpoint, inside the request's transaction. @throws Refusal */
export type Handler = (call: Call) => Answer;

/** The sandbox's only user; endpoints that need a key are not called without one. @throws Refusal */
export function userOf(call: Call): UserRecord {
  const user = call.store.user();
  if (!user) throw new Refusal(unauthorized());
  return user;
}

/** The bot that the path names. @throws Refusal */
export function botOf(call: Call): BotRecord {
  const bot = call.store.bot(call.params['bot_id'] ?? NaN);
  if (!bot) throw notFound('Bot');
  return bot;
}

/**
 * The bot that the path names, for what a protected bot refuses (API reference, quirk 16); status and words are not
 * documented, assumed.
 * @throws Refusal
 */
export function openBotOf(call: Call): BotRecord {
  const bot = botOf(call);
  if (bot.protected) throw refusal('Bot is protected', 403);
  return bot;
}
