import * as vscode from 'vscode';

import { Disposable } from '../util/disposable';

/** The rows of a view whose code is loaded when somebody looks at it. */
export class LateTree<T> extends Disposable implements vscode.TreeDataProvider<T> {
  readonly #load: () => Promise<vscode.TreeDataProvider<T>>;
  readonly #changed = this._register(new vscode.EventEmitter<T | T[] | null | undefined | void>());
  #tree: vscode.TreeDataProvider<T> | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(load: () => Promise<vscode.TreeDataProvider<T>>) {
    super();
    this.#load = load;
  }

  async getChildren(element?: T): Promise<T[]> {
    const tree = this.#tree ?? (await this.#loaded());
    return (await tree.getChildren(element)) ?? [];
  }

  getTreeItem(element: T): vscode.TreeItem | Thenable<vscode.TreeItem> {
    if (!this.#tree) throw new Error('there are no rows before the tree is loaded');
    return this.#tree.getTreeItem(element);
  }

  resolveTreeItem(
    item: vscode.TreeItem,
    element: T,
    token: vscode.CancellationToken,
  ): vscode.ProviderResult<vscode.TreeItem> {
    return this.#tree?.resolveTreeItem?.(item, element, token) ?? item;
  }

  async #loaded(): Promise<vscode.TreeDataProvider<T>> {
    const tree = await this.#load();
    if (this.#tree) return this.#tree;
    this.#tree = tree;
    const listener = tree.onDidChangeTreeData?.((element) => this.#changed.fire(element));
    if (listener) this._register(listener);
    return tree;
  }
}
