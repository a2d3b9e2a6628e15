/*CMD
  command: @
  help: Runs in front of every command: the questions, and the helpers that commands share
  need_reply: 
  auto_retry_time: 
  folder: 
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// Bots.Business puts this code in front of the code of every command, so what is declared here can be used
// everywhere. Only functions live here: they cost nothing until they are called, and they are safe in commands
// that run without a user, such as /monthEnd.

// ── The questions ────────────────────────────────────────────────────────────────────────────────────────────

// Change them, add your own. The first choice is the right one: they are mixed when they are shown.
function quizTopics() {
  return [
    {
      id: 'space',
      title: '🚀 Space',
      questions: [
        {
          text: 'Which planet is closest to the Sun?',
          choices: ['Mercury', 'Venus', 'Mars'],
          fact: 'A year there takes 88 days.',
        },
        {
          text: 'Which planet of our solar system is the largest?',
          choices: ['Jupiter', 'Saturn', 'Neptune'],
          fact: 'More than 1,300 Earths would fit into it.',
        },
        {
          text: 'How long does the light of the Sun travel to us?',
          choices: ['About 8 minutes', 'About 8 seconds', 'About 8 hours'],
          fact: 'We see the Sun as it was 8 minutes ago.',
        },
        {
          text: 'Who was the first person in space?',
          choices: ['Yuri Gagarin', 'Neil Armstrong', 'Valentina Tereshkova'],
          fact: 'On 12 April 1961, for 108 minutes.',
        },
      ],
    },
    {
      id: 'animals',
      title: '🐙 Animals',
      questions: [
        {
          text: 'How many hearts does an octopus have?',
          choices: ['Three', 'One', 'Eight'],
          fact: 'Two of them pump blood through the gills.',
        },
        {
          text: 'Which animal is the fastest on land?',
          choices: ['The cheetah', 'The lion', 'The ostrich'],
          fact: 'It runs about 100 km/h, but only for seconds.',
        },
        {
          text: 'Which mammals can really fly?',
          choices: ['Bats', 'Flying squirrels', 'Colugos'],
          fact: 'The others only glide.',
        },
        {
          text: 'What do giant pandas eat nearly all day?',
          choices: ['Bamboo', 'Honey', 'Fish'],
          fact: 'It takes them more than ten hours a day.',
        },
      ],
    },
    {
      id: 'food',
      title: '🍅 Food',
      questions: [
        {
          text: 'What is hummus made of?',
          choices: ['Chickpeas', 'Lentils', 'Peas'],
          fact: 'With sesame paste, lemon and garlic.',
        },
        {
          text: 'Which spice costs the most?',
          choices: ['Saffron', 'Vanilla', 'Cinnamon'],
          fact: 'One gram takes about 150 flowers.',
        },
        {
          text: 'Where do tomatoes come from?',
          choices: ['South America', 'Italy', 'China'],
          fact: 'Europe has known them for only 500 years.',
        },
        {
          text: 'What is marzipan made of?',
          choices: ['Almonds', 'Hazelnuts', 'Walnuts'],
          fact: 'Ground, with sugar.',
        },
      ],
    },
  ];
}

function findTopic(id) {
  return quizTopics().find((topic) => topic.id === id);
}

// ── The round somebody is playing: { topic: 'space', order: [2, 0, 3, 1], at: 0, right: 0 } ──────────────────

// `order` holds the questions as they come, `at` says how many of them are answered.
function readRound() {
  return User.getProp('round');
}

function saveRound(round) {
  User.setProp('round', round, 'json');
}

// The question that waits for its answer; undefined without a round, and when all are answered.
function currentQuestion(round) {
  const topic = round && findTopic(round.topic);
  return topic && topic.questions[round.order[round.at]];
}

// ── Points ───────────────────────────────────────────────────────────────────────────────────────────────────

// Every month has a leaderboard of its own: "quiz-2030-01".
function boardOf(date) {
  return 'quiz-' + date.toISOString().slice(0, 7);
}

// One point for the person who answered: for good, and on the leaderboard of this month.
function addPoint() {
  // A property that was never written reads as undefined, and so does a stored 0.
  const score = User.getProp('score') || 0;
  User.setProp('score', score + 1, 'integer');
  TopBoardLib.addScore({ boardName: boardOf(new Date()), value: 1 });
}

// How a player of a leaderboard wants to be called. Bot.getProp can read the properties of others, too.
function playerName(entry) {
  const nickname = Bot.getProp({ name: 'nickname', user_telegramid: entry.tgId });
  return escapeMarkdown(nickname || entry.first_name || 'Somebody');
}

// ── Talking ──────────────────────────────────────────────────────────────────────────────────────────────────

// Text that people wrote may hold characters that mean something in Markdown.
function escapeMarkdown(text) {
  return String(text).replace(/([_*`[])/g, '\\$1');
}

// The items in another order.
function shuffle(items) {
  const mixed = items.slice();
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}

// Shows a text with inline buttons: in place when such a button was pressed, else as a new message.
function showScreen(text, rows) {
  const pressed = request && request.data && request.message;
  if (!pressed) {
    Bot.sendInlineKeyboard(rows, text);
    return;
  }
  // Api speaks Telegram's own language, where a button has a text and callback_data.
  const keyboard = rows.map((row) =>
    row.map((button) => ({ text: button.title, callback_data: button.command })),
  );
  Api.editMessageText({
    message_id: request.message.message_id,
    text: text,
    parse_mode: 'Markdown',
    reply_markup: { inline_keyboard: keyboard },
  });
}

// A message together with the main keyboard, which a question may have replaced.
function sendWithMenu(text) {
  Bot.sendKeyboard('🎲 Play, 🏆 Leaderboard,\n👤 My score, ✏️ My name', text);
}
