/*CMD
  command: ✏️ My name
  help: Asks what to be called on the leaderboard
  need_reply: true
  auto_retry_time: 
  folder: Players

  <<ANSWER
✏️ *What shall I call you?*
Now you are <nickname>. Send another name, or press Cancel.
  ANSWER

  keyboard: ✖️ Cancel
  aliases: /name, name
  group: 
CMD*/

// "Wait for answer" is on: the answer above is sent first, and this runs when the reply is there, as `message`.
const name = (message || '').trim();
if (!/^[\p{L}\p{N} ]{2,20}$/u.test(name)) {
  Bot.sendMessage('Only letters, digits and spaces, please: from 2 to 20.');
  // Running a command that waits for an answer asks its question again.
  Bot.runCommand('✏️ My name');
  return;
}

User.setProp('nickname', name, 'string');
sendWithMenu(`Nice to meet you, ${name}! 👋`);
