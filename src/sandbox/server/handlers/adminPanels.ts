import type { JsonValue, PartRecord } from '../../store/parts';
import { jsonAnswer, notFound, refusal } from '../answer';
import { botOf, type Handler } from '../handler';

/** API documentation, "Get admin panels"; the definition under `value` is assumed (API reference, §12.10). */
export const getAdminPanels: Handler = (call) =>
  jsonAnswer(call.store.parts('panels', botOf(call).id).map(panelJson));

/**
 * API documentation, "Update admin panel values": the answer is the panel. The body is assumed; fields that the panel
 * does not have are passed over. `on_saving` is not run: the sandbox runs no code.
 */
export const updateAdminPanel: Handler = (call) => {
  const { store, params, body } = call;
  const bot = botOf(call);
  const panel = store.part('panels', bot.id, params['panel_id'] ?? NaN);
  if (!panel) throw notFound('Admin panel');
  const { values } = body;
  if (typeof values !== 'object' || values === null) throw refusal('Values are missing', 422);
  // Read from JSON.
  const given = new Map(Object.entries(values as Readonly<Record<string, JsonValue>>));
  const fields = panel.value.fields.map((field) => {
    const value = given.get(field.name);
    return value === undefined ? field : { ...field, value };
  });
  const changed = store.updatePart('panels', bot.id, panel.id, { value: { ...panel.value, fields } });
  return jsonAnswer(panelJson(changed ?? panel));
};

function panelJson({ id, bot_id, name, value }: PartRecord<'panels'>): Record<string, unknown> {
  return { id, bot_id, name, value };
}
