import type { EndpointId } from '../../api/endpoints';
import type { Handler } from './handler';
import { signIn } from './handlers/authentication';
import { createBot, deleteBot, editBot, getBot, getBots, setBotStatus } from './handlers/bots';
import { createCommand, deleteCommand, editCommand, getCommand, getCommands } from './handlers/commands';
import { createFolder, deleteFolder, getFolders } from './handlers/folders';
import { getIterationUsage, getPaymentPlan, getUser } from './handlers/user';

/** What the sandbox can do. A row of the table without a handler answers like an unknown route. */
export const handlers: Readonly<Partial<Record<EndpointId, Handler>>> = {
  signIn,
  getUser,
  getIterationUsage,
  getPaymentPlan,
  createBot,
  getBots,
  getBot,
  editBot,
  deleteBot,
  setBotStatus,
  getFolders,
  createFolder,
  deleteFolder,
  getCommands,
  getCommand,
  createCommand,
  editCommand,
  deleteCommand,
};
