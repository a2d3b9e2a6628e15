import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox';
import type { FaultKind } from '../../src/sandbox/server/faults';
import { type ProviderStep, providerWeights, take } from './providerSteps';
import type { SimulatedEditor } from './simulatedEditor';
import { ProviderStage } from './providerStage';
import type { Lane, SequenceResult } from './sequence';
import { type Step, stepsOf } from './steps';

/** A server on which sequences run one after the other; several servers work side by side. */
export class ProviderLane implements Lane {
  readonly #server: Sandbox;
  /** The sequence that runs counts here. */
  #struck = new Map<FaultKind, number>();

  private constructor(server: Sandbox) {
    this.#server = server;
    const { faults } = server;
    const takeFaults = faults.take.bind(faults);
    faults.take = (target) => {
      const taken = takeFaults(target);
      for (const { kind } of taken) this.#struck.set(kind, (this.#struck.get(kind) ?? 0) + 1);
      return taken;
    };
  }

  static async start(): Promise<ProviderLane> {
    return new ProviderLane(await startSandbox());
  }

  /** Runs the steps of a seed, or those that are given. */
  async run(seed: number, steps: readonly Step[] = stepsOf(seed, providerWeights)): Promise<SequenceResult> {
    this.#struck = new Map();
    this.#server.faults.clear();
    this.#server.requests.clear();
    const stage = new ProviderStage(this.#server, this.#struck);
    const taken: Step[] = [];
    let finding: string | undefined;
    try {
      const window = await stage.openWindow();
      await stage.open(window, stage.commandIds[0] ?? 0);
      for (const step of steps as readonly Step<ProviderStep>[]) {
        stage.trace.push(`${step.kind} ${step.tag}`);
        if (!(await take(stage, step))) {
          stage.trace.pop();
          continue;
        }
        taken.push(step);
        await stage.settled();
        finding = stage.judge();
        if (finding) break;
      }
      finding ??= await theEnd(stage, seed);
    } finally {
      this.#server.faults.clear();
      stage.dispose();
    }
    return {
      taken,
      struck: this.#struck,
      typedTexts: stage.oracle.typedTexts,
      finding,
      trace: stage.trace,
    };
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}

/** However it came there: with a server that works and nobody else about, every text can be saved. */
async function theEnd(stage: ProviderStage, seed: number): Promise<string | undefined> {
  for (const window of stage.windows) if (!window.isSignedIn) await window.signIn();
  await stage.settled();
  for (const [index, editor] of stage.editors.entries()) {
    if (editor.isReadonly) continue;
    stage.trace.push(`the end: ${editor.book.name} is typed into and saved`);
    editor.type(`${editor.text}#${seed}-end-${index}`);
    const tried = await saveWithAnswers(editor);
    if (tried && stage.canBeSaved(editor)) return `${editor.book.name} cannot be saved any more: ${tried}`;
    await stage.settled();
  }
  return stage.judge();
}

/** Ctrl+S, and Overwrite when asked. @returns what happened when it could not be saved */
async function saveWithAnswers(editor: SimulatedEditor): Promise<string | undefined> {
  const outcomes: string[] = [];
  for (let round = 0; round < 2; round++) {
    let outcome = await editor.save();
    outcomes.push(outcome);
    if (outcome === 'conflict') {
      outcome = await editor.overwrite();
      outcomes.push(`Overwrite: ${outcome}`);
    }
    if (outcome === 'saved') return undefined;
  }
  return outcomes.join(', ');
}
