/*CMD
  command: /status
  help: Moves an order on: /status 1001 packed
  need_reply: 
  auto_retry_time: 
  folder: Admin
  answer: 
  keyboard: 
  aliases: 
  group: shopkeeper
CMD*/

const [number, status] = (params || '').split(' ');
const order = readOrder(number);
const following = { new: 'packed', packed: 'sent', sent: 'delivered' };

// Two presses, or a press on an old message: only the next step counts.
if (!order || following[order.status] !== status) {
  notify(order ? `Order ${number}: ${statusTitle(order.status)}` : 'There is no such order');
  return;
}

order.status = status;
saveOrder(order);
if (status === 'delivered') {
  closeOrder(order.number);
}

// The customer is in another chat, so the message needs to know where to go.
const buttons = [[{ text: 'See the order', callback_data: `/order ${number}` }]];
if (status === 'delivered') {
  buttons.push([{ text: '⭐ How was it?', callback_data: `/rate ${number}` }]);
}
Api.sendMessage({
  chat_id: order.customer,
  text: `Your order ${number}: ${statusTitle(status)}`,
  reply_markup: { inline_keyboard: buttons },
});

const next = following[status];
const rows = [[{ title: '📋 Open orders', command: '📋 Open orders' }]];
if (next) {
  rows.unshift([{ title: statusTitle(next), command: `/status ${number} ${next}` }]);
}
showScreen(`*Order ${number}* for ${escapeMarkdown(order.name)}: ${statusTitle(status)}`, rows);
