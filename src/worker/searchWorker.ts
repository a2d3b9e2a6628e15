import { parentPort } from 'node:worker_threads';

import { matchAll, type WorkerAnswer, type WorkerOrder } from '../model/search/matcher';

/** The thread in which regular expressions of people run; it is ended when one takes too long. */
parentPort?.on('message', ({ id, ...order }: WorkerOrder) => {
  parentPort?.postMessage({ id, found: matchAll(order) } satisfies WorkerAnswer);
});
