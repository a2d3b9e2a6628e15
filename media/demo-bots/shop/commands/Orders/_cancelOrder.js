/*CMD
  command: /cancelOrder
  help: Cancels an order that is not packed: /cancelOrder 1001
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
if (order.status !== 'new') {
  notify('Too late: it is packed already.');
  return;
}

order.status = 'cancelled';
saveOrder(order);
closeOrder(order.number);

// The shopkeeper's notice is still in their chat, so it changes there: see /onOrderNotified.
if (order.notice) {
  const text = `✖️ *Order ${order.number}* was cancelled by the customer.`;
  Bot.editMessageInChat(shopkeeperId(), text, order.notice);
}

notify(`Order ${order.number} is cancelled`);
Bot.runCommand(`/order ${order.number}`);
