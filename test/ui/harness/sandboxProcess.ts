import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { socketFetch } from '../../../src/platform/node/socketFetch';
import { parseSandboxInfo, type SandboxInfo, sandboxInfoFile } from '../../../src/util/sandboxContract';
import { disposeAtEnd } from '../../host/cleanup.mjs';
import { eventually } from './eventually';
import type { Workbench } from './workbench';

const storage = path.join('data', 'User', 'globalStorage', 'bots-business-studio.bots-business-studio');

/** The sandbox's own process, which the windows of a session share. */
export class SandboxProcess {
  #goOn: (() => Promise<void>) | undefined;

  private constructor(private readonly info: SandboxInfo) {}

  /** The one that serves this session. @param before one that ended: waits for its successor */
  static async of(workbench: Workbench, before?: SandboxProcess): Promise<SandboxProcess> {
    const file = path.join(workbench.dataFolder, storage, 'sandbox', sandboxInfoFile);
    let info: SandboxInfo | undefined;
    await eventually(
      async () => {
        info = parseSandboxInfo(await readFile(file, 'utf8').catch(() => ''));
        // Not the whole of it, which holds the key and may be printed.
        return info?.pid;
      },
      (pid) => pid !== undefined && pid !== before?.pid,
      'The process of the sandbox that serves',
    );
    assert.ok(info);
    return new SandboxProcess(info);
  }

  get pid(): number {
    return this.info.pid;
  }

  /** From now on it answers nobody, and loses nothing. */
  stop(): void {
    process.kill(this.pid, 'SIGSTOP');
    // Stopped, it would outlive everything.
    this.#goOn = disposeAtEnd(() => void process.kill(this.pid, 'SIGCONT'));
  }

  /** Goes on after `stop`. */
  async goOn(): Promise<void> {
    await this.#goOn?.();
  }

  /** As in a crash. */
  kill(): void {
    process.kill(this.pid, 'SIGKILL');
  }

  /** Every code that commands ever had, oldest first. */
  async codes(): Promise<string[]> {
    const ask = socketFetch(() => Promise.resolve(this.info.socket));
    const answer = await ask(`http://sandbox.invalid/_sandbox/versions?api_key=${this.info.apiKey}`);
    return ((await answer.json()) as { code: string }[]).map(({ code }) => code);
  }
}
