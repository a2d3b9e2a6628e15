/*CMD
  command: /reorder
  help: Puts the products of an order into the cart: /reorder 1001
  need_reply: 
  auto_retry_time: 
  folder: Orders
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

const order = readOrder(params);
if (!order || order.customer !== String(user.telegramid)) {
  notify('I cannot find that order.');
  return;
}

// What we no longer sell stays out.
const cart = readCart();
const lines = order.lines.filter((line) => Libs.ShopCatalogue.find(line.product.id));
for (const line of lines) {
  cart[line.product.id] = Math.min((cart[line.product.id] || 0) + line.amount, 99);
}
saveCart(cart);

const missing = order.lines.length - lines.length;
notify(missing ? `${missing} of these we do not have any more` : 'All in your cart');
Bot.runCommand('🛒 Cart');
