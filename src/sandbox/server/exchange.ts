import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

import { endpoint, type EndpointId } from '../../api/endpoints';
import { redact } from '../../util/redact';
import { type Answer, jsonAnswer, Refusal, routeMissing, unauthorized } from './answer';
import { readBody } from './body';
import type { ServerContext } from './context';
import { beforeServer, delivery, editsByOthers, reshape, storedText } from './faultEffects';
import type { FaultSwitch, FaultTarget } from './faults';
import { handlers } from './handlers';
import type { HttpContext } from './http';
import { userOfKey } from './key';
import { type LoggedRequest, withoutSecrets } from './requestLog';

/** Takes one request of the API through faults, key, transaction and log. `id` is null for an unknown path. */
export async function exchange(
  context: ServerContext,
  http: HttpContext,
  id: EndpointId | null,
): Promise<Response> {
  const url = new URL(http.req.url);
  const text = await readBody(http.env.incoming);
  const body = text === undefined ? undefined : parseBody(text);
  const request: LoggedRequest = {
    at: new Date(context.now()).toISOString(),
    method: http.req.method,
    path: url.pathname,
    endpoint: id,
    query: Object.fromEntries([...url.searchParams].filter(([name]) => name !== 'api_key')),
    body: text ? (body ? withoutSecrets(body) : redact(text)) : null,
    userAgent: http.req.header('user-agent') ?? null,
    status: null,
  };
  context.requests.begin(request, text?.length ?? 0);
  if (id === null) return send(context, http, request, routeMissing());

  if (text === undefined) return send(context, http, request, tooLarge());

  const target: FaultTarget = { endpoint: id, params: numericParams(http.req.param()) };
  const faults = context.faults.take(target);
  try {
    const intercepted = await beforeServer(faults, context.faults, context.closing);
    if (intercepted === 'dropped') return drop(context, http, request);
    if (intercepted) return send(context, http, request, intercepted);

    const answer = answerOf(context, http, target, faults, url.searchParams, body);
    const shaped = reshape(answer, faults, target);
    switch (await delivery(faults, context.closing)) {
      case 'whole':
        return send(context, http, request, shaped);
      case 'half':
        return sendHalf(context, http, request, shaped);
      case 'dropped':
        return drop(context, http, request);
      case 'never':
        return RESPONSE_ALREADY_SENT;
    }
  } catch (error) {
    if (context.closing.aborted) return drop(context, http, request);
    context.log.error(`${id} failed`, error);
    return send(context, http, request, jsonAnswer({ error: 'Internal server error' }, 500));
  }
}

/** Not documented, assumed. */
function tooLarge(): Answer {
  return jsonAnswer({ error: 'The request body is too large' }, 413);
}

function answerOf(
  context: ServerContext,
  http: HttpContext,
  target: FaultTarget,
  faults: readonly FaultSwitch[],
  query: URLSearchParams,
  body: Readonly<Record<string, unknown>> | undefined,
): Answer {
  const { store } = context;
  const handler = handlers[target.endpoint];
  if (!handler) return routeMissing();
  const owner = store.user();
  const isAnonymous = endpoint(target.endpoint).anonymous === true;
  const hasKey = userOfKey(store, query) !== undefined;
  const session =
    owner && !hasKey ? context.sessions.renew(owner, (name) => http.req.header(name)) : undefined;
  if (!owner || !(isAnonymous || hasKey || session)) return unauthorized();
  // Status and form are not documented, assumed.
  if (body === undefined) return jsonAnswer({ error: 'The request body is not a JSON object' }, 400);
  editsByOthers(store, faults, target);
  try {
    const answer = store.transaction(() =>
      handler({
        store,
        user: owner,
        params: target.params,
        query,
        body,
        behaviour: context.behaviour,
        sessions: context.sessions,
        now: context.now(),
        storedText: storedText(faults),
      }),
    );
    return session ? { ...answer, headers: { ...session, ...answer.headers } } : answer;
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** @returns `undefined` for what is not a JSON object; a body that is missing is an empty one */
function parseBody(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function numericParams(params: Readonly<Record<string, string>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, /^\d{1,15}$/.test(value) ? Number(value) : NaN]),
  );
}

function headersOf(answer: Answer): Record<string, string> {
  return {
    'cache-control': 'no-store',
    ...(answer.contentType === undefined ? {} : { 'content-type': answer.contentType }),
    ...answer.headers,
  };
}

function send(context: ServerContext, http: HttpContext, request: LoggedRequest, answer: Answer): Response {
  // Written here and not through Hono: the log should say what left, and half an answer needs the same way.
  const { outgoing } = http.env;
  const bytes = Buffer.from(answer.body, 'utf8');
  outgoing.writeHead(answer.status, { ...headersOf(answer), 'content-length': bytes.length });
  context.requests.answered(request, answer.status);
  outgoing.end(bytes);
  return RESPONSE_ALREADY_SENT;
}

function sendHalf(
  context: ServerContext,
  http: HttpContext,
  request: LoggedRequest,
  answer: Answer,
): Response {
  const { outgoing, incoming } = http.env;
  const bytes = Buffer.from(answer.body, 'utf8');
  outgoing.writeHead(answer.status, { ...headersOf(answer), 'content-length': bytes.length });
  context.requests.answered(request, answer.status);
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => incoming.socket.destroySoon());
  return RESPONSE_ALREADY_SENT;
}

function drop(context: ServerContext, http: HttpContext, request: LoggedRequest): Response {
  context.requests.answered(request, 'dropped');
  http.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
