/*CMD
  command: /onOrderNotified
  help: The shopkeeper has been told about an order
  need_reply: 
  auto_retry_time: 
  folder: Background
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// Telegram's answer to the Api.sendMessage in /placeOrder: the message as it was sent, and our own bb_options.
if (!options || !options.result || !options.bb_options) {
  return;
}

const order = readOrder(options.bb_options.order);
if (!order) {
  return;
}

// With its id the notice can be changed later: see /cancelOrder.
order.notice = options.result.message_id;
saveOrder(order);
