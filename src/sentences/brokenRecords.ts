import { l10n } from 'vscode';

import type { BrokenRecord } from '../api/decode';

/** What stands where a record would be that could not be understood. */
export function brokenRecordLabel(): string {
  return l10n.t('A record that cannot be shown');
}

/** What is wrong with a record, for who wants to tell the platform. */
export function brokenRecordSentence({ problems }: BrokenRecord): string {
  return l10n.t('The server sent a record that is not as expected: {0}', problems.join('; '));
}
