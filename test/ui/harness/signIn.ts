import type { Workbench } from './workbench';

/** Opens the view and signs in with an API key, from the welcome text. */
export async function signInWithKey(workbench: Workbench, apiKey: string): Promise<void> {
  await workbench.openView('Bots.Business');
  await workbench.page.getByRole('button', { name: 'Sign In with API Key' }).click();
  await workbench.quickInput.enter(apiKey);
  await workbench.quickInput.waitUntilClosed();
}
