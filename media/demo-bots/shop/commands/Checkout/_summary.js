/*CMD
  command: /summary
  help: The order before it is placed
  need_reply: 
  auto_retry_time: 
  folder: Checkout
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

const bill = priceCart(readCart());
const address = User.getProp('address');
const slot = User.getProp('slot');
if (bill.lines.length === 0 || !address || !slot) {
  Bot.runCommand('✅ Checkout');
  return;
}

const text = ['🧾 *Your order*', '', describeBill(bill), '', `📍 ${escapeMarkdown(address)}`, `🚲 ${slot}`];

showScreen(text.join('\n'), [
  [{ title: `✅ Order for ${Libs.ShopMoney.format(bill.total)}`, command: '/placeOrder' }],
  [
    { title: '📍 Other address', command: '/address' },
    { title: '🕘 Other time', command: '/slot' },
  ],
  [{ title: '‹ Back to the cart', command: '🛒 Cart' }],
]);
