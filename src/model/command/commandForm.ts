import { type CommandDetails, type DetailName, detailsUnlike } from '../../api/commandBody';
import type { BotRef } from '../account';
import { withLineEndsOf, withPlainLineEnds } from '../bot/panelFields';
import { parseAliases, parseSeconds } from './commandProperties';
import { type FieldConflict, type FieldEdit, FieldEdits, type Typed } from '../fieldEdits';

/** Names a command over all accounts. */
export interface CommandRef {
  readonly ref: BotRef;
  readonly commandId: number;
}

export function sameCommand(one: CommandRef | undefined, other: CommandRef | undefined): boolean {
  return (one && commandKey(one)) === (other && commandKey(other));
}

export function commandKey({ ref, commandId }: CommandRef): string {
  return `${ref.accountId}/${ref.botId}/${commandId}`;
}

/** What is sent when a form is saved. */
export interface CommandSave {
  readonly change: Partial<CommandDetails>;
  /** What the person was shown of that which is changed. */
  readonly shown: Partial<CommandDetails>;
  readonly edits: ReadonlyMap<string, FieldEdit>;
}

/** In the order in which people fill them in. */
export const detailNames = [
  'name',
  'answer',
  'keyboard',
  'aliases',
  'help',
  'group',
  'needReply',
  'autoRetrySeconds',
  'folderId',
] as const satisfies readonly DetailName[];

/** The details of a command that are being edited: what the server has, and what was typed and is not saved. */
export class CommandForm {
  readonly #edits: FieldEdits;
  #details: CommandDetails | undefined;
  /** As read last, also when it is gone since. */
  #seen: CommandDetails | undefined;

  /** @param edits what was typed before */
  constructor(edits: Readonly<Record<string, FieldEdit>> = {}) {
    this.#edits = new FieldEdits((name) => this.#onServer(name), edits, isSameTyped);
  }

  /** As read last; `undefined` when it never was, or is gone. */
  get details(): CommandDetails | undefined {
    return this.#details;
  }
  get edits(): ReadonlyMap<string, FieldEdit> {
    return this.#edits.all;
  }
  get isDirty(): boolean {
    return this.edits.size > 0;
  }

  /** All fields have something to show; else only those do that something is typed into. */
  get isSeen(): boolean {
    return this.#seen !== undefined;
  }
  /** What a field shows: what was typed, else what the server has or had. */
  shown(name: DetailName): Typed {
    return this.edits.get(name)?.typed ?? this.#lastSeen(name) ?? '';
  }

  /** Takes over what the server has now, `undefined` when the command is gone; what was typed stays. */
  take(details: CommandDetails | undefined): void {
    this.#details = details;
    this.#seen = details ?? this.#seen;
    if (details) this.#edits.settle();
  }

  /** What waits for the person's decision. */
  conflicts(): readonly FieldConflict[] {
    return this.#details ? this.#edits.conflicts() : [];
  }

  type(name: string, typed: Typed): void {
    this.#edits.type(name, typed, this.#lastSeen(name));
  }

  keepMine(name: string): void {
    this.#edits.keepMine(name);
  }

  takeTheirs(name: string): void {
    this.#edits.drop(name);
  }

  discard(): void {
    this.#edits.clear();
  }

  /** What is to be saved. Nothing of it is wrong, so that it has values. */
  toSave(): CommandSave {
    const edits = new Map(this.edits);
    const valuesOf = (value: (edit: FieldEdit) => Typed) =>
      Object.fromEntries(
        detailNames.flatMap((name) => {
          const edit = edits.get(name);
          return edit ? [[name, detailOf(name, value(edit), this.#details)] as const] : [];
        }),
      ) as Partial<CommandDetails>;
    return { edits, change: valuesOf(({ typed }) => typed), shown: valuesOf(({ base }) => base) };
  }

  /** The server took what was sent. @param now what it has since */
  saved({ edits }: CommandSave, now: CommandDetails | undefined): void {
    this.#details = now ?? this.#details;
    this.#seen = this.#details ?? this.#seen;
    for (const [name, edit] of edits) this.#edits.taken(name, edit, this.#onServer(name));
    this.#edits.settle();
  }

  #onServer(name: string): Typed | undefined {
    return this.#details && isDetail(name) ? typedDetail(name, this.#details) : undefined;
  }

  #lastSeen(name: string): Typed | undefined {
    return this.#seen && isDetail(name) ? typedDetail(name, this.#seen) : undefined;
  }
}

function isDetail(name: string): name is DetailName {
  return (detailNames as readonly string[]).includes(name);
}

/** A detail as it stands in the form: aliases are a list that commas separate, the root is empty. */
function typedDetail(name: DetailName, details: CommandDetails): Typed {
  switch (name) {
    case 'aliases':
      return details.aliases.join(', ');
    case 'needReply':
      return details.needReply;
    case 'autoRetrySeconds':
    case 'folderId':
      return String(details[name] ?? '');
    default:
      return withPlainLineEnds(details[name]);
  }
}

/** The value of what stands in the form. @param before has the line ends that are kept */
function detailOf(
  name: DetailName,
  typed: Typed,
  before: CommandDetails | undefined,
): CommandDetails[DetailName] {
  const text = String(typed);
  switch (name) {
    case 'aliases':
      return parseAliases(text);
    case 'needReply':
      return typed === true;
    case 'autoRetrySeconds':
      return parseSeconds(text) ?? null;
    case 'folderId':
      return text === '' ? null : Number(text);
    default:
      return withLineEndsOf(before?.[name], text);
  }
}

function isSameTyped(name: string, one: Typed, other: Typed | undefined): boolean {
  if (other === undefined || !isDetail(name)) return false;
  if (one === other) return true;
  // Aliases that only stand in another order; a text that is no number of seconds is not the same as none.
  return name === 'aliases' && isSameDetail(name, one, other);
}

function isSameDetail(name: DetailName, one: Typed, other: Typed): boolean {
  const now = { [name]: detailOf(name, one, undefined) } as unknown as CommandDetails;
  return detailsUnlike(now, { [name]: detailOf(name, other, undefined) }).length === 0;
}
