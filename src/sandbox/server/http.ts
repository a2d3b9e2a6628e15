import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';

/** With Node's own request and answer: faults need the socket. */
export interface HttpEnvironment {
  Bindings: HttpBindings;
}

export type SandboxApp = Hono<HttpEnvironment>;
export type HttpContext = Context<HttpEnvironment>;
