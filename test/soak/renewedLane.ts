import type { Lane, SequenceResult } from './sequence';
import type { Step } from './steps';

/** Sequences on one server: with all that earlier ones left there, each takes longer than the one before. */
const mostOnOneServer = 200;

/** A lane that begins anew now and then, so that ten thousand sequences take ten times as long as a thousand. */
export class RenewedLane implements Lane {
  readonly #start: () => Promise<Lane>;
  #lane: Lane;
  #runs = 0;

  private constructor(start: () => Promise<Lane>, lane: Lane) {
    this.#start = start;
    this.#lane = lane;
  }

  static async start(start: () => Promise<Lane>): Promise<RenewedLane> {
    return new RenewedLane(start, await start());
  }

  async run(seed: number, steps?: readonly Step[]): Promise<SequenceResult> {
    if (this.#runs++ >= mostOnOneServer) {
      await this.#lane.close();
      this.#lane = await this.#start();
      this.#runs = 1;
    }
    return this.#lane.run(seed, steps);
  }

  close(): Promise<void> {
    return this.#lane.close();
  }
}
