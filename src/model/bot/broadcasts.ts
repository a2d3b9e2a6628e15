import {
  type BroadcastTask,
  deleteBroadcastTask,
  getBroadcastTasks,
  pauseBroadcastTask,
  resumeBroadcastTask,
} from '../../api/broadcasts';
import { type ListOwner, SectionList } from './sectionList';

/** What a task does, by the server's word (official help); `other`: one that is not known. */
export type BroadcastState = 'running' | 'paused' | 'ended' | 'other';

export function broadcastState({ status }: BroadcastTask): BroadcastState {
  switch (status) {
    case 'new':
    case 'in progress':
      return 'running';
    case 'paused':
      return 'paused';
    case 'terminated':
    case 'finished':
      return 'ended';
    default:
      return 'other';
  }
}

/** The messages to all chats that a bot sends or has sent. */
export class Broadcasts extends SectionList<BroadcastTask> {
  readonly #owner: ListOwner;

  /** Somebody has the list before their eyes, so that it is worth looking how far one is. */
  isWatched = false;

  constructor(owner: ListOwner) {
    super(
      {
        endpoint: 'getBroadcastTasks',
        isPaged: true,
        read: (page, signal) => getBroadcastTasks(owner.http, owner.botId, page, signal ? { signal } : {}),
      },
      owner.log,
    );
    this.#owner = owner;
  }

  get running(): readonly BroadcastTask[] {
    return this.items.filter((task) => broadcastState(task) === 'running');
  }

  /** @throws ApiError `refused` for one that does not run */
  async pause(taskId: number): Promise<void> {
    await this.#changed(await pauseBroadcastTask(this.#owner.http, this.#owner.botId, taskId));
  }

  /** @throws ApiError `refused` for one that is not paused */
  async resume(taskId: number): Promise<void> {
    await this.#changed(await resumeBroadcastTask(this.#owner.http, this.#owner.botId, taskId));
  }

  /** Ends it; what was delivered stays. @throws ApiError */
  async delete(taskId: number): Promise<void> {
    await deleteBroadcastTask(this.#owner.http, this.#owner.botId, taskId);
    this.takeOut(taskId);
  }

  /** Some servers may only confirm. */
  async #changed(task: BroadcastTask | undefined): Promise<void> {
    if (task) this.put(task);
    else await this.look();
  }
}
