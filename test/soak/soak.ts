import { writeFileSync } from 'node:fs';

import type { FaultKind } from '../../src/sandbox/server/faults';
import { EditorsLane } from './editorsShare';
import { editorWeights } from './editorSteps';
import { minimise } from './minimise';
import { ProviderLane } from './providerShare';
import { providerWeights } from './providerSteps';
import { type PlantedFault, plantedFaults } from './plantedFaults';
import { RenewedLane } from './renewedLane';
import type { Lane, SequenceResult } from './sequence';
import { type Step, stepsOf, type Weights } from './steps';

/** Servers side by side: while one waits for a time limit, others work. */
const lanes = 4;

/** Sequences in which a planted fault has to be found; `BBS_HUNT_FROM` looks for seeds that find them. */
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
  lastTrace: readonly string[] = [];

  add(seed: number, { taken, struck, typedTexts, finding, trace }: SequenceResult): void {
    this.lastTrace = trace;
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

/** A way to run sequences, with everything that it takes. */
interface Share {
  readonly name: 'provider' | 'editors';
  readonly sequences: number;
  readonly weights: Weights<string>;
  readonly lanes: number;
  readonly start: () => Promise<Lane>;
}

/** Of all sequences these run through editors; in a run of a thousand and more at least three hundred. */
const editorsPart = 0.3;

/**
 * Runs as many sequences as `BBS_SEQUENCES` says, or the one of `BBS_SEED`, and prints what they did. `BBS_SHARE` names
 * one share, `provider` or `editors`; else both have their part.
 */
export async function runSoak(): Promise<void> {
  const only = process.env['BBS_SEED'];
  const count = only ? 1 : Number(process.env['BBS_SEQUENCES'] || 1000);
  const first = only ? Number(only) : Number(process.env['BBS_FIRST_SEED'] || Date.now() % 1_000_000_000);
  const asked = process.env['BBS_SHARE'];
  const inEditors = asked ? count : Math.ceil(count * editorsPart);
  const shares: Share[] = [
    {
      name: 'provider',
      sequences: asked ? count : count - inEditors,
      weights: providerWeights,
      lanes,
      start: () => ProviderLane.start(),
    },
    {
      name: 'editors',
      sequences: inEditors,
      weights: editorWeights,
      // A window has one active editor.
      lanes: 1,
      start: () => EditorsLane.start(),
    },
  ];
  const counts = { passed: 0, failed: 0 };
  for (const share of shares) {
    if (share.sequences > 0 && (!asked || asked === share.name)) await runShare(share, first, only, counts);
  }
  const { passed, failed } = counts;
  const summary = process.env['BBS_SUMMARY'];
  if (summary) writeFileSync(summary, JSON.stringify({ suite: 'soak', passed, failed }));
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) throw new Error(`${failed} failed.`);
}

async function runShare(
  share: Share,
  first: number,
  only: string | undefined,
  counts: { passed: number; failed: number },
): Promise<void> {
  const { name, sequences } = share;
  const workers = await Promise.all(
    Array.from({ length: Math.min(share.lanes, sequences) }, () => RenewedLane.start(share.start)),
  );
  try {
    console.log(`${name}: seeds ${first} to ${first + sequences - 1}`);
    const started = performance.now();
    const tally = await runMany(workers, first, sequences, (lane, seed, result) =>
      explain(lane, stepsOf(seed, share.weights), seed, result),
    );
    if (only && tally.failures.length === 0) for (const line of tally.lastTrace) console.log(`    ${line}`);
    tally.print(performance.now() - started);
    counts.passed += tally.sequences - tally.failures.length;
    counts.failed += tally.failures.length;
    // What finds nothing wrong is only worth something if it finds what is wrong.
    if (only || counts.failed > 0 || name !== 'provider') return;
    for (const fault of plantedFaults) {
      const caught = await catchPlanted(workers, fault);
      if (caught) counts.passed++;
      else counts.failed++;
    }
  } finally {
    await Promise.all(workers.map((lane) => lane.close()));
  }
}

/** Runs the sequences of `count` seeds, until some of them failed. */
async function runMany(
  workers: readonly Lane[],
  first: number,
  count: number,
  onFailure: (lane: Lane, seed: number, result: SequenceResult) => Promise<void>,
  mostFailures = 5,
): Promise<Tally> {
  const tally = new Tally();
  let next = 0;
  const work = async (lane: Lane) => {
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

/** Whether the sequences find a fault that was put in, and nothing when it is taken out again. */
async function catchPlanted(workers: readonly Lane[], fault: PlantedFault): Promise<boolean> {
  const { name } = fault;
  const seed = Number(process.env['BBS_HUNT_FROM'] ?? fault.seed);
  const takeOut = fault.plant();
  let tally: Tally;
  try {
    tally = await runMany(workers, seed, longestHunt, () => Promise.resolve(), 1);
  } finally {
    takeOut();
  }
  const [failure] = tally.failures;
  if (!failure) {
    console.log(`planted: ${name}: NOT FOUND in ${tally.sequences} sequences`);
    return false;
  }
  console.log(
    `planted: ${name}: found after ${tally.sequences} sequences (seed ${failure.seed}: ${failure.finding})`,
  );
  const without = await workers[0]?.run(failure.seed);
  if (without?.finding === undefined) return true;
  console.log(`planted: ${name}: also without it: ${without.finding}`);
  return false;
}

async function explain(
  lane: Lane,
  steps: readonly Step[],
  seed: number,
  result: SequenceResult,
): Promise<void> {
  console.log(`\nseed ${seed}: ${result.finding}`);
  let last = result;
  const least = await minimise(steps, async (fewer) => {
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
