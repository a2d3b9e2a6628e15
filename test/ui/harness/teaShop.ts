import assert from 'node:assert/strict';

import { editAsOtherPerson } from '../../../src/sandbox/otherPerson';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox';
import { type SeedBot, seedBot } from '../../../src/sandbox/seed';
import { signInWithKey } from './signIn';
import { Workbench, type WorkbenchOptions } from './workbench';

/** A server with one bot, and a window that is signed in to it. */
export class TeaShop {
  private constructor(
    readonly server: Sandbox,
    readonly workbench: Workbench,
    readonly botId: number,
  ) {}

  static async open(bot: Partial<SeedBot>, options: WorkbenchOptions = {}): Promise<TeaShop> {
    const server = await startSandbox();
    const { id } = seedBot(server.store, { name: 'Tea Shop', ...bot });
    const settings = { 'botsBusiness.api.url': server.url, ...options.settings };
    const workbench = await Workbench.open({ ...options, settings });
    await signInWithKey(workbench, server.apiKey);
    return new TeaShop(server, workbench, id);
  }

  async dispose(): Promise<void> {
    await this.workbench.dispose();
    await this.server.close();
  }

  get commands() {
    return this.server.store.commands(this.botId);
  }

  idOf(name: string): number {
    const id = this.commands.find(({ command }) => command === name)?.id;
    assert.ok(id, `there is a command ${name}`);
    return id;
  }

  /** The code that the server has. */
  codeOf(name: string): string | null | undefined {
    return this.server.store.command(this.botId, this.idOf(name))?.code;
  }

  /** Another person saves a command. */
  otherPerson(name: string, code: string): void {
    editAsOtherPerson(this.server.store, this.botId, this.idOf(name), { code });
  }

  /** Opens a command from the tree. */
  async edit(name: string, file: string): Promise<void> {
    await this.workbench.tree('Bots').doubleClick(['Tea Shop', name]);
    await this.workbench.editor.waitForTab(file);
  }
}
