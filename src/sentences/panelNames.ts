import { l10n } from 'vscode';

import type { AdminPanel, PanelField } from '../api/adminPanels';
import { shownName } from './shownName';

/** Stands for a password, however long it is. */
export const hiddenValue = '••••••••';

/** What people call a panel. */
export function panelTitle({ title, name }: Pick<AdminPanel, 'title' | 'name'>): string {
  const known = title?.trim() || name.trim();
  return known ? shownName(known) : l10n.t('Admin Panel');
}

/** What people call a field. */
export function fieldTitle({ title, name }: Pick<PanelField, 'title' | 'name'>): string {
  return shownName(title?.trim() || name);
}
