import { type IDisposable, toDisposable } from '../../util/disposable';

/**
 * Has work done bit by bit when there is time for it, from a moment later on.
 * @param step one bit; says whether there is more to do
 * @returns what ends the work before it is done
 */
export type WhenIdle = (step: () => boolean) => IDisposable;

/** How long after its begin work is left alone: who opened something asks about it first. In milliseconds. */
const quietTime = 500;
/** How long whoever asks something may have to wait for the work, in milliseconds. */
const sliceTime = 10;

/** @param onError is told what ended a work that was not done */
export function inSlices(onError: (error: unknown) => void): WhenIdle {
  return (step) => {
    const slice = () => {
      const end = performance.now() + sliceTime;
      try {
        while (step()) {
          if (performance.now() < end) continue;
          timer = setTimeout(slice, 0);
          return;
        }
      } catch (error) {
        onError(error);
      }
    };
    let timer = setTimeout(slice, quietTime);
    return toDisposable(() => clearTimeout(timer));
  };
}
