import * as l10n from '@vscode/l10n';

import type { Target } from '../botProgram';
import type { Finding } from '../rules/finding';
import { findingsOf } from './findings';

/**
 * What is found in a document. What cannot be looked through is a finding of its own: one file must not keep the others
 * from being looked at, and nobody should take its silence for praise.
 * @param onFailure is told why it could not
 */
export function lookedThrough(target: Target, onFailure: (error: unknown) => void): Finding[] {
  try {
    return findingsOf(target);
  } catch (error) {
    onFailure(error);
    const text = target.document.getText();
    const firstLine = /^.*/.exec(text)?.[0] ?? '';
    return [
      {
        rule: 'unchecked',
        severity: 'warning',
        start: 0,
        end: firstLine.length,
        message:
          // TypeScript walks code by calling itself.
          error instanceof RangeError
            ? l10n.t('This is nested too deeply to be looked at.')
            : l10n.t('This could not be looked at, so there may be mistakes in it that are not told.'),
      },
    ];
  }
}
