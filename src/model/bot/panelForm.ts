import { type AdminPanel, getAdminPanels, type PanelField, updateAdminPanel } from '../../api/adminPanels';
import type { HttpClient } from '../../api/http';
import type { BotRef } from '../account';
import { type FieldConflict, type FieldEdit, FieldEdits, type Typed } from '../fieldEdits';
import { checkTyped, controlOf, typedOf, valueOf, type WrongReason } from './panelFields';

/** Names an admin panel over all accounts. */
export interface PanelRef {
  readonly ref: BotRef;
  readonly panelId: number;
}

/** Somebody else changed a field that the person changed too; without `theirs` the panel no longer has the field. */
export interface PanelConflict extends FieldConflict {
  /** It is, or was, a field for a password. */
  readonly isSecret: boolean;
}

/**
 * How a save ended. `saved`: the server has it; `nothing`: nothing was changed, so nothing was sent; `wrong`: fields,
 * the first of them first, hold what cannot be sent; `conflict`: the person decides first; `notTaken`: the server
 * confirmed and its answer has the old values of these fields.
 */
export type SaveOutcome =
  | { readonly kind: 'saved' | 'nothing' | 'conflict' }
  | { readonly kind: 'wrong' | 'notTaken'; readonly fields: readonly string[] };

/** The panel is no longer there. */
export class PanelGoneError extends Error {
  readonly reason = 'panelGone';

  constructor(panelId: number) {
    super(`admin panel ${panelId} is gone`);
    this.name = 'PanelGoneError';
  }
}

/**
 * An admin panel that is being filled in. Only what the person changed is sent, and nothing that somebody else changed
 * meanwhile is overwritten unseen: every save looks first.
 */
export class PanelForm {
  readonly #botId: number;
  readonly #panelId: number;
  readonly #edits: FieldEdits;
  /** Names of all fields for passwords that the panel has or had. */
  readonly #secrets = new Set<string>();
  #panel: AdminPanel | undefined;

  /** @param edits what was typed before, by the names of the fields */
  constructor(botId: number, panelId: number, edits: Readonly<Record<string, FieldEdit>> = {}) {
    this.#botId = botId;
    this.#panelId = panelId;
    this.#edits = new FieldEdits((name) => this.#onServer(name), edits);
  }

  /** As it was read last; `undefined` before the first time. */
  get panel(): AdminPanel | undefined {
    return this.#panel;
  }
  /** The fields that people see. */
  get fields(): readonly PanelField[] {
    return this.#panel?.fields.filter(({ isHidden }) => !isHidden) ?? [];
  }
  get edits(): ReadonlyMap<string, FieldEdit> {
    return this.#edits.all;
  }
  get isDirty(): boolean {
    return this.edits.size > 0;
  }

  /** What a field shows: what was typed, else what the server has. */
  shown(field: PanelField): Typed {
    return this.edits.get(field.name)?.typed ?? typedOf(field);
  }

  /** What is wrong, by field, in the order of the fields. What was not changed is not sent and not judged. */
  wrong(): ReadonlyMap<string, WrongReason> {
    const wrong = new Map<string, WrongReason>();
    for (const field of this.fields) {
      const edit = this.edits.get(field.name);
      const reason = edit && checkTyped(controlOf(field), edit.typed);
      if (reason) wrong.set(field.name, reason);
    }
    return wrong;
  }

  /** What waits for the person's decision. */
  conflicts(): readonly PanelConflict[] {
    if (!this.#panel) return [];
    return this.#edits
      .conflicts()
      .map((conflict) => ({ ...conflict, isSecret: this.#secrets.has(conflict.name) }));
  }

  /** Takes in what the person typed. */
  type(name: string, typed: Typed): void {
    this.#edits.type(name, typed);
  }

  /** Ends a conflict: what was typed is to replace the other person's value, which the person has seen. */
  keepMine(name: string): void {
    this.#edits.keepMine(name);
  }

  /** Gives up what was typed. */
  takeTheirs(name: string): void {
    this.#edits.drop(name);
  }

  /** Takes in what was typed into another form of the panel, but for fields that something is typed into here. */
  adopt(edits: Readonly<Record<string, FieldEdit>>): void {
    this.#edits.adopt(edits);
    if (this.#panel) this.#take(this.#panel);
  }

  /** Gives up everything that was typed. */
  discard(): void {
    this.#edits.clear();
  }

  /** Reads the panel anew; what was typed stays. @throws ApiError, PanelGoneError */
  async load(http: HttpClient): Promise<void> {
    const { items } = await getAdminPanels(http, this.#botId, { fresh: true, urgent: true });
    const panel = items.find(({ id }) => id === this.#panelId);
    if (!panel) throw new PanelGoneError(this.#panelId);
    this.#take(panel);
  }

  /**
   * Saves what was changed. What the person types meanwhile stays unsaved.
   * @throws ApiError, PanelGoneError
   */
  async save(http: HttpClient): Promise<SaveOutcome> {
    const wrong = [...this.wrong().keys()];
    if (wrong.length > 0) return { kind: 'wrong', fields: wrong };
    if (!this.isDirty) return { kind: 'nothing' };
    await this.load(http);
    if (this.conflicts().length > 0) return { kind: 'conflict' };
    // What was under way when an earlier save lost its connection may have arrived.
    if (this.edits.size === 0) return { kind: 'saved' };
    // What was typed during the look has not been judged.
    const wrongNow = [...this.wrong().keys()];
    if (wrongNow.length > 0) return { kind: 'wrong', fields: wrongNow };
    return this.#send(http);
  }

  async #send(http: HttpClient): Promise<SaveOutcome> {
    const sent = new Map(this.edits);
    const before = this.fields;
    const values = new Map<string, string | number | boolean | null>();
    for (const field of before) {
      const edit = sent.get(field.name);
      if (edit) values.set(field.name, valueOf(controlOf(field), edit.typed, field.value));
    }
    const secrets = before
      .filter(({ type }) => type === 'password')
      .flatMap(({ name }) => values.get(name) || [])
      .map(String);
    const body = Object.fromEntries(values);
    const answered = await updateAdminPanel(http, this.#botId, this.#panelId, body, { secrets });
    // Some servers only confirm.
    const now = answered && answered.fields.length > 0 ? answered : this.#with(values);
    const notTaken = before.filter((field) => {
      const wanted = values.get(field.name);
      const after = now?.fields.find(({ name }) => name === field.name);
      // What a server answers in place of a password is not documented.
      if (wanted === undefined || !after || field.type === 'password') return false;
      return typedOf(after) === typedOf(field) && typedOf({ ...field, value: wanted }) !== typedOf(field);
    });
    for (const [name, edit] of sent) {
      if (!notTaken.some((field) => field.name === name)) this.#edits.taken(name, edit, typedIn(now, name));
    }
    if (now) this.#take(now);
    return notTaken.length > 0
      ? { kind: 'notTaken', fields: notTaken.map(({ name }) => name) }
      : { kind: 'saved' };
  }

  #take(panel: AdminPanel): void {
    this.#panel = panel;
    for (const { name, type } of panel.fields) if (type === 'password') this.#secrets.add(name);
    this.#edits.settle();
  }

  #with(values: ReadonlyMap<string, unknown>): AdminPanel | undefined {
    return (
      this.#panel && {
        ...this.#panel,
        fields: this.#panel.fields.map((field) =>
          values.has(field.name) ? { ...field, value: values.get(field.name) } : field,
        ),
      }
    );
  }

  #onServer(name: string): Typed | undefined {
    return typedIn(this.#panel, name);
  }
}

/** What a panel has in a field that people see. */
function typedIn(panel: AdminPanel | undefined, name: string): Typed | undefined {
  const field = panel?.fields.find((candidate) => candidate.name === name);
  return field && !field.isHidden ? typedOf(field) : undefined;
}
