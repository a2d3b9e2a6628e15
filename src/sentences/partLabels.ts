import { l10n } from 'vscode';

import type { CommandPart } from '../api/commandBody';

/** What a part of a command is called amid a sentence. */
export function partWord(part: CommandPart): string {
  return partLabel(part).toLowerCase();
}

/** What a part of a command is called. */
export function partLabel(part: CommandPart): string {
  switch (part) {
    case 'name':
      return l10n.t('Name');
    case 'folder':
      return l10n.t('Folder');
    case 'code':
      return l10n.t('Code');
    case 'answer':
      return l10n.t('Answer');
    case 'keyboard':
      return l10n.t('Keyboard');
    case 'aliases':
      return l10n.t('Aliases');
    case 'help':
      return l10n.t('Help');
    case 'group':
      return l10n.t('Group');
    case 'needReply':
      return l10n.t('Wait for answer');
    case 'autoRetrySeconds':
      return l10n.t('Auto retry');
  }
}
