import { Hono } from 'hono';

import { endpoint, endpointIds } from '../../api/endpoints';
import type { ServerContext } from './context';
import { addControlRoutes } from './control';
import { exchange } from './exchange';
import type { HttpEnvironment, SandboxApp } from './http';

/** API paths begin with this. */
export const apiPath = '/v2';

/** The server of one store: API v2 as the endpoint table lists it, and the sandbox's own routes beside it. */
export function createApp(context: ServerContext): SandboxApp {
  const app: SandboxApp = new Hono<HttpEnvironment>({ strict: false });
  addControlRoutes(app, context);
  for (const id of endpointIds) {
    const row = endpoint(id);
    const path = (context.behaviour.paths[id] ?? row.path).replace(/\{(\w+)\}/g, ':$1');
    app.on(row.method, apiPath + path, (http) => exchange(context, http, id));
  }
  app.notFound((http) => exchange(context, http, null));
  app.onError((error, http) => {
    context.log.error('request failed', error);
    return http.json({ error: 'Internal server error' }, 500);
  });
  return app;
}
