/*CMD
  command: /add
  help: Puts a product into the cart: /add earl-grey 2
  need_reply: 
  auto_retry_time: 
  folder: Cart
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// "/add earl-grey 2", "/add earl-grey -1 cart": product, how many more or fewer, and where to go afterwards.
const [id, count, next] = (params || '').split(' ');
const product = Libs.ShopCatalogue.find(id);
const more = Number(count || 1);
if (!product || !Number.isInteger(more)) {
  notify('We do not have that any more.');
  return;
}

const cart = readCart();
const amount = Math.min(Math.max((cart[id] || 0) + more, 0), 99);
if (amount > 0) {
  cart[id] = amount;
} else {
  delete cart[id];
}
saveCart(cart);

// Three hours after the last change we ask once. A scheduled run costs 2 iterations, so the old one goes first.
Bot.clearRunAfter({ label: reminderLabel() });
if (Object.keys(cart).length > 0) {
  Bot.run({ command: '/cartReminder', run_after: 3 * 60 * 60, label: reminderLabel() });
}

notify(amount > 0 ? `${amount} × ${product.title} in your cart` : `${product.title} taken out`);
Bot.runCommand(next === 'cart' ? '🛒 Cart' : `/product ${id}`);
