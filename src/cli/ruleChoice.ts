import type { RuleChoice } from '../language/server/rules/ruleChoice';
import { type RuleId, ruleIds } from '../language/server/rules/ruleIds';

const levels = ['off', 'error', 'warning', 'information'] as const;

/** @returns what `--rule <rule>=<level>` asks for, or what is wrong with it */
export function ruleChoice(given: readonly string[]): RuleChoice | string {
  const choice: Partial<Record<RuleId, (typeof levels)[number]>> = {};
  for (const pair of given) {
    const [name, said] = pair.split('=', 2);
    const rule = ruleIds.find((each) => each === name);
    const level = levels.find((each) => each === said);
    if (rule === undefined) return `There is no rule ${name ?? ''}. There are ${ruleIds.join(', ')}.`;
    if (level === undefined) return `Say ${rule}=${levels.join(` or ${rule}=`)}, not ${pair}.`;
    choice[rule] = level;
  }
  return choice;
}
