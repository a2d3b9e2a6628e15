import { l10n } from 'vscode';

/** Names come from people and servers: one line, and something to see and click when there is nothing. */
export function shownName(name: string | null | undefined): string {
  const line = (name ?? '').replace(/\s+/g, ' ');
  return line.trim() === '' ? l10n.t('(no name)') : line;
}
