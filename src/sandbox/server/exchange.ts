import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

import { endpoint, type EndpointId } from '../../api/endpoints';
import { redact } from '../../util/redact';
import { doDueWork } from '../pendingWork';
import { type Answer, jsonAnswer, Refusal, routeMissing, unauthorized } from './answer';
import { readBody } from './body';
import type { ServerContext } from './context';
import { beforeServer, delivery, editsByOthers, reshape, statusAnswer, storedText } from './faultEffects';
import type { FaultSwitch, FaultTarget } from './faults';
import type { Call } from './handler';
import { handlers } from './handlers';
import type { HttpContext } from './http';
import { userOfKey } from './key';
import { type LoggedRequest, withoutSecrets, withoutToken } from './requestLog';

/** What a request brought. */
export interface Received {
  readonly query: URLSearchParams;
  readonly text: string;
  /** `undefined` when the text is no JSON object; a body that is missing is an empty one. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** How the requests of one route are answered. */
export interface Route {
  /** What fault switches know the request by. */
  readonly target: FaultTarget;
  readonly answer: (received: Received, faults: readonly FaultSwitch[]) => Answer | Promise<Answer>;
  /** How a fault of the kind `status` looks; absent: as in the API. */
  readonly statusAnswer?: typeof statusAnswer;
}

/** Takes one request of the API through faults, key, transaction and log. `id` is null for an unknown path. */
export function exchange(
  context: ServerContext,
  http: HttpContext,
  id: EndpointId | null,
): Promise<Response> {
  if (id === null) return carry(context, http, null);
  const target = { endpoint: id, params: numericParams(http.req.param()) };
  return carry(context, http, {
    target,
    answer: (received, faults) => answerOf(context, http, id, { ...received, params: target.params, faults }),
  });
}

/** Takes one request through faults and log. `route` is null for an unknown path, which is answered with `missing`. */
export async function carry(
  context: ServerContext,
  http: HttpContext,
  route: Route | null,
  missing = routeMissing(),
): Promise<Response> {
  const url = new URL(http.req.url);
  const text = await readBody(http.env.incoming);
  const body = text === undefined ? undefined : parseBody(text);
  const query = Object.fromEntries([...url.searchParams].filter(([name]) => name !== 'api_key'));
  const request: LoggedRequest = {
    at: new Date(context.now()).toISOString(),
    method: http.req.method,
    path: withoutToken(url.pathname),
    endpoint: route?.target.endpoint ?? null,
    query: withoutSecrets(query) as typeof query,
    body: text ? (body ? withoutSecrets(body) : redact(text)) : null,
    userAgent: http.req.header('user-agent') ?? null,
    status: null,
  };
  context.requests.begin(request, text?.length ?? 0);
  if (route === null) return send(context, http, request, missing);

  if (text === undefined) return send(context, http, request, tooLarge());

  const { target } = route;
  const faults = context.faults.take(target);
  try {
    const intercepted = await beforeServer(
      faults,
      context.faults,
      context.closing,
      route.statusAnswer ?? statusAnswer,
    );
    if (intercepted === 'dropped') return drop(context, http, request);
    if (intercepted) return send(context, http, request, intercepted);

    const answer = await route.answer({ query: url.searchParams, text, body }, faults);
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
    context.log.error(`${target.endpoint} failed`, error);
    return send(context, http, request, jsonAnswer({ error: 'Internal server error' }, 500));
  }
}

/** Not documented, assumed. */
function tooLarge(): Answer {
  return jsonAnswer({ error: 'The request body is too large' }, 413);
}

async function answerOf(
  context: ServerContext,
  http: HttpContext,
  id: EndpointId,
  {
    query,
    body,
    params,
    faults,
  }: Received & Pick<FaultTarget, 'params'> & { faults: readonly FaultSwitch[] },
): Promise<Answer> {
  const { store, sessions } = context;
  const owner = store.user();
  const isAnonymous = endpoint(id).anonymous === true;
  const hasKey = userOfKey(store, query) !== undefined;
  const session = owner && !hasKey ? sessions.of(owner, (name) => http.req.header(name)) : undefined;
  if (!(isAnonymous || hasKey || session !== undefined)) return unauthorized();
  // Status and form are not documented, assumed.
  if (body === undefined) return jsonAnswer({ error: 'The request body is not a JSON object' }, 400);
  doDueWork(store, context.now(), context.log);
  editsByOthers(store, faults, params);
  const jobs: Parameters<Call['later']>[0][] = [];
  const call: Call = {
    ...context,
    params,
    query,
    body,
    later: (job) => jobs.push(job),
    now: context.now(),
    storedText: storedText(faults),
  };
  const answer = answerOrRefusal(() => {
    const done = store.transaction(() => handlers[id](call));
    for (const job of jobs) context.jobs.start(job);
    return done;
  });
  const user = store.user();
  if (user && owner && user.api_key !== owner.api_key) await tellKey(context, user.api_key);
  const next = session === undefined ? undefined : sessions.renewed(user, session);
  return next ? { ...answer, headers: { ...next, ...answer.headers } } : answer;
}

function answerOrRefusal(handle: () => Answer): Answer {
  try {
    return handle();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

/** The new key counts by now, so a listener that fails must not hide it from the client that asked for it. */
async function tellKey(context: ServerContext, apiKey: string): Promise<void> {
  try {
    await context.onKeyChange(apiKey);
  } catch (error) {
    context.log.error('the new key could not be told', error);
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
