/*CMD
  command: 📣 News
  help: Sends a message to all customers
  need_reply: true
  auto_retry_time: 
  folder: Admin

  <<ANSWER
📣 *What is new?*
Your next message goes to *everyone* who has started the bot.
  ANSWER

  keyboard: ✖️ Cancel
  aliases: /broadcast
  group: shopkeeper
CMD*/

const text = (message || '').trim();
if (!text) {
  Bot.sendMessage('Only text, please.');
  return;
}

// Runs /news once in every private chat, in the background. One iteration per chat.
Bot.runAll({ command: '/news', for_chats: 'private-chats', options: { text: text } });

Bot.sendMessage('📣 On its way.');
Bot.runCommand('⚙️ Admin');
