/*CMD
  command: ✅ Checkout
  help: Asks for what is missing, then shows the summary
  need_reply: 
  auto_retry_time: 
  folder: Checkout
  answer: 
  keyboard: 
  aliases: /checkout, checkout
  group: 
CMD*/

// Every step of the checkout ends by running this command again, and it decides what comes next. So a customer can
// leave anywhere and come back later, and changing one answer does not lose the others.
if (priceCart(readCart()).lines.length === 0) {
  Bot.runCommand('🛒 Cart');
  return;
}

if (!User.getProp('address')) {
  Bot.runCommand('/address');
  return;
}

if (!User.getProp('slot')) {
  Bot.runCommand('/slot');
  return;
}

Bot.runCommand('/summary');
