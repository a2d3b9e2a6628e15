/**
 * BJS, the JavaScript of Bots.Business, as the platform runs it: what a command's code may use besides the language.
 *
 * One place for everything: the language server gives this file to TypeScript beside `lib.es20xx` (no DOM) and the
 * bundled declarations of `@gramio/types`. What a bot adds of its own (names of commands and properties, libraries)
 * comes in a generated file that merges into the interfaces of the first section.
 *
 * Strict where a call fails for certain: the API objects have no index signature. Loose where bots are, and where the
 * platform says nothing: what comes in from outside has one.
 */
import type {
  APIMethods,
  TelegramCallbackQuery,
  TelegramInlineQuery,
  TelegramMessage,
  TelegramUpdate,
} from '@gramio/types';

declare global {
  // ── What a bot adds ────────────────────────────────────────────────────────────────────────────────────────────────

  /** The commands of this bot by name. Empty here; the facts of a bot merge into it: `'/start': string`. */
  interface CommandNames {}

  /** The bot properties that this bot writes, with the types they were written with. Filled by the facts of a bot. */
  interface BotPropertyTypes {}

  /** The user properties that this bot writes, with the types they were written with. Filled by the facts of a bot. */
  interface UserPropertyTypes {}

  /** The admin panels that this bot sets up, each with its fields. Filled by the facts of a bot. */
  interface BBPanels {}

  /** The lists that this bot names. Filled by the facts of a bot. */
  interface BBLists {}

  /** The libraries in the bot's own `libs` folder. Filled by the facts of a bot; wins over a library of the store. */
  interface BBLibs {}

  /**
   * The name of a command, as its author wrote it (case sensitive), with params after a space if it has any:
   * `"/product blue"`. It is a plain string; the language server finds the places where commands are named by this
   * alias, as it stands at a parameter or an option.
   */
  type BBCommandName = keyof CommandNames | (string & {});

  /** The name of a property; those that the bot writes are offered. Case sensitive. */
  type BBPropertyName<Known> = (keyof Known & string) | (string & {});

  /** The name of an admin panel; those that the bot sets up are offered. Case sensitive. */
  type BBPanelName = (keyof BBPanels & string) | (string & {});

  /** The name of a field; those of the panel are offered. Case sensitive. */
  type BBFieldName<Panel> =
    (Panel extends keyof BBPanels ? keyof BBPanels[Panel] & string : never) | (string & {});

  /** The name of a list; those that the bot names are offered. Case sensitive. */
  type BBListName = (keyof BBLists & string) | (string & {});

  /** A name of which it is known what it holds; any name while none is. */
  type BBKnownName<Known> = [keyof Known] extends [never] ? string : keyof Known & string;

  /** What a property of this name holds: what the bot writes, else the kind of the default. */
  type BBPropertyValue<Known, Name, Default> = Name extends keyof Known
    ? Known[Name]
    : BBDefaultKind<Default>;

  /** The kind of a default; anything when there is none. */
  type BBDefaultKind<Default> = unknown extends Default ? any : BBKind<Default>;

  /** The kind of a value: `number` for `0`. Lists hold anything, and objects may have more than the value has. */
  type BBKind<T> = T extends readonly any[]
    ? any[]
    : T extends (...args: any) => any
      ? T
      : T extends object
        ? T & { [key: string]: any }
        : BBWidened<T>;

  /** `number` for `0`, `string` for `"a"`. */
  type BBWidened<T> = T extends number ? number : T extends string ? string : T extends boolean ? boolean : T;

  /**
   * How a property is stored. Left out, it follows from the value: a text up to 255 characters is `string`, a longer one
   * `text`, a number `integer` or `float`, a plain object `json`. Arrays need `"json"` said, dates `"datetime"`; a bot in
   * memory database mode needs numbers and objects said too.
   */
  type BBPropertyType =
    'integer' | 'float' | 'boolean' | 'string' | 'text' | 'json' | 'datetime' | (string & {}); // Bots write "String" too.

  /** An id of Bots.Business, such as `user.id`, `chat.id`, `bot.id`. Never an id of Telegram. */
  type BBId = number | string;

  /** An id of Telegram, such as `user.telegramid`, `chat.chatid`. Never an id of Bots.Business. */
  type TelegramId = number | string;

  // ── Data of the execution ──────────────────────────────────────────────────────────────────────────────────────────

  /** A user as Bots.Business keeps it. */
  interface BBUser {
    /** The id in Bots.Business, for `user_id` options. Not the id in Telegram: that is `telegramid`. */
    id: BBId;
    /** The id in Telegram. */
    telegramid: TelegramId;
    /** May be blank. */
    first_name: string;
    /** May be blank. */
    last_name: string;
    /** The name in Telegram without `@`; blank for people who have none. */
    username: string;
    /** When the record was made. */
    created_at: string;
    /** When the record was changed last. */
    updated_at: string;
    /** Whether this execution made the record: the person is new to all of Bots.Business, not only to this bot. */
    just_created: boolean;
    /** Language of the person's Telegram, such as `en`. Undocumented; used by official bots. */
    language_code?: string;
    /** Whether the person has Telegram Premium. Undocumented and unverified. */
    is_premium?: boolean;
    [key: string]: any;
  }

  /** A chat as Bots.Business keeps it. */
  interface BBChat {
    /** The id in Bots.Business, for `chat_id` options of `Bot.run`, `Bot.blockChat`. Not the id in Telegram. */
    id: BBId;
    /** The id in Telegram, as `Api` and `Bot.sendMessageToChatWithId` want it. Below 0 for groups. */
    chatid: TelegramId;
    /** The bot, by its id in Bots.Business. */
    bot_id: BBId;
    /** The title; blank for private chats. */
    title: string;
    /** The kind of chat. */
    chat_type: 'private' | 'group' | 'supergroup' | (string & {});
    /** The user of a private chat (id in Bots.Business). */
    user_id: BBId;
    /** When the record was made. */
    created_at: string;
    /** When the record was changed last. */
    updated_at: string;
    /** Whether this execution made the record: the bot meets the chat for the first time. */
    just_created: boolean;
    [key: string]: any;
  }

  /** The bot that runs. */
  interface BBBot {
    /** The id in Bots.Business. */
    id: BBId;
    /** The name; as a rule the user name in Telegram, as links need it. */
    name: string;
    /** The bot's token of Telegram: a secret. Never send, log or store it. */
    token: string;
    /** When the record was made. */
    created_at: string;
    /** When the record was changed last. */
    updated_at: string;
    /** Where `Bot.importCSV()` reads the commands from. */
    csv_url: string;
    /** When the bot was started last. */
    last_run_at: string;
    /** The bot of the store that this one was installed from. */
    store_bot_id: BBId;
    /** Whether it runs: `"works"` when it does. */
    status: string;
    /** @deprecated Of a statistics service that is gone. */
    botan_token?: string;
    /** Undocumented; see the global `statistics`. */
    statistics?: BBStatistics;
    [key: string]: any;
  }

  /** The command that runs. */
  interface BBCommand {
    /** The id in Bots.Business. */
    id: BBId;
    /** The name, without params. */
    name: string;
    /** The folder; blank for none. */
    folder: string;
    /** *Wait for answer*: the code runs on the message after the one that named the command. */
    need_reply: boolean;
    /** Seconds from one run to the next; blank or 0 when there is no Auto Retry. */
    auto_retry_time: number;
    /** When Auto Retry ran it last. */
    last_auto_retry_at: string;
    /** Whether it came with a CSV import. */
    created_via_csv_import: boolean;
    /** When a CSV import wrote it last. */
    last_csv_import_at: string;
    /** When the record was made. */
    created_at: string;
    /** When the record was changed last. */
    updated_at: string;
    [key: string]: any;
  }

  /** Counts of a bot's chats. */
  interface BBStatistics {
    /** All chats. */
    total: number;
    /** Groups. */
    group_chats_count: number;
    /** Private chats. */
    user_chats_count: number;
    /** Supergroups. */
    super_group_chats_count: number;
    /** Chats in which something happened on the last day. */
    active_during_last_day: number;
    /** Chats in which something happened in the last week. */
    active_during_last_week: number;
    [key: string]: any;
  }

  /** The bot's owner. Open: the platform does not say what it holds. */
  interface BBOwner {
    /** The id in Bots.Business. */
    id: BBId;
    /** The address of the owner's account. Do not show it to people. */
    email: string;
    /** Not reliable: may be missing or of another account. */
    telegramid?: TelegramId;
    [key: string]: any;
  }

  /** The iterations of the owner's account in the current period. */
  interface BBIterationQuota {
    /** How many there are. */
    limit: number;
    /** How many are used. */
    progress: number;
    [key: string]: any;
  }

  /** The owner's plan. Open: the platform does not say what it holds. */
  interface BBPaymentPlan {
    [key: string]: any;
  }

  /** The context as one object. Undocumented. */
  interface BBData {
    /** The same as `message`. */
    message: string;
    /** The same as `params`. */
    params: string;
    /** The same as `options`. */
    options: any;
    /** The same as `user`. */
    user: BBUser;
    /** The same as `chat`. */
    chat: BBChat;
    /** The same as `bot`. */
    bot: BBBot;
    /** The same as `command`. */
    command: BBCommand;
    /** The same as `content`. */
    content: string;
    /** The same as `statistics`. */
    statistics: BBStatistics;
    [key: string]: any;
  }

  /**
   * What came from Telegram, as the platform hands it over. Where Telegram has several kinds of one thing (members of a
   * chat, media, …), the members of all kinds are there: ask before you use one.
   */
  type Incoming<T> = [T] extends [readonly (infer Element)[]]
    ? Incoming<Element>[]
    : [T] extends [object]
      ? BBMerged<T extends object ? IncomingMembers<T> : never>
      : BBWidened<T>;

  /** The members of one object of Telegram. */
  type IncomingMembers<T> = { [Key in keyof T]: Incoming<T[Key]> };

  /** All members of all kinds. */
  type BBMerged<T> = (T extends unknown ? (kind: T) => void : never) extends (all: infer All) => void
    ? All
    : never;

  /**
   * What the person sent: a message, or the press of a button, or an inline query. Other kinds of updates have other
   * members, such as `pre_checkout_query`.
   */
  type BBRequest = Incoming<TelegramMessage> &
    Incoming<TelegramCallbackQuery> &
    Incoming<TelegramInlineQuery> & { [key: string]: any };

  /**
   * The text of the message or command; inside a command that waits, the answer. For an inline button its data. Empty for
   * photos and other updates without text, also when they have a caption.
   */
  var message: string;

  /** The text after the command's name: `"blue"` for `/product blue`. Empty or undefined without; ask `if (params)`. */
  var params: string;

  /**
   * What `Bot.run`, a callback, a webhook, a Web App or a broadcast passes on; null or undefined for a typed command.
   * People cannot set it by typing, so `if (!options) return` keeps a command from being started by hand. It does not prove
   * who calls: whoever has the address of a webhook or a Web App sets it, too.
   *
   * - After `on_result`: `ok`, `result`, `bb_options`; after `on_error`: `error` (a text), `bb_options`.
   * - In a webhook: `url`, `method`, `params`, `headers`, `ip`.
   * - In a Web App: the fields of the query or of the body.
   * - In a broadcast: `task`; in its `on_create`: `run_all_task`.
   */
  var options: any;

  /** The person the command runs for. Null under Auto Retry, in Web Apps and in webhooks without a user. */
  var user: BBUser;

  /** The chat the command runs in. Null under Auto Retry, in Web Apps and in webhooks without a user. */
  var chat: BBChat;

  /** The bot that runs. */
  var bot: BBBot;

  /** The command that runs. May be null in `@`. */
  var command: BBCommand;

  /** The update of Telegram, whole: `tgUpdate.message`, `tgUpdate.callback_query`, … Null where no update came in. */
  var tgUpdate: Incoming<TelegramUpdate>;

  /**
   * The inner part of the update: the message, the button press (`id`, `data`, `message`) or the inline query (`id`,
   * `query`). Null under Auto Retry and after `run_after`. For new code `tgUpdate` says which kind it is.
   */
  var request: BBRequest;

  /** The body of an HTTP answer as text (`JSON.parse(content)`), or the raw body of a webhook. */
  var content: string;

  /** The status of an HTTP answer, like `"200"`: compare `Number(http_status)`. */
  var http_status: any;

  /** The headers of an HTTP answer. */
  var http_headers: { [name: string]: any };

  /** The cookies that an HTTP answer sets. Its shape is not documented; pass it on as it is. */
  var cookies: any;

  /** The owner of the bot. `owner.telegramid` is not reliable: keep the id of your administrator in a property. */
  var owner: BBOwner;

  /** The administrators of the bot. Its shape is not documented. */
  var admins: any;

  /** The iterations of the account: `limit`, and `progress` for those used. */
  var iteration_quota: BBIterationQuota;

  /** The plan of the bot's owner. */
  var payment_plan: BBPaymentPlan;

  /** How many commands ran before in this chain: 0 for the first, more inside sub-commands and callbacks. */
  var completed_commands_count: number;

  /** The host of the API without `https://`, such as `api.bots.business`. Each Cloud has its own. */
  var BB_API_URL: string;

  /** Counts of the bot's chats. @deprecated Only in a retired chapter of the help. */
  var statistics: BBStatistics;

  /** The context as one object (`data.message`, `data.user`, …). Undocumented, though many bots use it. */
  var data: BBData;

  /** Of an old card game library. @deprecated Undocumented. */
  var js_result: any;

  /** The value as JSON text, to look at. `Bot.inspect(value)` sends it. */
  function inspect(value: any): string;

  /** The whole number at the start of a text. Bots also give it numbers. */
  function parseInt(value: any, radix?: number): number;
  /** The number at the start of a text. Bots also give it numbers. */
  function parseFloat(value: any): number;
  /** Whether a value is no number after conversion. Bots also ask it of texts: `isNaN(message)`. */
  function isNaN(value: any): boolean;
  /** Whether a value is a finite number after conversion. */
  function isFinite(value: any): boolean;

  // What the language has for the sake of old pages, and TypeScript leaves out.

  interface Date {
    /** The year without the century. @deprecated Use `getFullYear()`. */
    getYear(): number;
    /** The date in the time of Greenwich. @deprecated Use `toUTCString()`. */
    toGMTString(): string;
  }

  // What the language has and BJS has not.

  interface PromiseConstructor {
    /** @deprecated BJS runs a command to its end at once, without promises. What comes later comes to another command. */
    new (executor: (resolve: (value?: any) => void, reject: (reason?: any) => void) => void): Promise<any>;
  }

  interface ProxyConstructor {
    /** @deprecated BJS refuses to make a proxy. */
    new (target: any, handler: any): any;
  }

  interface FunctionConstructor {
    /** @deprecated BJS refuses to make functions of texts. */
    new (...parts: string[]): any;
    /** @deprecated BJS refuses to make functions of texts. */
    (...parts: string[]): any;
  }

  // ── Bot ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** How a message is sent. Only these keys have an effect; `Api.sendMessage` takes all of Telegram's. */
  interface BBMessageOptions {
    /** `"Markdown"` is the default. `null` for plain text, as a text with a lone `_` or `*` fails under Markdown. */
    parse_mode?: 'Markdown' | 'HTML' | (string & {});
    /** No preview of the first link. */
    disable_web_page_preview?: boolean;
    /** Arrives without a sound. */
    disable_notification?: boolean;
    /** The message to answer, by its id in this chat. */
    reply_to_message_id?: number | string;
    /** Answers the message that came in. */
    is_reply?: boolean;
    /** The command that runs once the message is sent, with `options.result`. */
    on_result?: BBCommandName;
    /** The bot property that keeps Telegram's answer as JSON. */
    result_to_bot_property?: string;
    /** A keyboard as Telegram has it. Undocumented: `Api.sendMessage` takes one for certain. */
    reply_markup?: any;
  }

  /** A message as one object. */
  interface BBMessage extends BBMessageOptions {
    /** The text, with the markup that `parse_mode` says. */
    text: string | number;
    /** Telegram id of another chat. Not certain to work: use `Api.sendMessage({ chat_id, text })`. */
    chat_id?: TelegramId;
  }

  /** A button under a message: opens a link or runs a command. `Api` wants `text` and `callback_data` in their place. */
  interface BBInlineButton {
    /** What stands on the button. */
    title: string | number;
    /** The link that opens. */
    url?: string;
    /** The command that runs, with params after a space; 1 to 64 bytes. */
    command?: BBCommandName;
  }

  /** Buttons under a message; each inner list is a row. How a flat list is laid out is not documented. */
  type BBInlineKeyboard = (BBInlineButton | BBInlineButton[])[];

  /** Where and when a command runs. */
  interface BBRun {
    /** The command, with params after a space. */
    command: BBCommandName;
    /** Becomes `options` of the command. */
    options?: any;
    /** Seconds from now, may be a fraction: 0.5, 86400 for a day. Costs 2 iterations. The command has no `request` then. */
    run_after?: number | string;
    /** A name for `Bot.clearRunAfter`. */
    label?: string | number;
    /** The user to run for: `user.id` of Bots.Business, never the Telegram id. */
    user_id?: BBId;
    /** The user to run for: the Telegram id. Not in bots with a memory database. */
    user_telegramid?: TelegramId;
    /** The chat to run in: `chat.id` of Bots.Business, never `chat.chatid`. */
    chat_id?: BBId;
    /** Another bot of the same account, by its id in Bots.Business. */
    bot_id?: BBId;
    /** No error when there is no such command. */
    ignoreMissingCommand?: boolean;
    /** @deprecated Has no effect. */
    background?: boolean;
  }

  /** Commands that wait for their `run_after`. */
  interface BBLabel {
    /** The label that `Bot.run` gave them. */
    label?: string | number;
  }

  /** A broadcast. */
  interface BBRunAll {
    /** The command that runs in each chat. `Bot.run`, `Bot.runCommand` and `HTTP` are refused in it. */
    command: BBCommandName;
    /** Becomes `options` of the command, with the broadcast as `options.task`. */
    options?: any;
    /** The kind of chats; `"all"` is the default. */
    for_chats?: 'all' | 'private-chats' | 'group-chats' | 'super-group-chats';
    /** The command that runs once the broadcast is made, with `options.run_all_task`. */
    on_create?: BBCommandName;
  }

  /** Whose property, and which. */
  interface BBPropertyKey<Name> {
    /** Case sensitive. */
    name: Name;
    /** The user: `user.id` of Bots.Business. Several reads of one name in one execution give one user's value: read by `user_telegramid` then. */
    user_id?: BBId;
    /** The user: the Telegram id. Not in bots with a memory database. */
    user_telegramid?: TelegramId;
    /** Another bot of the same account, by its id in Bots.Business. */
    bot_id?: BBId;
  }

  /** A property to write. */
  interface BBPropertyWrite<Name> extends BBPropertyKey<Name> {
    /** The value, about 10 kB at most; `null` deletes the property. */
    value: any;
    /** How it is stored; follows from the value when left out. */
    type?: BBPropertyType;
    /** A list that the property becomes part of, by its name or as a `List`; made if missing. */
    list?: BBListName | List;
  }

  /** A property to read. */
  interface BBPropertyRead<Name, Default> extends BBPropertyKey<Name> {
    /** What comes back when nothing is stored, and also for a stored `0`, `false` or `""`. */
    default_value?: Default;
    /** The same as `bot_id`. */
    other_bot_id?: BBId;
  }

  /** Reads and writes properties. Each read and write takes 10 to 100 ms: keep below 20 in one command. */
  interface BBProperties<Known> {
    /**
     * Stores a value under a name. A read in the same execution gives the new value before it is stored for good.
     * @param value about 10 kB at most; `null` deletes the property
     * @param type follows from the value when left out; say `"json"` for an array, `"datetime"` for a date
     */
    setProperty(name: BBPropertyName<Known>, value: any, type?: BBPropertyType): void;
    /** Stores a value under a name, also for another user or bot, or as part of a list. */
    setProperty(property: BBPropertyWrite<BBPropertyName<Known>>): void;
    /**
     * The value stored under a name. A stored `0`, `false` or `""` reads as the default, so 0 points and no points look
     * alike.
     * @param default_value what comes back when nothing is stored
     */
    getProperty<Name extends BBKnownName<Known>, Default>(
      name: Name,
      default_value?: Default,
    ): BBPropertyValue<Known, Name, Default>;
    /**
     * The value stored under a name. A stored `0`, `false` or `""` reads as the default.
     * @param default_value what comes back when nothing is stored
     */
    getProperty<Default>(name: string, default_value?: Default): BBDefaultKind<Default>;
    /** The value stored under a name, also of another user or bot. A stored `0`, `false` or `""` reads as the default. */
    getProperty<Default>(property: BBPropertyRead<BBPropertyName<Known>, Default>): BBDefaultKind<Default>;
    /**
     * Stores a value under a name; short for `setProperty`.
     * @param value about 10 kB at most; `null` deletes the property
     * @param type follows from the value when left out; say `"json"` for an array, `"datetime"` for a date
     */
    setProp(name: BBPropertyName<Known>, value: any, type?: BBPropertyType): void;
    /** Stores a value under a name, also for another user or bot, or as part of a list; short for `setProperty`. */
    setProp(property: BBPropertyWrite<BBPropertyName<Known>>): void;
    /**
     * The value stored under a name; short for `getProperty`. A stored `0`, `false` or `""` reads as the default.
     * @param default_value what comes back when nothing is stored
     */
    getProp<Name extends BBKnownName<Known>, Default>(
      name: Name,
      default_value?: Default,
    ): BBPropertyValue<Known, Name, Default>;
    /**
     * The value stored under a name. A stored `0`, `false` or `""` reads as the default.
     * @param default_value what comes back when nothing is stored
     */
    getProp<Default>(name: string, default_value?: Default): BBDefaultKind<Default>;
    /** The value stored under a name, also of another user or bot; short for `getProperty`. */
    getProp<Default>(property: BBPropertyRead<BBPropertyName<Known>, Default>): BBDefaultKind<Default>;
    /** Deletes what is stored under a name. There is no `deleteProperty`. */
    deleteProp(name: BBPropertyName<Known>): void;
  }

  interface Bot extends BBProperties<BotPropertyTypes> {
    /**
     * Sends a text to the current chat. `<PropName>` in it becomes the property of that name.
     * @param text Markdown, unless `options.parse_mode` says otherwise
     */
    sendMessage(text: string | number, options?: BBMessageOptions): void;
    /** Sends a message to the current chat. */
    sendMessage(message: BBMessage): void;
    /** Sends a value to the chat as JSON text without markup: for looking into things. */
    inspect(value: any): void;
    /**
     * Sends a text to another chat that the bot knows.
     * @param telegramChatId its id in Telegram: `chat.chatid` or `user.telegramid`
     */
    sendMessageToChatWithId(
      telegramChatId: TelegramId,
      text: string | number,
      options?: BBMessageOptions,
    ): void;
    /** Sends a text to the chat with this title. Not safe: anybody can give a chat that title. Use `sendMessageToChatWithId`. */
    sendMessageToChat(chatTitle: string, text: string | number, options?: BBMessageOptions): void;
    /** Sends a text to all chats. @deprecated Gone from the help: use `Bot.runAll`. */
    sendMessageToAllChats(text: string | number, options?: BBMessageOptions): void;
    /** Sends a text to all private chats. @deprecated Gone from the help: use `Bot.runAll` with `for_chats: "private-chats"`. */
    sendMessageToAllPrivateChats(text: string | number, options?: BBMessageOptions): void;
    /** Sends a text to all groups. @deprecated Gone from the help: use `Bot.runAll` with `for_chats: "group-chats"`. */
    sendMessageToAllGroupChats(text: string | number, options?: BBMessageOptions): void;
    /** Sends a text to all supergroups. @deprecated Gone from the help: use `Bot.runAll` with `for_chats: "super-group-chats"`. */
    sendMessageToAllSuperGroupChats(text: string | number, options?: BBMessageOptions): void;
    /**
     * Sends a text with a reply keyboard, which stays below the input field.
     * @param buttons `"A, B,\nC"`: a comma ends a button, a line break a row
     * @param text required, as Telegram has no keyboard without a message
     */
    sendKeyboard(buttons: string, text: string | number, options?: BBMessageOptions): void;
    /**
     * Sends a text with buttons under it.
     * @param buttons `[[{ title: "Site", url: "…" }], [{ title: "Buy", command: "/buy 1" }]]`; each inner list is a row
     * @param text required, as Telegram has no keyboard without a message
     */
    sendInlineKeyboard(buttons: BBInlineKeyboard, text: string | number, options?: BBMessageOptions): void;
    /**
     * Sends a text with buttons under it to another chat.
     * @param telegramChatId its id in Telegram: `chat.chatid` or `user.telegramid`
     */
    sendInlineKeyboardToChatWithId(
      telegramChatId: TelegramId,
      buttons: BBInlineKeyboard,
      text: string | number,
      options?: BBMessageOptions,
    ): void;
    /**
     * Replaces the text of a message of the bot in the current chat.
     * @param message_id as `options.result.message_id` says it after sending; unique in its chat only
     */
    editMessage(text: string | number, message_id: number | string, options?: BBMessageOptions): void;
    /**
     * Replaces the text of a message of the bot in another chat.
     * @param telegramChatId its id in Telegram
     */
    editMessageInChat(
      telegramChatId: TelegramId,
      text: string | number,
      message_id: number | string,
      options?: BBMessageOptions,
    ): void;
    /**
     * Replaces the buttons under a message.
     * @param message_id without, the message whose button was pressed
     * @param chat_id Telegram id of its chat; without, the current one
     */
    editInlineKeyboard(buttons: BBInlineKeyboard, message_id?: number | string, chat_id?: TelegramId): void;
    /**
     * Runs another command for the same user in the same chat. Costs 1 iteration. A command that waits for an answer asks
     * its question. Too long a chain fails with "Too many sub commands".
     * @param command with params after a space: `"/product blue"`
     */
    runCommand(command: BBCommandName, options?: any): void;
    /**
     * Runs a command, at once (1 iteration) or after `run_after` seconds (2 iterations), also for another user, in another
     * chat or by another bot. Ids are those of Bots.Business, not of Telegram. Running elsewhere may take a second.
     */
    run(run: BBRun): void;
    /** Forgets commands that wait for their `run_after`: those with this label; **without a label all of the bot**. */
    clearRunAfter(which?: BBLabel): void;
    /** Runs a command in every chat. Costs 1 iteration per chat. The bot must be running; not on the Hobby cloud. */
    runAll(broadcast: BBRunAll): void;
    /**
     * Keeps what this command does and repeats it without running the code, for all users alike. Params and options make no
     * difference.
     * @param seconds how long
     */
    setCache(seconds: number): void;
    /** Forgets what `Bot.setCache` keeps of a command. */
    clearCache(command: BBCommandName): void;
    /**
     * Takes nothing from a chat any more.
     * @param chat_id `chat.id` of Bots.Business, not `chat.chatid`
     */
    blockChat(chat_id: BBId): void;
    /**
     * Takes messages from a blocked chat again.
     * @param chat_id `chat.id` of Bots.Business, not `chat.chatid`
     */
    unblockChat(chat_id: BBId): void;
    /** Reads the commands anew from the table at `bot.csv_url`. Costs 5 iterations. */
    importCSV(): void;
    /** Reads the bot anew from its Git repository; **deletes all commands and libraries first**. Costs 5 iterations. */
    importGit(options?: BBGit): void;
    /** Writes the bot to its Git repository. Costs 5 iterations. Refused for protected bots. */
    exportGit(options?: BBGit): void;
  }

  /** A Git import or export. */
  interface BBGit {
    /** The branch. An export without one makes `BB_Export_` with the time. */
    branch?: string;
    /** The command that runs when it is done. */
    success?: BBCommandName;
  }

  /**
   * Sends, runs commands and keeps the properties of the bot; the bot's own data is in `bot`. What is called is done after
   * the code has run, so no call but `getProp` gives anything back.
   */
  const Bot: Bot;

  // ── User ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  interface User extends BBProperties<UserPropertyTypes> {
    /** Puts the user into a group, in place of the one before: a user has one group. Commands can be open to one alone. */
    addToGroup(name: string): void;
    /** The user's group. */
    getGroup(): string;
    /** Takes the user out of the group. */
    removeGroup(): void;
    /**
     * Keeps what this command does for this user and repeats it without running the code.
     * @param seconds how long
     */
    setCache(seconds: number): void;
    /** Forgets what `User.setCache` keeps of a command. */
    clearCache(command: BBCommandName): void;
  }

  /**
   * Keeps the properties and the group of the current user; the user's own data is in `user`. Fails when `user` is null:
   * "user is not defined".
   */
  const User: User;

  // ── Api ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What the platform itself takes from a call of `Api`, before it goes to Telegram. */
  interface BBApiOptions {
    /** The command that runs with Telegram's answer: `options.ok`, `options.result`, `options.bb_options`. May have params. */
    on_result?: BBCommandName;
    /** The command that runs when Telegram refuses: `options.error` (a text), `options.bb_options`. May have params. */
    on_error?: BBCommandName;
    /** Handed to `on_result` and `on_error` as `options.bb_options`. */
    bb_options?: any;
    /** The bot property that keeps Telegram's answer as JSON, written after the callback has run. */
    result_to_bot_property?: string;
    /** The user property that keeps Telegram's answer as JSON, written after the callback has run. */
    result_to_user_property?: string;
    /** @deprecated Of older revisions of the help. */
    background?: boolean;
  }

  /**
   * What goes to Telegram: as its documentation says, but numbers may be texts, texts may be numbers, and a word of a fixed
   * set may be any text, as `let kind = "article"` is. Objects that become a text or JSON by themselves are left out.
   */
  type Outgoing<T> = T extends string
    ? string extends T
      ? string | number
      : T | (string & {})
    : T extends number
      ? number | string
      : T extends boolean
        ? boolean
        : T extends readonly any[]
          ? OutgoingMembers<T>
          : 'toString' extends keyof T
            ? never
            : 'toJSON' extends keyof T
              ? never
              : 'request_contact' extends keyof T
                ? OutgoingMembers<T> | string // A button of a reply keyboard may be its text alone.
                : 'text_parse_mode' extends keyof T
                  ? OutgoingMembers<T> | string // So may an answer of a poll.
                  : OutgoingMembers<T> & TelegramOld<T>;

  /** The members of one object for Telegram. */
  type OutgoingMembers<T> = { [Key in keyof T]: Outgoing<T[Key]> };

  /** What Telegram called things before, by their names of now; it still takes it. */
  interface TelegramOldNames {
    link_preview_options: {
      /** No preview of the first link. @deprecated Telegram calls it `link_preview_options: { is_disabled: true }`. */
      disable_web_page_preview?: boolean;
    };
    reply_parameters: {
      /** The message to answer. @deprecated Telegram calls it `reply_parameters: { message_id }`. */
      reply_to_message_id?: number | string;
      /** @deprecated Telegram calls it `reply_parameters: { message_id, allow_sending_without_reply }`. */
      allow_sending_without_reply?: boolean;
    };
    can_send_photos: {
      /** Whether media may be sent. @deprecated Telegram has one for each kind: `can_send_photos`, `can_send_videos`, … */
      can_send_media_messages?: boolean;
    };
    thumbnail: {
      /** The small picture. @deprecated Telegram calls it `thumbnail`. */
      thumb?: string;
    };
    thumbnail_url: {
      /** The small picture. @deprecated Telegram calls it `thumbnail_url`. */
      thumb_url?: string;
    };
    thumbnail_width: {
      /** @deprecated Telegram calls it `thumbnail_width`. */
      thumb_width?: number | string;
    };
    thumbnail_height: {
      /** @deprecated Telegram calls it `thumbnail_height`. */
      thumb_height?: number | string;
    };
  }

  /** Former names of what an object for Telegram has. */
  type TelegramOld<T> = BBMerged<TelegramOldNames[keyof T & keyof TelegramOldNames]>;

  /** The params of a method of Telegram, with the platform's own. The chat may be left out, objects may be JSON already. */
  type TelegramParams<Params> = {
    [Key in keyof Params as Key extends 'chat_id' ? never : Key]:
      Outgoing<Params[Key]> | (Params[Key] extends object ? string : never);
  } & {
    /** The chat: its id in Telegram, or `@name`. Without, the current chat. */
    chat_id?: TelegramId;
  } & TelegramOld<Params> &
    BBApiOptions;

  /** The params of a method of Telegram by its name. */
  type TelegramMethodParams<Method extends keyof APIMethods> = Parameters<APIMethods[Method]>[0];

  /** A method as `Api` has it: gives nothing back, and needs no params where Telegram needs none but the chat. */
  type BBApiMethod<Params> =
    {} extends TelegramParams<Params>
      ? (params?: TelegramParams<Params>) => void
      : (params: TelegramParams<Params>) => void;

  /** The methods of Telegram. */
  type TelegramMethods = { [Method in keyof APIMethods]: BBApiMethod<TelegramMethodParams<Method>> };

  interface Api extends TelegramMethods {
    /** Calls a method of Telegram by its name. The platform lets through the methods it knows. */
    call<Method extends keyof APIMethods>(
      method: Method,
      params?: TelegramParams<TelegramMethodParams<Method>>,
    ): void;
    /** Takes a person out of a chat. @deprecated Telegram calls it `banChatMember`. */
    kickChatMember: TelegramMethods['banChatMember'];
    /** Says how many members a chat has. @deprecated Telegram calls it `getChatMemberCount`. */
    getChatMembersCount: TelegramMethods['getChatMemberCount'];
    /** Sets the picture of a set of stickers. @deprecated Telegram calls it `setStickerSetThumbnail`. */
    setStickerSetThumb: TelegramMethods['setStickerSetThumbnail'];
  }

  /**
   * The methods of Telegram. A call gives nothing back: what Telegram answers comes to the command of `on_result`. Files go
   * as `file_id` or as a link.
   */
  const Api: Api;

  // ── HTTP ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A request to a server. */
  interface BBHttpRequest {
    /** The address. Its certificate is not verified. */
    url: string;
    /** The command that runs with any answer, also 404 and 500: `content`, `http_status`, `http_headers`, `cookies`. May have params. */
    success?: BBCommandName;
    /** The command that runs when no answer came. Without, the failure is in the error log. `options.error` is not there. */
    error?: BBCommandName;
    /** Headers. `content-type: application/json` is sent unless it is set here; `null` takes it away. */
    headers?: { [name: string]: any };
    /** The body: an object goes as JSON, a text as it is. */
    body?: any;
    /** Cookies to send, as an earlier answer gave them in `cookies`. */
    cookies?: any;
    /** Whether redirects are followed, with method and body. Spelled so. */
    folow_redirects?: boolean;
    /** @deprecated Has no effect: every request ends after 5 seconds. */
    background?: boolean;
  }

  interface HTTP {
    /** Sends a GET request; the answer comes to the command of `success`. Ends after 5 seconds. */
    get(request: BBHttpRequest): void;
    /** Sends a POST request; the answer comes to the command of `success`. Ends after 5 seconds. */
    post(request: BBHttpRequest): void;
    /** Sends a PUT request; the answer comes to the command of `success`. Ends after 5 seconds. */
    put(request: BBHttpRequest): void;
    /** Sends a DELETE request; the answer comes to the command of `success`. Ends after 5 seconds. */
    delete(request: BBHttpRequest): void;
    /** Sends an OPTIONS request; the answer comes to the command of `success`. Ends after 5 seconds. */
    options(request: BBHttpRequest): void;
    /** @deprecated Does nothing: the platform has an empty place here. */
    patch(request: BBHttpRequest): void;
    /** @deprecated Does nothing: the platform has an empty place here. */
    trace(request: BBHttpRequest): void;
  }

  /**
   * Requests to servers. Each ends after 5 seconds; what comes back goes to a command. Refused inside a broadcast.
   */
  const HTTP: HTTP;

  // ── Web Apps, admin panels, accounts ───────────────────────────────────────────────────────────────────────────────

  interface WebApp {
    /**
     * The address under which a command answers. Anybody who has it can call it: the `secret` in it is not checked, and
     * `options` are part of it.
     * @returns `https://<api>/v2/bots/<bot id>/web-app/<command>?…`
     */
    getUrl(page: BBWebAppPage): string;
    /**
     * Answers with a text, with an object as JSON, or with the code of another command as a template. The public server
     * delivers JSON alone (`mime_type: "application/json"`); HTML, scripts, styles and plain text end in 404 there.
     */
    render(answer: BBWebAppText | BBWebAppTemplate): void;
  }

  /** A command that answers a browser. */
  interface BBWebAppPage {
    /** The command, which has to call `WebApp.render`. */
    command: BBCommandName;
    /** Become part of the address, and `options` of the command. */
    options?: { [name: string]: any };
  }

  /** What a Web App answers. */
  interface BBWebAppText {
    /** The text. An object works with `application/json`; that is undocumented. */
    content: any;
    /** `"text/html"` is the default. */
    mime_type?: string;
  }

  /** A template that a Web App answers with. */
  interface BBWebAppTemplate {
    /** The command whose code is the template: `<% expression %>` in it is replaced by its value. */
    template: BBCommandName;
    /** Seen by the template as `options`. */
    options?: any;
    /** `"text/html"` is the default. */
    mime_type?: string;
  }

  /** Pages and answers that a command gives to a browser or to a server that calls a webhook. */
  const WebApp: WebApp;

  /** One field of an admin panel. */
  interface BBPanelField {
    /** What the code calls it. */
    name: string;
    /** What stands above the field. */
    title?: string;
    /** What stands below the field. */
    description?: string;
    /** `"string"` is one line, `"text"` several; `"password"` is hidden while it is typed, not secret. */
    type?: 'string' | 'text' | 'integer' | 'float' | 'password' | 'checkbox' | (string & {});
    /** What stands in the empty field. */
    placeholder?: string;
    /** The value to start with. A value that is there stays, unless the panel is set with `force`. */
    value?: any;
    /** The name of an Ionicon. */
    icon?: string;
    /** Not shown. Does not keep anybody from reading it. */
    hidden?: boolean;
    [key: string]: any;
  }

  /** An admin panel: a form in the app, whose values the bot reads. */
  interface BBPanel {
    /** What stands above the panel. */
    title?: string;
    /** What stands below the title. */
    description?: string;
    /** The place among the panels. */
    index?: number;
    /** The name of an Ionicon. */
    icon?: string;
    /** What stands on the button that saves. */
    button_title?: string;
    /** The command that runs when somebody saves; it has a `user` only with `user_id` (of Bots.Business). */
    on_saving?: { command: BBCommandName; user_id?: BBId };
    /** The fields, from top to bottom. */
    fields?: BBPanelField[];
    [key: string]: any;
  }

  interface AdminPanel {
    /** Makes a panel or replaces it. Values that were typed stay, unless `force` is true. */
    setPanel(panel: BBPanelToSet): void;
    /** Makes a panel or replaces it. @deprecated Only in older help: pass one object. */
    setPanel(panel_name: BBPanelName, data: BBPanel): void;
    /** The panel as it was set, with its values; undefined when there is none. */
    getPanel(panel_name: BBPanelName): BBPanel;
    /** A field of a panel as it was set, with its value. */
    getPanelField<Panel extends BBKnownName<BBPanels>>(field: BBPanelFieldName<Panel>): BBPanelField;
    /** A field of a panel as it was set, with its value. */
    getPanelField(field: BBPanelFieldName<string>): BBPanelField;
    /** The value of a field; undefined when there is no such panel or field. There is no `getPanelValue`. */
    getFieldValue<Panel extends BBKnownName<BBPanels>>(field: BBPanelFieldName<Panel>): any;
    /** The value of a field; undefined when there is no such panel or field. There is no `getPanelValue`. */
    getFieldValue(field: BBPanelFieldName<string>): any;
    /**
     * Sets the value of a field.
     * @returns `true` if there is such a field, else undefined
     */
    setFieldValue<Panel extends BBKnownName<BBPanels>>(field: BBPanelValue<Panel>): boolean;
    /**
     * Sets the value of a field.
     * @returns `true` if there is such a field, else undefined
     */
    setFieldValue(field: BBPanelValue<string>): boolean;
    /** All values of a panel by the names of its fields; `{}` when there is no such panel. */
    getPanelValues<Panel extends BBKnownName<BBPanels>>(panel_name: Panel): BBPanelValues<Panel>;
    /** All values of a panel by the names of its fields; `{}` when there is no such panel. */
    getPanelValues(panel_name: string): { [field: string]: any };
    /** Deletes a panel. Undocumented. */
    deletePanel(panel_name: any): void;
  }

  /** Forms in the app with which people set up the bot. */
  const AdminPanel: AdminPanel;

  /** A panel to make. */
  interface BBPanelToSet {
    /** What the code calls the panel. */
    panel_name: BBPanelName;
    /** The panel with its fields. */
    data: BBPanel;
    /** Whether the values that were typed are replaced, too. */
    force?: boolean;
  }

  /** Which field of which panel. */
  interface BBPanelFieldName<Panel> {
    /** What the code calls the panel. Case sensitive. */
    panel_name: Panel;
    /** What the code calls the field. Case sensitive. */
    field_name: BBFieldName<Panel>;
  }

  /** Values by the names of the fields. */
  type BBPanelValues<Panel> = (Panel extends keyof BBPanels ? BBPanels[Panel] : {}) & {
    [field: string]: any;
  };

  /** A value for a field. */
  interface BBPanelValue<Panel> extends BBPanelFieldName<Panel> {
    /** The new value. */
    value: any;
  }

  /** Properties that a bot gets on installation: `{ name: value }`, or in older help `[{ name, value, type }]`. */
  type BBInstallProperties = { [name: string]: any } | { name: string; value: any; type?: BBPropertyType }[];

  /** Somebody who gets an account. */
  interface BBInvitation {
    /** The e-mail address. */
    email: string;
    /** The account that invites, by its id in Bots.Business. */
    owner_id?: BBId;
  }

  /** How a bot is installed. */
  interface BBInstall {
    /** The e-mail address of the account that gets the bot. `installBot` needs it. */
    email?: string;
    /** The bot to copy: its id in Bots.Business. It must be open to the owner of this bot and not protected. */
    bot_id: BBId;
    /** The token of the new bot. */
    token?: string;
    /** Whether its owner sees no code. */
    as_protected?: boolean;
    /** Bot properties of the new bot. */
    bot_properties?: BBInstallProperties;
    /** Whether it starts at once. The platform may not. */
    run_now?: boolean;
  }

  interface BBAdmin {
    /** Invites somebody to Bots.Business by e-mail address. */
    attractUser(invitation: BBInvitation): void;
    /** Installs a copy of a bot in the account with this e-mail address. */
    installBot(installation: BBInstall & { email: string }): void;
    /** Installs a copy of a bot; the same as `installBot`. */
    cloneBot(installation: BBInstall): void;
    /** Signs in by Telegram. Only for administrators of the platform. */
    tgSignIn(options?: any): void;
    /** Links an account. Only for administrators of the platform. */
    addChildAccount(options?: any): void;
    /** Unlinks all accounts. Only for administrators of the platform. */
    unlinkAllChildAccounts(options?: any): void;
    /** Asks for the account that this one is linked to. Only for administrators of the platform. */
    getParentAccount(options?: any): void;
    /** Asks for details of the account that this one is linked to. Only for administrators of the platform. */
    getParentAccountDetails(options?: any): void;
    /** Adds iterations to an account. Only for administrators of the platform. */
    addExtraPointsToIterationQuota(options?: any): void;
    /** Installs a bot that is sold in the store. Only for administrators of the platform. */
    installPaidStoreBot(options?: any): void;
    /** Resets the password of an account. Only for administrators of the platform. */
    resetPassword(options?: any): void;
    /** Asks for the balance of an account. Only for administrators of the platform. */
    getAccountBalance(options?: any): void;
    /** The account of the current user with its `parentAccount`. Undocumented. */
    curUser: any;
  }

  /** What the account of the bot's owner does on the platform. Most calls are only for administrators of the platform. */
  const BBAdmin: BBAdmin;

  // ── Lists and broadcasts ───────────────────────────────────────────────────────────────────────────────────────────

  /** A property in a list. */
  interface BBListItem {
    /** The name of the property. */
    name: string;
    /** The value of the property. */
    value: any;
    /** The user it belongs to; null for a bot property. */
    user: BBUser;
    /** When the record was made. */
    created_at: string;
    /** When the record was changed last. */
    updated_at: string;
    [key: string]: any;
  }

  /**
   * A list of properties or of users, of the bot or of one user; read by pages. In the database only, not in bots with a
   * memory database. What is written shows in the next execution.
   */
  class List {
    /** Opens the list of this name; `exist` says whether there is one. With `user` or `user_id` it is that user's own. */
    constructor(list: {
      /** Case sensitive. */
      name: BBListName;
      /** The user that the list belongs to. */
      user?: BBUser;
      /** The user that the list belongs to: `user.id` of Bots.Business, never the Telegram id. */
      user_id?: BBId;
    });
    /** Whether there is such a list. */
    exist: boolean;
    /** The id in Bots.Business. */
    id: BBId;
    /** The name. */
    name: string;
    /** When the list was made. */
    created_at: string;
    /** The page to read, from 1. */
    page: number;
    /** How many a page holds; 100 unless set. */
    per_page: number;
    /** How many pages there are, as counted last. */
    total_pages: number;
    /** How many there are, as counted last. */
    count: number;
    /** How far a count is behind. */
    recount_delay: {
      /** How many there were at the last count. */
      total: number;
      /** How many there are by now. */
      current_value: number;
      /** How many the count is behind. */
      lag: number;
    };
    /** What to sort by. Without effect on lists of properties, which come by id. */
    order_by: string;
    /** Whether it is sorted upwards. Without effect on lists of properties, which come by id. */
    order_ascending: boolean;
    /** Whether names are compared with their case. @deprecated Only in a retired chapter of the help. */
    case_sensitive: boolean;
    /** Sum of the values. @deprecated Only in a retired chapter of the help. */
    total_value: number;
    /** Average of the values. @deprecated Only in a retired chapter of the help. */
    average_value: number;
    /** Greatest of the values. @deprecated Only in a retired chapter of the help. */
    max_value: number;
    /** Least of the values. @deprecated Only in a retired chapter of the help. */
    min_value: number;
    /** Makes the list. */
    create(): void;
    /** Deletes the list; what was in it stays. */
    remove(): void;
    /** The properties on the current page, by id. */
    get(): BBListItem[];
    /** The users on the current page. */
    getUsers(): BBUser[];
    /** The user with this id of Bots.Business, if in the list. */
    getUser(user: { id: BBId; [key: string]: any }): BBUser;
    /** The user with this id of Bots.Business, if in the list: a record or nothing, not true or false. */
    haveUser(user: { id: BBId; [key: string]: any }): BBUser;
    /** Adds a user. */
    addUser(user: { id: BBId; [key: string]: any }): void;
    /** Takes a user out, by the id of Bots.Business. */
    rejectUser(user: { id: BBId; [key: string]: any }): void;
    /** Takes all users out. */
    rejectAllUsers(): void;
    /** Takes a property out; the property stays. */
    rejectProperty(name: string): void;
    /** Deletes a property. */
    removeProperty(name: string): void;
    /** **Deletes the list and all properties in it.** */
    removeAll(): void;
    /** **Deletes all properties in the list**, though it is called after taking them out. */
    rejectAll(): void;
    /** Whether counting anew is due. */
    isRecountNeeded(): boolean;
    /** Counts anew; done later, after which the command of `onComplete` runs. */
    recount(options?: {
      /** The command that runs when it is done. */
      onComplete?: BBCommandName;
    }): void;
    /** @deprecated Finds nothing: the platform has an empty place here. Filter what `get()` gives. */
    search(text: string): any;
  }

  /** A broadcast that was made with `Bot.runAll`; in its commands the same as `options.task`. */
  class RunAllTask {
    /** Opens a broadcast by its id. */
    constructor(task: {
      /** The id, as `options.run_all_task.id` says it in `on_create`. */
      id: BBId;
    });
    /** The id of the broadcast. */
    id: BBId;
    /** How far it is. */
    status: 'new' | 'in progress' | 'paused' | 'terminated' | 'finished' | (string & {});
    /** How much is done. */
    progress: number;
    /** How many chats are done. */
    cur_position: number;
    /** How many chats there are. */
    total: number;
    /** In how many chats it failed. */
    errors_count: number;
    [key: string]: any;
  }

  // ── Of the past ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What a command scenario kept. */
  interface BBScenario {
    /** Keeps a value of a scenario. @deprecated Scenarios are gone: use properties. */
    setValue(name: string, value: any): void;
  }

  /** What a command scenario kept. @deprecated Scenarios are gone: use properties. The command that runs is `command`. */
  const Command: BBScenario;

  /** Hits for a service of Google that is gone. */
  interface BBHits {
    /** @deprecated The service it reported to is gone. */
    event(hit: { [key: string]: any }): void;
    /** @deprecated The service it reported to is gone. */
    exception(hit: { [key: string]: any }): void;
    /** @deprecated The service it reported to is gone. */
    timing(hit: { [key: string]: any }): void;
    /** @deprecated The service it reported to is gone. */
    pageview(hit: { [key: string]: any }): void;
    /** @deprecated The service it reported to is gone. */
    social(hit: { [key: string]: any }): void;
    /** @deprecated The service it reported to is gone. */
    transaction(hit: { [key: string]: any }): void;
    /** @deprecated The service it reported to is gone. */
    transaction_item(hit: { [key: string]: any }): void;
  }

  /** Hits for a service of Google. @deprecated That service is gone. */
  const GoogleAnalytics: BBHits;

  // ── Core libraries ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** How a resource grows by itself. It is reckoned when the resource is read; no command runs for it. */
  interface BBGrowthOptions {
    /** Seconds from one step to the next. */
    interval: number;
    /** Lower bound. `0` has no effect. */
    min?: number;
    /** Upper bound. `0` has no effect. */
    max?: number;
    /** How many steps there are at most. */
    max_iterations_count?: number;
  }

  /** How much a resource grows each time. */
  interface BBGrowthByValue extends BBGrowthOptions {
    /** What is added; below 0 it is taken away. */
    value: number;
  }

  /** How much a resource grows each time, in percent. */
  interface BBGrowthByPercent extends BBGrowthOptions {
    /** Percent: 5 for 5 %. */
    percent: number;
  }

  /** The growth of a resource. */
  interface BBGrowth {
    /** What is stored of the growth; `{}` when there is none. */
    info(): { [key: string]: any };
    /** The growth in words, in English. */
    title(): string;
    /** Whether the resource grows. */
    isEnabled(): boolean;
    /** What is stored of the growth; the same as `info()`. */
    have(): { [key: string]: any };
    /** Adds `value` each `interval` seconds; below 0 it takes away. Starts anew when it is called again. */
    add(growth: BBGrowthByValue): void;
    /** Adds `percent` of the value at the start each `interval` seconds. The key is `percent`, not `value`. */
    addPercent(growth: BBGrowthByPercent): void;
    /** Adds `percent` of the current value each `interval` seconds: compound interest. The key is `percent`, not `value`. */
    addCompoundInterest(growth: BBGrowthByPercent): void;
    /** Stops the growth. */
    stop(): void;
    /** Goes on with the growth. Documented, but absent from the public source. */
    resume(): void;
    /** Removes the growth. Documented, but absent from the public source. */
    remove(): void;
    /** How much of the current step is over, in percent. */
    progress(): number;
    /** Seconds until the next step. */
    willCompletedAfter(): number;
    /** How many steps are over since the last reading, with the fraction of the current one. */
    totalIterations(): number;
  }

  /** A number of a user or a chat, such as money or energy. Each call reads or writes a bot property. */
  interface BBResource {
    /** The name. Case sensitive. */
    name: string;
    /** Makes the resource grow by itself. */
    growth: BBGrowth;
    /** The amount, with what has grown. 0 when there is none. It is a function: `res.value()`. */
    value(): number;
    /** The amount as it is stored, without what has grown since. */
    baseValue(): number;
    /** Sets the amount. Anything but a number throws: convert texts with `parseFloat`. */
    set(amount: number): void;
    /** Adds an amount. Anything but a number throws: convert texts with `parseFloat`. */
    add(amount: number): boolean;
    /** Whether there is at least this amount. False for 0 and below. */
    have(amount: number): boolean;
    /** Takes an amount away; throws when there is less. Ask `have(amount)` before. */
    remove(amount: number): boolean;
    /** Takes an amount away, also below 0. */
    removeAnyway(amount: number): boolean;
    /** Moves an amount here from a resource of the same name; throws when there is less. */
    takeFromAnother(from: BBResource, amount: number): boolean;
    /** Moves an amount to a resource of the same name; throws when there is less. */
    transferTo(to: BBResource, amount: number): boolean;
    /** Moves an amount here from a resource of the same name, also below 0 there. */
    takeFromAnotherAnyway(from: BBResource, amount: number): boolean;
    /** Moves an amount to a resource of the same name, also below 0 here. */
    transferToAnyway(to: BBResource, amount: number): boolean;
    /** Takes one amount here and adds another to a resource of any name; throws when there is less. */
    exchangeTo(
      to: BBResource,
      amounts: {
        /** What is taken here. */
        remove_amount: number;
        /** What is added there. */
        add_amount: number;
      },
    ): boolean;
    /** The bot property that keeps the amount: `ResourcesLib_user<Telegram id>_<name>`. */
    propName(): string;
    /** Removes the growth. Documented, but absent from the public source. */
    resetGrowth(): void;
  }

  interface ResLib {
    /** A resource of the current user. Needs `user`. */
    userRes(name: string): BBResource;
    /** A resource of the current chat. Needs `chat`. */
    chatRes(name: string): BBResource;
    /** A resource of another user. @param telegramid `user.telegramid`, never `user.id` */
    anotherUserRes(name: string, telegramid: TelegramId): BBResource;
    /** A resource of another chat. @param chatid `chat.chatid`, never `chat.id`; any text makes one for the whole bot */
    anotherChatRes(name: string, chatid: TelegramId): BBResource;
    /** The growth of a resource; the same as `res.growth`. */
    growthFor(res: BBResource): BBGrowth;
  }

  /** Numbers of users and chats, such as money or energy, that can grow by themselves. Needs no installation. */
  const ResLib: ResLib;

  /** How a start by a link is tracked. The callbacks are functions, not commands. */
  interface BBReferralTracking {
    /** The person pressed a link of their own. */
    onTouchOwnLink?: () => any;
    /** The person came by somebody's link. `byUser.id` is of Bots.Business, `byUser.telegramid` of Telegram. */
    onAttracted?: (byUser: BBUser) => any;
    /** The person was here before. */
    onAlreadyAttracted?: () => any;
    /** What stands before the id in links; `"user"` is the default. The same as in `getLink`. */
    linkPrefix?: string;
    /** Says in the chat what happens. */
    debug?: boolean;
    /** Keeps referrals in lists, as older versions do. Do not change it in a bot that has some. */
    useList?: boolean;
    /** How many stand on the board of `getTopList()`. */
    topBoardMaxCount?: number;
    /** The name of `onAttracted` in older versions, spelled so. Undocumented; many bots use it. */
    onAtractedByUser?: (byUser: BBUser) => any;
  }

  interface RefLib {
    /** Looks at how the person came; call it in `/start`. Who starts without a link counts as here before from then on. */
    track(tracking?: BBReferralTracking): any;
    /**
     * The link with which the current user invites others. Also notes who that is, so call it before the link is used.
     * @param botName the bot's user name in Telegram without `@`; `bot.name` when left out
     * @param prefix what stands before the id; the same as `linkPrefix` of `track`
     */
    getLink(botName?: string, prefix?: string): string;
    /** The user who invited the current one, if any. */
    getAttractedBy(): BBUser;
    /** The list of those whom a user invited. @param userId `user.id` of Bots.Business; the current user when left out */
    getRefList(userId?: BBId): List;
    /** How many a user invited. @param userId `user.id`; reading several users in one execution gives one's number */
    getRefCount(userId?: BBId): number;
    /** Those who invited most: `getTopList().get()` gives `[{ user, value }]`. */
    getTopList(): { get(): { user: BBUser; value: number; [key: string]: any }[]; [key: string]: any };
    /** Forgets how the current user came: for trying it out. Counts stay. */
    clearRef(): void;
    /** The calls of older versions. @deprecated `RefLib` has them itself: `RefLib.track`, `RefLib.getLink`. */
    currentUser: {
      /** Looks at how the person came. @deprecated Use `RefLib.track`. */
      track(tracking?: BBReferralTracking): any;
      /** The link of the current user. @deprecated Use `RefLib.getLink`. */
      getRefLink(botName?: string, prefix?: string): string;
      /** The user who invited the current one. @deprecated Use `RefLib.getAttractedBy`. */
      attractedByUser(): BBUser;
      /** The channel by which the current user came. @deprecated Undocumented. */
      attractedByChannel(): any;
      /** Those whom the current user invited. @deprecated Use `RefLib.getRefList`. */
      refList: {
        /** Those whom the current user invited: a list now, an array in older versions. @deprecated Use `RefLib.getRefList`. */
        get(): any;
        /** @deprecated Does nothing. */
        clear(): void;
      };
      [key: string]: any;
    };
    /** The board of older versions. @deprecated Use `RefLib.getTopList`. */
    topList: {
      /** Those who invited most. @deprecated Use `RefLib.getTopList`. */
      get(): any;
    };
    /** The link of the current user. @deprecated Undocumented: use `RefLib.getLink`. */
    getRefLink(botName?: string, prefix?: string): string;
    /** What stands before the id in links. @deprecated Undocumented: pass `prefix` to `RefLib.getLink`. */
    setLinkPrefix(prefix: string): void;
    /** Calls by Telegram id. @deprecated Undocumented. */
    tgid: {
      /** The user who invited the current one. @deprecated Undocumented: use `RefLib.getAttractedBy`. */
      attractedByUser(): any;
      [key: string]: any;
    };
  }

  /** Links by which people invite others, and who came by them. Needs no installation. */
  const RefLib: RefLib;

  interface CommonLib {
    /** `@username`, else the first name, else the last, else `""`. */
    getNameFor(user: { [key: string]: any }): string;
    /** A link to a person: Markdown, or HTML when a `parse_mode` is given. */
    getLinkFor(user: { [key: string]: any }, parse_mode?: string): string;
  }

  /** Names of people. Needs no installation. */
  const CommonLib: CommonLib;

  /** A person on a board. What `fields` of `addScore` had is here, too. */
  interface BBTopBoardEntry {
    /** The id in Bots.Business. */
    id: BBId;
    /** The id in Telegram. */
    tgId: TelegramId;
    /** May be blank. */
    first_name: string;
    /** May be blank. */
    last_name: string;
    /** The name in Telegram without `@`; may be blank. */
    username: string;
    /** The language of the person's Telegram. */
    language_code: string;
    /** The score. */
    value: number;
    [key: string]: any;
  }

  interface TopBoardLib {
    /** Adds to a person's score. */
    addScore(score: {
      /** What is added, not the new score. Not 0. */
      value: number;
      /** The board; `"default"` when left out. */
      boardName?: string;
      /** How many stand on the board, 2 to 25; 10 when left out. */
      maxCount?: number;
      /** What else an entry has. Taken only when it is new; do not use `id`, `tgId`, `value`. */
      fields?: { [key: string]: any };
      /** The person, with `id` and `telegramid`; the current user when left out. */
      user?: { [key: string]: any };
    }): void;
    /** Those on a board, best first. */
    getBoard(boardName?: string): BBTopBoardEntry[];
    /** Empties a board. Scores stay, so people come back with them: take a new name for a new season. */
    resetBoard(boardName?: string): void;
    /** The user property that keeps a person's score. */
    getUserPropName(boardName?: string): string;
  }

  /** Boards of the best. Needs no installation. */
  const TopBoardLib: TopBoardLib;

  /** Rates of currencies by their symbols: `CurrencyQuote.fiat.EUR`. */
  interface BBQuotes {
    /** When the rates were fetched. */
    getCachingTime(): any;
    [symbol: string]: any;
  }

  interface CurrencyQuote {
    /** Rates of money by symbol: `CurrencyQuote.fiat.EUR`. */
    fiat: BBQuotes;
    /** Rates of crypto currencies by symbol: `CurrencyQuote.crypto.BTC`; more of each in `details`. */
    crypto: BBQuotes & {
      /** What is known of each crypto currency. */
      details: { [symbol: string]: any };
    };
    /** An amount in another currency. 0 is refused, an unknown symbol throws. */
    convert(conversion: {
      /** How much. Not 0. */
      amount: number;
      /** The symbol of the currency it is in, such as `"USD"`. */
      from: string;
      /** The symbol of the currency it is to be in. */
      to: string;
    }): number;
  }

  /** Rates of currencies. Needs no installation. */
  const CurrencyQuote: CurrencyQuote;

  /** Hashes, HMACs and ciphers. `String(CryptoJS.SHA256(text))` is the hash in hex. Needs no installation. */
  namespace CryptoJS {}

  /** The texts of one language of a `SmartBot`. `{name}` is a placeholder, `"#/path"` as a whole value a reference. */
  interface BBSmartLanguage {
    /** What each command sends. */
    commands?: {
      [command: string]: {
        text?: string;
        parse_mode?: string;
        chat_id?: any;
        alias?: string;
        aliases?: any;
        keyboard?: any;
        inline_buttons?: any;
        alert?: string;
        alert_top?: string;
        photo?: any;
        run?: any;
        edit?: any;
        message_id?: any;
        [key: string]: any;
      };
    };
    /** Reusable parts. */
    types?: { [name: string]: any };
    /** Params that every text has. */
    titles?: { [name: string]: any };
    [key: string]: any;
  }

  /** Sends what a language file says for each command, so that commands only bring the data. */
  class SmartBot {
    /** `params` fill the placeholders. */
    constructor(options?: {
      /** Values for the placeholders. They are put in as they are: mind markup in what people wrote. */
      params?: { [name: string]: any };
      /** Whether texts are Markdown unless they say otherwise. */
      defaultMarkdown?: any;
      /** Folders whose commands send nothing by themselves. */
      skip_cmd_folders?: any;
      /** Whether a placeholder without a value is an error. */
      strict_params?: boolean;
      /** Says in the chat what happens, with all params. */
      debug?: boolean;
    });
    /** Stores the texts of a language; the first is the default. Call it again after changes. */
    setupLng(code: string, language: BBSmartLanguage): void;
    /** Sets the language of the current user. */
    setUserLang(code: string): void;
    /** The language of the current user. */
    getUserLang(): string;
    /** Sends what the language has for the current command. */
    handle(): any;
    /** Adds values for placeholders. */
    add(params: { [name: string]: any }): any;
    /** Replaces the values for placeholders. */
    set(params: { [name: string]: any }): any;
    /** Runs another command. */
    run(run: BBRun): void;
    /** Puts the values into a text, or into all texts of an object. */
    fill<T>(template: T): T;
    /** Whether a text is an alias in the language file. */
    isAlias(text: string): boolean;
    /** The values for placeholders. */
    params: any;
    /** The command that runs. */
    curCommand: any;
    /** Whether it says in the chat what happens. */
    debug: any;
  }

  /** A task of a `SmartTasker`. */
  interface BBSmartTask {
    /** Without spaces and colons. */
    id: string;
    /** What completing it brings. */
    amount: number;
    /** Whether it can be completed more than once. */
    manyTimes?: boolean;
    [key: string]: any;
  }

  /** Tasks for people, and how far each person is. Does not check that a task was done. */
  class SmartTasker {
    /** A tasker of this name with its tasks. */
    constructor(options: {
      /** The name; progress is kept under it. */
      name: string;
      /** The tasks. */
      tasks: BBSmartTask[];
      /** What completing tasks has brought already. */
      balance?: number;
      /** Gets the fields of tasks for its texts. */
      smartBot?: SmartBot;
      [key: string]: any;
    });
    /** The tasks that are left for the current user. */
    getTasksForWork(): BBSmartTask[];
    /** Skips the first task that is left. @returns whether another one is */
    skipTask(): boolean;
    /** Chooses a task and gives its fields to the texts. */
    defineTask(task: any): any;
    /** Chooses a task and looks how far the current user is. */
    defineWork(id: string): any;
    /** Notes that a task is completed. */
    completeExecution(id: string): any;
    /** Adds to the balance of this object; refused when it would fall below 0. */
    addBalance(amount: number): any;
    /** Gives the question of a task to the texts. */
    prepareTaskQuestion(question: {
      /** The task. */
      taskID: string;
      /** The command that runs with the answer. */
      onAnswer: BBCommandName;
    }): any;
    /** Reads the answer to a question. Comes from the button, so it proves nothing. @param text `params` when left out */
    acceptAnswer(text?: string): { taskID: string; isCorrect: boolean };
    /** Forgets how far the current user is. */
    clearUserProgress(): void;
    [key: string]: any;
  }

  /** Checks an amount that somebody typed. */
  class SmartAmountDialog {
    /** The bounds, and the texts for what is wrong. */
    constructor(options: {
      /** The least amount. */
      min?: number;
      /** The greatest amount. */
      max?: number;
      /** How much there is. */
      curValue?: number;
      /** Whether fractions are refused. */
      onlyInteger?: boolean;
      /** Whether an amount is taken though there is none. */
      skipZero?: boolean;
      /** Texts: `invalid`, `notInteger`, `zero`, `notEnough`, `small`, `big`. */
      dialogErrors?: { [reason: string]: any };
      /** Fills the texts. With it `accept` gives `false` and the text is in `errMsg`. Not `smart_bot`. */
      smartBot?: SmartBot;
    });
    /** Checks a text. @returns `true`, or the text for what is wrong: compare with `=== true` */
    accept(text: string | number): any;
    /** The amount that was accepted. */
    amount: number;
    /** The text for what is wrong, with `smartBot`. */
    errMsg: string;
  }

  // ── Libraries by name ──────────────────────────────────────────────────────────────────────────────────────────────

  /** A question to a payment service of which the answer comes to a command. */
  interface BBServiceCall {
    /** Fields as the service documents them. */
    fields: { [name: string]: any };
    /** The command that runs with the answer. */
    onSuccess?: BBCommandName;
    /** The command that runs when it failed. */
    onError?: BBCommandName;
    [key: string]: any;
  }

  /** How a wait is watched. */
  interface BBCooldown {
    /** The name of the wait. */
    name: string;
    /** Seconds. */
    time: number;
    /** The wait begins. */
    onStarting?: () => any;
    /** There is still time to wait. @param seconds how long */
    onWaiting?: (seconds: number) => any;
    /** The wait is over. Return true to begin anew. */
    onEnding: () => any;
  }

  /** Waits of one kind. */
  interface BBCooldowns {
    /** Calls `onStarting`, `onWaiting` or `onEnding`, as it stands. */
    watch(cooldown: BBCooldown): void;
    /** The wait as a resource: `value()` is the seconds that are left. */
    getCooldown(name: string): BBResource;
  }

  /** A language for the user or for the bot. */
  interface BBLanguageChoice {
    /** Sets the language. */
    setLang(name: string): void;
    /** The language that is set. There is no `getLang`. */
    getCurLang(): string;
  }

  /** A question to Block.io; what else it takes Block.io documents. */
  interface BBBlockIoCall {
    /** The command that runs with the answer. */
    onSuccess: BBCommandName;
    /** The command that runs when it failed. */
    onError?: BBCommandName;
    [name: string]: any;
  }

  /** A coin at Block.io. */
  interface BBBlockIoCoin {
    /** Keeps the key of this coin. */
    setApiKey(apiKey: string): any;
    /** Makes an address. The answer is `options`. */
    getNewAddress(call: BBBlockIoCall): void;
    /** Asks for the balance. The answer is `options`. */
    getBalance(call: BBBlockIoCall): void;
    /** Asks for the balance of addresses. The answer is `options`. */
    getAddressBalance(call: BBBlockIoCall): void;
    /** Asks for all addresses. The answer is `options`. */
    getMyAddresses(call: BBBlockIoCall): void;
    /** Asks for the address with a label. The answer is `options`. */
    getAddressByLabel(call: BBBlockIoCall): void;
    /** Asks whether an address is valid. The answer is `options`. */
    isValidAddress(call: BBBlockIoCall): void;
    /** Asks whether Block.io vouches for transactions. The answer is `options`. */
    isGreenTransaction(call: BBBlockIoCall): void;
    /** Puts addresses away. The answer is `options`. */
    archiveAddresses(call: BBBlockIoCall): void;
    /** Takes addresses back. The answer is `options`. */
    unarchiveAddresses(call: BBBlockIoCall): void;
    /** Asks for the addresses that were put away. The answer is `options`. */
    getMyArchivedAddresses(call: BBBlockIoCall): void;
    /** Asks for transactions. The answer is `options`. */
    getTransactions(call: BBBlockIoCall): void;
    /** Asks for a transaction as it is. The answer is `options`. */
    getRawTransaction(call: BBBlockIoCall): void;
    /** Asks what sending would cost. The answer is `options`. */
    getNetworkFeeEstimate(call: BBBlockIoCall): void;
    /** Asks for the price. The answer is `options`. */
    getCurrentPrice(call: BBBlockIoCall): void;
    /** Sends money. The answer is `options`. */
    withdraw(call: BBBlockIoCall): void;
    /** Sends money from addresses. The answer is `options`. */
    withdrawFromAddresses(call: BBBlockIoCall): void;
    /** Sends money from addresses with labels. The answer is `options`. */
    withdrawFromLabels(call: BBBlockIoCall): void;
  }

  /** An option that the bot keeps. */
  interface BBLibOption {
    /** What is kept; throws when there is nothing. */
    get(): any;
    /** Keeps a value. */
    set(value: any): void;
  }

  /** Libraries of the platform and of its store, by name. */
  interface BBOfficialLibs {
    /** The same as `ResLib`. Needs no installation. */
    ResourcesLib: ResLib;
    /** The same as `RefLib`. Needs no installation. */
    ReferralLib: RefLib;
    /** The same as `CommonLib`. Needs no installation. */
    CommonLib: CommonLib;
    /** The same as `CommonLib`. Needs no installation. */
    commonLib: CommonLib;
    /** The same as `CryptoJS`. Needs no installation. */
    CryptoJS: typeof CryptoJS;

    /** Addresses by which other servers run a command. Install it from the store. */
    Webhooks: {
      /** The address for a command. Whoever has it can call it; the body comes in `content`. A call costs 1 iteration. */
      getUrlFor(webhook: {
        /** The command that runs. It answers with `WebApp.render`, as JSON alone. */
        command: BBCommandName;
        /** The user the command runs for: `user.id` of Bots.Business. Without, `user` is null. */
        user_id?: BBId;
        /** Becomes `content`, for servers that send no body. */
        content?: string;
        /** Where a browser goes afterwards. */
        redirect_to?: string;
      }): string;
      /** Keeps the API key of the account for `getGlobalUrl`. */
      setApiKey(apiKey: string): void;
      /** @deprecated Broken: the address lacks the key. Use `getUrlFor`. */
      getGlobalUrl(webhook: { command: BBCommandName; [key: string]: any }): string;
      /** @deprecated Throws. Use `getUrlFor`. */
      getUrl(...args: any[]): any;
    };

    /**
     * Asks whether people joined chats. Its options are in the admin panel `MembershipChecker`. The bot must be an
     * administrator of the chats. Costs 1 iteration per chat and check. Install it from the store.
     */
    MembershipChecker: {
      /** Makes the admin panel. */
      setup(): void;
      /** Asks anew, at most each 2 seconds for one user; the answer comes to the commands of the panel. */
      check(options?: any): void;
      /** Asks anew when the delay of the panel is over. Call `check()` the first time. */
      handle(options?: any): void;
      /** What was found last for a chat, or for all. Does not ask Telegram. */
      isMember(chat?: TelegramId): boolean;
      /** The chats of the panel, with commas between them. */
      getChats(): string;
      /** The chats that the user has not joined, as was found last, with commas between them. */
      getNotJoinedChats(): string;
    };

    /** Waits between uses. Install it from the store. */
    CooldownLib: BBCooldowns & {
      /** Waits of the current user. */
      user: BBCooldowns;
      /** Waits of the current chat. */
      chat: BBCooldowns;
    };

    /** Keeps the commands of a folder for administrators. Install it from the store. */
    Guard: {
      /** Makes the admin panel, with the current user as administrator. */
      setup(): void;
      /** Whether a user is an administrator. @param userId `user.id` of Bots.Business */
      isAdmin(userId: BBId): boolean;
      /** Whether the current command may run; call it in `@`: `if (!Libs.Guard.verifyAccess()) return`. */
      verifyAccess(): boolean;
    };

    /** Texts in several languages. Install it from the store. */
    Lang: {
      /** The language of the current user. */
      user: BBLanguageChoice;
      /** The language of those who chose none. */
      default: BBLanguageChoice;
      /** Stores the texts of a language; the first is the default. */
      setup(name: string, texts: { [key: string]: any }): void;
      /** All texts of a language; of the user's when left out. Throws for one that was not set up. */
      get(name?: string): any;
      /** A text by its path, such as `"menu.title"`, in the user's language or the one named. */
      t(path: string, name?: string): any;
      /** The command for an alias in `aliases` of the texts. */
      getCommandByAlias(text: string, name?: string): string;
    };

    /** Dates as texts. Install it from the store. */
    DateTimeFormat: {
      /**
       * A date as text. An invalid date throws.
       * @param mask `"yyyy-mm-dd HH:MM:ss"`: here `mm` is the month and `MM` the minute
       * @param utc whether it is in UTC and not in the server's time
       */
      format(date?: Date | string | number, mask?: string, utc?: boolean): string;
    };

    /** Random numbers. `Math.random()` does without it. Install it from the store. */
    Random: {
      /** A whole number from `min` to `max`. A bound of 0 is refused. */
      randomInt(min: number, max: number): number;
      /** A number from `min` to `max + 1`. A bound of 0 is refused. */
      randomFloat(min: number, max: number): number;
      /** Sends one of the texts. @deprecated Does not work reliably: it needs 0 as a bound, which is refused. */
      sendMessage(texts: any[]): void;
    };

    /** Payments by CoinPayments. Install it from the store. */
    CoinPayments: {
      /** Keeps the private key. */
      setPrivateKey(key: string): void;
      /** Keeps the public key. */
      setPublicKey(key: string): void;
      /** Keeps the API key of Bots.Business, for the address that CoinPayments calls. */
      setBBApiKey(key: string): void;
      /** Calls the API of CoinPayments. The answer is `options.body`. */
      apiCall(call: BBServiceCall): void;
      /** The address that CoinPayments calls for a command. */
      getIpnUrl(command: BBCommandName): string;
      /** Starts a payment. */
      createTransaction(
        payment: BBServiceCall & {
          /** The command that runs once the payment is completed. */
          onPaymentCompleted?: BBCommandName;
          /** The command that runs with each message about the payment. */
          onIPN?: BBCommandName;
        },
      ): void;
      /** Makes an address that takes payments for ever. */
      createPermanentWallet(wallet: {
        /** The symbol of the coin. */
        currency: string;
        /** What CoinPayments calls the address. */
        label?: string;
        /** The command that runs with the address. */
        onSuccess?: BBCommandName;
        /** The command that runs with each completed payment. */
        onIncome?: BBCommandName;
        /** The command that runs with each message about a payment. */
        onIPN?: BBCommandName;
        /** The command that runs when it failed. */
        onError?: BBCommandName;
        [key: string]: any;
      }): void;
      /** Asks how a payment stands. */
      getTxInfo(payment: {
        /** Which payment of the user, as `options.payment_index` of `onSuccess` says it. */
        payment_index: number | string;
        /** The command that runs with the answer. */
        onSuccess?: BBCommandName;
        [key: string]: any;
      }): void;
      /** Acts as if a payment were completed: for trying it out. */
      callTestPaymentCompleted(payment: { onPaymentCompleted: BBCommandName; [key: string]: any }): void;
      /** Acts as if a payment came to an address: for trying it out. */
      callTestPermanentWalletIncome(payment: {
        onIncome?: BBCommandName;
        onIPN?: BBCommandName;
        [key: string]: any;
      }): void;
    };

    /** Payments by OxaPay, version 1 of its API. Needs the library `Webhooks`. Install it from the store. */
    OxaPayLibV1: {
      /** Keeps the key for payments. */
      setMerchantApiKey(key: string): void;
      /** Keeps the key for payouts. */
      setPayoutApiKey(key: string): void;
      /** Keeps the general key. */
      setGeneralApiKey(key: string): void;
      /** Calls the API of OxaPay. */
      apiCall(call: {
        /** The path, such as `"/payment/invoice"`. */
        url: string;
        /** `"post"` is the default; only spelled so it posts, anything else gets. */
        method?: 'post' | 'get' | (string & {});
        /** Fields as OxaPay documents them; `on_callback` names the command that runs when the status changes. */
        fields?: { on_callback?: BBCommandName; [name: string]: any };
        /** The command that runs with the answer. */
        on_success?: BBCommandName;
      }): void;
    };

    /** Payments by OxaPay, the older library. Needs the library `Webhooks`. Install it from the store. */
    OxaPayLib: {
      /** Keeps the key for payments. */
      setMerchantKey(key: string): void;
      /** Keeps the key for payouts. */
      setPaymentApiKey(key: string): void;
      /** Keeps the key for payouts. Undocumented; not in the public source. */
      setPayoutApiKey(key: string): void;
      /** Calls the API of OxaPay. */
      apiCall(call: BBServiceCall & { url: string }): void;
      /** Starts a payment; `/onCompletePayment` runs once it is completed. */
      createTransaction(payment: {
        fields: { [name: string]: any };
        /** The command that runs with the payment. */
        onCreatePayment?: BBCommandName;
        [key: string]: any;
      }): void;
      /** Sends money. `fields` need `currency`, `amount` and `address`. */
      transfer(payment: {
        fields: { currency: string; amount: number | string; address: string; [name: string]: any };
        /** The command that runs with the answer. */
        onTransfer?: BBCommandName;
        [key: string]: any;
      }): void;
      /** Asks how a payment stands. `fields` need `trackId`. */
      getTxInfo(payment: BBServiceCall): void;
      /** Asks which coins are accepted. */
      getAcceptedCoins(call?: { onSuccess?: BBCommandName; [key: string]: any }): void;
    };

    /** Wallets of Coinbase. Its keys are in its admin panel. Needs the library `Webhooks`. Install it from the store. */
    Coinbase: {
      /** Makes the admin panel. */
      setup(): void;
      /** Calls the API of Coinbase. */
      apiCall(call: {
        /** `"GET"` is the default. */
        method?: string;
        /** The path with its query, such as `"exchange-rates?currency=USD"`. */
        path: string;
        /** What is sent, as an object. */
        body?: any;
        /** The command that runs with the answer: `options.result`. */
        onSuccess?: BBCommandName;
        /** The command that runs when it failed: `options.error`. */
        onError?: BBCommandName;
        /** @deprecated Has no effect. */
        background?: boolean;
        /** A key in place of the panel's. */
        apiKey?: string;
        /** A secret key in place of the panel's. */
        secretApiKey?: string;
      }): void;
    };

    /** Wallets of Block.io. Install it from the store. */
    BlockIO: {
      /** Keeps the PIN for sending money. */
      setSecretPin(pin: string): void;
      /** Coins without worth, for trying it out. */
      testNet: {
        /** Bitcoin of the test net. */
        Bitcoin: BBBlockIoCoin;
        /** Litecoin of the test net. */
        Litecoin: BBBlockIoCoin;
        /** Dogecoin of the test net. */
        Dogecoin: BBBlockIoCoin;
      };
      /** Bitcoin. */
      Bitcoin: BBBlockIoCoin;
      /** Litecoin. */
      Litecoin: BBBlockIoCoin;
      /** Dogecoin. */
      Dogecoin: BBBlockIoCoin;
    };

    /** Payments by FreeKassa. Install it from the store. */
    FreeKassaPayment: {
      /** The page on which the payments are set up. */
      getSetupPage(): string;
      /** What the bot keeps for payments. */
      options: {
        /** The first secret word. */
        secret: BBLibOption;
        /** The second secret word. */
        secret2: BBLibOption;
        /** The id of the shop. */
        storeId: BBLibOption;
        /** The command that runs with a payment. */
        onPayment: BBLibOption;
      };
      /** The link to pay by. */
      getPaymentLink(payment: {
        amount: number | string;
        comment: string | number;
        language?: string;
      }): string;
      /** A payment from the params of the command: `decodeResult(params)`. */
      decodeResult(params: string): { [name: string]: string };
    };

    /** Payments by Qiwi. Install it from the store. */
    QiwiPayment: {
      /** The link to pay by. */
      getPaymentLink(payment: {
        account: string | number;
        amount: number | string;
        comment: string | number;
      }): string;
      /** Keeps the token. Spelled so. */
      setQiwiApiTokent(token: string): void;
      /** Looks whether the payment with this comment came. */
      acceptPayment(payment: {
        account: string | number;
        comment: string | number;
        /** The command that runs with the amount in `params`. */
        onSuccess: BBCommandName;
        /** The command that runs when there is no payment. */
        onNoPaymentYet?: BBCommandName;
        /** The command that runs when it failed. */
        onError?: BBCommandName;
      }): void;
    };

    /** Amounts in another currency. `CurrencyQuote` does it at once. Install it from the store. */
    CurrencyConverter: {
      /** Converts an amount. @param query `"USD_EUR"` @param onSuccess runs with the result in `params` */
      convert(query: string, amount: number | string, onSuccess: BBCommandName): void;
      /** Keeps the key of the service. */
      setupApiKey(apiKey: string): void;
      /** The address that is asked. */
      getApiUrl(query: string, onSuccess: BBCommandName): string;
    };

    /** Runs code as a Google Apps Script. Needs the library `Webhooks`. Install it from the store. */
    GoogleApp: {
      /** Keeps the address of the script. */
      setUrl(url: string): void;
      /** Runs a function there. It has the variables of BJS and those of Google, but nothing from around it. */
      run(options: {
        /** A function with a name. */
        code: (...args: any[]) => any;
        /** The command that runs with the result as `options`. */
        onRun?: BBCommandName;
        /** Gets an e-mail about errors. */
        email?: string;
        /** Says in the chat what failed. */
        debug?: boolean;
      }): void;
    };

    /** Rows of a Google table. Needs the library `GoogleApp`. Install it from the store. */
    GoogleTableSync: {
      /** Writes rows: those whose `index` column has the same value are replaced, others added. */
      sync(table: BBGoogleTable): void;
      /** Reads rows. */
      read(table: BBGoogleTable): void;
    };

    /** Rows of a Google table. @deprecated Use `GoogleTableSync`. */
    GoogleSpreadSheet: {
      /** Keeps the address of the script. @deprecated Use `GoogleTableSync`. */
      setUrl(url: string): void;
      /** Reads the first row. @deprecated Use `GoogleTableSync`. */
      getHeader(request: BBGoogleRow): void;
      /** Reads a row. @deprecated Use `GoogleTableSync`. */
      getRow(request: BBGoogleRow): void;
      /** Adds a row. @deprecated Use `GoogleTableSync`. */
      addRow(request: BBGoogleRow): void;
      /** Replaces a row. @deprecated Use `GoogleTableSync`. */
      editRow(request: BBGoogleRow): void;
    };

    /** amoCRM. Install it from the store. */
    AmoCRM: {
      /** Keeps the login. */
      setUserLogin(login: string): void;
      /** Keeps the key. */
      setApiKey(key: string): void;
      /** Keeps the part of the address before `.amocrm.ru`. */
      setSubDomain(subDomain: string): void;
      /** Signs in; call it before the others. */
      auth(): void;
      /** Reads by the API of amoCRM. The answer is `options.body`. */
      apiGet(call: { method: string; params?: any; onSuccess?: BBCommandName }): void;
      /** Writes by the API of amoCRM. The answer is `options.body`. */
      apiPost(call: { method: string; params?: any; onSuccess?: BBCommandName }): void;
    };

    /** A card game that bots carry themselves. Not in the store. */
    DurakCardGame: any;
  }

  /** Rows of a Google table to write or to read. */
  interface BBGoogleTable {
    /** The id in the table's address. */
    tableID: string;
    /** The name of the sheet. */
    sheetName: string;
    /** The column by which rows are told apart. */
    index?: string;
    /** The rows, by the names of their columns. */
    datas?: { [column: string]: any }[];
    /** The command that runs with the result as `options`. */
    onRun?: BBCommandName;
    /** Gets an e-mail about errors. */
    email?: string;
    /** Says in the chat what failed. */
    debug?: boolean;
    [key: string]: any;
  }

  /** A row of a Google table. */
  interface BBGoogleRow {
    /** The name of the sheet. */
    sheetName: string;
    /** Which row, from 1. */
    rowIndex?: number | string;
    /** The row by the names of its columns. */
    row?: { [column: string]: any };
    /** The command that runs with the row as `options`. */
    onSuccess: BBCommandName;
    /** The command that runs when it failed. */
    onError?: BBCommandName;
  }

  /** The libraries of this bot: its own before those of the platform and of the store. */
  type BBAllLibs = BBLibs & Omit<BBOfficialLibs, keyof BBLibs>;

  /**
   * The libraries of the bot. Those of the platform (`ResourcesLib`, `ReferralLib`, `commonLib`, `CryptoJS`) are always
   * there; others are installed from the store or lie in the bot's `libs` folder.
   */
  const Libs: BBAllLibs;

  /**
   * What the code of a library (`libs/<Name>.js`) has besides all of this. Not in commands, so these are no globals here:
   * the language server makes them some for library files.
   */
  interface BBLibraryGlobals {
    /** Says what the library offers: `Libs.<Name>` has exactly these keys. */
    publish(members: { [name: string]: any }): void;
    /**
     * Has a function run for a command text, which then needs no command.
     * @param command the text; what follows after a space is in `params`. `"*"` takes everything
     */
    on(command: string, handler: () => any): void;
    /** Stores a bot property that belongs to the library. */
    setBotProperty(name: string, value: any, type?: BBPropertyType): void;
    /** A bot property that belongs to the library. */
    getBotProperty(name: string, default_value?: any): any;
    /** Stores a user property that belongs to the library. */
    setUserProperty(name: string, value: any, type?: BBPropertyType): void;
    /** A user property that belongs to the library. */
    getUserProperty(name: string, default_value?: any): any;
  }
}
