/** What a person is told about a bot: `running`, on its way (`starting`, `stopping`), or `stopped`. */
export type RunState = 'running' | 'starting' | 'stopping' | 'stopped';

/**
 * Reads the server's word. `works` = running and `start_…` = changing are documented; anything else, also none, is
 * not running. A word that is not known is shown as it is, see `unknownWord`.
 */
export function runStateOf(status: string | null): RunState {
  if (status === 'works') return 'running';
  if (status === 'start_stopping') return 'stopping';
  if (status?.startsWith('start_')) return 'starting';
  return 'stopped';
}

/** The server's word when this product has no name of its own for it. */
export function unknownWord(status: string | null): string | undefined {
  const known = [null, '', 'works', 'stopped', 'start_launch', 'start_stopping'];
  return known.includes(status) ? undefined : (status ?? undefined);
}

export function isChanging(state: RunState): boolean {
  return state === 'starting' || state === 'stopping';
}
