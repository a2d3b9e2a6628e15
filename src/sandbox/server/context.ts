import type { Log } from '../../util/log';
import type { Clock, SandboxStore } from '../store/store';
import type { Attachments } from './attachments';
import type { SandboxBehaviour } from './behaviour';
import type { Faults } from './faults';
import type { Jobs } from './jobs';
import type { Logins } from './logins';
import type { Mailbox } from './mailbox';
import type { RequestLog } from './requestLog';
import type { Sessions } from './sessions';

/** What the parts of one running server share. */
export interface ServerContext {
  readonly store: SandboxStore;
  readonly behaviour: SandboxBehaviour;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly attachments: Attachments;
  readonly sessions: Sessions;
  readonly logins: Logins;
  readonly mailbox: Mailbox;
  readonly jobs: Jobs;
  /** Called when the key was reset, before the answer that says so is sent. */
  readonly onKeyChange: (apiKey: string) => Promise<void> | void;
  readonly now: Clock;
  readonly log: Log;
  /** Aborted when the server closes, so that nothing is held back any longer. */
  readonly closing: AbortSignal;
}
