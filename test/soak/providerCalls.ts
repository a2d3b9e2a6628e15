import type * as vscode from 'vscode';

import type { FileSystem } from '../../src/files/fileSystem';

type Name = 'stat' | 'readFile' | 'writeFile' | 'readDirectory' | 'rename' | 'delete';

/** A call of VS Code, or what VS Code told of a save. */
export interface Call {
  readonly what: 'stat' | 'readFile' | 'writeFile' | 'rename' | 'delete' | 'save begins' | 'saved' | 'other';
  readonly uri: string;
  /** `undefined` while it runs. */
  done?: boolean;
  /** What was read or is to be written. */
  text?: string;
}

const names: readonly Name[] = ['stat', 'readFile', 'writeFile', 'readDirectory', 'rename', 'delete'];

/** Listens between VS Code and the file system of the extension. */
export class ProviderCalls {
  readonly all: Call[] = [];
  /** Told of every text that is about to be written. */
  onWrite: (uri: string, text: string) => void = () => undefined;
  note: (line: string) => void = () => undefined;
  #running = 0;
  readonly #idle: (() => void)[] = [];
  /** Files that VS Code was told to have changed, and did not look at since. */
  readonly #toLookAt = new Set<string>();

  listenTo(fileSystem: FileSystem): void {
    for (const name of names) this.#wrap(fileSystem, name);
    fileSystem.onDidChangeFile((changes) => {
      for (const { uri, type } of changes) {
        this.note(`  told of change ${type} of ${nameOf(uri.toString())}`);
        this.#toLookAt.add(uri.toString());
      }
    });
  }

  get running(): number {
    return this.#running;
  }

  startAnew(): void {
    this.all.length = 0;
    this.#toLookAt.clear();
  }

  add(what: Call['what'], uri: vscode.Uri): void {
    this.all.push({ what, uri: uri.toString(), done: true });
    this.note(`  ${what} ${nameOf(uri.toString())}`);
  }

  /** Which of these files VS Code still has to look at. */
  stillToLookAt(uris: readonly string[]): boolean {
    return uris.some((uri) => this.#toLookAt.has(uri));
  }

  forgetLooks(): void {
    this.#toLookAt.clear();
  }

  /** Resolves when no call runs any more. */
  async idle(): Promise<void> {
    while (this.#running > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #wrap(fileSystem: FileSystem, name: Name): void {
    const original = fileSystem[name].bind(fileSystem) as (...given: unknown[]) => Promise<unknown>;
    const listening = async (uri: vscode.Uri, ...more: unknown[]) => {
      const call: Call = { what: name === 'readDirectory' ? 'other' : name, uri: uri.toString() };
      this.all.push(call);
      this.#toLookAt.delete(call.uri);
      this.#running++;
      if (name === 'writeFile') {
        call.text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(more[0] as Uint8Array);
        this.onWrite(call.uri, call.text);
      }
      try {
        const result = await original(uri, ...more);
        if (name === 'readFile')
          call.text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(result as Uint8Array);
        call.done = true;
        this.note(`  ${name} ${nameOf(call.uri)} ${shown(name, call, result)}`);
        return result;
      } catch (error) {
        call.done = false;
        this.note(
          `  ${name} ${nameOf(call.uri)} ✖ ${error instanceof Error ? error.message : String(error)}`,
        );
        throw error;
      } finally {
        this.#running--;
        if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
      }
    };
    Object.defineProperty(fileSystem, name, { configurable: true, value: listening });
  }
}

function shown(name: Name, { text }: Call, result: unknown): string {
  if (text !== undefined) return JSON.stringify(text.slice(0, 70));
  if (name !== 'stat') return '';
  const { mtime, size } = result as vscode.FileStat;
  return `→ ${mtime % 1_000_000} ${size}`;
}

function nameOf(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
