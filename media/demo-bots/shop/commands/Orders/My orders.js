/*CMD
  command: My orders
  help: A customer's last orders
  need_reply: 
  auto_retry_time: 
  folder: Orders
  answer: 
  keyboard: 
  aliases: /orders, orders
  group: 
CMD*/

const numbers = User.getProp('orders') || [];
const orders = numbers
  .slice(0, 8)
  .map((number) => readOrder(number))
  .filter(Boolean);

if (orders.length === 0) {
  Bot.sendMessage('You have not ordered anything yet. The kettle is on! ☕');
  return;
}

const rows = orders.map((order) => [
  {
    title: `${order.number} · ${statusTitle(order.status)} · ${Libs.ShopMoney.format(order.total)}`,
    command: `/order ${order.number}`,
  },
]);
showScreen('📦 *Your orders*', rows);
