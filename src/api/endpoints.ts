/**
 * The one table of all 55 endpoints of Bots.Business API v2. Client, sandbox routes, coverage test, *Check API*
 * and README derive from it; no other file spells a path of the API.
 */

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * What is known of a row. `seen`: method and path were seen for v2 · `inferred`: the method was seen for v2, the path
 * follows from v1 or a sibling · `assumed`: only the title is documented, the path is this project's choice.
 */
export type Evidence = 'seen' | 'inferred' | 'assumed';

export type Section =
  | 'Authentication'
  | 'User account'
  | 'Bots'
  | 'Folders'
  | 'Commands'
  | 'Broadcast'
  | 'Chats'
  | 'Properties'
  | 'Libraries'
  | 'Admin Panel'
  | 'Demo Store'
  | 'Cloud';

export interface Endpoint {
  readonly section: Section;
  /** The title in the public API documentation. */
  readonly title: string;
  readonly method: HttpMethod;
  /** Below the account's base URL, with `{parameters}`. */
  readonly path: string;
  /**
   * What the call does to the account. Retry, sharing of reads in flight and alternatives follow this and never the
   * method: *Copy Bot* is a GET that writes.
   */
  readonly effect: 'read' | 'write';
  readonly evidence: Evidence;
  /** The exact JSON keys of the body, in the order of the documentation. Absent: no body. */
  readonly body?: readonly string[];
  /** Keys of `body` that no public source shows. */
  readonly assumedBody?: readonly string[];
  /** Query parameters besides the key. */
  readonly query?: readonly string[];
  /** Keys of `query` that no public source shows. */
  readonly assumedQuery?: readonly string[];
  /** Other paths of a read, tried in this order when the server says that the route does not exist. */
  readonly alternatives?: readonly string[];
  /**
   * For those paths of a read that list groups of what is asked for: the path that lists the members of one group,
   * with a parameter that the path of the groups does not have.
   */
  readonly members?: Readonly<Record<string, string>>;
  /** The path continues that of this read: whichever of its paths answered, this one starts with it. */
  readonly under?: string;
  /** The command or view by which a person reaches it; absent while no part of the product uses it. */
  readonly place?: string;
  /** Its record can tell of an `error` of its own: with an id in a 2xx, that is no failure of the call. */
  readonly ownError?: true;
  /** Works without an account. */
  readonly anonymous?: true;
}

const commandBody = [
  'command',
  'aliases',
  'answer',
  'group',
  'help',
  'keyboard_body',
  'commands_folder_id',
  'auto_retry_time',
  'bjs_code',
  'need_reply',
] as const;

const tasks = '/bots/{bot_id}/run_all_tasks';
const properties = '/bots/{bot_id}/properties';

export const endpoints = {
  signIn: {
    section: 'Authentication',
    title: 'Sign in',
    method: 'POST',
    path: '/auth/sign_in',
    effect: 'write',
    evidence: 'seen',
    body: ['email', 'password'],
    anonymous: true,
    place: 'botsBusiness.signIn',
  },
  getTelegramLoginUrl: {
    section: 'Authentication',
    title: 'Get Telegram login URL',
    method: 'POST',
    path: '/auth/tg_login_link',
    effect: 'write',
    evidence: 'assumed',
    anonymous: true,
    place: 'botsBusiness.signIn',
  },
  signUp: {
    section: 'Authentication',
    title: 'Sign up',
    method: 'POST',
    path: '/auth',
    effect: 'write',
    evidence: 'seen',
    body: ['email', 'password', 'password_confirmation'],
    assumedBody: ['password_confirmation'],
    anonymous: true,
    place: 'botsBusiness.signIn',
  },
  telegramLogin: {
    section: 'Authentication',
    title: 'Telegram login',
    method: 'GET',
    path: '/auth/tg_login',
    // The answer hands out one-time credentials, so it must not be repeated.
    effect: 'write',
    evidence: 'assumed',
    query: ['token'],
    assumedQuery: ['token'],
    anonymous: true,
    place: 'botsBusiness.signIn',
  },
  resetPassword: {
    section: 'Authentication',
    title: 'Reset Password',
    method: 'POST',
    path: '/user/reset_password',
    effect: 'write',
    evidence: 'seen',
    body: ['email'],
    anonymous: true,
    place: 'botsBusiness.signIn',
  },
  updatePassword: {
    section: 'User account',
    title: 'Update password',
    method: 'PUT',
    path: '/user/password',
    effect: 'write',
    evidence: 'assumed',
    body: ['current_password', 'password', 'password_confirmation'],
    assumedBody: ['current_password', 'password', 'password_confirmation'],
    place: 'botsBusiness.changePassword',
  },
  getUser: {
    section: 'User account',
    title: 'Get user details',
    method: 'GET',
    path: '/user',
    effect: 'read',
    evidence: 'seen',
    place: 'botsBusiness.signIn',
  },
  updateEmail: {
    section: 'User account',
    title: 'Update email',
    method: 'POST',
    path: '/user/email',
    effect: 'write',
    evidence: 'seen',
    body: ['email'],
    assumedBody: ['email'],
    place: 'botsBusiness.changeEmail',
  },
  getLinkedTelegramAccounts: {
    section: 'User account',
    title: 'Get linked telegram accounts',
    method: 'GET',
    path: '/user/linked_accounts',
    effect: 'read',
    evidence: 'seen',
    place: 'botsBusiness.account',
  },
  getTelegramLinkUrl: {
    section: 'User account',
    title: 'Get telegram link url',
    method: 'GET',
    path: '/user/tg_connection_link',
    effect: 'read',
    evidence: 'seen',
    place: 'botsBusiness.linkTelegramAccount',
  },
  getSessionTokens: {
    section: 'User account',
    title: 'Get users session token',
    method: 'GET',
    path: '/user/tokens',
    effect: 'read',
    evidence: 'seen',
    place: 'botsBusiness.account',
  },
  resetApiKey: {
    section: 'User account',
    title: 'Reset api key',
    method: 'POST',
    path: '/user/reset_api_key',
    effect: 'write',
    evidence: 'assumed',
    place: 'botsBusiness.resetApiKey',
  },
  logOutAllDevices: {
    section: 'User account',
    title: 'Log out all device',
    method: 'DELETE',
    path: '/user/tokens',
    effect: 'write',
    evidence: 'assumed',
    place: 'botsBusiness.logOutEverywhere',
  },
  getIterationUsage: {
    section: 'User account',
    title: 'Get iteration usage',
    method: 'GET',
    path: '/user/iteration_quota',
    effect: 'read',
    evidence: 'assumed',
    alternatives: ['/user/iterations', '/user/iteration_usage', '/user/quota'],
    place: 'status bar: iteration usage',
  },
  setAds: {
    section: 'User account',
    title: 'Turn ON or OFF ads',
    method: 'POST',
    path: '/user/ads',
    effect: 'write',
    evidence: 'assumed',
    body: ['have_ads'],
    assumedBody: ['have_ads'],
    place: 'botsBusiness.turnAdsOnOrOff',
  },
  getPaymentPlan: {
    section: 'User account',
    title: 'Get payment plan',
    method: 'GET',
    path: '/user/payment_plan',
    effect: 'read',
    evidence: 'assumed',
    alternatives: ['/user/plan', '/payment_plan'],
    place: 'status bar: iteration usage',
  },
  createBot: {
    section: 'Bots',
    title: 'Create Bot',
    method: 'POST',
    path: '/bots',
    effect: 'write',
    evidence: 'inferred',
    body: ['name', 'token'],
    place: 'botsBusiness.newBot',
  },
  getBots: {
    section: 'Bots',
    title: 'Get Bots',
    method: 'GET',
    path: '/bots',
    effect: 'read',
    evidence: 'seen',
    place: 'botsBusiness.bots',
  },
  getBot: {
    section: 'Bots',
    title: 'Get single bot',
    method: 'GET',
    path: '/bots/{bot_id}',
    effect: 'read',
    evidence: 'inferred',
    place: 'status bar: run state',
  },
  editBot: {
    section: 'Bots',
    title: 'Edit Bot',
    method: 'PUT',
    path: '/bots/{bot_id}',
    effect: 'write',
    evidence: 'seen',
    body: ['name', 'token'],
    place: 'botsBusiness.editBot',
  },
  deleteBot: {
    section: 'Bots',
    title: 'Delete Bot',
    method: 'DELETE',
    path: '/bots/{bot_id}',
    effect: 'write',
    evidence: 'seen',
    place: 'botsBusiness.delete',
  },
  setBotStatus: {
    section: 'Bots',
    title: 'Start or Stop bot',
    method: 'POST',
    path: '/bots/{bot_id}/status',
    effect: 'write',
    evidence: 'seen',
    body: ['status'],
    place: 'botsBusiness.startBot',
  },
  startCsvImport: {
    section: 'Bots',
    title: 'Start CSV import',
    method: 'POST',
    path: '/bots/{bot_id}/csv_import',
    effect: 'write',
    evidence: 'assumed',
    body: ['csv_url'],
    assumedBody: ['csv_url'],
    ownError: true,
    place: 'botsBusiness.importFromCsv',
  },
  getCsvImportTask: {
    section: 'Bots',
    title: 'CSV import task status',
    method: 'GET',
    path: '/bots/{bot_id}/csv_import/{task_id}',
    effect: 'read',
    evidence: 'assumed',
    alternatives: ['/bots/{bot_id}/csv_import', '/bots/{bot_id}/csv_import_task'],
    ownError: true,
    place: 'botsBusiness.importFromCsv',
  },
  copyBot: {
    section: 'Bots',
    title: 'Copy Bot',
    method: 'GET',
    path: '/bots/{bot_id}/copy',
    effect: 'write',
    evidence: 'assumed',
    place: 'botsBusiness.copyBot',
  },
  gitExport: {
    section: 'Bots',
    title: 'Git export',
    method: 'POST',
    path: '/bots/{bot_id}/git_export',
    effect: 'write',
    evidence: 'assumed',
    body: ['branch'],
    assumedBody: ['branch'],
    place: 'botsBusiness.exportToGit',
  },
  gitImport: {
    section: 'Bots',
    title: 'Git import',
    method: 'POST',
    path: '/bots/{bot_id}/git_import',
    effect: 'write',
    evidence: 'assumed',
    body: ['branch'],
    assumedBody: ['branch'],
    place: 'botsBusiness.importFromGit',
  },
  getInstalledLibraries: {
    section: 'Bots',
    title: 'Get installed libraries',
    method: 'GET',
    path: '/bots/{bot_id}/libs',
    effect: 'read',
    evidence: 'seen',
    place: 'botsBusiness.bot',
  },
  installLibrary: {
    section: 'Bots',
    title: 'Install Lib',
    method: 'POST',
    path: '/bots/{bot_id}/libs',
    effect: 'write',
    evidence: 'seen',
    body: ['lib_id'],
    place: 'botsBusiness.installLibrary',
  },
  uninstallLibrary: {
    section: 'Bots',
    title: 'Uninstall lib',
    method: 'DELETE',
    path: '/bots/{bot_id}/libs/{lib_id}',
    effect: 'write',
    evidence: 'seen',
    place: 'botsBusiness.uninstallLibrary',
  },
  getErrorLog: {
    section: 'Bots',
    title: 'Get error log',
    method: 'GET',
    path: '/bots/{bot_id}/error_logs',
    effect: 'read',
    evidence: 'seen',
    query: ['page'],
    assumedQuery: ['page'],
    place: 'botsBusiness.bot',
  },
  clearErrorLog: {
    section: 'Bots',
    title: 'Clear error logs',
    method: 'DELETE',
    path: '/bots/{bot_id}/error_logs',
    effect: 'write',
    evidence: 'seen',
    place: 'botsBusiness.clearErrors',
  },
  createFolder: {
    section: 'Folders',
    title: 'Create a folder',
    method: 'POST',
    path: '/bots/{bot_id}/commands_folders',
    effect: 'write',
    evidence: 'seen',
    body: ['title'],
    place: 'botsBusiness.newFolder',
  },
  getFolders: {
    section: 'Folders',
    title: 'Get all folders',
    method: 'GET',
    path: '/bots/{bot_id}/commands_folders',
    effect: 'read',
    evidence: 'seen',
    place: 'botsBusiness.bots',
  },
  deleteFolder: {
    section: 'Folders',
    title: 'Delete a folder',
    method: 'DELETE',
    path: '/bots/{bot_id}/commands_folders/{folder_id}',
    effect: 'write',
    evidence: 'seen',
    place: 'botsBusiness.delete',
  },
  getCommands: {
    section: 'Commands',
    title: 'Get Commands',
    method: 'GET',
    path: '/bots/{bot_id}/commands',
    effect: 'read',
    evidence: 'seen',
    query: ['page'],
    place: 'botsBusiness.bots',
  },
  createCommand: {
    section: 'Commands',
    title: 'Create Command',
    method: 'POST',
    path: '/bots/{bot_id}/commands',
    effect: 'write',
    evidence: 'seen',
    body: commandBody,
    place: 'botsBusiness.newCommand',
  },
  getCommand: {
    section: 'Commands',
    title: 'Get Command Details',
    method: 'GET',
    path: '/bots/{bot_id}/commands/{command_id}',
    effect: 'read',
    evidence: 'seen',
    place: 'editor: open and save',
  },
  editCommand: {
    section: 'Commands',
    title: 'Edit Command',
    method: 'PUT',
    path: '/bots/{bot_id}/commands/{command_id}',
    effect: 'write',
    evidence: 'seen',
    body: commandBody,
    place: 'editor: open and save',
  },
  deleteCommand: {
    section: 'Commands',
    title: 'Delete Command',
    method: 'DELETE',
    path: '/bots/{bot_id}/commands/{command_id}',
    effect: 'write',
    evidence: 'seen',
    place: 'botsBusiness.delete',
  },
  getBroadcastTasks: {
    section: 'Broadcast',
    title: 'Get broadcast tasks',
    method: 'GET',
    path: tasks,
    effect: 'read',
    evidence: 'assumed',
    alternatives: ['/bots/{bot_id}/broadcasts', '/bots/{bot_id}/broadcast_tasks'],
    query: ['page'],
    assumedQuery: ['page'],
    place: 'botsBusiness.bot',
  },
  deleteBroadcastTask: {
    section: 'Broadcast',
    title: 'Delete Broadcast task',
    method: 'DELETE',
    path: `${tasks}/{task_id}`,
    under: 'getBroadcastTasks',
    effect: 'write',
    evidence: 'assumed',
    place: 'botsBusiness.deleteBroadcast',
  },
  pauseBroadcastTask: {
    section: 'Broadcast',
    title: 'Pause broadcast task',
    method: 'POST',
    path: `${tasks}/{task_id}/pause`,
    under: 'getBroadcastTasks',
    effect: 'write',
    evidence: 'assumed',
    place: 'botsBusiness.pauseBroadcast',
  },
  resumeBroadcastTask: {
    section: 'Broadcast',
    title: 'Resume broadcast task',
    method: 'POST',
    path: `${tasks}/{task_id}/resume`,
    under: 'getBroadcastTasks',
    effect: 'write',
    evidence: 'assumed',
    place: 'botsBusiness.resumeBroadcast',
  },
  getChats: {
    section: 'Chats',
    title: 'Get chats',
    method: 'GET',
    path: '/bots/{bot_id}/chats',
    effect: 'read',
    evidence: 'seen',
    query: ['page'],
    assumedQuery: ['page'],
    place: 'botsBusiness.bot',
  },
  blockChat: {
    section: 'Chats',
    title: 'Block chat',
    method: 'POST',
    path: '/bots/{bot_id}/chats/{bb_chat_id}/block',
    effect: 'write',
    evidence: 'seen',
    place: 'botsBusiness.blockChat',
  },
  unblockChat: {
    section: 'Chats',
    title: 'Unblock chat',
    method: 'POST',
    path: '/bots/{bot_id}/chats/{bb_chat_id}/unblock',
    effect: 'write',
    evidence: 'seen',
    place: 'botsBusiness.unblockChat',
  },
  getProperties: {
    section: 'Properties',
    title: 'Get properties',
    method: 'GET',
    path: properties,
    effect: 'read',
    evidence: 'assumed',
    alternatives: ['/bots/{bot_id}/props'],
    query: ['page'],
    assumedQuery: ['page'],
    place: 'botsBusiness.bot',
  },
  deleteProperty: {
    section: 'Properties',
    title: 'Delete property',
    method: 'DELETE',
    path: `${properties}/{property_id}`,
    under: 'getProperties',
    effect: 'write',
    evidence: 'assumed',
    place: 'botsBusiness.deleteProperty',
  },
  getLibraries: {
    section: 'Libraries',
    title: 'Get libraries',
    method: 'GET',
    path: '/store/libs',
    effect: 'read',
    evidence: 'seen',
    place: 'botsBusiness.installLibrary',
  },
  getAdminPanels: {
    section: 'Admin Panel',
    title: 'Get admin panels',
    method: 'GET',
    path: '/bots/{bot_id}/active_options',
    effect: 'read',
    evidence: 'seen',
    place: 'botsBusiness.bot',
  },
  updateAdminPanel: {
    section: 'Admin Panel',
    title: 'Update admin panel values',
    method: 'PUT',
    path: '/bots/{bot_id}/active_options/{panel_id}',
    effect: 'write',
    evidence: 'seen',
    body: ['values'],
    assumedBody: ['values'],
    place: 'botsBusiness.editPanel',
  },
  getStoreBots: {
    section: 'Demo Store',
    title: 'Get store bots',
    method: 'GET',
    path: '/store/bots',
    effect: 'read',
    evidence: 'assumed',
    alternatives: ['/store/collections'],
    members: { '/store/collections': '/store/collections/{collection_id}/bots' },
    place: 'botsBusiness.installDemoBot',
  },
  installDemoBot: {
    section: 'Demo Store',
    title: 'Install demo bot',
    method: 'POST',
    path: '/bots/installed',
    effect: 'write',
    evidence: 'assumed',
    body: ['id'],
    assumedBody: ['id'],
    place: 'botsBusiness.installDemoBot',
  },
  getCloudPlans: {
    section: 'Cloud',
    title: 'Get cloud plans',
    method: 'GET',
    path: '/cloud_plans',
    effect: 'read',
    evidence: 'assumed',
    alternatives: ['/store/cloud_plans', '/plans'],
    place: 'botsBusiness.showCloudPlans',
  },
} as const satisfies Readonly<Record<string, Endpoint>>;

export type EndpointId = keyof typeof endpoints;

/** The row of an endpoint, with its optional columns visible to the type checker. */
export function endpoint(id: EndpointId): Endpoint {
  return endpoints[id];
}

export const endpointIds = Object.keys(endpoints) as EndpointId[];

/** What a path of the table, or one that a person configured in its place, may consist of. */
export const pathPattern = /^\/[A-Za-z0-9_{}/-]+$/;

const parameter = /\{(\w+)\}/g;

/** Whether there is a value for every parameter of a path. */
export function canFill(path: string, params: Readonly<Record<string, number | string>>): boolean {
  return [...path.matchAll(parameter)].every(([, name = '']) => params[name] !== undefined);
}

/**
 * Puts values into a path of the table.
 * @throws TypeError when a parameter has no value or is not a whole number or a plain word: a path never takes text
 * that could leave its segment.
 */
export function fillPath(path: string, params: Readonly<Record<string, number | string>>): string {
  return path.replace(parameter, (_, name: string) => {
    const value = params[name];
    if (value === undefined || !/^[\w-]+$/.test(String(value))) {
      throw new TypeError(`no usable value for {${name}} in ${path}`);
    }
    return String(value);
  });
}
