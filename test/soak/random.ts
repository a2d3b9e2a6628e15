/** A stream of numbers that a seed determines (mulberry32): the same sequence on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, 0 ≤ x < `below`. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }
}

/** One of the items, by a number 0 ≤ x < 1. */
export function pick<T>(items: readonly T[], roll: number): T {
  const item = items[Math.min(items.length - 1, Math.floor(roll * items.length))];
  if (item === undefined) throw new RangeError('there is nothing to choose from');
  return item;
}
