import type { ServerResponse } from 'node:http';

import { Emitter } from '../../util/event';

/** The windows that hold the sandbox: each keeps one request open for as long as it lives. */
export class Attachments {
  readonly #open = new Set<ServerResponse>();
  readonly #changed = new Emitter<number>();

  /** Fires with the number of attached windows. */
  readonly onChange = this.#changed.event;

  get count(): number {
    return this.#open.size;
  }

  /** Answers at once with the head and a first line, so that the window knows, and keeps the answer unfinished. */
  add(outgoing: ServerResponse): void {
    this.#open.add(outgoing);
    outgoing.on('close', () => {
      if (this.#open.delete(outgoing)) this.#changed.fire(this.#open.size);
    });
    outgoing.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
    outgoing.write('attached\n');
    this.#changed.fire(this.#open.size);
  }
}
