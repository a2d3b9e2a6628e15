import type { FaultKind } from '../../src/sandbox/server/faults';
import type { Step } from './steps';

/** What one sequence did and what was wrong. */
export interface SequenceResult {
  readonly taken: readonly Step[];
  readonly struck: ReadonlyMap<FaultKind, number>;
  readonly typedTexts: number;
  readonly finding: string | undefined;
  /** Every call, and what came of it. */
  readonly trace: readonly string[];
}

/** Where sequences run, one after the other. */
export interface Lane {
  /** Runs the steps of a seed, or those that are given. */
  run(seed: number, steps?: readonly Step[]): Promise<SequenceResult>;
  close(): Promise<void>;
}
