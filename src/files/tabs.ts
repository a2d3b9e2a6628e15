import * as vscode from 'vscode';

/** The files that a tab shows, alone or compared. */
export function urisOf({ input }: vscode.Tab): readonly vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
}

/** All tabs of this window. */
export function allTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

/** Closes the tabs that show a file which is meant, unless they hold unsaved text. */
export async function closeSavedTabs(isMeant: (uri: vscode.Uri) => boolean): Promise<void> {
  const tabs = allTabs().filter((tab) => !tab.isDirty && urisOf(tab).some(isMeant));
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}
