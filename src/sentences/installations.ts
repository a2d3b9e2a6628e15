import { l10n } from 'vscode';

/** How often something of the store was installed. */
export function installationsSentence(count: number): string {
  return count === 1 ? l10n.t('1 installation') : l10n.t('{0} installations', count.toLocaleString());
}
