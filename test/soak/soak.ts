import { writeFileSync } from 'node:fs';

import type { FaultKind } from '../../src/sandbox/server/faults';
import { minimise } from './minimise';
import { ProviderLane, type SequenceResult } from './providerShare';
import { type ProviderStep, providerWeights } from './providerSteps';
import { type PlantedFault, plantedFaults } from './plantedFaults';
import { type Step, stepsOf } from './steps';

/** Servers side by side: while one waits for a time limit, others work. */
const lanes = 4;

/** Sequences in which a planted fault has to be found. */
const longestHunt = 300;

interface Failure {
  readonly seed: number;
  readonly finding: string;
}

/** What a run of many sequences did. */
class Tally {
  readonly failures: Failure[] = [];
  readonly #steps = new Map<string, number>();
  readonly #struck = new Map<FaultKind, number>();
  #typed = 0;
  sequences = 0;

  add(seed: number, { taken, struck, typedTexts, finding }: SequenceResult): void {
    this.sequences++;
    for (const { kind } of taken) add(this.#steps, kind, 1);
    for (const [kind, times] of struck) add(this.#struck, kind, times);
    this.#typed += typedTexts;
    if (finding) this.failures.push({ seed, finding });
  }

  print(ms: number): void {
    console.log(`steps: ${list(this.#steps)}`);
    console.log(`faults that struck: ${list(this.#struck)}`);
    const rate = ((this.sequences / ms) * 1000).toFixed(1);
    console.log(
      `${this.sequences} sequences, ${this.#typed} texts typed, ${Math.round(ms)} ms, ${rate} per second`,
    );
  }
}

/** Runs as many sequences as `BBS_SEQUENCES` says, or the one of `BBS_SEED`, and prints what they did. */
export async function runSoak(): Promise<void> {
  const only = process.env['BBS_SEED'];
  const count = only ? 1 : Number(process.env['BBS_SEQUENCES'] || 1000);
  const first = only ? Number(only) : Number(process.env['BBS_FIRST_SEED'] || Date.now() % 1_000_000_000);
  const workers = await Promise.all(
    Array.from({ length: Math.min(lanes, count) }, () => ProviderLane.start()),
  );
  let passed = 0;
  let failed = 0;
  try {
    console.log(`on the provider: seeds ${first} to ${first + count - 1}`);
    const started = performance.now();
    const tally = await runMany(workers, first, count, (lane, seed, result) => explain(lane, seed, result));
    tally.print(performance.now() - started);
    passed += tally.sequences - tally.failures.length;
    failed += tally.failures.length;
    // What finds nothing wrong is only worth something if it finds what is wrong.
    if (!only && failed === 0) {
      for (const fault of plantedFaults) {
        const caught = await catchPlanted(workers, fault, first);
        if (caught) passed++;
        else failed++;
      }
    }
  } finally {
    await Promise.all(workers.map((lane) => lane.close()));
  }
  const summary = process.env['BBS_SUMMARY'];
  if (summary) writeFileSync(summary, JSON.stringify({ suite: 'soak', passed, failed }));
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} failed.`);
}

/** Runs the sequences of `count` seeds, until some of them failed. */
async function runMany(
  workers: readonly ProviderLane[],
  first: number,
  count: number,
  onFailure: (lane: ProviderLane, seed: number, result: SequenceResult) => Promise<void>,
  mostFailures = 5,
): Promise<Tally> {
  const tally = new Tally();
  let next = 0;
  const work = async (lane: ProviderLane) => {
    while (next < count && tally.failures.length < mostFailures) {
      const seed = first + next++;
      const result = await lane.run(seed);
      tally.add(seed, result);
      if (result.finding) await onFailure(lane, seed, result);
    }
  };
  await Promise.all(workers.map(work));
  return tally;
}

/** Whether the sequences find a fault that was put in. */
async function catchPlanted(
  workers: readonly ProviderLane[],
  fault: PlantedFault,
  first: number,
): Promise<boolean> {
  const takeOut = fault.plant();
  try {
    const nothing = () => Promise.resolve();
    const tally = await runMany(workers, first, longestHunt, nothing, 1);
    const [failure] = tally.failures;
    const how = failure
      ? `found after ${tally.sequences} sequences (seed ${failure.seed}: ${failure.finding})`
      : `NOT FOUND in ${tally.sequences} sequences`;
    console.log(`planted: ${fault.name}: ${how}`);
    return failure !== undefined;
  } finally {
    takeOut();
  }
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
