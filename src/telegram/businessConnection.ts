import * as v from 'valibot';

/** The rights that a business account can give a bot (Telegram Bot API 9, "BusinessBotRights"), in its order. */
export const businessRights = [
  'can_reply',
  'can_read_messages',
  'can_delete_sent_messages',
  'can_delete_all_messages',
  'can_edit_name',
  'can_edit_bio',
  'can_edit_profile_photo',
  'can_edit_username',
  'can_change_gift_settings',
  'can_view_gifts_and_stars',
  'can_convert_gifts_to_stars',
  'can_transfer_and_upgrade_gifts',
  'can_transfer_stars',
  'can_manage_stories',
] as const;

export interface BusinessConnection {
  readonly id: string;
  readonly user: {
    readonly id: number;
    readonly firstName: string;
    readonly lastName: string | undefined;
    /** Without `@`. */
    readonly username: string | undefined;
  };
  /** Of the private chat with the user; has at most 52 bits. */
  readonly userChatId: number;
  /** When it was made, in seconds since 1970. */
  readonly date: number;
  /** A disabled one can only be looked at. */
  readonly isEnabled: boolean;
  /**
   * Those that are given, by Telegram's names, also such as are newer than `businessRights`; `undefined` when Telegram
   * says nothing of rights.
   */
  readonly rights: readonly string[] | undefined;
}

const text = v.optional(v.string());

/** Telegram Bot API, "BusinessConnection" and "User". */
export const businessConnectionSchema = v.pipe(
  v.looseObject({
    id: v.string(),
    user: v.looseObject({ id: v.number(), first_name: v.string(), last_name: text, username: text }),
    user_chat_id: v.number(),
    date: v.number(),
    is_enabled: v.boolean(),
    rights: v.optional(v.record(v.string(), v.unknown())),
  }),
  v.transform(({ id, user, user_chat_id, date, is_enabled, rights }): BusinessConnection => ({
    id,
    user: { id: user.id, firstName: user.first_name, lastName: user.last_name, username: user.username },
    userChatId: user_chat_id,
    date,
    isEnabled: is_enabled,
    rights: rights && Object.keys(rights).filter((right) => rights[right] === true),
  })),
);
