/*CMD
  command: /start
  help: Says hello; also opens links to a product or with a promo code
  need_reply: 
  auto_retry_time: 
  folder: 
  answer: 
  keyboard: 
  aliases: start, hello, hi
  group: 
CMD*/

// The first thing a customer sends. Links lead here too:
//   https://t.me/<bot>?start=item-earl-grey   → params is "item-earl-grey"
//   https://t.me/<bot>?start=promo-HELLO10    → params is "promo-HELLO10"
const name = escapeMarkdown(user.first_name || 'there');

if (User.getProp('customerSince')) {
  sendWithMenu(`Welcome back, ${name}! 👋`);
} else {
  User.setProp('customerSince', new Date().toISOString(), 'string');
  sendWithMenu(
    `Hello ${name}, welcome to *Corner Shop*! 🏪\n\n` +
      'Tea, bread and little things for the pantry, brought to your door by bicycle.',
  );
}

if (!params) {
  return;
}

// Only the first dash separates: ids of products have dashes of their own.
const dash = params.indexOf('-');
const kind = params.slice(0, dash);
const value = params.slice(dash + 1);

if (kind === 'item' && Libs.ShopCatalogue.find(value)) {
  Bot.runCommand(`/product ${value}`);
} else if (kind === 'promo') {
  Bot.sendMessage(applyPromo(value));
}
