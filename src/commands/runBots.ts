import * as vscode from 'vscode';

import type { StatusVerb } from '../api/bots';
import { ApiError } from '../api/errors';
import type { BotRef } from '../model/account';
import type { Accounts } from '../model/accounts';
import type { Bots } from '../model/bots';
import { runStateOf } from '../model/runState';
import { shownName } from '../sentences/shownName';
import { goneError } from './commandActions';
import { byReason, sentenceOf } from './manyResults';
import { Explained } from './registry';
import { editing } from './waysOn';

/**
 * Starts or stops bots, all at the same time; of several those that run, or are stopped, already are left alone.
 * @param ordered called for each of which the server has taken the order
 * @throws Explained, ApiError; the others are started or stopped all the same
 */
export async function runBots(
  accounts: Accounts,
  refs: readonly BotRef[],
  verb: StatusVerb,
  ordered: () => void,
): Promise<void> {
  const botsOf = ({ accountId }: BotRef) => accounts.get(accountId)?.bots;
  const isDone = (ref: BotRef) => {
    const bot = botsOf(ref)?.get(ref.botId);
    return bot && runStateOf(bot.status) === (verb === 'start_launch' ? 'running' : 'stopped');
  };
  const meant = refs.length > 1 ? refs.filter((ref) => !isDone(ref)) : refs;
  const results = await Promise.allSettled(
    meant.map(async (ref) => {
      const bots = botsOf(ref);
      if (!bots) throw goneError();
      await bots.setStatus(ref.botId, verb);
      ordered();
    }),
  );
  const failed = meant.flatMap((ref, index) => {
    const result = results[index];
    return result?.status === 'rejected'
      ? [{ bots: botsOf(ref), botId: ref.botId, error: result.reason as unknown }]
      : [];
  });
  const [first] = failed;
  if (!first) return;
  const [only] = refs;
  if (only && refs.length === 1) throw explained(first, only);
  const [done, all] = [String(meant.length - failed.length), String(meant.length)];
  const head =
    verb === 'start_launch'
      ? vscode.l10n.t('{0} of {1} bots were started.', done, all)
      : vscode.l10n.t('{0} of {1} bots were stopped.', done, all);
  throw new Explained([head, ...reasons(failed)].join(' '), first.error);
}

interface Failed {
  readonly bots: Bots | undefined;
  readonly botId: number;
  readonly error: unknown;
}

function reasons(failed: readonly Failed[]): string[] {
  return byReason(
    failed.map((each) => ({
      name: nameOf(each),
      sentence: lacksToken(each)
        ? vscode.l10n.t('No Telegram token. Give it the token from @BotFather with Edit Bot….')
        : sentenceOf(each.error),
    })),
  );
}

function explained(failed: Failed, ref: BotRef): unknown {
  if (!lacksToken(failed)) return failed.error;
  return new Explained(
    vscode.l10n.t(
      '{0} has no Telegram token, so it cannot start. Give it the token from @BotFather.',
      nameOf(failed),
    ),
    failed.error,
    editing(ref),
  );
}

function lacksToken({ bots, botId, error }: Failed): boolean {
  return ApiError.is(error, 'refused') && bots?.get(botId)?.hasToken === false;
}

function nameOf({ bots, botId }: Failed): string {
  return shownName(bots?.get(botId)?.name);
}
