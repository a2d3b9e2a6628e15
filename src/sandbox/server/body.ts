import type { IncomingMessage } from 'node:http';

/** In bytes. Not documented, assumed; far above any command. */
const largestBody = 10 * 1024 * 1024;

/**
 * The whole text of a request; `undefined` when it is too large. What is too much is read and let go of, since ending
 * the connection under a client that still sends would look like a fault of the network.
 */
export async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= largestBody ? Buffer.concat(chunks).toString('utf8') : undefined;
}
