/*CMD
  command: /onNotifyFailed
  help: The shopkeeper could not be told about an order
  need_reply: 
  auto_retry_time: 
  folder: Background
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// Perhaps the shopkeeper has blocked the bot. The order is safe, so the customer is not troubled; the reason is kept
// as a property of the bot, where it can be read in Bots.Business.
if (!options || !options.bb_options) {
  return;
}

Bot.setProp('lastNotifyError', { order: options.bb_options.order, error: options.error }, 'json');
