import { l10n } from 'vscode';

import type { RunState } from '../model/runState';

/** A run state in one word. */
export function runStateWord(state: RunState): string {
  switch (state) {
    case 'running':
      return l10n.t('Running');
    case 'starting':
      return l10n.t('Starting…');
    case 'stopping':
      return l10n.t('Stopping…');
    case 'stopped':
      return l10n.t('Stopped');
  }
}
