/*CMD
  command: /quantity
  help: The question of /howMany
  need_reply: true
  auto_retry_time: 
  folder: Cart
  answer: 🔢 How many would you like? A number from 1 to 50, please.
  keyboard: ✖️ Cancel
  aliases: 
  group: 
CMD*/

// Options cannot be typed, so without them someone has sent "/quantity" by hand.
if (!options || !options.product) {
  sendWithMenu('Choose a product first.');
  Bot.runCommand('🛍 Catalogue');
  return;
}

const amount = Number(message);
if (!Number.isInteger(amount) || amount < 1 || amount > 50) {
  Bot.sendMessage('That is not a number I can pack. 🙂');
  // Running a command that waits for an answer asks its question again.
  Bot.run({ command: '/quantity', options: { product: options.product } });
  return;
}

sendWithMenu('Very well!');
Bot.runCommand(`/add ${options.product} ${amount}`);
