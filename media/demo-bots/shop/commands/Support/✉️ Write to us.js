/*CMD
  command: ✉️ Write to us
  help: A message to the shopkeeper
  need_reply: true
  auto_retry_time: 
  folder: Support
  answer: ✉️ What is it? Your next message goes to the shopkeeper.
  keyboard: ✖️ Cancel
  aliases: /write, write
  group: 
CMD*/

const shopkeeper = shopkeeperId();
if (!message || !shopkeeper) {
  sendWithMenu(message ? 'Nobody is behind the counter yet. Please try later.' : 'Only text, please.');
  return;
}

// Without parse_mode the text is sent as it is: nothing to escape.
Api.sendMessage({
  chat_id: shopkeeper,
  text: `✉️ ${user.first_name || 'A customer'} writes:\n\n${message}`,
  reply_markup: { inline_keyboard: [[{ text: '↩️ Answer', callback_data: `/answer ${user.telegramid}` }]] },
});

sendWithMenu('📮 Passed on. The answer will arrive here.');
