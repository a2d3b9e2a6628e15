import { commands } from 'vscode';

import type { contextKeys } from './contract';

interface ContextValues {
  [contextKeys.session]: 'starting' | 'signedOut' | 'loading' | 'signedIn';
  [contextKeys.offline]: boolean;
  [contextKeys.commandOpened]: true;
  [contextKeys.commandSaved]: true;
  [contextKeys.commandCreated]: true;
  [contextKeys.botStarted]: true;
  [contextKeys.pasteable]: boolean;
  [contextKeys.isCut]: boolean;
  [contextKeys.pinned]: boolean;
  [contextKeys.searched]: boolean;
  [contextKeys.found]: boolean;
  [contextKeys.replacing]: boolean;
}

/** Keys that are set when a step of the walkthrough is done. */
export type FirstStep = {
  [K in keyof ContextValues]: ContextValues[K] extends true ? K : never;
}[keyof ContextValues];

/** Sets a key of `when` clauses; only keys and values that `contract.ts` knows. */
export async function setContextKey<K extends keyof ContextValues>(
  key: K,
  value: ContextValues[K],
): Promise<void> {
  await commands.executeCommand('setContext', key, value);
}
