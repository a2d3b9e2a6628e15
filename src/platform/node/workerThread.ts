import { Worker } from 'node:worker_threads';

import type { WorkerEvents, WorkerPort } from '../../util/workerPort';

/** Starts a script of this product in a thread of its own. @param script path of its bundle */
export function startWorker(script: string, events: WorkerEvents): WorkerPort {
  const worker = new Worker(script);
  let isEnded = false;
  worker.on('message', (message: unknown) => events.message(message));
  worker.on('error', (error) => events.failed(error));
  worker.on('exit', () => {
    if (!isEnded) events.failed(new Error('the worker ended'));
  });
  // A search that is under way keeps no process alive.
  worker.unref();
  return {
    post: (message) => worker.postMessage(message),
    dispose: () => {
      isEnded = true;
      // Nobody waits for it: it can do no more.
      void worker.terminate();
    },
  };
}
