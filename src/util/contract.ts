/** Every id that `package.json` and the code share; a test compares the two. */

export const commandIds = {
  signIn: 'botsBusiness.signIn',
  signOut: 'botsBusiness.signOut',
  trySandbox: 'botsBusiness.trySandbox',
  refresh: 'botsBusiness.refresh',
  refreshBot: 'botsBusiness.refreshBot',
  refreshAccount: 'botsBusiness.refreshAccount',
  retry: 'botsBusiness.retry',
  openCommand: 'botsBusiness.openCommand',
  newBot: 'botsBusiness.newBot',
  newCommand: 'botsBusiness.newCommand',
  newFolder: 'botsBusiness.newFolder',
  rename: 'botsBusiness.rename',
  editProperties: 'botsBusiness.editProperties',
  moveToFolder: 'botsBusiness.moveToFolder',
  delete: 'botsBusiness.delete',
  commandHistory: 'botsBusiness.commandHistory',
  restoreDeletedCommand: 'botsBusiness.restoreDeletedCommand',
  openChanges: 'botsBusiness.openChanges',
  compareCommands: 'botsBusiness.compareCommands',
  compareBots: 'botsBusiness.compareBots',
  openBotAsFolder: 'botsBusiness.openBotAsFolder',
  cut: 'botsBusiness.cut',
  copy: 'botsBusiness.copy',
  paste: 'botsBusiness.paste',
  cancelCut: 'botsBusiness.cancelCut',
  duplicate: 'botsBusiness.duplicate',
  copyToBot: 'botsBusiness.copyToBot',
  mergeFolder: 'botsBusiness.mergeFolder',
  continueFolderRename: 'botsBusiness.continueFolderRename',
  moveFolderBack: 'botsBusiness.moveFolderBack',
  copyName: 'botsBusiness.copyName',
  copyId: 'botsBusiness.copyId',
  pinBot: 'botsBusiness.pinBot',
  unpinBot: 'botsBusiness.unpinBot',
  startBot: 'botsBusiness.startBot',
  stopBot: 'botsBusiness.stopBot',
  importBotFolder: 'botsBusiness.importBotFolder',
  exportBotToFolder: 'botsBusiness.exportBotToFolder',
  openInTelegram: 'botsBusiness.openInTelegram',
  editPanel: 'botsBusiness.editPanel',
  businessConnections: 'botsBusiness.businessConnections',
  showBotActions: 'botsBusiness.showBotActions',
  showUsage: 'botsBusiness.showUsage',
  findInBot: 'botsBusiness.findInBot',
  replaceInBot: 'botsBusiness.replaceInBot',
  goToCommand: 'botsBusiness.goToCommand',
  checkApi: 'botsBusiness.checkApi',
  checkBot: 'botsBusiness.checkBot',
  checkBotFolder: 'botsBusiness.checkBotFolder',
  showLog: 'botsBusiness.showLog',
  reportIssue: 'botsBusiness.reportIssue',
  openWalkthrough: 'botsBusiness.openWalkthrough',
  editBot: 'botsBusiness.editBot',
  copyBot: 'botsBusiness.copyBot',
  importFromCsv: 'botsBusiness.importFromCsv',
  exportToGit: 'botsBusiness.exportToGit',
  importFromGit: 'botsBusiness.importFromGit',
  installDemoBot: 'botsBusiness.installDemoBot',
  changeEmail: 'botsBusiness.changeEmail',
  changePassword: 'botsBusiness.changePassword',
  linkTelegramAccount: 'botsBusiness.linkTelegramAccount',
  logOutEverywhere: 'botsBusiness.logOutEverywhere',
  resetApiKey: 'botsBusiness.resetApiKey',
  turnAdsOnOrOff: 'botsBusiness.turnAdsOnOrOff',
  showCloudPlans: 'botsBusiness.showCloudPlans',
  showIterationUsage: 'botsBusiness.showIterationUsage',
  // The view of the current bot.
  openError: 'botsBusiness.openError',
  clearErrors: 'botsBusiness.clearErrors',
  installLibrary: 'botsBusiness.installLibrary',
  uninstallLibrary: 'botsBusiness.uninstallLibrary',
  pauseBroadcast: 'botsBusiness.pauseBroadcast',
  resumeBroadcast: 'botsBusiness.resumeBroadcast',
  deleteBroadcast: 'botsBusiness.deleteBroadcast',
  searchChats: 'botsBusiness.searchChats',
  filterChats: 'botsBusiness.filterChats',
  blockChat: 'botsBusiness.blockChat',
  unblockChat: 'botsBusiness.unblockChat',
  copyTelegramId: 'botsBusiness.copyTelegramId',
  searchProperties: 'botsBusiness.searchProperties',
  filterProperties: 'botsBusiness.filterProperties',
  showProperty: 'botsBusiness.showProperty',
  copyValue: 'botsBusiness.copyValue',
  deleteProperty: 'botsBusiness.deleteProperty',
  clearFilter: 'botsBusiness.clearFilter',
  showMore: 'botsBusiness.showMore',
  // The rows of what was found in bots.
  previewReplacement: 'botsBusiness.previewReplacement',
  replaceFound: 'botsBusiness.replaceFound',
  replaceAllFound: 'botsBusiness.replaceAllFound',
  dismissFound: 'botsBusiness.dismissFound',
  copyFound: 'botsBusiness.copyFound',
  copyAllFound: 'botsBusiness.copyAllFound',
  findAgain: 'botsBusiness.findAgain',
  clearFound: 'botsBusiness.clearFound',
} as const;
/** The commands of the view of the current bot. */
export const botViewCommandIds = [
  commandIds.openError,
  commandIds.clearErrors,
  commandIds.installLibrary,
  commandIds.uninstallLibrary,
  commandIds.pauseBroadcast,
  commandIds.resumeBroadcast,
  commandIds.deleteBroadcast,
  commandIds.searchChats,
  commandIds.filterChats,
  commandIds.blockChat,
  commandIds.unblockChat,
  commandIds.copyTelegramId,
  commandIds.searchProperties,
  commandIds.filterProperties,
  commandIds.showProperty,
  commandIds.copyValue,
  commandIds.deleteProperty,
  commandIds.clearFilter,
  commandIds.showMore,
] as const;
/** What is done with what was found in bots. */
export const foundCommandIds = [
  commandIds.previewReplacement,
  commandIds.replaceFound,
  commandIds.replaceAllFound,
  commandIds.dismissFound,
  commandIds.copyFound,
  commandIds.copyAllFound,
  commandIds.findAgain,
  commandIds.clearFound,
] as const;
export type FoundCommandId = (typeof foundCommandIds)[number];
/** What cuts, copies, duplicates and merges commands and folders. */
export const moveCommandIds = [
  commandIds.cut,
  commandIds.copy,
  commandIds.paste,
  commandIds.duplicate,
  commandIds.copyToBot,
  commandIds.mergeFolder,
] as const;
export type MoveCommandId = (typeof moveCommandIds)[number];
/** Earlier versions of commands, what is shown beside each other, and bots in the Explorer. */
export const historyAndCompareIds = [
  commandIds.commandHistory,
  commandIds.restoreDeletedCommand,
  commandIds.openChanges,
  commandIds.compareCommands,
  commandIds.compareBots,
  commandIds.openBotAsFolder,
] as const;
/** What is done to the current account, from its view or from the palette. */
export const accountActionIds = [
  commandIds.changeEmail,
  commandIds.changePassword,
  commandIds.linkTelegramAccount,
  commandIds.logOutEverywhere,
  commandIds.resetApiKey,
  commandIds.turnAdsOnOrOff,
  commandIds.showCloudPlans,
  commandIds.showIterationUsage,
] as const;
export type AccountActionId = (typeof accountActionIds)[number];
export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewIds = {
  bots: 'botsBusiness.bots',
  command: 'botsBusiness.command',
  bot: 'botsBusiness.bot',
  account: 'botsBusiness.account',
  find: 'botsBusiness.find',
  found: 'botsBusiness.found',
} as const;
export type ViewId = (typeof viewIds)[keyof typeof viewIds];

/** The kind of webview that holds the form of an admin panel; VS Code keeps it over reloads by this name. */
export const panelViewType = 'botsBusiness.adminPanel';

export const walkthroughIds = { firstSteps: 'firstSteps' } as const;

/** Keys of `when` clauses. */
export const contextKeys = {
  /**
   * `starting` until the stored accounts are read, then `signedOut`, or `loading` until the bots of an account are
   * known or could not be had, then `signedIn`.
   */
  session: 'botsBusiness.session',
  /** There is no connection to the only account and nothing of it is known from before. */
  offline: 'botsBusiness.offline',
  /** What a person did in this window, each `true` from then on; steps of the walkthrough are done by it. */
  commandOpened: 'botsBusiness.commandOpened',
  commandSaved: 'botsBusiness.commandSaved',
  commandCreated: 'botsBusiness.commandCreated',
  botStarted: 'botsBusiness.botStarted',
  /** Commands or folders were cut or copied and can be pasted. */
  pasteable: 'botsBusiness.pasteable',
  /** Rows show that they were cut. */
  isCut: 'botsBusiness.isCut',
  /** A bot is pinned as the current one. */
  pinned: 'botsBusiness.pinned',
  /** Something is looked for in bots. */
  searched: 'botsBusiness.searched',
  /** Something was found. */
  found: 'botsBusiness.hasFound',
  /** The field shows for what comes in place of what was found. */
  replacing: 'botsBusiness.replacing',
} as const;

export const settingIds = {
  apiUrl: 'botsBusiness.api.url',
  apiEndpoints: 'botsBusiness.api.endpoints',
  bjsRules: 'botsBusiness.bjs.rules',
  historyDays: 'botsBusiness.history.days',
  historyMegabytes: 'botsBusiness.history.megabytes',
  historyVersions: 'botsBusiness.history.versionsPerCommand',
} as const;

/** Settings of VS Code itself that are respected. */
export const vscodeSettingIds = {
  /** Whether walkthroughs of extensions open by themselves. */
  openWalkthroughs: 'workbench.welcomePage.walkthroughs.openOnInstall',
} as const;

/** The scheme of command files. */
export const fileScheme = 'bb';
/** The scheme of texts that are only to be read. */
export const readOnlyScheme = 'bb-text';
export const bjsLanguage = 'bjs';
