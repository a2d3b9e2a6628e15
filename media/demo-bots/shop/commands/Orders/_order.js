/*CMD
  command: /order
  help: One order: /order 1001
  need_reply: 
  auto_retry_time: 
  folder: Orders
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

const order = readOrder(params);

// Anyone can type a number: an order is shown to its customer only.
if (!order || order.customer !== String(user.telegramid)) {
  notify('I cannot find that order.');
  return;
}

const text = [
  `📦 *Order ${order.number}*`,
  statusTitle(order.status),
  '',
  describeBill(order),
  '',
  `📍 ${escapeMarkdown(order.address)}`,
  `🚲 ${order.slot}`,
];

const rows = [[{ title: '🔁 Order again', command: `/reorder ${order.number}` }]];
if (order.status === 'new') {
  rows.push([{ title: '✖️ Cancel this order', command: `/cancelOrder ${order.number}` }]);
}
if (order.status === 'delivered') {
  rows.push([{ title: '⭐ How was it?', command: `/rate ${order.number}` }]);
}
rows.push([{ title: '‹ All orders', command: 'My orders' }]);

showScreen(text.join('\n'), rows);
