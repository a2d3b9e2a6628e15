import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TinyServer {
  /** Without a slash at its end. */
  readonly url: string;
  /** `METHOD /path` of what arrived. */
  readonly arrived: string[];
  close(): Promise<void>;
}

/** A server that knows these `METHOD /path` and says 404 with a page to all others. */
export async function startTinyServer(
  routes: Readonly<Record<string, () => { status?: number; body: unknown }>>,
): Promise<TinyServer> {
  const arrived: string[] = [];
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://tiny.invalid');
    const route = `${request.method} ${pathname}`;
    arrived.push(route);
    const answer = routes[route]?.();
    response.writeHead(answer ? (answer.status ?? 200) : 404);
    response.end(answer ? JSON.stringify(answer.body) : '<h1>Not found</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
