import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import * as v from 'valibot';

import { parseBot } from '../../repository/format/parseBot';
import { attachRoute } from '../../util/sandboxContract';
import { editAsOtherPerson } from '../otherPerson';
import { addParts, madeUpToken, seedBot, seedOfParsedBot } from '../seed';
import { readBody } from './body';
import type { ServerContext } from './context';
import { faultSwitch } from './faults';
import { botJson } from './handlers/bots';
import type { HttpContext, SandboxApp } from './http';
import { userOfKey } from './key';

const faultList = v.array(faultSwitch);
const newBot = v.object({
  files: v.record(v.string(), v.string()),
  name: v.exactOptional(v.string()),
  /** Absent: a made-up one; null: none. */
  token: v.exactOptional(v.nullable(v.string())),
  status: v.exactOptional(v.nullable(v.string())),
});
const codeChange = v.object({ code: v.exactOptional(v.string()), append: v.exactOptional(v.string()) });

const newErrors = v.array(
  v.strictObject({
    title: v.string(),
    stack_trace: v.optional(v.nullable(v.string()), null),
    /** The command that failed. */
    command: v.optional(v.nullable(v.string()), null),
  }),
);
const newChats = v.array(
  v.strictObject({
    chatid: v.string(),
    title: v.optional(v.nullable(v.string()), null),
    chat_type: v.optional(v.picklist(['private', 'group', 'supergroup']), 'private'),
    user: v.optional(
      v.nullable(
        v.strictObject({
          id: v.number(),
          telegramid: v.number(),
          first_name: v.string(),
          last_name: v.optional(v.nullable(v.string()), null),
          username: v.optional(v.nullable(v.string()), null),
        }),
      ),
      null,
    ),
    blocked: v.optional(v.boolean(), false),
  }),
);

const newParts = v.strictObject({ errors: v.exactOptional(newErrors), chats: v.exactOptional(newChats) });

/** Routes that the real server does not have: a window's hold on the process, fault switches, what happened. */
export function addControlRoutes(app: SandboxApp, context: ServerContext): void {
  const { store, faults, requests } = context;

  app.use('/_sandbox/*', async (http, next) => {
    if (!userOfKey(store, new URL(http.req.url).searchParams)) {
      return http.json({ errors: ['You need to sign in or sign up before continuing.'] }, 401);
    }
    await next();
    return undefined;
  });

  app.get(attachRoute, (http) => {
    context.attachments.add(http.env.outgoing);
    return RESPONSE_ALREADY_SENT;
  });

  app.get('/_sandbox/faults', (http) => http.json(faults.list()));
  // Replaces all switches.
  app.put('/_sandbox/faults', async (http) => {
    const parsed = v.safeParse(faultList, await jsonOf(http));
    if (!parsed.success) return http.json({ error: v.summarize(parsed.issues) }, 400);
    faults.clear();
    faults.add(...parsed.output);
    return http.json(faults.list());
  });
  app.delete('/_sandbox/faults', (http) => {
    faults.clear();
    return http.json([]);
  });

  app.get('/_sandbox/requests', (http) => http.json(requests.list()));
  app.delete('/_sandbox/requests', (http) => {
    requests.clear();
    return http.json([]);
  });

  app.get('/_sandbox/versions', (http) => {
    const botId = http.req.query('bot_id');
    const commandId = http.req.query('command_id');
    return http.json(
      store.versions({
        ...(botId === undefined ? {} : { botId: Number(botId) }),
        ...(commandId === undefined ? {} : { commandId: Number(commandId) }),
      }),
    );
  });

  app.post('/_sandbox/bots', async (http) => {
    const parsed = v.safeParse(newBot, await jsonOf(http));
    if (!parsed.success) return http.json({ error: v.summarize(parsed.issues) }, 400);
    const { files, name, token = madeUpToken(store.bots().length + 1), status = null } = parsed.output;
    const bot = parseBot(new Map(Object.entries(files)));
    const seed = {
      ...seedOfParsedBot(bot, name ?? 'Bot'),
      ...(name === undefined ? {} : { name }),
      token,
      status,
    };
    const created = seedBot(store, seed, context.now);
    return http.json({
      bot: botJson(created, { now: context.now(), behaviour: context.behaviour }),
      findings: bot.findings,
    });
  });

  // What a bot's own life brings: its errors, and the chats that people open.
  app.post('/_sandbox/bots/:bot_id/parts', async (http) => {
    const bot = store.bot(Number(http.req.param('bot_id')));
    if (!bot) return http.json({ error: 'Bot not found' }, 404);
    const parsed = v.safeParse(newParts, await jsonOf(http));
    if (!parsed.success) return http.json({ error: v.summarize(parsed.issues) }, 400);
    addParts(store, bot.id, parsed.output);
    return http.json(parsed.output);
  });

  app.get('/_sandbox/letters', (http) => http.json(context.mailbox.list()));
  // All sign-ins with Telegram that wait are confirmed.
  app.put('/_sandbox/logins', (http) => {
    context.logins.confirm();
    return http.json([]);
  });
  // The links of all of them expire.
  app.delete('/_sandbox/logins', (http) => {
    context.logins.expire();
    return http.json([]);
  });

  app.put('/_sandbox/bots/:bot_id/commands/:command_id/code', async (http) => {
    const parsed = v.safeParse(codeChange, await jsonOf(http));
    if (!parsed.success) return http.json({ error: v.summarize(parsed.issues) }, 400);
    const { bot_id: botId, command_id: commandId } = http.req.param();
    const record = editAsOtherPerson(store, Number(botId), Number(commandId), parsed.output);
    return record
      ? http.json({ code: record.code, updated_at: record.updated_at })
      : http.json({ error: 'Command not found' }, 404);
  });
}

async function jsonOf(http: HttpContext): Promise<unknown> {
  try {
    return JSON.parse((await readBody(http.env.incoming)) ?? '') as unknown;
  } catch {
    return undefined;
  }
}
