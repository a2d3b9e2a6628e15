import * as vscode from 'vscode';

/** Where the official extension keeps the API key, in clear (official extension 0.0.5). */
export const officialKeySetting = 'bots-business.apiKey';

/**
 * The key in the official extension's plain setting, `undefined` when there is none. Only the person's own settings
 * count: a folder that somebody else made could bring a key of theirs.
 */
export function officialKey(): string | undefined {
  const value = vscode.workspace.getConfiguration().inspect<unknown>(officialKeySetting)?.globalValue;
  return typeof value === 'string' && value.trim() ? value.trim() : undefined;
}

/** Takes the key out of all settings that hold it. @throws when VS Code cannot write them */
export async function deleteOfficialKey(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  const held = configuration.inspect(officialKeySetting);
  const targets = [
    [held?.globalValue, vscode.ConfigurationTarget.Global],
    [held?.workspaceValue, vscode.ConfigurationTarget.Workspace],
    [held?.workspaceFolderValue, vscode.ConfigurationTarget.WorkspaceFolder],
  ] as const;
  for (const [value, target] of targets) {
    if (value !== undefined) await configuration.update(officialKeySetting, undefined, target);
  }
}
