/*CMD
  command: /address
  help: Asks where to deliver
  need_reply: true
  auto_retry_time: 
  folder: Checkout

  <<ANSWER
🏡 *Where shall we bring it?*
Street and number, then the town. We remember it for next time.
  ANSWER

  keyboard: ✖️ Cancel
  aliases: 
  group: 
CMD*/

const address = (message || '').trim();
if (address.length < 8) {
  Bot.sendMessage('That is a little short for an address.');
  Bot.runCommand('/address');
  return;
}

// A property called "address" of this customer, in this bot.
User.setProp('address', address.slice(0, 200), 'string');
sendWithMenu('📍 Noted.');
Bot.runCommand('✅ Checkout');
