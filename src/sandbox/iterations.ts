import type { SandboxStore } from './store/store';

/** What a CSV import, a Git export and a Git import cost each (API reference, quirk 17). */
export const importCost = 5;

/** Counts iterations as used. That nothing is refused when none are left is not documented, assumed. */
export function charge(store: SandboxStore, iterations: number): void {
  const quota = store.quota();
  if (quota) store.saveQuota({ ...quota, progress: quota.progress + iterations });
}
