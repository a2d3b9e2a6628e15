import type { Workbench } from './workbench';

/** Opens the view and signs in with an API key, from the welcome text. */
export async function signInWithKey(workbench: Workbench, apiKey: string): Promise<void> {
  await workbench.openView('Bots.Business');
  await workbench.page.getByRole('button', { name: 'Sign In with API Key' }).click();
  await workbench.quickInput.enter(apiKey);
  await workbench.quickInput.waitUntilClosed();
}

/** Signs in once more after a reload: this host forgets secrets with it. */
export async function signInAgain(workbench: Workbench, apiKey: string): Promise<void> {
  await workbench.run('Bots.Business: Sign In with API Key…');
  await workbench.quickInput.enter(apiKey);
  await workbench.quickInput.waitUntilClosed();
}
