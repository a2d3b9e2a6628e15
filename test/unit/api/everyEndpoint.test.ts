import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { getAdminPanels, updateAdminPanel } from '../../../src/api/adminPanels';
import {
  apiKeyFor,
  apiKeyFromTelegram,
  getTelegramLoginLink,
  resetPassword,
  signUp,
} from '../../../src/api/authentication';
import { copyBot, createBot, deleteBot, editBot, getBot, getBots, setBotStatus } from '../../../src/api/bots';
import {
  deleteBroadcastTask,
  getBroadcastTasks,
  pauseBroadcastTask,
  resumeBroadcastTask,
} from '../../../src/api/broadcasts';
import { blockChat, getChats, unblockChat } from '../../../src/api/chats';
import { getCloudPlans } from '../../../src/api/cloudPlans';
import { newCommandBody } from '../../../src/api/commandBody';
import {
  createCommand,
  deleteCommand,
  editCommand,
  getCommand,
  getCommands,
} from '../../../src/api/commands';
import { getCsvImportTask, startCsvImport } from '../../../src/api/csvImport';
import { endpoint, type EndpointId, endpointIds } from '../../../src/api/endpoints';
import { clearErrorLog, getErrorLog } from '../../../src/api/errorLog';
import { createFolder, deleteFolder, getFolders } from '../../../src/api/folders';
import { exportToGit, importFromGit } from '../../../src/api/git';
import type { HttpClient } from '../../../src/api/http';
import {
  getInstalledLibraries,
  getLibraries,
  installLibrary,
  uninstallLibrary,
} from '../../../src/api/libraries';
import { deleteProperty, getProperties } from '../../../src/api/properties';
import { getStoreBots, installStoreBot } from '../../../src/api/store';
import { getIterationUsage, getPaymentPlan, setAds } from '../../../src/api/usage';
import {
  countSessions,
  getLinkedTelegramAccounts,
  getTelegramLinkUrl,
  getUser,
  logOutAllDevices,
  resetApiKey,
  updateEmail,
  updatePassword,
} from '../../../src/api/user';
import { madeUpApiKey, madeUpBotToken } from '../../fixtures/api/answers';
import { failureOf, noSuchRoute, recording, says } from './recorder';

interface Sent {
  readonly call: (http: HttpClient) => Promise<unknown>;
  /** `METHOD /path?query`, as the API reference has it. */
  readonly request: string;
  readonly body?: unknown;
  /** What a server may say to it. */
  readonly answer: unknown;
}

const password = 'made-up-password';
const loginToken = 'made-up-login-token';
const command = newCommandBody('/help', 12, 'Bot.sendMessage("?")');
const commandBody = {
  command: '/help',
  aliases: '',
  answer: '',
  group: '',
  help: null,
  keyboard_body: '',
  commands_folder_id: 12,
  auto_retry_time: '',
  bjs_code: 'Bot.sendMessage("?")',
  need_reply: false,
};
const credentials = { email: 'user@example.com', password };

/** Typed by hand from the API reference, one call of the client for each endpoint. */
const sent: Readonly<Record<EndpointId, Sent>> = {
  signIn: {
    call: (http) => apiKeyFor(http, credentials),
    request: 'POST /auth/sign_in',
    body: { email: 'user@example.com', password },
    answer: {},
  },
  getTelegramLoginUrl: {
    call: (http) => getTelegramLoginLink(http),
    request: 'POST /auth/tg_login_link',
    answer: { link: 'https://t.me/BotsBusinessAdminBot?start=login-1', token: loginToken },
  },
  signUp: {
    call: (http) => signUp(http, credentials),
    request: 'POST /auth',
    body: { email: 'user@example.com', password, password_confirmation: password },
    answer: {},
  },
  telegramLogin: {
    call: (http) => apiKeyFromTelegram(http, loginToken),
    request: `GET /auth/tg_login?token=${loginToken}`,
    answer: { status: 'waiting' },
  },
  resetPassword: {
    call: (http) => resetPassword(http, 'user@example.com'),
    request: 'POST /user/reset_password',
    body: { email: 'user@example.com' },
    answer: { message: 'Sent' },
  },
  updatePassword: {
    call: (http) => updatePassword(http, password, `new-${password}`),
    request: 'PUT /user/password',
    body: {
      current_password: password,
      password: `new-${password}`,
      password_confirmation: `new-${password}`,
    },
    answer: { message: 'Password updated' },
  },
  getUser: { call: (http) => getUser(http), request: 'GET /user', answer: { id: 1 } },
  updateEmail: {
    call: (http) => updateEmail(http, 'new@example.com'),
    request: 'POST /user/email',
    body: { email: 'new@example.com' },
    answer: { message: 'Updated' },
  },
  getLinkedTelegramAccounts: {
    call: (http) => getLinkedTelegramAccounts(http),
    request: 'GET /user/linked_accounts',
    answer: [],
  },
  getTelegramLinkUrl: {
    call: (http) => getTelegramLinkUrl(http),
    request: 'GET /user/tg_connection_link',
    answer: { link: 'https://t.me/BotsBusinessAdminBot?start=link-1-abc' },
  },
  getSessionTokens: { call: (http) => countSessions(http), request: 'GET /user/tokens', answer: [] },
  resetApiKey: {
    call: (http) => resetApiKey(http),
    request: 'POST /user/reset_api_key',
    answer: { api_key: madeUpApiKey },
  },
  logOutAllDevices: {
    call: (http) => logOutAllDevices(http),
    request: 'DELETE /user/tokens',
    answer: { message: 'Done' },
  },
  getIterationUsage: {
    call: (http) => getIterationUsage(http),
    request: 'GET /user/iteration_quota',
    answer: { limit: 1, progress: 0 },
  },
  setAds: {
    call: (http) => setAds(http, false),
    request: 'POST /user/ads',
    body: { have_ads: false },
    answer: { message: 'Done' },
  },
  getPaymentPlan: {
    call: (http) => getPaymentPlan(http),
    request: 'GET /user/payment_plan',
    answer: { id: 1 },
  },
  createBot: {
    call: (http) => createBot(http, 'MyBot', madeUpBotToken),
    request: 'POST /bots',
    body: { name: 'MyBot', token: madeUpBotToken },
    answer: { id: 7 },
  },
  getBots: { call: (http) => getBots(http), request: 'GET /bots', answer: [] },
  getBot: { call: (http) => getBot(http, 7), request: 'GET /bots/7', answer: { id: 7 } },
  editBot: {
    call: (http) => editBot(http, 7, 'MyBot', madeUpBotToken),
    request: 'PUT /bots/7',
    body: { name: 'MyBot', token: madeUpBotToken },
    answer: { id: 7 },
  },
  deleteBot: { call: (http) => deleteBot(http, 7), request: 'DELETE /bots/7', answer: '' },
  setBotStatus: {
    call: (http) => setBotStatus(http, 7, 'start_launch'),
    request: 'POST /bots/7/status',
    body: { status: 'start_launch' },
    answer: { id: 7 },
  },
  startCsvImport: {
    call: (http) => startCsvImport(http, 7, 'https://example.com/a.csv'),
    request: 'POST /bots/7/csv_import',
    body: { csv_url: 'https://example.com/a.csv' },
    answer: { id: 3, status: 'new' },
  },
  getCsvImportTask: {
    call: (http) => getCsvImportTask(http, 7, 3),
    request: 'GET /bots/7/csv_import/3',
    answer: { id: 3, status: 'finished' },
  },
  copyBot: { call: (http) => copyBot(http, 7), request: 'GET /bots/7/copy', answer: { message: 'Created' } },
  gitExport: {
    call: (http) => exportToGit(http, 7, 'main'),
    request: 'POST /bots/7/git_export',
    body: { branch: 'main' },
    answer: 'success',
  },
  gitImport: {
    call: (http) => importFromGit(http, 7, 'main'),
    request: 'POST /bots/7/git_import',
    body: { branch: 'main' },
    answer: 'ok',
  },
  getInstalledLibraries: {
    call: (http) => getInstalledLibraries(http, 7),
    request: 'GET /bots/7/libs',
    answer: [],
  },
  installLibrary: {
    call: (http) => installLibrary(http, 7, 10),
    request: 'POST /bots/7/libs',
    body: { lib_id: 10 },
    answer: 'true',
  },
  uninstallLibrary: {
    call: (http) => uninstallLibrary(http, 7, 10),
    request: 'DELETE /bots/7/libs/10',
    answer: 'true',
  },
  getErrorLog: {
    call: (http) => getErrorLog(http, 7, 1),
    request: 'GET /bots/7/error_logs?page=1',
    answer: [],
  },
  clearErrorLog: { call: (http) => clearErrorLog(http, 7), request: 'DELETE /bots/7/error_logs', answer: '' },
  createFolder: {
    call: (http) => createFolder(http, 7, 'Admin'),
    request: 'POST /bots/7/commands_folders',
    body: { title: 'Admin' },
    answer: { id: 12 },
  },
  getFolders: { call: (http) => getFolders(http, 7), request: 'GET /bots/7/commands_folders', answer: [] },
  deleteFolder: {
    call: (http) => deleteFolder(http, 7, 12),
    request: 'DELETE /bots/7/commands_folders/12',
    answer: '',
  },
  getCommands: {
    call: (http) => getCommands(http, 7, 2),
    request: 'GET /bots/7/commands?page=2',
    answer: [],
  },
  createCommand: {
    call: (http) => createCommand(http, 7, command),
    request: 'POST /bots/7/commands',
    body: commandBody,
    answer: { id: 8 },
  },
  getCommand: {
    call: (http) => getCommand(http, 7, 8),
    request: 'GET /bots/7/commands/8',
    answer: { id: 8 },
  },
  editCommand: {
    call: (http) => editCommand(http, 7, 8, command),
    request: 'PUT /bots/7/commands/8',
    body: commandBody,
    answer: { id: 8 },
  },
  deleteCommand: {
    call: (http) => deleteCommand(http, 7, 8),
    request: 'DELETE /bots/7/commands/8',
    answer: '',
  },
  getBroadcastTasks: {
    call: (http) => getBroadcastTasks(http, 7, 1),
    request: 'GET /bots/7/run_all_tasks?page=1',
    answer: [],
  },
  deleteBroadcastTask: {
    call: (http) => deleteBroadcastTask(http, 7, 9),
    request: 'DELETE /bots/7/run_all_tasks/9',
    answer: 'success',
  },
  pauseBroadcastTask: {
    call: (http) => pauseBroadcastTask(http, 7, 9),
    request: 'POST /bots/7/run_all_tasks/9/pause',
    answer: { id: 9, status: 'paused' },
  },
  resumeBroadcastTask: {
    call: (http) => resumeBroadcastTask(http, 7, 9),
    request: 'POST /bots/7/run_all_tasks/9/resume',
    answer: { id: 9, status: 'in progress' },
  },
  getChats: { call: (http) => getChats(http, 7, 3), request: 'GET /bots/7/chats?page=3', answer: [] },
  blockChat: {
    call: (http) => blockChat(http, 7, 149760797),
    request: 'POST /bots/7/chats/149760797/block',
    answer: { id: 149760797 },
  },
  unblockChat: {
    call: (http) => unblockChat(http, 7, 149760797),
    request: 'POST /bots/7/chats/149760797/unblock',
    answer: { id: 149760797 },
  },
  getProperties: {
    call: (http) => getProperties(http, 7, 1),
    request: 'GET /bots/7/properties?page=1',
    answer: [],
  },
  deleteProperty: {
    call: (http) => deleteProperty(http, 7, 5),
    request: 'DELETE /bots/7/properties/5',
    answer: 'success',
  },
  getLibraries: { call: (http) => getLibraries(http), request: 'GET /store/libs', answer: [] },
  getAdminPanels: {
    call: (http) => getAdminPanels(http, 7),
    request: 'GET /bots/7/active_options',
    answer: [],
  },
  updateAdminPanel: {
    call: (http) => updateAdminPanel(http, 7, 831882252, { rate: 5 }),
    request: 'PUT /bots/7/active_options/831882252',
    body: { values: { rate: 5 } },
    answer: { id: 831882252, name: 'P' },
  },
  getStoreBots: { call: (http) => getStoreBots(http), request: 'GET /store/bots', answer: [] },
  installDemoBot: {
    call: (http) => installStoreBot(http, 4),
    request: 'POST /bots/installed',
    body: { id: 4 },
    answer: 'true',
  },
  getCloudPlans: { call: (http) => getCloudPlans(http), request: 'GET /cloud_plans', answer: [] },
};

/** Brings one-time credentials, as an answer to a sign-in does. */
const withSession = { headers: { 'access-token': 'made-up-access', client: 'c', uid: 'u' } };

describe('api: every endpoint', () => {
  it('has a call of the client', () => {
    assert.deepEqual(Object.keys(sent).sort(), [...endpointIds].sort());
  });

  for (const id of endpointIds) {
    const { call, request, body, answer } = sent[id];
    const row = endpoint(id);
    const isWrite = row.effect === 'write';

    describe(`${row.title} (${id})`, () => {
      it('is asked for as documented', async () => {
        const { http, requests } = recording(({ path }) =>
          path === '/user' ? says({ id: 1, api_key: madeUpApiKey }) : says(answer, withSession),
        );
        await call(http);
        const first = requests[0]!;
        const query = new URLSearchParams(first.query).toString();
        assert.equal(`${first.method} ${first.path}${query ? `?${query}` : ''}`, request);
        assert.deepEqual(first.body, body);
        assert.deepEqual(Object.keys((first.body as object | undefined) ?? {}), row.body ?? []);
        assert.deepEqual(Object.keys(first.query), row.query ?? []);
        assert.equal(first.hasKey, !row.anonymous);
      });

      const failing = (response: () => Response) => {
        const { http, requests } = recording(response);
        return { failure: failureOf(call(http)), requests };
      };
      const fails = async (status: number, text: unknown, headers: Record<string, string> = {}) => {
        const error = await failing(() => says(text, { status, headers })).failure;
        assert.equal(error.endpoint, id);
        return error;
      };

      it('that the server does not have is named, after all its paths', async () => {
        const { failure, requests } = failing(noSuchRoute);
        const error = await failure;
        assert.deepEqual([error.reason, error.endpoint], ['routeMissing', id]);
        assert.equal(error.outcomeUnknown, false);
        assert.equal(requests.length, 1 + (row.alternatives?.length ?? 0));
      });

      it('that is forbidden says why', async () => {
        const error = await fails(403, { error: 'Bot is protected' });
        assert.deepEqual([error.reason, error.serverMessages], ['forbidden', ['Bot is protected']]);
      });

      it('that is refused says why, in a 422 and in a 200', async () => {
        for (const status of [422, 200]) {
          for (const said of [{ error: 'No' }, { errors: ['No'] }]) {
            const error = await fails(status, said);
            assert.deepEqual([error.reason, error.serverMessages], ['refused', ['No']]);
          }
        }
      });

      it('tells the other failures apart', async () => {
        assert.equal((await fails(401, { errors: ['You need to sign in'] })).reason, 'unauthorized');
        const rateLimited = await fails(429, '', { 'retry-after': '3600' });
        assert.deepEqual([rateLimited.reason, rateLimited.retryAfterMs], ['rateLimited', 3_600_000]);
        const broken = await fails(500, '');
        assert.deepEqual([broken.reason, broken.outcomeUnknown], ['server', isWrite]);
        const page = await fails(200, '<html>Sign in to the network</html>');
        assert.deepEqual([page.reason, page.outcomeUnknown], ['notJson', isWrite]);
        const cut = await fails(200, '{"id": ');
        assert.deepEqual([cut.reason, cut.outcomeUnknown], ['malformed', isWrite]);
      });

      it('is sent again after a dropped connection only if it reads', async () => {
        const { http, requests } = recording(() =>
          Promise.reject(Object.assign(new TypeError('fetch failed'), { code: 'ECONNRESET' })),
        );
        const error = await failureOf(call(http), 'network');
        assert.equal(error.outcomeUnknown, isWrite);
        assert.equal(requests.length, isWrite ? 1 : 3);
      });

      it('keeps to itself what is secret, also when the server repeats it', async () => {
        const { http } = recording(({ body: its, query }) =>
          says(
            { error: `wrong: ${Object.values({ ...(its as object), ...query }).join(' ')} ${madeUpApiKey}` },
            { status: 422 },
          ),
        );
        const shown = inspect(await failureOf(call(http), 'refused'), { depth: 9, showHidden: true });
        for (const secret of [madeUpApiKey, password, loginToken, madeUpBotToken]) {
          // Sent without the key, nothing tells it from any other text.
          if (row.anonymous && secret === madeUpApiKey) continue;
          assert.ok(!shown.includes(secret), shown);
        }
      });
    });
  }
});
