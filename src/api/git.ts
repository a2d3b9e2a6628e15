import { expectDone } from './decode';
import type { HttpClient } from './http';

/**
 * Has the server write a bot into its Git repository; it does so in its own time and for 5 iterations (official help,
 * "Git"). Path and body are not documented, assumed.
 * @param branch without one the server makes `BB_Export_<time>`
 * @throws ApiError `refused` without a repository; `forbidden` for a protected bot
 */
export async function exportToGit(http: HttpClient, botId: number, branch?: string): Promise<void> {
  expectDone('gitExport', await http.call('gitExport', callFor(botId, branch)));
}

/**
 * Has the server read a bot from its Git repository, in its own time and for 5 iterations: all commands and installed
 * libraries are replaced, then name and CSV address (official help, "Git"). Path and body are not documented, assumed.
 * @throws ApiError `refused` without a repository or branch
 */
export async function importFromGit(http: HttpClient, botId: number, branch?: string): Promise<void> {
  expectDone('gitImport', await http.call('gitImport', callFor(botId, branch)));
}

function callFor(botId: number, branch: string | undefined) {
  return { params: { bot_id: botId }, body: branch === undefined ? {} : { branch } };
}
