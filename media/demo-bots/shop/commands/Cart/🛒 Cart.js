/*CMD
  command: 🛒 Cart
  help: What is in the cart
  need_reply: 
  auto_retry_time: 
  folder: Cart
  answer: 
  keyboard: 
  aliases: /cart, cart
  group: 
CMD*/

const bill = priceCart(readCart());
if (bill.lines.length === 0) {
  showScreen('🛒 Your cart is empty.', [[{ title: '🛍 Look around', command: '🛍 Catalogue' }]]);
  return;
}

// The word "cart" at the end tells /add to come back here.
const rows = bill.lines.map(({ product, amount }) => [
  { title: '➖', command: `/add ${product.id} -1 cart` },
  { title: `${amount} × ${product.emoji}`, command: `/product ${product.id}` },
  { title: '➕', command: `/add ${product.id} 1 cart` },
]);
rows.push([
  { title: '🎟 Promo code', command: '🎟 Promo code' },
  { title: '🗑 Empty', command: '/emptyCart' },
]);
rows.push([
  { title: '💱 Currency', command: '💱 Currency' },
  { title: '✅ Checkout', command: '✅ Checkout' },
]);

showScreen(`🛒 *Your cart*\n\n${describeBill(bill)}`, rows);
