import * as vscode from 'vscode';

import { commandIds } from '../util/contract';
import type { CommandRegistry } from './registry';

/**
 * *Report Issue*: VS Code's own reporter, with versions filled in and nothing of accounts, bots or the log, which
 * a public issue is no place for.
 */
export function registerReportIssue(registry: CommandRegistry, extension: vscode.Extension<unknown>): void {
  const version = String((extension.packageJSON as { version?: unknown }).version);
  registry.register(commandIds.reportIssue, () =>
    vscode.commands.executeCommand('workbench.action.openIssueReporter', {
      extensionId: extension.id,
      issueBody: issueBody(version),
    }),
  );
}

function issueBody(version: string): string {
  return [
    `**${vscode.l10n.t('What happened, and what did you expect?')}**`,
    '',
    '',
    `**${vscode.l10n.t('What did you do before?')}**`,
    '',
    '',
    vscode.l10n.t(
      'This will be public: leave out API keys, bot tokens and what people wrote to your bots, also in screenshots.',
    ),
    '',
    `- Bots.Business Studio ${version}`,
    `- ${vscode.env.appName} ${vscode.version} (${vscode.env.appHost})`,
  ].join('\n');
}
