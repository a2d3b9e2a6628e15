import type { EndpointId } from '../../api/endpoints';
import type { Handler } from './handler';
import { getAdminPanels, updateAdminPanel } from './handlers/adminPanels';
import { getTelegramLoginUrl, resetPassword, signIn, signUp, telegramLogin } from './handlers/authentication';
import { copyBot, createBot, deleteBot, editBot, getBot, getBots, setBotStatus } from './handlers/bots';
import {
  deleteBroadcastTask,
  getBroadcastTasks,
  pauseBroadcastTask,
  resumeBroadcastTask,
} from './handlers/broadcasts';
import { blockChat, getChats, unblockChat } from './handlers/chats';
import { createCommand, deleteCommand, editCommand, getCommand, getCommands } from './handlers/commands';
import { getCsvImportTask, startCsvImport } from './handlers/csvImport';
import { clearErrorLog, getErrorLog } from './handlers/errorLog';
import { createFolder, deleteFolder, getFolders } from './handlers/folders';
import { gitExport, gitImport } from './handlers/git';
import { getInstalledLibraries, getLibraries, installLibrary, uninstallLibrary } from './handlers/libraries';
import { deleteProperty, getProperties } from './handlers/properties';
import { getCloudPlans, getStoreBots, installDemoBot } from './handlers/store';
import {
  getIterationUsage,
  getLinkedTelegramAccounts,
  getPaymentPlan,
  getSessionTokens,
  getTelegramLinkUrl,
  getUser,
  logOutAllDevices,
  resetApiKey,
  setAds,
  updateEmail,
  updatePassword,
} from './handlers/user';

/** What the sandbox does for each row of the table. */
export const handlers: Readonly<Record<EndpointId, Handler>> = {
  signIn,
  getTelegramLoginUrl,
  signUp,
  telegramLogin,
  resetPassword,
  updatePassword,
  getUser,
  updateEmail,
  getLinkedTelegramAccounts,
  getTelegramLinkUrl,
  getSessionTokens,
  resetApiKey,
  logOutAllDevices,
  getIterationUsage,
  setAds,
  getPaymentPlan,
  createBot,
  getBots,
  getBot,
  editBot,
  deleteBot,
  setBotStatus,
  startCsvImport,
  getCsvImportTask,
  copyBot,
  gitExport,
  gitImport,
  getInstalledLibraries,
  installLibrary,
  uninstallLibrary,
  getErrorLog,
  clearErrorLog,
  createFolder,
  getFolders,
  deleteFolder,
  getCommands,
  createCommand,
  getCommand,
  editCommand,
  deleteCommand,
  getBroadcastTasks,
  deleteBroadcastTask,
  pauseBroadcastTask,
  resumeBroadcastTask,
  getChats,
  blockChat,
  unblockChat,
  getProperties,
  deleteProperty,
  getLibraries,
  getAdminPanels,
  updateAdminPanel,
  getStoreBots,
  installDemoBot,
  getCloudPlans,
};
