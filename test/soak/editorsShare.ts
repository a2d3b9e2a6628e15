import type { RestartedFiles } from '../../src/container';
import { World } from '../integration/world';
import { EditorStage } from './editorStage';
import { isElsewhere } from './elsewhere';
import { type EditorStep, editorWeights, take } from './editorSteps';
import { ProviderCalls } from './providerCalls';
import type { RealEditor } from './realEditor';
import type { Lane, SequenceResult } from './sequence';
import { ServerTexts } from './serverTexts';
import { type Step, stepsOf } from './steps';

/** Milliseconds for one answer and before a read is repeated, as on the provider. */
const pace = { timeouts: { read: 300, write: 300 }, retryPauseMs: 2 };

/** The installed extension in the VS Code that runs this, signed in to a server of its own. */
export class EditorsLane implements Lane {
  readonly #world: World;
  readonly #heard: ServerTexts;
  readonly #calls = new ProviderCalls();
  #restarted: RestartedFiles;

  private constructor(world: World) {
    this.#world = world;
    this.#heard = new ServerTexts(world.server);
    this.#restarted = world.studio.restartFiles();
    this.#calls.listenTo(this.#restarted.fileSystem);
  }

  static async start(): Promise<EditorsLane> {
    const world = await World.create([]);
    world.studio.setPace(pace);
    await world.studio.signIn.withApiKey(world.server.apiKey);
    return new EditorsLane(world);
  }

  async run(seed: number, steps: readonly Step[] = stepsOf(seed, editorWeights)): Promise<SequenceResult> {
    this.#world.server.faults.clear();
    this.#world.server.requests.clear();
    this.#heard.startAnew();
    this.#calls.startAnew();
    const stage = new EditorStage({
      world: this.#world,
      calls: this.#calls,
      heard: this.#heard,
      restart: () => this.#restart(),
      uriOf: (botId, commandId) => this.#uriOf(botId, commandId),
    });
    const taken: Step[] = [];
    let finding: string | undefined;
    try {
      await stage.open(stage.commandIds[0] ?? 0, true);
      for (const step of steps as readonly Step<EditorStep>[]) {
        stage.trace.push(`${step.kind} ${step.tag}`);
        if (!(await take(stage, step))) {
          stage.trace.pop();
          continue;
        }
        taken.push(step);
        // Of what others do nobody here hears at once.
        if (!isElsewhere(step.kind)) {
          await stage.settled();
          stage.lookAtEditors();
        }
        finding = stage.judge();
        if (finding) break;
      }
      finding ??= await theEnd(stage, seed);
    } catch (error) {
      finding = error instanceof Error ? (error.stack ?? error.message) : String(error);
    } finally {
      this.#world.server.faults.clear();
      await stage.dispose();
    }
    return {
      taken,
      struck: new Map(this.#heard.struck),
      typedTexts: stage.oracle.typedTexts,
      finding,
      trace: stage.trace,
    };
  }

  async close(): Promise<void> {
    await this.#world.dispose();
  }

  async #restart(): Promise<void> {
    this.#restarted = this.#world.studio.restartFiles();
    this.#calls.listenTo(this.#restarted.fileSystem);
    // Another model too: nothing that it knew is known any more.
    await this.#world.studio.signIn.withApiKey(this.#world.server.apiKey);
  }

  async #uriOf(botId: number, commandId: number) {
    const { accountId, model } = this.#world;
    const contents = model.contents(botId);
    if (!contents.commands.has(commandId)) await contents.openWhole();
    const command = contents.commands.get(commandId);
    return command && this.#restarted.files.uriOf({ accountId, botId }, 'Tea Shop', command);
  }
}

/** However it came there: with a server that works and nobody else about, every text can be saved. */
async function theEnd(stage: EditorStage, seed: number): Promise<string | undefined> {
  for (const [index, editor] of [...stage.editors].entries()) {
    stage.trace.push(`the end: ${editor.book.name} is typed into and saved`);
    await editor.goTo();
    await editor.type(`${editor.text}#${seed}-end-${index}`);
    const outcomes = await saveWithAnswers(editor);
    const isSaved = outcomes.at(-1) === 'saved';
    if (!isSaved && stage.canBeSaved(editor)) {
      return `${editor.book.name} cannot be saved any more: ${outcomes.join(', ')}`;
    }
    await stage.settled();
  }
  return stage.judge();
}

/** Ctrl+S, and Overwrite when asked. @returns what happened */
async function saveWithAnswers(editor: RealEditor): Promise<string[]> {
  const outcomes: string[] = [];
  for (let round = 0; round < 2 && outcomes.at(-1) !== 'saved'; round++) {
    outcomes.push(await editor.save());
    if (editor.notice === 'conflict') outcomes.push(await editor.overwrite());
  }
  return outcomes;
}
