/*CMD
  command: *
  help: Whatever no other command understands; also a typed answer
  need_reply: 
  auto_retry_time: 
  folder: 
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// Everything that is no command comes here: other texts, photos, stickers, and updates without any message.
if (!chat || chat.chat_type !== 'private') {
  return;
}

// Some people type their answer where others press a button.
const round = readRound();
const question = currentQuestion(round);
const typed = (message || '').trim().toLowerCase();
const choice = question ? question.choices.findIndex((text) => text.toLowerCase() === typed) : -1;
if (choice >= 0) {
  Bot.runCommand(`/answer ${round.at} ${choice}`);
  return;
}

sendWithMenu(question ? 'Hm, that is none of the answers. 🤔' : 'Shall we play? Press 🎲 Play.');
