import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import type { TestAccess } from '../../src/container';
import { editAsOtherPerson } from '../../src/sandbox/otherPerson';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import { commandFields, type CommandRecord } from '../../src/sandbox/store/records';
import { madeUpToken, seedBot } from '../../src/sandbox/seed';
import type { Clock } from '../../src/sandbox/store/store';
import { noteEndpoints } from './endpointUses';

export const extensionId = 'bots-business-studio.bots-business-studio';

/** Keys and tokens of all servers of this run; none may turn up in anything that was written. */
export const usedSecrets = new Set<string>();

let worlds = 0;

/** The extension's insides, activated. */
export async function access(): Promise<TestAccess> {
  const extension = vscode.extensions.getExtension<TestAccess>(extensionId);
  assert.ok(extension, 'the extension is installed');
  return extension.activate();
}

/** A server with one bot, and the extension signed in to it over HTTP. */
export class World {
  private constructor(
    readonly studio: TestAccess,
    readonly server: Sandbox,
    readonly accountId: string,
    readonly botId: number,
    readonly commandIds: ReadonlyMap<string, number>,
  ) {}

  /** @param clock by which the server dates its records */
  static async create(
    commands: Parameters<typeof seedBot>[1]['commands'],
    folders: string[] = [],
    clock: Clock = Date.now,
  ): Promise<World> {
    const studio = await access();
    const server = await startSandbox({ behaviour: { transitionMs: 100 }, now: clock });
    noteEndpoints(server);
    // An account of its own: documents outlive their tabs, and those of other tests must not be met again.
    const user = server.store.user();
    assert.ok(user);
    server.store.saveUser({ ...user, id: user.id + ++worlds });
    const token = madeUpToken(usedSecrets.size);
    const bot = seedBot(server.store, {
      name: 'Tea Shop',
      token,
      folders,
      ...(commands ? { commands } : {}),
    });
    usedSecrets.add(server.apiKey).add(token);
    await vscode.workspace
      .getConfiguration()
      .update('botsBusiness.api.url', server.url, vscode.ConfigurationTarget.Global);
    studio.setPace({ timeouts: { read: 1000, write: 1000 }, signInWaitMs: 0 });
    studio.setAskToSignInAgain(undefined);
    const account = await studio.signIn.withApiKey(server.apiKey);
    const ids = new Map(server.store.commands(bot.id).map((command) => [command.command ?? '', command.id]));
    const world = new World(studio, server, account.id, bot.id, ids);
    await world.model.bots.open();
    await world.contents.openWhole();
    server.requests.clear();
    return world;
  }

  async dispose(): Promise<void> {
    this.server.faults.clear();
    for (const document of vscode.workspace.textDocuments.filter((open) => open.isDirty)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const account = this.studio.accounts.get(this.accountId)?.account;
    if (account) await this.studio.signIn.out(account);
    await this.server.close();
  }

  get model() {
    const model = this.studio.accounts.get(this.accountId);
    assert.ok(model);
    return model;
  }

  get contents() {
    return this.model.contents(this.botId);
  }

  id(name: string): number {
    const id = this.commandIds.get(name);
    assert.ok(id, `there is a command ${name}`);
    return id;
  }

  /** The record as the server stores it. */
  stored(name: string) {
    const record = this.server.store.command(this.botId, this.id(name));
    assert.ok(record);
    return record;
  }

  otherPerson(name: string, code: string): void {
    editAsOtherPerson(this.server.store, this.botId, this.id(name), { code });
  }

  /** Another person gives a command another name. */
  renameElsewhere(name: string, newName: string): void {
    const fields = { ...commandFields(this.stored(name)), command: newName };
    this.server.store.updateCommand(this.botId, this.id(name), fields, 'other person');
  }

  /** Another person moves a command. */
  moveElsewhere(name: string, folderId: number | null): void {
    const fields = { ...commandFields(this.stored(name)), commands_folder_id: folderId };
    this.server.store.updateCommand(this.botId, this.id(name), fields, 'other person');
  }

  /**
   * As a Git import does: the command goes, and one of the same name comes with another id.
   * @param folder `same` as it was in, or the id of another
   */
  importAnew(name: string, code: string, folder: 'same' | number | null = 'same') {
    const before = this.server.store.command(this.botId, this.id(name));
    this.server.store.deleteCommand(this.botId, this.id(name));
    this.#imported ??= before;
    assert.ok(this.#imported);
    const fields = { ...commandFields(this.#imported), code };
    const folderId = folder === 'same' ? fields.commands_folder_id : folder;
    return this.server.store.createCommand(
      this.botId,
      { ...fields, commands_folder_id: folderId },
      'other person',
    );
  }
  #imported: CommandRecord | undefined;

  async uri(name: string): Promise<vscode.Uri> {
    const command = this.contents.commands.get(this.id(name));
    assert.ok(command);
    return this.studio.files.uriOf({ accountId: this.accountId, botId: this.botId }, 'Tea Shop', command);
  }

  /** Opens a command as a click in the tree does, and shows it. */
  async open(name: string): Promise<vscode.TextDocument> {
    const document = await vscode.workspace.openTextDocument(await this.uri(name));
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  }

  /** How often an endpoint was called since the world was made, or since `requests.clear()`. */
  calls(endpoint: Parameters<Sandbox['requests']['list']>[0]): number {
    return this.server.requests.list(endpoint).length;
  }
}

/** Types into a document, as one edit. */
export async function type(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Replaces the whole text of a document. */
export async function replace(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Resolves when an event fired for which `matches` holds; fails the test's time limit otherwise. */
export function once<T>(event: vscode.Event<T>, matches: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const listener = event((value) => {
      if (!matches(value)) return;
      listener.dispose();
      resolve(value);
    });
  });
}

/** Resolves once the document was saved and holds nothing unsaved. */
export async function untilSaved(document: vscode.TextDocument): Promise<void> {
  await once(vscode.workspace.onDidSaveTextDocument, (saved) => saved === document && !document.isDirty);
}

/** Resolves once the document holds this text. */
export async function untilText(document: vscode.TextDocument, text: string): Promise<void> {
  while (document.getText() !== text) {
    await once(vscode.workspace.onDidChangeTextDocument, ({ document: changed }) => changed === document);
  }
}

/** Resolves once this holds; fails the test's time limit otherwise. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** Resolves once the server holds a request of this endpoint that it has not answered yet. */
export async function untilRequest(
  world: World,
  endpoint: Parameters<Sandbox['requests']['list']>[0],
): Promise<void> {
  const { requests } = world.server;
  while (!requests.list(endpoint).some(({ status }) => status === null)) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
