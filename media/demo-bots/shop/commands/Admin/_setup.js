/*CMD
  command: /setup
  help: Makes the first person who sends it the shopkeeper
  need_reply: 
  auto_retry_time: 
  folder: Admin
  answer: 
  keyboard: 
  aliases: setup
  group: 
CMD*/

// The first one behind the counter stays there. To hand the shop over, delete the bot's property "shopkeeper".
const shopkeeper = shopkeeperId();
const me = String(user.telegramid);
if (shopkeeper && shopkeeper !== me) {
  Bot.sendMessage('🔒 This shop has a shopkeeper already.');
  return;
}

Bot.setProp('shopkeeper', me, 'string');
// The commands of the folder Admin have the group "shopkeeper": nobody else can run them.
User.addToGroup('shopkeeper');

if (!Bot.getProp('openingHours')) {
  Bot.setProp('openingHours', 'Monday to Saturday, 9 to 18', 'string');
}

// The list behind the Menu button of Telegram.
Api.setMyCommands({
  commands: [
    { command: 'menu', description: 'Main menu' },
    { command: 'shop', description: 'Look around' },
    { command: 'cart', description: 'Your cart' },
    { command: 'orders', description: 'Your orders' },
    { command: 'help', description: 'Questions and answers' },
  ],
});

Bot.sendMessage('🔑 The shop is yours!');
Bot.runCommand('⚙️ Admin');
