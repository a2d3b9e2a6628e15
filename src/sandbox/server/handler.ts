import type { SandboxStore } from '../store/store';
import type { BotRecord, UserRecord } from '../store/records';
import { type Answer, notFound } from './answer';
import type { SandboxBehaviour } from './behaviour';
import type { Sessions } from './sessions';

export interface Call {
  readonly store: SandboxStore;
  readonly user: UserRecord;
  /** Of the path; what is no whole number is NaN and so matches nothing. */
  readonly params: Readonly<Record<string, number>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly behaviour: SandboxBehaviour;
  readonly sessions: Sessions;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What this server does to a code that is saved. */
  readonly storedText: (code: string) => string;
}

/** Answers one endpoint, inside the request's transaction. @throws Refusal */
export type Handler = (call: Call) => Answer;

/** The bot that the path names. @throws Refusal */
export function botOf(call: Call): BotRecord {
  const bot = call.store.bot(call.params['bot_id'] ?? NaN);
  if (!bot) throw notFound('Bot');
  return bot;
}
