import type { IDisposable } from './disposable';

/** A worker that runs beside this thread; disposing it ends it whatever it is doing. */
export interface WorkerPort extends IDisposable {
  post(message: unknown): void;
}

/** What is told of a worker. */
export interface WorkerEvents {
  message(message: unknown): void;
  /** It ended by itself. */
  failed(error: Error): void;
}
