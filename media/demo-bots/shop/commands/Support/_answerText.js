/*CMD
  command: /answerText
  help: The question of /answer
  need_reply: true
  auto_retry_time: 
  folder: Support
  answer: ↩️ Write your answer.
  keyboard: ✖️ Cancel
  aliases: 
  group: shopkeeper
CMD*/

if (!options || !options.customer || !message) {
  Bot.runCommand('⚙️ Admin');
  return;
}

Bot.sendMessageToChatWithId(options.customer, `✉️ *From the shop:*\n${escapeMarkdown(message)}`);
Bot.sendMessage('📮 Sent.');
Bot.runCommand('⚙️ Admin');
