import type { EndpointId } from '../../api/endpoints';

/** What is not documented of the real server, or differs between servers. May be changed while the sandbox runs. */
export interface SandboxBehaviour {
  /** Records on one page; the real size is not documented. */
  pageSize: number;
  /** Answer as if no `page` had been asked for, as a server that does not know the parameter would. */
  ignorePage: boolean;
  /** How long `start_launch` and `start_stopping` are read back before `works` and `stopped`, in milliseconds. */
  transitionMs: number;
  /** What deleting a folder does to the commands inside; not documented. */
  deletedFolder: 'moveCommandsToRoot' | 'deleteCommands' | 'refuse';
  /** How long copying a bot takes, in milliseconds. */
  copyMs: number;
  /** How long a Git export or import takes, in milliseconds. */
  gitMs: number;
  /** After this a sign-in with Telegram counts as confirmed, in milliseconds: no person confirms it here. */
  loginConfirmMs: number;
  /** After this the link of a sign-in with Telegram is worth nothing, in milliseconds. */
  loginExpireMs: number;
  /** Serve these endpoints on another path than the table's. Read once, at the start. */
  readonly paths: Readonly<Partial<Record<EndpointId, string>>>;
}

export const defaultBehaviour: SandboxBehaviour = {
  pageSize: 50,
  ignorePage: false,
  transitionMs: 1500,
  deletedFolder: 'moveCommandsToRoot',
  copyMs: 3000,
  gitMs: 2000,
  loginConfirmMs: 4000,
  loginExpireMs: 300_000,
  paths: {},
};
