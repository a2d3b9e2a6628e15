/**
 * What the sandbox keeps of a bot beside its folders and commands. Every kind of part is stored alike, so a store
 * needs to know their names only. Fields are named as in API v2 (API reference, object schemas).
 */

/** A value that JSON can hold. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A person as bots know them (BJS reference, `user`). */
export interface PersonRecord {
  readonly id: number;
  readonly telegramid: number;
  readonly first_name: string;
  readonly last_name: string | null;
  readonly username: string | null;
}

export interface LibraryFields {
  /** As in `Libs.<name>`. */
  readonly name: string;
  readonly code: string;
  /** Its id in the store of libraries; `null` for the bot's own. */
  readonly store_id: number | null;
}

export interface ErrorFields {
  readonly title: string;
  readonly stack_trace: string | null;
  /** The command that failed. */
  readonly command: string | null;
}

/** The words of a broadcast (API reference, §12.7). */
export type TaskStatus = 'new' | 'in progress' | 'paused' | 'terminated' | 'finished';

export interface TaskFields {
  /** What was stored last; how far a running task is by now follows from the clock. */
  readonly status: TaskStatus;
  readonly cur_position: number;
  /** When these two were stored, in milliseconds since 1970. */
  readonly since: number;
  readonly total: number;
  /** Chats per second. */
  readonly speed: number;
  /** One in so many chats cannot be reached; 0 for none. */
  readonly failing: number;
  readonly command: string;
  readonly for_chats: 'all' | 'private-chats' | 'group-chats' | 'super-group-chats';
}

export interface ChatFields {
  /** Telegram's id. */
  readonly chatid: string;
  readonly title: string | null;
  readonly chat_type: 'private' | 'group' | 'supergroup';
  readonly user: PersonRecord | null;
  readonly blocked: boolean;
}

/** API reference, §12.9. */
export const propertyTypes = ['integer', 'float', 'boolean', 'string', 'text', 'json', 'datetime'] as const;

export interface PropertyFields {
  /** `null` for a property of the bot. */
  readonly user_id: number | null;
  readonly name: string;
  readonly value: JsonValue;
  readonly type: (typeof propertyTypes)[number];
}

/** BJS reference, §7.2. */
export interface PanelField {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly type: 'string' | 'text' | 'integer' | 'float' | 'password' | 'checkbox';
  readonly placeholder?: string;
  /** Name of an ionicon. */
  readonly icon?: string;
  readonly value?: JsonValue;
  readonly hidden?: boolean;
}

export interface PanelFields {
  readonly name: string;
  readonly value: {
    readonly title: string;
    readonly description?: string;
    /** Panels are shown in its order. */
    readonly index?: number;
    readonly icon?: string;
    readonly button_title?: string;
    readonly on_saving?: { readonly command: string; readonly user_id?: number };
    readonly fields: readonly PanelField[];
  };
}

export interface ImportFields {
  readonly status: 'new' | 'in progress' | 'finished' | 'failed';
  readonly csv_url: string;
  readonly created: number;
  readonly updated: number;
  readonly removed: number;
  readonly error: string | null;
}

/** A branch of the bot's Git repository. */
export interface BranchFields {
  readonly name: string;
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Telegram Bot API, "BusinessConnection"; its id is `connection_id`, as records have one of their own. */
export interface ConnectionFields {
  readonly connection_id: string;
  readonly user: PersonRecord;
  /** Rights that the bot has; Telegram leaves the others out. */
  readonly rights: readonly string[];
  /** Seconds since 1970. */
  readonly date: number;
  readonly is_enabled: boolean;
}

export interface PartFields {
  readonly libraries: LibraryFields;
  readonly errors: ErrorFields;
  readonly tasks: TaskFields;
  readonly chats: ChatFields;
  readonly properties: PropertyFields;
  readonly panels: PanelFields;
  readonly imports: ImportFields;
  readonly branches: BranchFields;
  readonly connections: ConnectionFields;
}

export type PartKind = keyof PartFields;

export const partKinds = [
  'libraries',
  'errors',
  'tasks',
  'chats',
  'properties',
  'panels',
  'imports',
  'branches',
  'connections',
] as const satisfies readonly PartKind[];

export type PartRecord<Kind extends PartKind> = PartFields[Kind] & {
  readonly id: number;
  readonly bot_id: number;
  readonly created_at: string;
  readonly updated_at: string;
};
