import { redact } from './redact';

/** Where a log line goes; `vscode.LogOutputChannel` has this shape. */
export interface LogSink {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** The only way to a log: names the component and takes secrets out of every line. */
export class Log {
  readonly #sink: LogSink;
  readonly #component: string;

  constructor(sink: LogSink, component = '') {
    this.#sink = sink;
    this.#component = component;
  }

  /** The same log under the name of a component. */
  for(component: string): Log {
    return new Log(this.#sink, component);
  }

  trace(message: string): void {
    this.#sink.trace(this.#line(message));
  }
  debug(message: string): void {
    this.#sink.debug(this.#line(message));
  }
  info(message: string): void {
    this.#sink.info(this.#line(message));
  }
  /** @param error what was caught; its chain of causes is written with it */
  warn(message: string, error?: unknown): void {
    this.#sink.warn(this.#line(message, error));
  }
  error(message: string, error?: unknown): void {
    this.#sink.error(this.#line(message, error));
  }

  #line(message: string, error?: unknown): string {
    const head = this.#component ? `[${this.#component}] ${message}` : message;
    return redact(error === undefined ? head : `${head}: ${chain(error)}`);
  }
}

/** A log that keeps nothing, for tools and tests that have nowhere to write to. */
export const silentLog = new Log({
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
});

function chain(error: unknown): string {
  const parts: string[] = [];
  let current = error;
  while (current !== undefined && current !== null && parts.length < 5) {
    if (current instanceof Error) {
      parts.push(parts.length === 0 ? (current.stack ?? String(current)) : String(current));
      current = current.cause;
    } else {
      parts.push(typeof current === 'string' ? current : written(current));
      current = undefined;
    }
  }
  return parts.join(' ← ');
}

/** Anything that was thrown, as text; a log never fails because of what it is given. */
function written(value: unknown): string {
  try {
    return value === undefined ? 'undefined' : JSON.stringify(value);
  } catch {
    return String(value);
  }
}
