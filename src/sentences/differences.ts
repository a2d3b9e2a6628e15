import { l10n } from 'vscode';

import {
  type CommandState,
  isSame,
  type LineChanges,
  type StateDifference,
  type StatePart,
} from '../model/compare/commandState';
import { partLabel, partWord } from './partLabels';

/** How two states differ, in a few words. */
export function differenceWords(difference: StateDifference): string {
  if (isSame(difference)) return l10n.t('no difference');
  const { code, parts } = difference;
  return [...(code ? [codeWords(code)] : []), ...parts.map(partWord)].join(', ');
}

function codeWords({ added, removed }: LineChanges): string {
  return l10n.t('code +{0} −{1}', added, removed);
}

/** The value of a part, as text of one line or several; empty for none, and for one that is not known. */
export function partValue(part: StatePart, { name, folder, properties }: CommandState): string {
  switch (part) {
    case 'name':
      return name;
    case 'folder':
      return folder ?? '';
    case 'aliases':
      return (properties.aliases ?? []).join(', ');
    case 'needReply':
      return properties.needReply ? l10n.t('yes') : l10n.t('no');
    case 'autoRetrySeconds':
      return properties.autoRetrySeconds == null
        ? ''
        : l10n.t('every {0} seconds', properties.autoRetrySeconds);
    default:
      return properties[part] ?? '';
  }
}

/** Parts of a command, each under its name, so that two can be compared line by line. */
export function propertiesText(state: CommandState, parts: readonly StatePart[]): string {
  const lines = parts.map((part) => {
    const value = partValue(part, state);
    const label = `${partLabel(part)}:`;
    if (value === '') return label;
    return /[\r\n]/.test(value)
      ? [label, ...value.split(/\r\n|\r|\n/).map((line) => `  ${line}`)].join('\n')
      : `${label} ${value}`;
  });
  return `${lines.join('\n')}\n`;
}
