import { exportBranch } from '../git';
import type { BotContents } from '../botContents';
import { installableLibrary, storeLibraries } from '../catalogue/libraries';
import { errorStack, generateChats } from '../generateParts';
import { addParts, type SeedPart } from '../seed';
import type { JsonValue, PersonRecord } from '../store/parts';
import type { BotRecord } from '../store/records';
import type { SandboxStore } from '../store/store';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The bot folder whose demo bot has had customers. */
export const shopName = 'Corner Shop';

/**
 * Gives the demo shop what a shop has after some weeks: customers, their properties, errors, broadcasts, panels,
 * business connections, a library of the store and a Git repository with a branch. The same in every run but for the
 * times, which end now.
 * @param now milliseconds since 1970
 */
export function addShopLife(store: SandboxStore, bot: BotRecord, contents: BotContents, now: number): void {
  store.updateBot(bot.id, { git_remote: 'git@git.invalid:corner-shop/bot.git' });
  const chats = generateChats(120, now);
  const customers = chats.flatMap(({ user }) => user ?? []);
  addParts(store, bot.id, {
    libraries: storeLibraries.filter(({ name }) => name === 'DateTimeFormat').map(installableLibrary),
    errors: errors(contents, now),
    tasks: tasks(now),
    chats,
    properties: [...ownProperties(customers, now), ...customerProperties(customers, now)],
    panels,
    connections: connections(customers, now),
  });
  exportBranch(store, bot.id, 'main');
}

interface Mishap {
  readonly title: string;
  /** Where it happens, innermost first: a command and a piece of the line in its code. */
  readonly places: readonly (readonly [command: string, piece: string])[];
  readonly times: number;
}

const mishaps: readonly Mishap[] = [
  {
    title: "TypeError: Cannot read properties of null (reading 'telegramid')",
    places: [['/order', 'order.customer !== String(user.telegramid)']],
    times: 9,
  },
  {
    title: "TypeError: Cannot read properties of undefined (reading 'price')",
    places: [
      ['@', 'product.price * line.amount'],
      ['/order', 'describeBill(order)'],
    ],
    times: 6,
  },
  {
    title: 'ReferenceError: http_status is not defined',
    places: [['/onRates', 'Number(http_status)']],
    times: 4,
  },
  {
    title: "TypeError: Cannot read properties of undefined (reading 'message_id')",
    places: [
      ['@', 'request.message.message_id'],
      ['/product', 'showScreen('],
    ],
    times: 3,
  },
  {
    title: 'Telegram: Bad Request: BUTTON_DATA_INVALID',
    places: [['/product', '/add ${product.id} 1']],
    times: 2,
  },
  { title: 'Error: Too many sub commands', places: [['/quantity', "command: '/quantity'"]], times: 1 },
];

/** Oldest first, spread over the last days; several share a message. Without its command a mishap is left out. */
function errors(contents: BotContents, now: number): SeedPart<'errors'>[] {
  const codes = new Map((contents.commands ?? []).map(({ name, code }) => [name, code ?? '']));
  const all = mishaps.flatMap(({ title, places, times }, kind) => {
    const found = places.map(([command, piece]) => placeOf(command, codes.get(command) ?? '', piece));
    const command = places.at(-1)?.[0];
    if (command === undefined || found.some((place) => place === undefined)) return [];
    const stack_trace = errorStack(
      title,
      found.filter((place) => place !== undefined),
    );
    return Array.from({ length: times }, (_, index) => {
      const at = now - 20 * minute - index * 7 * hour - kind * 3 * hour;
      return { title, stack_trace, command, at };
    });
  });
  return all.sort((one, other) => one.at - other.at);
}

/** Line and column of a piece of code, from 1. */
function placeOf(
  command: string,
  code: string,
  piece: string,
): readonly [string, number, number] | undefined {
  const at = code.indexOf(piece);
  if (at < 0) return undefined;
  const before = code.slice(0, at).split('\n');
  return [command, before.length, (before.at(-1)?.length ?? 0) + 1];
}

/** One that is over, and one that goes on for about six minutes. */
function tasks(now: number): SeedPart<'tasks'>[] {
  const news = { command: '/news', for_chats: 'private-chats' } as const;
  return [
    {
      ...news,
      status: 'finished',
      cur_position: 81,
      total: 81,
      speed: 12,
      failing: 16,
      since: now - 9 * day,
      at: now - 9 * day,
    },
    {
      ...news,
      status: 'in progress',
      cur_position: 4,
      total: 88,
      speed: 0.23,
      failing: 14,
      since: now,
      at: now,
    },
  ];
}

const about = `Corner Shop sells tea, coffee, bread and what goes on top of it. We open at nine, the bread leaves the oven \
at seven, and whoever orders before six in the evening has it on the table the next morning. Ask us anything: a person \
answers, usually within the hour, on Sundays a little later.`;

/** Properties of the bot, as its commands write them, and some that its owner might have. */
function ownProperties(customers: readonly PersonRecord[], now: number): SeedPart<'properties'>[] {
  const own = (
    name: string,
    type: SeedPart<'properties'>['type'],
    value: JsonValue,
  ): SeedPart<'properties'> => ({ user_id: null, name, type, value });
  const orders = customers.slice(0, 24).map((customer, index) => {
    const status = index < 20 ? 'delivered' : 'new';
    return own(`order${1001 + index}`, 'json', {
      number: 1001 + index,
      customer: String(customer.telegramid),
      name: customer.first_name,
      lines: [
        {
          product: { id: 'earl-grey', emoji: '🫖', title: 'Earl Grey', price: 690 },
          amount: (index % 3) + 1,
        },
      ],
      discount: 0,
      delivery: 350,
      total: 690 * ((index % 3) + 1) + 350,
      address: `${index + 3} Mill Lane, Oldtown`,
      slot: '🌅 Tomorrow, 8 to 10',
      status,
      placedAt: new Date(now - (24 - index) * day).toISOString(),
    });
  });
  return [
    own('lastOrder', 'integer', 1024),
    own('openOrders', 'json', [1021, 1022, 1023, 1024]),
    own('sales', 'json', { orders: 4, total: 7280 }),
    own('openingHours', 'string', 'Monday to Saturday, 9 to 18'),
    own('special', 'string', 'sencha'),
    own('shopkeeper', 'string', String(customers[0]?.telegramid)),
    own('averageStars', 'float', 4.6),
    own('isOpen', 'boolean', true),
    own('lastDigestAt', 'datetime', new Date(now - 5 * hour).toISOString()),
    own('about', 'text', about),
    own('lastNotifyError', 'json', { order: 1017, error: 'Forbidden: bot was blocked by the user' }),
    ...orders,
  ];
}

/** What the shop knows of each customer. */
function customerProperties(customers: readonly PersonRecord[], now: number): SeedPart<'properties'>[] {
  return customers.slice(0, 34).flatMap(({ id: user_id }, index) => {
    const since = new Date(now - (index + 2) * day);
    const stars = { user_id, name: 'stars', type: 'float', value: 3 + (index % 5) / 2 } as const;
    return [
      { user_id, name: 'customerSince', type: 'string', value: since.toISOString() },
      { user_id, name: 'address', type: 'string', value: `${index + 3} Mill Lane, Oldtown` },
      { user_id, name: 'cart', type: 'json', value: { 'earl-grey': (index % 3) + 1, croissant: 2 } },
      { user_id, name: 'favourites', type: 'json', value: ['sencha', 'sourdough'] },
      index % 2 === 0 ? stars : { user_id, name: 'newsletter', type: 'boolean', value: index % 3 === 0 },
    ] satisfies SeedPart<'properties'>[];
  });
}

const panels: readonly SeedPart<'panels'>[] = [
  {
    name: 'ShopSettings',
    value: {
      title: 'Shop',
      description: 'What customers see and pay.',
      index: 0,
      icon: 'cart',
      button_title: 'Save',
      on_saving: { command: '⚙️ Admin' },
      fields: [
        {
          name: 'greeting',
          title: 'Greeting',
          description: 'The first words of /start.',
          type: 'string',
          placeholder: 'Welcome!',
          icon: 'chatbubbles',
          value: 'Welcome to Corner Shop!',
        },
        {
          name: 'about',
          title: 'About the shop',
          description: 'Shown by /about.',
          type: 'text',
          icon: 'information-circle',
          value: about,
        },
        {
          name: 'freeDeliveryFrom',
          title: 'Free delivery from',
          description: 'In cents.',
          type: 'integer',
          placeholder: '2500',
          icon: 'bicycle',
          value: 2500,
        },
        { name: 'vat', title: 'Value added tax', description: 'In percent.', type: 'float', value: 7.5 },
        { name: 'isOpen', title: 'Orders are taken', type: 'checkbox', icon: 'checkmark', value: true },
      ],
    },
  },
  {
    name: 'Payments',
    value: {
      title: 'Payments',
      description: 'How customers pay. Nothing here is sent anywhere by the sandbox.',
      index: 1,
      icon: 'card',
      button_title: 'Save payments',
      on_saving: { command: '/setup' },
      fields: [
        { name: 'merchant', title: 'Merchant id', type: 'string', placeholder: 'corner-shop' },
        {
          name: 'secret',
          title: 'Secret',
          description: 'Made up, as all secrets of the sandbox.',
          type: 'password',
          icon: 'key',
          value: 'made-up-secret',
        },
        { name: 'testMode', title: 'Test mode', type: 'checkbox', value: true },
        { name: 'retries', title: 'Tries', type: 'integer', value: 3, hidden: true },
      ],
    },
  },
];

/** Telegram Bot API, "BusinessBotRights". */
const allRights = [
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
];

/** With all rights, with few of them, and one that its owner has switched off. */
function connections(customers: readonly PersonRecord[], now: number): SeedPart<'connections'>[] {
  const kinds = [
    { rights: allRights, is_enabled: true },
    { rights: ['can_reply', 'can_read_messages'], is_enabled: true },
    { rights: [], is_enabled: false },
  ];
  return kinds.flatMap((kind, index) => {
    const user = customers[index];
    const date = Math.floor((now - (index + 1) * 11 * day) / 1000);
    return user ? [{ ...kind, user, date, connection_id: `sandbox-connection-${index + 1}` }] : [];
  });
}
