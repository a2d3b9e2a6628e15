import { runMocha } from './runner';

/** VS Code calls this. */
export function run(): Promise<unknown> {
  return runMocha(async () => {
    await import('all-tests');
  });
}
