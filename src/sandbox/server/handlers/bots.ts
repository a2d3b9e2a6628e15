import type { BotRecord } from '../../store/records';
import { promise } from '../../pendingWork';
import { jsonAnswer, textAnswer } from '../answer';
import { textField } from '../fields';
import { botOf, type Call, type Handler, openBotOf } from '../handler';

/** API reference, "Get Bots": a bare array, no pages. */
export const getBots: Handler = (call) => jsonAnswer(call.store.bots().map((bot) => botJson(bot, call)));

export const getBot: Handler = (call) => jsonAnswer(botJson(botOf(call), call));

/**
 * A name or token that is missing is stored as null, as creation does not validate (API documentation, "Get started").
 * `csv_url` and `git_remote` are assumed: the app's form has both.
 */
export const createBot: Handler = (call) =>
  jsonAnswer(
    botJson(
      call.store.createBot({
        name: textField(call.body['name']),
        token: textField(call.body['token']) || null,
        csv_url: textField(call.body['csv_url']) || null,
        git_remote: textField(call.body['git_remote']) || null,
      }),
      call,
    ),
  );

/**
 * A client of v2 sends name and token. That one left out becomes null, as in *Edit Command*, and that the others stay
 * is not documented, assumed: so a client that forgets the token is seen to lose it. `csv_url`
 * and `git_remote` change when they are given (assumed).
 */
export const editBot: Handler = (call) => {
  const bot = botOf(call);
  const { csv_url: csvUrl, git_remote: gitRemote } = call.body;
  const fields = {
    name: textField(call.body['name']),
    token: textField(call.body['token']) || null,
    ...(csvUrl === undefined ? {} : { csv_url: textField(csvUrl) || null }),
    ...(gitRemote === undefined ? {} : { git_remote: textField(gitRemote) || null }),
  };
  return jsonAnswer(botJson(call.store.updateBot(bot.id, fields) ?? bot, call));
};

/** All that is in it goes too. The answer is not documented, assumed: plain text, as for folders. */
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

/** API reference, "Copy Bot": a GET that writes, a while later; the words are the app's. */
export const copyBot: Handler = (call) => {
  const bot = openBotOf(call);
  promise(call.store, { kind: 'copy', botId: bot.id, due: call.now + call.behaviour.copyMs });
  return jsonAnswer({ message: 'Task for bot cloning created' });
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
    store_bot_id: bot.store_bot_id,
    git_remote: bot.git_remote,
    // The name is assumed.
    protected: bot.protected,
  };
}

/** Starting and stopping take their time; the word in between and `stopped` are not documented, assumed. */
function shownStatus(bot: BotRecord, { now, behaviour }: Pick<Call, 'now' | 'behaviour'>): string | null {
  const passed = now - (bot.status_changed_at ?? 0) >= behaviour.transitionMs;
  if (passed && bot.status === 'start_launch') return 'works';
  if (passed && bot.status === 'start_stopping') return 'stopped';
  return bot.status;
}
