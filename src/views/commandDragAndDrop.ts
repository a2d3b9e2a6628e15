import type * as vscode from 'vscode';
import { DataTransferItem } from 'vscode';

import { viewIds } from '../util/contract';
import { draggedRows, isMovable, type MovableNode } from './draggedRows';
import type { Node } from './nodes';

/** Called with the rows that a person dropped, `undefined` when they cannot be understood, and the row under them. */
export type OnDrop = (rows: readonly MovableNode[] | undefined, target: Node) => Promise<void>;

/** What VS Code calls the rows of a tree that are dragged. */
const mimeType = `application/vnd.code.tree.${viewIds.bots.toLowerCase()}`;

/** Dragging commands and folders onto a folder, a bot or another command, also from another window. */
export class CommandDragAndDrop implements vscode.TreeDragAndDropController<Node> {
  readonly dragMimeTypes = [mimeType];
  readonly dropMimeTypes = [mimeType];
  readonly #onDrop: OnDrop;

  constructor(onDrop: OnDrop) {
    this.#onDrop = onDrop;
  }

  handleDrag(source: readonly Node[], dataTransfer: vscode.DataTransfer): void {
    dataTransfer.set(mimeType, new DataTransferItem(source.filter(isMovable)));
  }

  async handleDrop(target: Node | undefined, dataTransfer: vscode.DataTransfer): Promise<void> {
    const item = dataTransfer.get(mimeType);
    if (!target || !item) return;
    const value: unknown = item.value;
    const rows = draggedRows(Array.isArray(value) ? value : await item.asString());
    // Rows that cannot be moved, such as bots, carry nothing.
    if (rows?.length === 0) return;
    await this.#onDrop(rows, target);
  }
}
