import type { SeedCommand } from '../botContents';

/** A demo bot of the store (API reference, §12.13), with what its installation puts into a new bot. */
export interface StoreBot {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly author: string;
  readonly installations: number;
  /** ISO time. */
  readonly created: string;
  /** Whoever installs it may not see its commands. */
  readonly isProtected: boolean;
  readonly folders: readonly string[];
  readonly commands: readonly SeedCommand[];
}

/** API reference, "Get store bots": v1 has bots in collections. */
export const storeCollections: readonly {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  /** Ids of store bots. */
  readonly bots: readonly number[];
}[] = [
  { id: 1, title: 'First steps', description: 'Small bots to learn from.', bots: [101, 102, 103, 104] },
  { id: 2, title: 'For business', description: 'Bots that work for you.', bots: [105, 106, 107] },
  { id: 3, title: 'Games', description: 'Bots to play with.', bots: [108, 109, 110] },
];

const author = 'Sandbox';

/** Made for the sandbox: each shows one thing that bots do. */
export const storeBots: readonly StoreBot[] = [
  {
    id: 101,
    name: 'Echo',
    description: 'Says what you say. The smallest bot there is, to see how a text reaches the command *.',
    author,
    installations: 5210,
    created: '2023-02-14T10:00:00.000Z',
    isProtected: false,
    folders: [],
    commands: [
      { name: '/start', answer: 'Send me a text, and I send it back.' },
      {
        name: '*',
        code: lines('if (message) {', '  Bot.sendMessage(message);', '}'),
      },
    ],
  },
  {
    id: 102,
    name: 'Corner Kiosk',
    description: 'Three products, a cart and an order: a shop that fits on one screen.',
    author,
    installations: 8804,
    created: '2023-05-02T08:30:00.000Z',
    isProtected: false,
    folders: ['Shop', 'Cart'],
    commands: [
      { name: '/start', answer: 'Welcome to the kiosk!', keyboard: '🛍 Products, 🛒 Cart' },
      {
        name: '🛍 Products',
        folder: 'Shop',
        aliases: ['/products'],
        code: lines(
          'const products = { tea: 3, honey: 5, bread: 4 };',
          'const buttons = Object.keys(products).map((name) => [',
          "  { title: `${name}: €${products[name]}`, command: '/add ' + name },",
          ']);',
          "Bot.sendInlineKeyboard(buttons, 'What would you like?');",
        ),
      },
      {
        name: '/add',
        folder: 'Cart',
        code: lines(
          "const cart = User.getProp('cart') || {};",
          'cart[params] = (cart[params] || 0) + 1;',
          "User.setProp('cart', cart, 'json');",
          'Bot.sendMessage(`${params} is in your cart.`);',
        ),
      },
      {
        name: '🛒 Cart',
        folder: 'Cart',
        aliases: ['/cart'],
        code: lines(
          "const cart = User.getProp('cart') || {};",
          'const text = Object.keys(cart).map((name) => `${cart[name]} × ${name}`);',
          "Bot.sendMessage(text.join('\\n') || 'Your cart is empty.');",
        ),
      },
    ],
  },
  {
    id: 103,
    name: 'Feedback',
    description: 'Asks a question, waits for the answer and hands it to you.',
    author,
    installations: 3977,
    created: '2023-08-21T12:15:00.000Z',
    isProtected: false,
    folders: [],
    commands: [
      { name: '/start', answer: 'Hello! Tell us what you think with /feedback.' },
      {
        name: '/feedback',
        answer: 'What should we do better?',
        needReply: true,
        code: lines(
          "const count = Bot.getProp('feedbacks', 0) + 1;",
          "Bot.setProp('feedbacks', count, 'integer');",
          "Bot.setProp('feedback' + count, message, 'text');",
          "Bot.sendMessage('Thank you!');",
        ),
      },
    ],
  },
  {
    id: 104,
    name: 'Menus',
    description: 'Reply keyboards, inline buttons and a message that changes in place.',
    author,
    installations: 4412,
    created: '2023-10-10T07:00:00.000Z',
    isProtected: false,
    folders: [],
    commands: [
      { name: '/start', answer: 'Choose:', keyboard: 'Buttons\nAbout' },
      { name: 'About', answer: 'A bot about buttons.' },
      {
        name: 'Buttons',
        code: lines("Bot.sendInlineKeyboard([[{ title: 'Press me', command: '/pressed 1' }]], 'Not yet.');"),
      },
      {
        name: '/pressed',
        code: lines(
          'const times = Number(params);',
          'Api.editMessageText({',
          '  message_id: request.message.message_id,',
          '  text: `Pressed ${times} times.`,',
          "  reply_markup: { inline_keyboard: [[{ text: 'Again', callback_data: `/pressed ${times + 1}` }]] },",
          '});',
        ),
      },
    ],
  },
  {
    id: 105,
    name: 'Appointments',
    description: 'Lets people book one of your free hours.',
    author,
    installations: 2865,
    created: '2024-01-16T09:45:00.000Z',
    isProtected: false,
    folders: [],
    commands: [
      { name: '/start', answer: 'Book an hour with /book.' },
      {
        name: '/book',
        code: lines(
          "const taken = Bot.getProp('taken') || [];",
          "const free = ['10:00', '11:00', '14:00', '15:00'].filter((hour) => !taken.includes(hour));",
          "const buttons = free.map((hour) => [{ title: hour, command: '/take ' + hour }]);",
          "Bot.sendInlineKeyboard(buttons, 'When?');",
        ),
      },
      {
        name: '/take',
        code: lines(
          "const taken = Bot.getProp('taken') || [];",
          "Bot.setProp('taken', taken.concat(params), 'json');",
          'Bot.sendMessage(`See you at ${params}.`);',
        ),
      },
    ],
  },
  {
    id: 106,
    name: 'Referrals',
    description: 'Gives everyone a link, and counts who came with it.',
    author,
    installations: 9340,
    created: '2024-04-03T16:20:00.000Z',
    isProtected: false,
    folders: [],
    commands: [
      { name: '/start', code: lines('RefLib.track();', "Bot.sendMessage('Share your link: /link');") },
      { name: '/link', code: lines('Bot.sendMessage(RefLib.getLink());') },
      {
        name: '/friends',
        code: lines('Bot.sendMessage(`You have brought ${RefLib.getRefCount()} friends.`);'),
      },
    ],
  },
  {
    id: 107,
    name: 'Support Desk',
    description:
      'Questions of your customers, in your own chat. Works as it is; its commands stay its author’s.',
    author,
    installations: 1508,
    created: '2024-09-27T11:10:00.000Z',
    isProtected: true,
    folders: [],
    commands: [
      {
        name: '/start',
        answer: 'Write to us, a person will answer.',
        code: lines("User.setProp('asked', 0, 'integer');"),
      },
      {
        name: '*',
        code: lines(
          "const desk = Bot.getProp('desk');",
          'if (!desk || !message) {',
          '  return;',
          '}',
          'Api.sendMessage({ chat_id: desk, text: `${user.first_name}: ${message}` });',
        ),
      },
    ],
  },
  {
    id: 108,
    name: 'Little Quiz',
    description: 'Three questions and a score.',
    author,
    installations: 6031,
    created: '2025-02-08T18:00:00.000Z',
    isProtected: false,
    folders: ['Quiz'],
    commands: [
      { name: '/start', answer: 'Ready? /question' },
      {
        name: '/question',
        folder: 'Quiz',
        code: lines(
          "const asked = User.getProp('asked') || 0;",
          "const questions = ['6 × 7?', 'Letters in “quiz”?', 'Days in a leap year?'];",
          'if (asked >= questions.length) {',
          "  Bot.runCommand('/score');",
          '  return;',
          '}',
          "Bot.sendMessage(questions[asked] + ' Answer with /answer and the number.');",
        ),
      },
      {
        name: '/answer',
        folder: 'Quiz',
        code: lines(
          "const asked = User.getProp('asked') || 0;",
          'const right = [42, 4, 366][asked] === Number(params);',
          "User.setProp('asked', asked + 1, 'integer');",
          "User.setProp('score', (User.getProp('score') || 0) + (right ? 1 : 0), 'integer');",
          "Bot.sendMessage(right ? 'Right!' : 'No.');",
          "Bot.runCommand('/question');",
        ),
      },
      {
        name: '/score',
        folder: 'Quiz',
        code: lines("Bot.sendMessage(`Your score: ${User.getProp('score') || 0}`);"),
      },
    ],
  },
  {
    id: 109,
    name: 'Dice',
    description: 'Rolls Telegram’s dice and remembers your best throw.',
    author,
    installations: 2744,
    created: '2025-05-30T20:40:00.000Z',
    isProtected: false,
    folders: [],
    commands: [
      { name: '/start', answer: 'Roll with /roll.' },
      { name: '/roll', code: lines("Api.sendDice({ on_result: '/rolled' });") },
      {
        name: '/rolled',
        code: lines(
          'const value = options.result.dice.value;',
          "const best = Math.max(value, User.getProp('best') || 0);",
          "User.setProp('best', best, 'integer');",
          'Bot.sendMessage(`${value}. Your best: ${best}.`);',
        ),
      },
    ],
  },
  {
    id: 110,
    name: 'Daily Reward',
    description: 'Coins for coming back, once a day.',
    author,
    installations: 7219,
    created: '2025-11-11T11:11:00.000Z',
    isProtected: false,
    folders: [],
    commands: [
      { name: '/start', answer: 'Come back every day for /coins.' },
      {
        name: '/coins',
        code: lines(
          'const today = new Date().toISOString().slice(0, 10);',
          "if (User.getProp('lastCoins') === today) {",
          "  Bot.sendMessage('You had yours today.');",
          '  return;',
          '}',
          "User.setProp('lastCoins', today, 'string');",
          "ResLib.userRes('coins').add(10);",
          "Bot.sendMessage('10 coins for you!');",
        ),
      },
    ],
  },
];

function lines(...code: string[]): string {
  return `${code.join('\n')}\n`;
}
