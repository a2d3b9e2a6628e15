import { deleteProperty, getProperties, type Property } from '../../api/properties';
import { matchesFilter } from './listFilter';
import { type ListOwner, SectionList } from './sectionList';

/** The properties of a bot and of its users. */
export class Properties extends SectionList<Property> {
  readonly #owner: ListOwner;

  constructor(owner: ListOwner) {
    super(
      {
        endpoint: 'getProperties',
        isPaged: true,
        read: (page, signal) => getProperties(owner.http, owner.botId, page, signal ? { signal } : {}),
        matches: (property, filter) => matchesFilter(filter, textsOf(property), wordsOf(property)),
      },
      owner.log,
    );
    this.#owner = owner;
  }

  /** Deletes one for good. @throws ApiError */
  async delete(id: number): Promise<void> {
    await deleteProperty(this.#owner.http, this.#owner.botId, id);
    this.takeOut(id);
  }
}

/** The value as a text: JSON laid out, whether the server sent it as a value or as a text. */
export function propertyText({ value, type }: Property): string {
  const json = type === 'json' && typeof value === 'string' ? parsed(value) : value;
  return typeof json === 'string' ? json : JSON.stringify(json, undefined, 2);
}

/** Whether the text is JSON that is worth reading as such, and not one word. */
export function isJson({ value, type }: Property): boolean {
  return type === 'json' || (typeof value === 'object' && value !== null);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textsOf({ id, name, value, userId }: Property): (string | undefined)[] {
  return [name, typeof value === 'string' ? value : JSON.stringify(value), String(id), String(userId ?? '')];
}

function wordsOf({ type, userId }: Property): string[] {
  return [`type:${type ?? ''}`, `scope:${userId === null ? 'bot' : 'user'}`];
}
