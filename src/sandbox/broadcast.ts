import type { TaskFields } from './store/parts';

/** Where a broadcast is at a moment: a running one goes on by the clock, so nothing has to run for it. */
export function taskAt<Task extends TaskFields>(task: Task, now: number): Task {
  if (task.status !== 'in progress') return task;
  const reached = task.cur_position + Math.floor((Math.max(0, now - task.since) / 1000) * task.speed);
  if (reached < task.total) return { ...task, cur_position: reached };
  return { ...task, cur_position: task.total, status: 'finished' };
}

/** How many of the chats so far could not be reached. */
export function failedOf({ cur_position, failing }: TaskFields): number {
  return failing > 0 ? Math.floor(cur_position / failing) : 0;
}
