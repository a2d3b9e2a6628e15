import type { RuleId } from './ruleIds';

/** How certain, and how bad, a finding is: an error fails when the code runs, a warning very probably does. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Other text for a part of the code, by offsets. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A way to mend what was found. */
export interface Fix {
  readonly title: string;
  readonly changes: readonly TextChange[];
}

/** Something about code that its author should know. Offsets in the file's text. */
export interface Finding {
  /** Names the rule for good: people switch rules off by it, and programs read it. */
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** How the code is drawn besides. */
  readonly tag?: 'unnecessary' | 'deprecated';
  readonly fixes?: readonly Fix[];
}
