import { cloudPlans } from '../../catalogue/cloudPlans';
import { type StoreBot, storeBots, storeCollections } from '../../catalogue/storeBots';
import { seedBot } from '../../seed';
import { jsonAnswer, notFound } from '../answer';
import { wholeNumberField } from '../fields';
import type { Handler } from '../handler';

/** The path of v1's list of collections; a sandbox told to serve *Get store bots* there answers as v1 does. */
export const collectionsPath = '/store/collections';

/**
 * Path and answer are not documented, assumed (API reference, §12.13). On the collections' path the answer is those of
 * v1, and below one of them its bots.
 */
export const getStoreBots: Handler = ({ behaviour, params }) => {
  if (behaviour.paths.getStoreBots !== collectionsPath) return jsonAnswer(storeBots.map(storeBotJson));
  const { collection_id: id } = params;
  if (id === undefined) {
    return jsonAnswer(storeCollections.map(({ bots: _, ...collection }) => collection));
  }
  const collection = storeCollections.find((each) => each.id === id);
  if (!collection) throw notFound('Collection');
  const inside = storeBots.filter((bot) => collection.bots.includes(bot.id));
  return jsonAnswer(inside.map(({ id, name, description }) => ({ id, name, description })));
};

/** Path is that of v1, body and answer too (API reference, "Install demo bot"). The bot has no token. */
export const installDemoBot: Handler = ({ store, body, now }) => {
  const id = wholeNumberField(body['id']);
  const found = storeBots.find((bot) => bot.id === id);
  if (!found) throw notFound('Bot');
  const { name, isProtected, folders, commands } = found;
  seedBot(store, { name, isProtected, folders, commands, storeBotId: found.id }, () => now);
  return jsonAnswer(true);
};

/** Path and answer are not documented, assumed. */
export const getCloudPlans: Handler = () => jsonAnswer(cloudPlans);

function storeBotJson(bot: StoreBot): Record<string, unknown> {
  return {
    id: bot.id,
    name: bot.name,
    description: bot.description,
    img_url: null,
    repository_url: null,
    installations_count: bot.installations,
    author: bot.author,
    protected: bot.isProtected,
    created_at: bot.created,
  };
}
