import type { Event } from '../../../src/util/event';

/** All that an event fires from now on. */
export function recordEvents<T>(event: Event<T>): T[] {
  const fired: T[] = [];
  event((value) => fired.push(value));
  return fired;
}

/** Resolves as soon as `isSo` holds: now, or after one of the event's firings. */
export function when(event: Event<never> | Event<unknown>, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (isSo()) {
      resolve();
      return;
    }
    const listener = (event as Event<unknown>)(() => {
      if (!isSo()) return;
      listener.dispose();
      resolve();
    });
  });
}

/** Lets everything happen that needs no more than what is there already. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}
