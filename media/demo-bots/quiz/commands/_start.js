/*CMD
  command: /start
  help: Says hello
  need_reply: 
  auto_retry_time: 
  folder: 
  answer: 
  keyboard: 
  aliases: start, hello, hi
  group: 
CMD*/

// The first thing a player sends. Later it says hello again and changes nothing.
if (!User.getProp('nickname')) {
  // Only letters, digits and spaces: the answer of "✏️ My name" shows it as it is.
  const name = (user.first_name || '').replace(/[^\p{L}\p{N} ]/gu, '').trim();
  User.setProp('nickname', name.slice(0, 20) || 'Player', 'string');
}

sendWithMenu(
  `Hello ${escapeMarkdown(User.getProp('nickname'))}, welcome to *Quick Quiz*! 🧠\n\n` +
    'Four questions a round, one point for each right answer.',
);

// Written by /monthEnd.
const champion = Bot.getProp('champion');
if (champion) {
  Bot.sendMessage(`👑 Last month's champion: ${champion}`);
}
