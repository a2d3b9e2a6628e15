import type { BotRecord } from '../../store/records';
import { jsonAnswer, textAnswer } from '../answer';
import { textField } from '../fields';
import { botOf, type Call, type Handler } from '../handler';

/** API reference, "Get Bots": a bare array, no pages. */
export const getBots: Handler = (call) => jsonAnswer(call.store.bots().map((bot) => botJson(bot, call)));

export const getBot: Handler = (call) => jsonAnswer(botJson(botOf(call), call));

/** A name or token that is missing is stored as null, as creation does not validate (API documentation, "Get started"). */
export const createBot: Handler = (call) =>
  jsonAnswer(
    botJson(
      call.store.createBot({
        name: textField(call.body['name']),
        token: textField(call.body['token']) || null,
        status: null,
        status_changed_at: null,
        csv_url: null,
        git_remote: null,
      }),
      call,
    ),
  );

/**
 * A client of v2 sends name and token. That one left out becomes null, as in *Edit Command*, and that the others stay
 * is not documented, assumed: so a client that forgets the token is seen to lose it.
 */
export const editBot: Handler = (call) => {
  const bot = botOf(call);
  const fields = { name: textField(call.body['name']), token: textField(call.body['token']) || null };
  return jsonAnswer(botJson(call.store.updateBot(bot.id, fields) ?? bot, call));
};

/** Folders and commands go too. The answer is not documented, assumed: plain text, as for folders. */
export const deleteBot: Handler = (call) => {
  call.store.deleteBot(botOf(call).id);
  return textAnswer('success');
};

/**
 * API documentation, "Start or Stop bot": the verbs. That the answer is the bot, that a bot without a token is
 * refused inside a 200 and what another word gives is not documented, assumed.
 */
export const setBotStatus: Handler = (call) => {
  const bot = botOf(call);
  const { status } = call.body;
  if (status !== 'start_launch' && status !== 'start_stopping') {
    return jsonAnswer({ error: 'Status is not valid' }, 422);
  }
  if (status === 'start_launch' && !bot.token) return jsonAnswer({ error: 'Bot token is missing' });
  const changed = call.store.updateBot(bot.id, { status, status_changed_at: call.now });
  return jsonAnswer(botJson(changed ?? bot, call));
};

/** A bot as the API shows it, with its token in clear (seen in a client). */
export function botJson(bot: BotRecord, call: Pick<Call, 'now' | 'behaviour'>): Record<string, unknown> {
  return {
    id: bot.id,
    name: bot.name,
    token: bot.token,
    created_at: bot.created_at,
    updated_at: bot.updated_at,
    status: shownStatus(bot, call),
    pic_url: null,
    csv_url: bot.csv_url,
    last_run_at: null,
    store_bot_id: null,
    git_remote: bot.git_remote,
  };
}

/** Starting and stopping take their time; the word in between and `stopped` are not documented, assumed. */
function shownStatus(bot: BotRecord, { now, behaviour }: Pick<Call, 'now' | 'behaviour'>): string | null {
  const passed = now - (bot.status_changed_at ?? 0) >= behaviour.transitionMs;
  if (passed && bot.status === 'start_launch') return 'works';
  if (passed && bot.status === 'start_stopping') return 'stopped';
  return bot.status;
}
