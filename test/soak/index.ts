import { runSoak } from './soak';

/** VS Code calls this. */
export function run(): Promise<unknown> {
  return runSoak();
}
