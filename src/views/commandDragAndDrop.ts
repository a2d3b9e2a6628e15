import * as vscode from 'vscode';

import { viewIds } from '../util/contract';
import type { BotsTree } from './botsTree';
import type { CommandNode, FolderTarget, Node } from './nodes';

/** Called with the commands that a person dropped, and where. */
export type OnDrop = (commands: readonly CommandNode[], target: FolderTarget) => Promise<void>;

/** What VS Code calls the rows of a tree that are dragged. */
const mimeType = `application/vnd.code.tree.${viewIds.bots.toLowerCase()}`;

/** Dragging commands onto a folder or a bot; onto another command means into its folder. */
export class CommandDragAndDrop implements vscode.TreeDragAndDropController<Node> {
  readonly dragMimeTypes = [mimeType];
  readonly dropMimeTypes = [mimeType];
  readonly #tree: BotsTree;
  readonly #onDrop: OnDrop;

  constructor(tree: BotsTree, onDrop: OnDrop) {
    this.#tree = tree;
    this.#onDrop = onDrop;
  }

  handleDrag(source: readonly Node[], dataTransfer: vscode.DataTransfer): void {
    const commands = source.filter((node) => node.kind === 'command');
    if (commands.length > 0) dataTransfer.set(mimeType, new vscode.DataTransferItem(commands));
  }

  async handleDrop(target: Node | undefined, dataTransfer: vscode.DataTransfer): Promise<void> {
    const commands: unknown = dataTransfer.get(mimeType)?.value;
    const place = this.#placeOf(target);
    // Rows that cannot be moved, such as bots, carry nothing.
    if (place && isCommands(commands)) await this.#onDrop(commands, place);
  }

  #placeOf(target: Node | undefined): FolderTarget | undefined {
    const place = target?.kind === 'command' ? this.#tree.getParent(target) : target;
    if (place?.kind === 'folder') return { ref: place.ref, folderId: place.folderId };
    return place?.kind === 'bot' ? { ref: place.ref, folderId: null } : undefined;
  }
}

/** What is dragged within a tree stays the object it was; from another window it comes as text. */
function isCommands(value: unknown): value is readonly CommandNode[] {
  return Array.isArray(value);
}
