import type { Locator } from 'playwright-core';

import type { Workbench } from './workbench';

/** Opens the view and signs in with an API key, from the welcome text. */
export async function signInWithKey(workbench: Workbench, apiKey: string): Promise<void> {
  await workbench.openView('Bots.Business');
  await askForKey(workbench);
  await workbench.quickInput.enter(apiKey);
  await workbench.quickInput.waitUntilClosed();
}

/** *Sign In* in the welcome text. */
export function signInButton({ page }: Workbench): Locator {
  return page.getByRole('region', { name: 'Welcome' }).getByRole('button', { name: 'Sign In', exact: true });
}

/** Presses *Sign In* in the welcome text and chooses the API key: its field is open then. */
export async function askForKey(workbench: Workbench): Promise<void> {
  await workbench.welcomeButton('Sign In');
  await workbench.quickInput.pick('API Key');
  await workbench.quickInput.waitFor('Paste your API key');
}

/** Signs in once more after a reload: this host forgets secrets with it. */
export async function signInAgain(workbench: Workbench, apiKey: string): Promise<void> {
  await workbench.run('Bots.Business: Sign In…');
  await workbench.quickInput.pick('API Key');
  await workbench.quickInput.waitFor('Paste your API key');
  await workbench.quickInput.enter(apiKey);
  await workbench.quickInput.waitUntilClosed();
}
