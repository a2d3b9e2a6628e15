import { Hono } from 'hono';

import { endpoint, type EndpointId, endpointIds } from '../../api/endpoints';
import type { ServerContext } from './context';
import { addControlRoutes } from './control';
import { exchange } from './exchange';
import { collectionsPath } from './handlers/store';
import type { HttpEnvironment, SandboxApp } from './http';
import { addTelegramRoutes } from './telegram';

/** API paths begin with this. */
export const apiPath = '/v2';

/**
 * The server of one store: API v2 as the endpoint table lists it, Telegram's Bot API for the store's bots, and the
 * sandbox's own routes beside them.
 */
export function createApp(context: ServerContext): SandboxApp {
  const app: SandboxApp = new Hono<HttpEnvironment>({ strict: false });
  addControlRoutes(app, context);
  addTelegramRoutes(app, context);
  const { paths } = context.behaviour;
  for (const id of endpointIds) {
    app.on(endpoint(id).method, routeOf(pathOf(id, paths)), (http) => exchange(context, http, id));
  }
  if (paths.getStoreBots === collectionsPath) {
    app.get(routeOf(`${collectionsPath}/{collection_id}/bots`), (http) =>
      exchange(context, http, 'getStoreBots'),
    );
  }
  app.notFound((http) => exchange(context, http, null));
  app.onError((error, http) => {
    context.log.error('request failed', error);
    return http.json({ error: 'Internal server error' }, 500);
  });
  return app;
}

/** Where an endpoint is served: a path that continues another one goes along with it. */
function pathOf(id: EndpointId, paths: ServerContext['behaviour']['paths']): string {
  const row = endpoint(id);
  const parent = endpointIds.find((other) => other === row.under);
  const moved = parent && paths[parent];
  const path = parent && moved ? moved + row.path.slice(endpoint(parent).path.length) : row.path;
  return paths[id] ?? path;
}

function routeOf(path: string): string {
  return apiPath + path.replace(/\{(\w+)\}/g, ':$1');
}
