import { runCsvImport } from '../../csvImport';
import { charge, importCost } from '../../iterations';
import type { PartRecord } from '../../store/parts';
import { jsonAnswer, notFound, refusal } from '../answer';
import { textField } from '../fields';
import { botOf, type Handler, openBotOf } from '../handler';

/** Path, body and answer are not documented, assumed. The table is fetched when the answer is on its way. */
export const startCsvImport: Handler = (call) => {
  const { store } = call;
  const bot = openBotOf(call);
  const address = textField(call.body['csv_url'])?.trim();
  if (!address) throw refusal('CSV URL is missing', 422);
  if (store.parts('imports', bot.id).some(({ status }) => status === 'new' || status === 'in progress')) {
    throw refusal('CSV import is already running', 422);
  }
  charge(store, importCost);
  store.updateBot(bot.id, { csv_url: address });
  const nothing = { created: 0, updated: 0, removed: 0, error: null };
  const task = store.addPart('imports', bot.id, { status: 'new', csv_url: address, ...nothing });
  call.later((signal) => runCsvImport(store, bot.id, task.id, () => call.now, signal));
  return jsonAnswer(taskJson(task));
};

/** Path and answer are not documented, assumed; on a path without an id the newest task is meant. */
export const getCsvImportTask: Handler = (call) => {
  const bot = botOf(call);
  const { task_id: id } = call.params;
  const task =
    id === undefined
      ? call.store.parts('imports', bot.id, { offset: 0, limit: 1, newestFirst: true })[0]
      : call.store.part('imports', bot.id, id);
  if (!task) throw notFound('Import');
  return jsonAnswer({ ...taskJson(task), error: task.error });
};

function taskJson({ id, status, created, updated, removed }: PartRecord<'imports'>): Record<string, unknown> {
  return { id, status, created, updated, removed };
}
