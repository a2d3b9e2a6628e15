import { chmod } from 'node:fs/promises';
import { Server } from 'node:http';

import { createAdaptorServer } from '@hono/node-server';

import { asError } from '../../util/async';
import type { SandboxApp } from './http';

/** A Unix socket's path or a named pipe's name, or a port of 127.0.0.1 (0 picks a free one). */
export type ListenAddress = { readonly socket: string } | { readonly port: number };

export interface Listening {
  /** `http://127.0.0.1:…`, or the socket's path. */
  readonly address: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/** Serves the app. @throws when the address cannot be had */
export async function listen(app: SandboxApp, where: ListenAddress): Promise<Listening> {
  // The adapter would otherwise replace Request and Response of the whole process.
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  if (!(server instanceof Server)) throw new TypeError('expected an HTTP/1 server');
  // Longer than clients keep theirs: a connection that ends just as it is used again looks like a fault.
  server.keepAliveTimeout = 120_000;

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(asError(error)));
    if ('socket' in where) server.listen(where.socket, resolve);
    else server.listen(where.port, '127.0.0.1', resolve);
  });
  if ('socket' in where && process.platform !== 'win32') await chmod(where.socket, 0o600);

  const address = server.address();
  return {
    address: typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : String(address),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
