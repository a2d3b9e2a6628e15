/**
 * What a window and the sandbox process agree upon besides API v2. Both sides import this and nothing of each other.
 */

/** The account id of the sandbox in URIs and stores. */
export const sandboxAccountId = 'sandbox';

/** Where requests to the sandbox seem to go; the connection itself is a named pipe or Unix socket. */
export const sandboxOrigin = 'http://sandbox.invalid';

/** Name of the file in the sandbox's folder that tells windows where it listens; readable by its user only. */
export const sandboxInfoFile = 'sandbox.json';

export interface SandboxInfo {
  readonly pid: number;
  /** Path of the Unix socket or name of the named pipe. */
  readonly socket: string;
  readonly apiKey: string;
}

/** A window keeps one GET to this route open for as long as it lives; the last one to go ends the process. */
export const attachRoute = '/_sandbox/attach';

/** What the process tells the window that started it. */
export type SandboxMessage =
  | { readonly kind: 'ready' }
  /** Another process of this user serves the same folder. */
  | { readonly kind: 'running' }
  | { readonly kind: 'failed'; readonly reason: 'sqliteMissing' | 'other'; readonly detail: string };

/** Reads `sandbox.json`; `undefined` when it is cut short or of another shape. */
export function parseSandboxInfo(text: string): SandboxInfo | undefined {
  try {
    const value = JSON.parse(text) as Partial<SandboxInfo> | null;
    return typeof value?.pid === 'number' &&
      typeof value.socket === 'string' &&
      typeof value.apiKey === 'string'
      ? { pid: value.pid, socket: value.socket, apiKey: value.apiKey }
      : undefined;
  } catch {
    return undefined;
  }
}
