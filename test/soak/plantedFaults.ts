import { ApiError } from '../../src/api/errors';
import { HttpClient } from '../../src/api/http';
import { Bindings } from '../../src/files/bindings';
import { Clocks } from '../../src/files/clocks';
import { CommandFiles } from '../../src/files/commandFiles';
import { Editors } from '../../src/files/editors';
import { EditState } from '../../src/files/editState';
import { FileSystem } from '../../src/files/fileSystem';
import { RemoteCommand } from '../../src/model/remoteCommand';
import { Contents } from '../../src/model/contents';

/** A fault that is put into the product to see that the sequences find it. */
export interface PlantedFault {
  readonly name: string;
  /** A sequence that is known to find it, or one soon after it. */
  readonly seed: number;
  /** Puts it in. @returns takes it out again */
  plant(): () => void;
}

/** Replaces a method for all objects of a class. `make` is given the method as it was. */
function patched<T extends object, K extends keyof T>(
  type: { prototype: T },
  method: K,
  make: (original: T[K]) => T[K],
): () => void {
  const original = Object.getOwnPropertyDescriptor(type.prototype, method);
  if (!original) throw new Error(`${String(method)} is not there any more`);
  Object.defineProperty(type.prototype, method, { ...original, value: make(original.value as T[K]) });
  return () => void Object.defineProperty(type.prototype, method, original);
}

/** Numbers that a fault keeps for each object of the product. */
class Notes<T> {
  readonly #notes = new WeakMap<object, T>();
  readonly #make: () => T;

  constructor(make: () => T) {
    this.#make = make;
  }

  of(object: object): T {
    let note = this.#notes.get(object);
    if (note === undefined) this.#notes.set(object, (note = this.#make()));
    return note;
  }
}

/** All of them; the test fails when one is not found. */
export const plantedFaults: readonly PlantedFault[] = [
  {
    name: 'any version on the server may be replaced',
    seed: 4,
    plant: () => patched(EditState, 'judge', () => () => 'accepted'),
  },
  {
    name: 'the size is the length of the text',
    seed: 28,
    plant: () => {
      const lengths = new Map<number, number>();
      const undoTimes = patched(
        Clocks,
        'mtimeOf',
        (original) =>
          async function (this: Clocks, key, text) {
            const mtime = await original.call(this, key, text);
            lengths.set(mtime, new TextEncoder().encode(text).length);
            return mtime;
          },
      );
      const undoStat = patched(
        FileSystem,
        'stat',
        (original) =>
          async function (this: FileSystem, uri) {
            const stat = await original.call(this, uri);
            return { ...stat, size: lengths.get(stat.mtime) ?? stat.size };
          },
      );
      return () => {
        undoStat();
        undoTimes();
      };
    },
  },
  {
    name: 'the clock begins anew with every start',
    seed: 4,
    plant: () => {
      const clocks = new Notes(() => ({
        last: 1000,
        texts: new Map<string, { text: string; at: number }>(),
      }));
      return patched(
        Clocks,
        'mtimeOf',
        () =>
          function (this: Clocks, key, text) {
            const clock = clocks.of(this);
            const known = clock.texts.get(key);
            if (known?.text === text) return Promise.resolve(known.at);
            clock.texts.set(key, { text, at: ++clock.last });
            return Promise.resolve(clock.last);
          },
      );
    },
  },
  {
    name: 'the server is not looked at before a write when something is known',
    seed: 4,
    plant: () =>
      patched(
        RemoteCommand,
        'fresh',
        (original) =>
          function (this: RemoteCommand, notBefore) {
            const { lastKnown } = this;
            return lastKnown?.code === undefined
              ? original.call(this, notBefore)
              : Promise.resolve(lastKnown);
          },
      ),
  },
  {
    name: 'a look that fails counts as one that found nothing new',
    seed: 48,
    plant: () =>
      patched(
        RemoteCommand,
        'fresh',
        (original) =>
          async function (this: RemoteCommand, notBefore) {
            try {
              return await original.call(this, notBefore);
            } catch (error) {
              const { lastKnown } = this;
              if (lastKnown?.code === undefined) throw error;
              return lastKnown;
            }
          },
      ),
  },
  {
    name: 'what was refused is let through on the second try',
    seed: 4,
    plant: () => {
      const refused = new Notes(() => new Set<string>());
      return patched(
        EditState,
        'judge',
        (original) =>
          function (this: EditState, remote, reported) {
            const verdict = original.call(this, remote, reported);
            const before = refused.of(this);
            if (verdict === 'accepted' || before.has(remote)) return 'accepted';
            before.add(remote);
            return verdict;
          },
      );
    },
  },
  {
    name: 'a version that was looked at counts as seen',
    seed: 4,
    plant: () => {
      const looked = new Notes(() => new Set<string>());
      const undoReported = patched(
        EditState,
        'reported',
        (original) =>
          function (this: EditState, text, isCheck) {
            looked.of(this).add(text);
            original.call(this, text, isCheck);
          },
      );
      const undoJudge = patched(
        EditState,
        'judge',
        (original) =>
          function (this: EditState, remote, reported) {
            return looked.of(this).has(remote) ? 'accepted' : original.call(this, remote, reported);
          },
      );
      return () => {
        undoJudge();
        undoReported();
      };
    },
  },
  {
    name: 'a write that failed is reported as done',
    seed: 3,
    plant: () =>
      patched(
        RemoteCommand,
        'write',
        (original) =>
          async function (this: RemoteCommand, code, notBefore, mayReplace) {
            try {
              return await original.call(this, code, notBefore, mayReplace);
            } catch (error) {
              if (ApiError.is(error)) return code;
              throw error;
            }
          },
      ),
  },
  {
    name: 'a text equal to the base is not written, whatever the server has',
    seed: 4,
    plant: () =>
      patched(
        EditState,
        'isUnchanged',
        () =>
          function (this: EditState, text) {
            return text === this.base;
          },
      ),
  },
  {
    name: 'what Compare reads is taken for the base',
    seed: 167,
    plant: () =>
      patched(
        EditState,
        'read',
        (original) =>
          function (this: EditState, text) {
            original.call(this, text, false);
          },
      ),
  },
  {
    name: 'blanks at the end are cut off',
    seed: 4,
    plant: () =>
      patched(
        RemoteCommand,
        'write',
        (original) =>
          function (this: RemoteCommand, code, notBefore, mayReplace) {
            return original.call(this, code.trimEnd(), notBefore, mayReplace);
          },
      ),
  },
  {
    name: 'line ends are made the same',
    seed: 1,
    plant: () =>
      patched(
        RemoteCommand,
        'write',
        (original) =>
          function (this: RemoteCommand, code, notBefore, mayReplace) {
            return original.call(this, code.replace(/\r\n?/g, '\n'), notBefore, mayReplace);
          },
      ),
  },
  {
    name: 'a write with an unknown outcome is forgotten',
    seed: 53,
    plant: () => patched(EditState, 'writeMayHaveHappened', () => () => undefined),
  },
  {
    name: 'a field that was left out is sent as null',
    seed: 229,
    plant: () =>
      patched(
        HttpClient,
        'call',
        (original) =>
          async function (this: HttpClient, id, options) {
            const answer = await original.call(this, id, options);
            if (id !== 'getCommand' || typeof answer !== 'object' || answer === null) return answer;
            const absent = { answer: null, aliases: [], help: null, keyboard_body: null, need_reply: null };
            return { commands_folder_id: null, auto_retry_time: null, ...absent, ...answer };
          },
      ),
  },
  {
    name: 'the group is forgotten when the server does not say it',
    seed: 2,
    plant: () => patched(Contents, 'lastKnownGroup', () => () => undefined),
  },
  {
    name: 'a renamed editor takes the version of the server for its base',
    seed: 89,
    plant: () =>
      patched(
        Editors,
        'move',
        (original) =>
          function (this: Editors, from, to) {
            original.call(this, from, to);
            Object.assign(this.of(to), { carried: false, state: new EditState() });
          },
      ),
  },
  {
    name: 'an import is followed to a command of the same name in another folder',
    seed: 13,
    plant: () =>
      patched(
        Bindings,
        'followImport',
        (original) =>
          function (this: Bindings, botId, commands) {
            const anywhere = [...commands].flatMap(({ command }) =>
              [undefined, 'Main', 'Other'].map((folderTitle) => ({ command, folderTitle })),
            );
            return original.call(this, botId, anywhere);
          },
      ),
  },
  {
    name: 'a text that was dropped during a save is written by the save that waits',
    seed: 9,
    plant: () => patched(EditState, 'isBase', () => () => true),
  },
  {
    name: 'two windows save a command at the same time',
    seed: 115,
    plant: () =>
      patched(
        CommandFiles,
        'writeAlone',
        () =>
          function (this: CommandFiles, _uri, _file, write) {
            return write(false);
          },
      ),
  },
  {
    name: 'a rename puts the code of the last listing back',
    seed: 4,
    plant: () =>
      patched(
        RemoteCommand,
        'change',
        (original) =>
          async function (this: RemoteCommand, change, mayReplace) {
            const code = this.lastKnown?.code;
            const renamed = await original.call(this, change, mayReplace);
            if (code != null) await this.write(code, performance.now(), () => undefined);
            return renamed;
          },
      ),
  },
  {
    name: 'a path freed by a deletion is given to another command',
    seed: 21,
    plant: () => {
      const notes = new Notes(() => ({ present: new Set<number>(), given: new Map<string, number>() }));
      const keyOf = (botId: number, path: string) => `${botId}/${path}`;
      const undoImport = patched(
        Bindings,
        'followImport',
        (original) =>
          function (this: Bindings, botId, commands) {
            const all = [...commands];
            notes.of(this).present = new Set(all.map(({ command }) => command.id));
            return original.call(this, botId, all);
          },
      );
      const undoPaths = patched(
        Bindings,
        'pathsFor',
        (original) =>
          async function (this: Bindings, botId, commands) {
            const { present, given } = notes.of(this);
            const paths = new Map(await original.call(this, botId, commands));
            for (const [id, path] of paths) {
              const freed = path.replace(` (${id}).js`, '.js');
              const holder = this.commandAt(botId, freed);
              if (holder === undefined || holder === id || present.has(holder)) continue;
              given.set(keyOf(botId, freed), id);
              paths.set(id, freed);
            }
            return paths;
          },
      );
      const undoCommand = patched(
        Bindings,
        'commandAt',
        (original) =>
          function (this: Bindings, botId, path) {
            return notes.of(this).given.get(keyOf(botId, path)) ?? original.call(this, botId, path);
          },
      );
      const undoPath = patched(
        Bindings,
        'pathOf',
        (original) =>
          function (this: Bindings, botId, named) {
            const path = original.call(this, botId, named);
            const freed = path?.replace(` (${named.command.id}).js`, '.js');
            const isGiven =
              freed !== undefined && notes.of(this).given.get(keyOf(botId, freed)) === named.command.id;
            return isGiven ? freed : path;
          },
      );
      return () => {
        undoImport();
        undoPaths();
        undoCommand();
        undoPath();
      };
    },
  },
];
