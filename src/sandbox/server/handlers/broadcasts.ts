import { failedOf, taskAt } from '../../broadcast';
import type { PartRecord, TaskFields } from '../../store/parts';
import { jsonAnswer, notFound, refusal, textAnswer } from '../answer';
import { botOf, type Call, type Handler } from '../handler';
import { pageOf } from '../pages';

/** Path and method are not documented, assumed; the fields are those of BJS (API reference, §12.7). */
export const getBroadcastTasks: Handler = (call) => {
  const tasks = call.store.parts('tasks', botOf(call).id, pageOf(call, { newestFirst: true }));
  return jsonAnswer(tasks.map((task) => taskJson(taskAt(task, call.now))));
};

/** Assumed, as are the two below. */
export const deleteBroadcastTask: Handler = (call) => {
  const task = taskOf(call);
  call.store.deletePart('tasks', task.bot_id, task.id);
  return textAnswer('success');
};

export const pauseBroadcastTask: Handler = (call) => {
  const task = taskOf(call);
  if (task.status !== 'in progress' && task.status !== 'new') throw refusal('Task is not running', 422);
  return changed(call, task, 'paused');
};

export const resumeBroadcastTask: Handler = (call) => {
  const task = taskOf(call);
  if (task.status !== 'paused') throw refusal('Task is not paused', 422);
  return changed(call, task, 'in progress');
};

/** As it is by now. @throws Refusal */
function taskOf(call: Call): PartRecord<'tasks'> {
  const bot = botOf(call);
  const task = call.store.part('tasks', bot.id, call.params['task_id'] ?? NaN);
  if (!task) throw notFound('Task');
  return taskAt(task, call.now);
}

function changed(call: Call, task: PartRecord<'tasks'>, status: TaskFields['status']) {
  const { cur_position } = task;
  const stored = call.store.updatePart('tasks', task.bot_id, task.id, {
    status,
    cur_position,
    since: call.now,
  });
  return jsonAnswer(taskJson(stored ?? task));
}

function taskJson(task: PartRecord<'tasks'>): Record<string, unknown> {
  const failed = failedOf(task);
  return {
    id: task.id,
    bot_id: task.bot_id,
    status: task.status,
    progress: task.total === 0 ? 100 : Math.round((task.cur_position / task.total) * 1000) / 10,
    cur_position: task.cur_position,
    total: task.total,
    speed: task.speed,
    errors_count: failed,
    command: task.command,
    for_chats: task.for_chats,
    delivered: task.cur_position - failed,
    failed,
    created_at: task.created_at,
    updated_at: task.updated_at,
  };
}
