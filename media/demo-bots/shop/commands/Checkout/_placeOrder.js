/*CMD
  command: /placeOrder
  help: Turns the cart into an order and tells the shop
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

// Also the answer to a second press of the button: by then the cart is empty.
if (bill.lines.length === 0 || !address || !slot) {
  Bot.runCommand('✅ Checkout');
  return;
}

const number = Bot.getProp('lastOrder', 1000) + 1;
Bot.setProp('lastOrder', number, 'integer');

const order = {
  number: number,
  customer: String(user.telegramid),
  name: user.first_name || 'Customer',
  // Prices are kept with the order: those on the shelf may change.
  lines: bill.lines,
  discount: bill.discount,
  delivery: bill.delivery,
  total: bill.total,
  address: address,
  slot: slot,
  status: 'new',
  placedAt: new Date().toISOString(),
};
saveOrder(order);

const mine = User.getProp('orders') || [];
User.setProp('orders', [number].concat(mine).slice(0, 20), 'json');
Bot.setProp('openOrders', readOpenOrders().concat(number), 'json');

// Counted for the shopkeeper's /dailyDigest.
const sales = Bot.getProp('sales') || { orders: 0, total: 0 };
Bot.setProp('sales', { orders: sales.orders + 1, total: sales.total + bill.total }, 'json');

forgetCart();
User.deleteProp('slot');
sendWithMenu(`🎉 *Thank you!* Your order has the number *${number}*.\nWe will tell you when it is packed.`);

const shopkeeper = shopkeeperId();
if (!shopkeeper) {
  return;
}

// Telegram's answer arrives in the command named by "on_result", with bb_options as they are given here.
Api.sendMessage({
  chat_id: shopkeeper,
  text: [
    `🆕 *Order ${number}* from ${escapeMarkdown(order.name)}`,
    '',
    describeBill(bill),
    '',
    `📍 ${escapeMarkdown(address)}`,
    `🚲 ${slot}`,
  ].join('\n'),
  parse_mode: 'Markdown',
  reply_markup: { inline_keyboard: [[{ text: '📦 Packed', callback_data: `/status ${number} packed` }]] },
  on_result: '/onOrderNotified',
  on_error: '/onNotifyFailed',
  bb_options: { order: number },
});
