import { type CommandChange, hasChange } from '../../api/commandBody';
import type { Command } from '../../api/commands';
import { manyAtOnce, type ManyOptions, type Patiently, type Result } from '../../api/manyAtOnce';
import { KeyedQueue } from '../../util/async';
import type { BotRef } from '../account';
import type { Accounts } from '../accounts';
import { TextsChangedError } from '../changedMeanwhile';
import type { BotSearch } from './botSearch';
import { hasStill, type TextPart } from './commandTexts';
import type { FoundCommand, FoundMatch } from './found';
import type { Replacement } from './replacement';
import { replacedTexts, replacingChange, replacingEdits } from './replacing';
import { edited, takingBack, type TextEdit } from './textEdits';

/** What is to be replaced in a command. */
export interface ReplaceTarget {
  readonly found: FoundCommand;
  readonly matches: readonly FoundMatch[];
}

/** What an editor holds of a command and has not saved. */
export interface UnsavedText {
  readonly text: string;
  /** Changes the text, which stays unsaved. @returns whether it did: nothing happens once the text is another */
  edit(edits: readonly TextEdit[]): Promise<boolean>;
}

export interface ReplaceRunParts {
  readonly accounts: Pick<Accounts, 'contents'>;
  readonly search: Pick<BotSearch, 'expect'>;
  /** The text of a command that is not saved, `undefined` when there is none. */
  unsaved(ref: BotRef, commandId: number): Promise<UnsavedText | undefined>;
  /** Whether an editor shows a command. */
  isOpen(ref: BotRef, commandId: number): Promise<boolean>;
  /**
   * Writes a command; its editors follow another name.
   * @param mayReplace asked with the record right before it is replaced; throws to refuse
   */
  change(
    ref: BotRef,
    commandId: number,
    change: CommandChange,
    mayReplace: (remote: Command) => void,
  ): Promise<void>;
}

/** Replaced in the code that an editor holds, but what was to be saved could not be. */
export class PartlyReplacedError extends Error {
  readonly reason = 'partlyReplaced';

  constructor(
    readonly command: string,
    cause: unknown,
  ) {
    super(`${command}: replaced only in the editor`, { cause });
    this.name = 'PartlyReplacedError';
  }
}

/** What a command became: all of it is saved, or its code is in an editor and is not. */
export type Replaced = 'saved' | 'inEditor';

/**
 * Replaces what was found. A command is written by the rules of a save: it is read first, and only what is still the text
 * that was looked through becomes another, in one write. Text that an editor holds and has not saved is changed there.
 * @returns what became of each; failures are ReplaceRefusal, TextsChangedError, PartlyReplacedError, and what a write
 * fails with
 */
export function runReplacements(
  parts: ReplaceRunParts,
  targets: readonly ReplaceTarget[],
  replacement: Replacement,
  options: ManyOptions = {},
): Promise<readonly Result<ReplaceTarget, Replaced>[]> {
  const editors = new KeyedQueue();
  return manyAtOnce(
    targets,
    async (target, patiently) => {
      const { ref, command } = target.found;
      const run = () => replace(parts, target, replacement, patiently);
      const isRenamed = target.matches.some(({ part }) => part === 'name');
      // VS Code takes editors along one after the other; paths that are in use are told apart by that order.
      return isRenamed && (await parts.isOpen(ref, command.id)) ? editors.run('editors', run) : run();
    },
    { ...options, placeOf: ({ found }) => found.ref },
  );
}

async function replace(
  parts: ReplaceRunParts,
  { found, matches }: ReplaceTarget,
  replacement: Replacement,
  patiently: Patiently,
): Promise<Replaced> {
  const { ref, command } = found;
  const edits = replacingEdits(found, matches, replacement);
  parts.search.expect(found, edits);
  const texts = new Map(replacedTexts(found, edits));
  const editor = texts.has('code') ? await parts.unsaved(ref, command.id) : undefined;
  if (editor) texts.delete('code');
  const others = [...(parts.accounts.contents(ref)?.commands.values() ?? [])].filter(
    ({ id }) => id !== command.id,
  );
  const change = replacingChange(
    found,
    texts,
    others.map((each) => each.command),
  );
  const before = new Map<TextPart, string>(
    [...texts.keys()].map((part) => [part, found.texts.get(part) ?? '']),
  );
  const mayReplace = (remote: Command) => {
    // Two who want the same do not overwrite each other.
    if (!hasChange(remote, change) && !hasStill(remote, command, before))
      throw new TextsChangedError(command.command ?? '');
  };
  const save = async () => {
    if (texts.size > 0) await patiently(() => parts.change(ref, command.id, change, mayReplace));
  };
  if (!editor) {
    await save();
    return 'saved';
  }
  // An edit can be taken back, a write cannot.
  const [code, inCode] = [found.texts.get('code') ?? '', edits.get('code') ?? []];
  if (editor.text !== code || !(await editor.edit(inCode)))
    throw new TextsChangedError(command.command ?? '');
  try {
    await save();
  } catch (error) {
    const now = await parts.unsaved(ref, command.id);
    const isMine = now?.text === edited(code, inCode);
    if (isMine && (await now.edit(takingBack(code, inCode)))) throw error;
    throw new PartlyReplacedError(command.command ?? '', error);
  }
  return 'inEditor';
}
