import type { EndpointId } from '../../api/endpoints';

/** What is not documented of the real server, or differs between servers. May be changed while the sandbox runs. */
export interface SandboxBehaviour {
  /** Commands on one page; the real size is not documented. */
  pageSize: number;
  /** Answer every `page` with page 1, as a server that does not know the parameter would. */
  ignorePage: boolean;
  /** How long `start_launch` and `start_stopping` are read back before `works` and `stopped`, in milliseconds. */
  transitionMs: number;
  /** What deleting a folder does to the commands inside; not documented. */
  deletedFolder: 'moveCommandsToRoot' | 'deleteCommands' | 'refuse';
  /** Serve these endpoints on another path than the table's. Read once, at the start. */
  readonly paths: Readonly<Partial<Record<EndpointId, string>>>;
}

export const defaultBehaviour: SandboxBehaviour = {
  pageSize: 50,
  ignorePage: false,
  transitionMs: 1500,
  deletedFolder: 'moveCommandsToRoot',
  paths: {},
};
