import { writeFileSync } from 'node:fs';

import type { FaultKind } from '../../src/sandbox/server/faults';
import { minimise } from './minimise';
import { ProviderLane, type SequenceResult } from './providerShare';
import { type ProviderStep, providerWeights } from './providerSteps';
import { type Step, stepsOf } from './steps';

/** Servers side by side: while one waits for a time limit, others work. */
const lanes = 4;

interface Failure {
  readonly seed: number;
  readonly finding: string;
}

/** Runs as many sequences as `BBS_SEQUENCES` says, or the one of `BBS_SEED`, and prints what they did. */
export async function runSoak(): Promise<void> {
  const only = process.env['BBS_SEED'];
  const count = only ? 1 : Number(process.env['BBS_SEQUENCES'] || 1000);
  const first = only ? Number(only) : Number(process.env['BBS_FIRST_SEED'] || Date.now() % 1_000_000_000);
  const started = performance.now();
  const steps = new Map<string, number>();
  const struck = new Map<FaultKind, number>();
  const failures: Failure[] = [];
  let typed = 0;
  let next = 0;
  console.log(`seeds ${first} to ${first + count - 1}`);
  await Promise.all(
    Array.from({ length: Math.min(lanes, count) }, async () => {
      const lane = await ProviderLane.start();
      while (next < count && failures.length < 5) {
        const seed = first + next++;
        const result = await lane.run(seed);
        for (const { kind } of result.taken) add(steps, kind, 1);
        for (const [kind, times] of result.struck) add(struck, kind, times);
        typed += result.typedTexts;
        if (result.finding) {
          failures.push({ seed, finding: result.finding });
          await explain(lane, seed, result);
        }
      }
      await lane.close();
    }),
  );
  const ms = performance.now() - started;
  console.log(`steps: ${list(steps)}`);
  console.log(`faults that struck: ${list(struck)}`);
  console.log(
    `${typed} texts typed; ${next} sequences in ${Math.round(ms)} ms, ${((next / ms) * 1000).toFixed(1)} per second`,
  );
  const summary = process.env['BBS_SUMMARY'];
  if (summary)
    writeFileSync(
      summary,
      JSON.stringify({ suite: 'soak', passed: next - failures.length, failed: failures.length }),
    );
  if (failures.length > 0) throw new Error(`${failures.length} of ${next} sequences failed.`);
}

async function explain(lane: ProviderLane, seed: number, result: SequenceResult): Promise<void> {
  console.log(`\nseed ${seed}: ${result.finding}`);
  let last = result;
  const steps = stepsOf(seed, providerWeights);
  const least = await minimise<Step<ProviderStep>>(steps, async (fewer) => {
    const again = await lane.run(seed, fewer);
    if (again.finding) last = again;
    return again.finding !== undefined;
  });
  console.log(`seed ${seed}, ${least.length} of its ${steps.length} steps: ${last.finding}`);
  for (const line of last.trace) console.log(`    ${line}`);
}

function add<K>(counts: Map<K, number>, key: K, times: number): void {
  counts.set(key, (counts.get(key) ?? 0) + times);
}

function list(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([what, times]) => `${what} ${times}`).join(', ');
}
