import { jsonAnswer, notFound, textAnswer } from '../answer';
import { botOf, type Handler } from '../handler';
import { pageOf } from '../pages';

/** Path and answer are not documented, assumed; the fields are those of API reference, §12.9. */
export const getProperties: Handler = (call) => {
  const properties = call.store.parts('properties', botOf(call).id, pageOf(call));
  return jsonAnswer(
    properties.map(({ id, bot_id, user_id, name, value, type, created_at, updated_at }) => ({
      id,
      bot_id,
      user_id,
      name,
      value,
      type,
      created_at,
      updated_at,
    })),
  );
};

/** Assumed. */
export const deleteProperty: Handler = (call) => {
  const bot = botOf(call);
  if (!call.store.deletePart('properties', bot.id, call.params['property_id'] ?? NaN)) {
    throw notFound('Property');
  }
  return textAnswer('success');
};
