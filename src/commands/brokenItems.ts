import type { QuickPickItem } from 'vscode';

import type { BrokenRecord } from '../api/decode';
import { brokenRecordLabel, brokenRecordSentence } from '../sentences/brokenRecords';
import { Explained } from './registry';

/** A record that could not be understood among those that a person chooses from. */
export interface BrokenItem extends QuickPickItem {
  readonly broken: BrokenRecord;
}

/** To stand behind the records that can be chosen. */
export function brokenItems(records: readonly BrokenRecord[]): BrokenItem[] {
  return records.map((record) => ({
    label: `$(question) ${brokenRecordLabel()}`,
    description: String(record.id ?? ''),
    detail: brokenRecordSentence(record),
    broken: record,
  }));
}

/** @throws Explained when it is one that cannot be chosen */
export function assertChoosable<T extends QuickPickItem>(item: T | BrokenItem): asserts item is T {
  if ('broken' in item) throw new Explained(brokenRecordSentence(item.broken));
}
