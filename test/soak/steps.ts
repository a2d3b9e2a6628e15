import { Random } from './random';

/** One step of a sequence. Its numbers say what exactly it does, so that it does the same without the steps before. */
export interface Step<Kind extends string = string> {
  readonly kind: Kind;
  /** Makes texts one of a kind. */
  readonly tag: string;
  /** 0 ≤ x < 1: which window, editor, text, fault … */
  readonly rolls: readonly number[];
}

/** How often each kind of step comes. */
export type Weights<Kind extends string> = Readonly<Record<Kind, number>>;

/** The steps of a seed. */
export function stepsOf<Kind extends string>(seed: number, weights: Weights<Kind>): Step<Kind>[] {
  const random = new Random(seed);
  const kinds = Object.entries<number>(weights) as [Kind, number][];
  const sum = kinds.reduce((total, [, weight]) => total + weight, 0);
  const length = 8 + random.below(25);
  return Array.from({ length }, (_, index) => {
    let at = random.next() * sum;
    const [kind] = kinds.find(([, weight]) => (at -= weight) < 0) ?? kinds[0]!;
    return { kind, tag: `#${seed}-${index}`, rolls: Array.from({ length: 8 }, () => random.next()) };
  });
}
