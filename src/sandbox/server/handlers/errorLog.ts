import { emptyAnswer, jsonAnswer } from '../answer';
import { botOf, type Handler } from '../handler';
import { pageOf } from '../pages';

/** API reference, §12.6; the newest first (assumed). */
export const getErrorLog: Handler = (call) => {
  const entries = call.store.parts('errors', botOf(call).id, pageOf(call, { newestFirst: true }));
  return jsonAnswer(
    entries.map(({ id, created_at, title, stack_trace, command }) => ({
      id,
      created_at,
      title,
      stack_trace,
      scenario: command === null ? null : { bot_command: { command } },
    })),
  );
};

/** The answer has no body: a client of v2 tolerates that. */
export const clearErrorLog: Handler = (call) => {
  call.store.clearParts('errors', botOf(call).id);
  return emptyAnswer();
};
