import { changedBody, differences, groupOf, type CommandPart, propertiesOf } from '../api/commandBody';
import type { Command } from '../api/commands';
import { manyAtOnce, type ManyOptions, type Patiently, type Result } from '../api/manyAtOnce';
import type { Contents } from './contents';
import { ifSame } from './judges';
import type { CopyDecision, CopyPlace, CopySource } from './copyPlan';
import type { Structure } from './structure';

/**
 * Why a command was not copied, beside what the server says.
 * - `takenMeanwhile`: another person made a command of its name since the person was asked
 * - `unsavedThere`: an editor holds unsaved text of the command that it was to replace
 * - `folderGone`: its folder is no longer there
 */
export type CopyRefusalReason = 'takenMeanwhile' | 'unsavedThere' | 'folderGone';

export class CopyRefusal extends Error {
  constructor(
    readonly reason: CopyRefusalReason,
    /** Of the command in the bot that it is copied to. */
    readonly command: string,
  ) {
    super(`${command}: ${reason}`);
    this.name = 'CopyRefusal';
  }
}

/** A command as it was read to be copied. */
export interface ReadSource extends CopySource {
  /** All of it; its code may be another than the server's. */
  readonly record: Command;
  /** Of its own bot, for a server that does not say groups: `undefined` when it was never said. */
  readonly lastKnownGroup: string | null | undefined;
}

/** What is to be done with one command. */
export interface CopyItem {
  readonly decision: Exclude<CopyDecision<ReadSource>, { act: 'skip' }>;
  /** The record that the person was shown, of a command that is replaced. */
  readonly shown?: Command;
}

export interface Copied {
  readonly id: number;
  /** Parts that the server stored otherwise. */
  readonly unlike: readonly CommandPart[];
}

export interface CopyTarget {
  readonly contents: Contents;
  readonly structure: Pick<Structure, 'create' | 'createFolder'>;
}

export interface CopyOptions extends ManyOptions {
  /** Names that others took meanwhile. */
  readonly taken?: ReadonlySet<string>;
  /** Whether an editor holds unsaved text of a command of the target bot. */
  readonly isUnsaved?: (commandId: number) => Promise<boolean>;
}

/**
 * Copies commands into a bot: code and all properties. Those that are replaced are written under the rules of a save:
 * what is another than the person was shown is left alone. Folders are made as they are needed.
 * @returns what became of each, in the order given
 */
export function runCopies(
  target: CopyTarget,
  items: readonly CopyItem[],
  { taken = new Set(), isUnsaved = () => Promise.resolve(false), ...options }: CopyOptions = {},
): Promise<readonly Result<CopyItem, Copied>[]> {
  const { contents } = target;
  const folders = new TargetFolders(target);
  return manyAtOnce(
    items,
    async ({ decision, shown }, patiently) => {
      const { source } = decision;
      if (decision.act === 'replace') {
        const { id, name } = decision.command;
        if (await isUnsaved(id)) throw new CopyRefusal('unsavedThere', name ?? '');
        const change = changeOf(source);
        const base = shown ?? source.record;
        const remote = contents.remote(id);
        const { after } = await patiently(() => remote.change(change, ifSame(change, base)));
        return { id, unlike: unlikeOf(source.record, after) };
      }
      const name = decision.name ?? '';
      if (taken.has(name)) throw new CopyRefusal('takenMeanwhile', name);
      const folderId = await folders.idOf(source, patiently);
      const { record, lastKnownGroup } = source;
      const body = changedBody(record, { ...(name === '' ? {} : { name }), folderId }, lastKnownGroup);
      const made = await patiently(() => target.structure.create(body));
      // Else the first save of it would take it out of its group.
      if (groupOf(made) === undefined) contents.noteGroup(made.id, body.group || null);
      return { id: made.id, unlike: unlikeOf(record, made) };
    },
    options,
  );
}

/** The folders of a bot by where copies are to lie; those that are needed are made once, also when that fails. */
class TargetFolders {
  readonly #target: CopyTarget;
  readonly #made = new Map<string, Promise<number>>();

  constructor(target: CopyTarget) {
    this.#target = target;
  }

  /** @throws CopyRefusal, ApiError */
  async idOf({ name, place }: ReadSource, patiently: Patiently): Promise<number | null> {
    switch (place.kind) {
      case 'root':
        return null;
      case 'folder':
        if (!this.#target.contents.folders.some(({ id }) => id === place.id)) {
          throw new CopyRefusal('folderGone', name ?? '');
        }
        return place.id;
      case 'titled':
        return this.titled(place.title, patiently);
    }
  }

  /** @throws ApiError */
  titled(title: string, patiently: Patiently): Promise<number> {
    const { contents, structure } = this.#target;
    const there = contents.folders.find((folder) => folder.title === title);
    if (there) return Promise.resolve(there.id);
    const known = this.#made.get(title);
    if (known) return known;
    const making = patiently(() => structure.createFolder(title)).then(({ id }) => id);
    this.#made.set(title, making);
    return making;
  }
}

/** The titles of folders that copies need. */
export function titlesOf(places: Iterable<CopyPlace>): readonly string[] {
  return [...new Set([...places].flatMap((place) => (place.kind === 'titled' ? [place.title] : [])))];
}

/** Where it lies and what it is called stay; a group that nobody knows stays as well. */
function changeOf({ record, lastKnownGroup }: ReadSource) {
  const { group, ...properties } = propertiesOf(record, lastKnownGroup);
  const isGroupKnown = groupOf(record) !== undefined || lastKnownGroup !== undefined;
  return { ...properties, ...(isGroupKnown ? { group } : {}), code: record.code ?? '' };
}

/** Its name and its folder may well be others. */
function unlikeOf(record: Command, stored: Command): readonly CommandPart[] {
  return differences(record, stored).filter((part) => part !== 'name' && part !== 'folder');
}
