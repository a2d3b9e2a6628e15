import * as vscode from 'vscode';

/** Says something in a notice; nobody waits until it is closed. */
export function tell(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}
