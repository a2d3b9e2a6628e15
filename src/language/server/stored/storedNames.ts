import type { CommandFact } from '../../protocol/protocol';
import { parsed } from '../parsed';
import { unlessTooDeep } from '../tooDeep';
import { listUses } from './listUses';
import { type PanelUse, panelUses } from './panelUses';
import {
  type PropertyOwner,
  type PropertyType,
  propertyTypes,
  type PropertyUse,
  propertyUses,
} from './propertyUses';

/** What the code of one command stores under names, or reads. */
export interface NamesIn {
  readonly properties: readonly PropertyUse[];
  readonly panels: readonly PanelUse[];
  readonly lists: readonly string[];
}

/** An admin panel of a bot. */
export interface KnownPanel {
  readonly fields: ReadonlySet<string>;
  /** The names of the commands that set it up. */
  readonly setBy: readonly string[];
}

/** What a bot stores under names, as far as its saved code says so and the server did. */
export interface StoredNames extends Readonly<Record<PropertyOwner, ReadonlyMap<string, PropertyType>>> {
  readonly panels: ReadonlyMap<string, KnownPanel>;
  readonly lists: ReadonlySet<string>;
}

/** The fields of admin panels by the names of the panels. */
export type PanelFields = Readonly<Record<string, readonly string[]>>;

/** What the code of a command names, as it was read. */
interface ReadCommand {
  readonly fact: CommandFact;
  readonly names: NamesIn;
}

/** @param panels those that the server has, as far as they are known */
export function storedNames(read: readonly ReadCommand[], panels: PanelFields): StoredNames {
  const { Bot, User } = propertyTypes(read.flatMap(({ names }) => names.properties));
  return {
    Bot,
    User,
    panels: panelsOf(read, panels),
    lists: new Set(read.flatMap(({ names }) => names.lists)),
  };
}

function panelsOf(read: readonly ReadCommand[], onServer: PanelFields): ReadonlyMap<string, KnownPanel> {
  const panels = new Map<string, { readonly fields: Set<string>; readonly setBy: string[] }>();
  const panelOf = (name: string) => {
    const panel = panels.get(name) ?? { fields: new Set(), setBy: [] };
    panels.set(name, panel);
    return panel;
  };
  for (const { fact, names } of read) {
    for (const { panel, fields } of names.panels) {
      const known = panelOf(panel);
      for (const field of fields) known.fields.add(field);
      if (fact.name !== null && !known.setBy.includes(fact.name)) known.setBy.push(fact.name);
    }
  }
  for (const [name, fields] of Object.entries(onServer)) {
    const known = panelOf(name);
    for (const field of fields) known.fields.add(field);
  }
  return panels;
}

export const none: NamesIn = { properties: [], panels: [], lists: [] };
const mayName = /[sg]etProp|\.setPanel\b|\bList\b/;

/**
 * Reads the names in the code of a command; what is nested too deeply to be read has none.
 * @param text `null` when it is not known
 */
export function readNames(text: string | null): NamesIn {
  if (text === null || !mayName.test(text)) return none;
  const names = unlessTooDeep(
    (): NamesIn => {
      const file = parsed(text);
      return {
        properties: [...propertyUses(file)],
        panels: text.includes('setPanel') ? [...panelUses(file)] : [],
        lists: [...listUses(file)],
      };
    },
    () => undefined,
  );
  return names ?? none;
}
