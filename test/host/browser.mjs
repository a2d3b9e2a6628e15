/** Starts the Chromium that shows the workbench. */
import { ensureChromium } from './install-host.mjs';

/**
 * A headless Chromium that reaches nothing but this machine, so that no test depends on a public host.
 *
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser() {
  const executablePath = await ensureChromium();
  // Imported here, because installing and starting a host must work before `npm ci`.
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    // The callers end it themselves on a signal, together with the server.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
