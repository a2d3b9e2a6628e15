import { installableLibrary, storeLibraries } from '../../catalogue/libraries';
import type { PartRecord } from '../../store/parts';
import { jsonAnswer, notFound, refusal } from '../answer';
import { wholeNumberField } from '../fields';
import { botOf, type Handler } from '../handler';

/** API reference, "Get libraries": a bare array. */
export const getLibraries: Handler = () =>
  jsonAnswer(storeLibraries.map(({ updated_at, ...library }) => ({ ...library, img_url: null, updated_at })));

/** API reference, "Get installed libraries": fields besides `id` and `name` are those of the store, assumed. */
export const getInstalledLibraries: Handler = (call) =>
  jsonAnswer(call.store.parts('libraries', botOf(call).id).map(libraryJson));

/** API reference, "Install Lib": an id as number or text; who has it reads an error inside a 200. */
export const installLibrary: Handler = (call) => {
  const { store } = call;
  const bot = botOf(call);
  const id = wholeNumberField(call.body['lib_id']);
  const library = storeLibraries.find((each) => each.id === id);
  if (!library) throw notFound('Library');
  if (store.parts('libraries', bot.id).some(({ name }) => name === library.name)) {
    throw refusal('Library is already installed', 200);
  }
  store.addPart('libraries', bot.id, installableLibrary(library));
  return jsonAnswer(true);
};

export const uninstallLibrary: Handler = (call) => {
  const { store, params } = call;
  const bot = botOf(call);
  const library = store.parts('libraries', bot.id).find((each) => shownId(each) === params['lib_id']);
  if (!library) throw notFound('Library');
  store.deletePart('libraries', bot.id, library.id);
  return jsonAnswer(true);
};

/** One of the bot's own has no id in the store, so it is known by its own. */
function shownId(library: PartRecord<'libraries'>): number {
  return library.store_id ?? library.id;
}

function libraryJson(library: PartRecord<'libraries'>): Record<string, unknown> {
  const inStore = storeLibraries.find(({ id }) => id === library.store_id);
  return {
    id: shownId(library),
    name: library.name,
    description: inStore?.description ?? null,
    img_url: null,
    installations_count: inStore?.installations_count ?? 0,
    created_at: library.created_at,
    updated_at: library.updated_at,
  };
}
