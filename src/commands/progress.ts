import * as vscode from 'vscode';

import { viewIds } from '../util/contract';

/** Shows in the bots view that something is under way. */
export async function inView<T>(work: Promise<T>): Promise<T> {
  return vscode.window.withProgress({ location: { viewId: viewIds.bots } }, () => work);
}
