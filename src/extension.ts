import type * as vscode from 'vscode';

import { Container, type TestAccess } from './container';

/** The order of activation: what restored tabs need first, what asks the server last. */
export function activate(context: vscode.ExtensionContext): TestAccess | undefined {
  const container = new Container(context);
  context.subscriptions.push(container);
  container.registerFileSystem();
  container.registerPanels();
  container.registerLanguage();
  container.registerCommands();
  container.registerViews();
  container.registerAuthentication();
  container.startWatching();
  container.restoreAccounts();
  return container.testAccess();
}
