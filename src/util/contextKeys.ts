import { commands } from 'vscode';

import type { contextKeys } from './contract';

interface ContextValues {
  [contextKeys.session]: 'starting' | 'signedOut' | 'loading' | 'signedIn';
  [contextKeys.offline]: boolean;
}

/** Sets a key of `when` clauses; only keys and values that `contract.ts` knows. */
export async function setContextKey<K extends keyof ContextValues>(
  key: K,
  value: ContextValues[K],
): Promise<void> {
  await commands.executeCommand('setContext', key, value);
}
