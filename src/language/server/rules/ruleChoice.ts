import type { RuleChoice } from '../../protocol/protocol';
import type { Finding } from './finding';

export type { RuleChoice };

/** The findings as a person wants to hear them. */
export function asChosen(findings: readonly Finding[], choice: RuleChoice): Finding[] {
  return findings.flatMap((finding) => {
    const chosen = Object.hasOwn(choice, finding.rule) ? choice[finding.rule] : undefined;
    if (chosen === 'off') return [];
    return [chosen === undefined ? finding : { ...finding, severity: chosen }];
  });
}
