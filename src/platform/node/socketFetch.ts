import http from 'node:http';

/**
 * A `fetch` that connects to a named pipe or Unix socket instead of the host in the URL. Knows what the API client
 * needs: method, headers, a text body, abort.
 * @param socket asked before every request, because the process behind it may have been started anew
 */
export function socketFetch(socket: () => Promise<string>): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const signal = init?.signal ?? undefined;
    signal?.throwIfAborted();
    const socketPath = await socket();
    signal?.throwIfAborted();
    return new Promise<Response>((resolve, reject) => {
      const request = http.request({
        socketPath,
        path: url.pathname + url.search,
        method: init?.method ?? 'GET',
        headers: { ...Object.fromEntries(new Headers(init?.headers)), host: url.host },
        ...(signal ? { signal } : {}),
      });
      request.on('error', reject);
      request.on('response', (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.on('error', reject);
        message.on('end', () => {
          const headers = new Headers();
          for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
            headers.append(message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '');
          }
          const status = message.statusCode ?? 500;
          const empty = status === 204 || status === 304;
          resolve(new Response(empty ? null : Buffer.concat(chunks), { status, headers }));
        });
      });
      request.end(typeof init?.body === 'string' ? init.body : undefined);
    });
  };
}
