import type { PartRecord, PersonRecord } from '../store/parts';
import type { BotRecord } from '../store/records';
import type { SandboxStore } from '../store/store';
import { type Answer, jsonAnswer } from './answer';
import type { ServerContext } from './context';
import { carry, type Received } from './exchange';
import type { statusAnswer } from './faultEffects';
import type { SandboxApp } from './http';
import { telegramMethods } from './telegramMethods';

/**
 * Telegram's Bot API for the tokens of the store's bots, at the server's root as Telegram has it. Method names are read
 * in any case (Telegram Bot API, "Making requests").
 */
export function addTelegramRoutes(app: SandboxApp, context: ServerContext): void {
  app.on(['GET', 'POST'], '/:bot{bot[0-9][^/]*}/:method', (http) => {
    const { bot, method } = http.req.param();
    const endpoint = telegramMethods.find(
      (each) => each.toLowerCase() === `telegram.${method.toLowerCase()}`,
    );
    if (!endpoint) return carry(context, http, null, telegramError(404, 'Not Found'));
    return carry(context, http, {
      target: { endpoint, params: {} },
      statusAnswer: telegramStatus,
      answer: (received) => {
        const owner = botOfToken(context.store, bot.slice('bot'.length));
        if (!owner) return telegramError(401, 'Unauthorized');
        if (endpoint === 'telegram.getMe') return telegramResult(botUser(owner));
        const id = parameter(received, http.req.header('content-type'), 'business_connection_id');
        return businessConnection(context.store, owner, id);
      },
    });
  });
}

function botOfToken(store: SandboxStore, token: string): BotRecord | undefined {
  return store.bots().find((bot) => bot.token === token);
}

/**
 * Telegram Bot API, "getBusinessConnection". Both refusals are Telegram's; which text is met by which of them is not
 * documented, assumed.
 */
function businessConnection(store: SandboxStore, bot: BotRecord, id: string): Answer {
  const found = store.parts('connections', bot.id).find((connection) => connection.connection_id === id);
  if (found) return telegramResult(connectionJson(found));
  const isShaped = id === '' || /^[\w-]{8,}$/.test(id);
  return telegramError(
    400,
    isShaped ? 'Bad Request: business connection not found' : 'Bad Request: CONNECTION_ID_INVALID',
  );
}

/** Telegram Bot API, "BusinessConnection"; rights that the bot lacks are left out. */
function connectionJson(connection: PartRecord<'connections'>): Record<string, unknown> {
  const { connection_id: id, user, date, is_enabled, rights } = connection;
  return {
    id,
    user: userJson(user),
    user_chat_id: user.telegramid,
    date,
    is_enabled,
    rights: Object.fromEntries(rights.map((right) => [right, true])),
  };
}

function userJson({ telegramid, first_name, last_name, username }: PersonRecord): Record<string, unknown> {
  return {
    id: telegramid,
    is_bot: false,
    first_name,
    ...(last_name === null ? {} : { last_name }),
    ...(username === null ? {} : { username }),
  };
}

/** Telegram Bot API, "getMe". The user name is made from the bot's, as nobody has registered one. */
function botUser(bot: BotRecord): Record<string, unknown> {
  const word = (bot.name ?? '').replace(/[^A-Za-z0-9]+/g, '') || 'Sandbox';
  return {
    id: Number(bot.token?.split(':')[0]),
    is_bot: true,
    first_name: bot.name ?? '',
    username: `${word}Bot`,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: true,
    has_main_web_app: false,
  };
}

/** From the query, a JSON object or a form (Telegram Bot API, "Making requests"); empty when it is not there. */
function parameter({ query, text, body }: Received, type: string | undefined, name: string): string {
  const inForm = type?.startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(text).get(name)
    : null;
  const value = body?.[name] ?? inForm ?? query.get(name);
  return typeof value === 'string' ? value : '';
}

function telegramResult(result: unknown): Answer {
  return jsonAnswer({ ok: true, result });
}

function telegramError(code: number, description: string, parameters?: Record<string, unknown>): Answer {
  const more = parameters ? { parameters } : {};
  return jsonAnswer({ ok: false, error_code: code, description, ...more }, code);
}

const descriptions: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden: bot was blocked by the user',
  404: 'Not Found',
  422: 'Unprocessable Entity',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** Errors as Telegram words them; 429 says in its parameters after how many seconds to come back. */
const telegramStatus: typeof statusAnswer = ({ status, retryAfter = 3 }) =>
  status === 429
    ? telegramError(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter })
    : telegramError(status, descriptions[status] ?? '');
