/**
 * BJS, the JavaScript of Bots.Business, as the platform runs it: what a command's code may use besides the language.
 *
 * One place for everything: the language server gives this file to TypeScript beside `lib.es20xx` (no DOM) and the
 * bundled declarations of `@gramio/types`. What a bot adds of its own (names of commands and properties, libraries)
 * comes in a generated file that merges into the interfaces at the end of the first section.
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

  /** What a property of this name holds: what the bot writes, or the kind of the default, or anything. */
  type BBPropertyValue<Known, Name, Default = unknown> = Name extends keyof Known
    ? Known[Name]
    : unknown extends Default
      ? any
      : BBKind<Default>;

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
  type BBPropertyType = 'integer' | 'float' | 'boolean' | 'string' | 'text' | 'json' | 'datetime';

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
    created_at: string;
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
    bot_id: BBId;
    title: string;
    chat_type: 'private' | 'group' | 'supergroup' | (string & {});
    /** The user of a private chat (id in Bots.Business). */
    user_id: BBId;
    created_at: string;
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
    created_at: string;
    updated_at: string;
    /** Where `Bot.importCSV()` reads the commands from. */
    csv_url: string;
    last_run_at: string;
    /** The bot of the store that this one was installed from. */
    store_bot_id: BBId;
    status: string;
    /** @deprecated Of a statistics service that is gone. */
    botan_token?: string;
    /** Undocumented; see the global `statistics`. */
    statistics?: BBStatistics;
    [key: string]: any;
  }

  /** The command that runs. */
  interface BBCommand {
    id: BBId;
    name: string;
    folder: string;
    /** *Wait for answer*: the code runs on the message after the one that named the command. */
    need_reply: boolean;
    /** Seconds from one run to the next; blank or 0 when there is no Auto Retry. */
    auto_retry_time: number;
    last_auto_retry_at: string;
    created_via_csv_import: boolean;
    last_csv_import_at: string;
    created_at: string;
    updated_at: string;
    [key: string]: any;
  }

  /** Counts of a bot's chats. */
  interface BBStatistics {
    total: number;
    group_chats_count: number;
    user_chats_count: number;
    super_group_chats_count: number;
    active_during_last_day: number;
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
    message: string;
    params: string;
    options: any;
    user: BBUser;
    chat: BBChat;
    bot: BBBot;
    command: BBCommand;
    content: string;
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
   * People cannot set it, so `if (!options) return` keeps a command from being started by hand.
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
    /** The command that runs once the message is sent, with `options.result`. Costs 1 iteration. */
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
    list?: string | List;
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
    getProperty<Name extends BBPropertyName<Known>, Default>(
      name: Name,
      default_value?: Default,
    ): BBPropertyValue<Known, Name, Default>;
    /** The value stored under a name, also of another user or bot. A stored `0`, `false` or `""` reads as the default. */
    getProperty<Name extends BBPropertyName<Known>, Default>(
      property: BBPropertyRead<Name, Default>,
    ): BBPropertyValue<Known, Name, Default>;
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
    getProp<Name extends BBPropertyName<Known>, Default>(
      name: Name,
      default_value?: Default,
    ): BBPropertyValue<Known, Name, Default>;
    /** The value stored under a name, also of another user or bot; short for `getProperty`. */
    getProp<Name extends BBPropertyName<Known>, Default>(
      property: BBPropertyRead<Name, Default>,
    ): BBPropertyValue<Known, Name, Default>;
    /** Deletes what is stored under a name. There is no `deleteProperty`. */
    deleteProp(name: BBPropertyName<Known>): void;
  }

  /** Sends, runs commands and keeps the properties of the bot. No call but `getProp` gives anything back. */
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
    clearRunAfter(which?: { label?: string | number }): void;
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

  /** Sends, runs commands and keeps the properties of the bot. The bot's own data is in `bot`. */
  const Bot: Bot;

  // ── User ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Keeps the properties and the group of the current user. Fails when `user` is null: "user is not defined". */
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

  /** Keeps the properties and the group of the current user. The user's own data is in `user`. */
  const User: User;

  // ── Api ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What the platform itself takes from a call of `Api`, before it goes to Telegram. */
  interface BBApiOptions {
    /** The command that runs with Telegram's answer: `options.ok`, `options.result`, `options.bb_options`. Costs 1 iteration. May have params. */
    on_result?: BBCommandName;
    /** The command that runs when Telegram refuses: `options.error` (a text), `options.bb_options`. Costs 1 iteration. May have params. */
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
   * set may be any text, as `let kind = "article"` is.
   */
  type Outgoing<T> = T extends (...args: any) => any
    ? T
    : T extends string
      ? string extends T
        ? string | number
        : T | (string & {})
      : T extends number
        ? number | string
        : T extends boolean
          ? boolean
          : { [Key in keyof T]: Outgoing<T[Key]> };

  /** The params of a method of Telegram, with the platform's own; the chat may be left out. */
  type TelegramParams<Params> = {
    [Key in keyof Params as Key extends 'chat_id' ? never : Key]: Outgoing<Params[Key]>;
  } & {
    /** The chat: its id in Telegram, or `@name`. Without, the current chat. */
    chat_id?: TelegramId;
  } & BBApiOptions;

  /** The params of a method of Telegram by its name. */
  type TelegramMethodParams<Method extends keyof APIMethods> = Parameters<APIMethods[Method]>[0];

  /** A method as `Api` has it: gives nothing back, and needs no params where Telegram needs none but the chat. */
  type BBApiMethod<Params> =
    {} extends TelegramParams<Params>
      ? (params?: TelegramParams<Params>) => void
      : (params: TelegramParams<Params>) => void;

  /** The methods of Telegram. */
  type TelegramMethods = { [Method in keyof APIMethods]: BBApiMethod<TelegramMethodParams<Method>> };

  interface BBApi extends TelegramMethods {
    /** Calls a method of Telegram by its name. The platform lets through the methods it knows. */
    call<Method extends keyof APIMethods | (string & {})>(
      method: Method,
      params?: Method extends keyof APIMethods
        ? TelegramParams<TelegramMethodParams<Method>>
        : { [key: string]: any },
    ): void;
    /** Takes a person out of a chat. @deprecated Telegram calls it `banChatMember`. */
    kickChatMember: TelegramMethods['banChatMember'];
  }

  /**
   * The methods of Telegram. A call gives nothing back: what Telegram answers comes to the command of `on_result`. Files go
   * as `file_id` or as a link.
   */
  const Api: BBApi;

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

  /** Requests to servers. Each ends after 5 seconds; what comes back goes to a command. Refused inside a broadcast. */
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

  /** Requests to servers. */
  const HTTP: HTTP;

  // ── Libraries ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Libraries of the platform and of its store by name. */
  interface BBOfficialLibs {}

  /** The libraries of the bot: its own, those of the platform, and those that it installed from the store. */
  const Libs: BBLibs & Omit<BBOfficialLibs, keyof BBLibs>;

  /** A list of the bot or of a user. */
  class List {
    constructor(options: { name: string });
  }
}
