import type { Finding, Severity } from './finding';

/** What a person wants of rules, by their ids; what is not named is as it is. */
export type RuleChoice = Readonly<Record<string, Severity | 'off'>>;

/** The findings as a person wants to hear them. */
export function asChosen(findings: readonly Finding[], choice: RuleChoice): Finding[] {
  return findings.flatMap((finding) => {
    const chosen = Object.hasOwn(choice, finding.rule) ? choice[finding.rule] : undefined;
    if (chosen === 'off') return [];
    return [chosen === undefined ? finding : { ...finding, severity: chosen }];
  });
}
