/*CMD
  command: 📋 Open orders
  help: Orders that are not delivered
  need_reply: 
  auto_retry_time: 
  folder: Admin
  answer: 
  keyboard: 
  aliases: /open
  group: shopkeeper
CMD*/

const orders = readOpenOrders()
  .slice(0, 10)
  .map((number) => readOrder(number))
  .filter(Boolean);

if (orders.length === 0) {
  Bot.sendMessage('✨ Everything is delivered. Time for a cup of tea.');
  return;
}

// What happens next to an order, by its status now.
const nextStatus = { new: 'packed', packed: 'sent', sent: 'delivered' };
const rows = orders.map((order) => {
  const next = nextStatus[order.status];
  return [{ title: `${order.number} → ${statusTitle(next)}`, command: `/status ${order.number} ${next}` }];
});
const text = orders.map(
  (order) => `*${order.number}* ${escapeMarkdown(order.name)}: ${statusTitle(order.status)}`,
);

showScreen(`📋 *Open orders*\n\n${text.join('\n')}`, rows);
