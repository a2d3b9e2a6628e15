/*CMD
  command: /dailyDigest
  help: The day's sales, to the shopkeeper once a day
  need_reply: 
  auto_retry_time: 86400
  folder: Background
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// "Auto retry" runs this every 24 hours, on its own: user, chat and request are null then, so only properties of the
// bot can be used, and a message has to say where it goes. Whoever types the command gets nothing.
if (user) {
  return;
}

const shopkeeper = shopkeeperId();
const sales = Bot.getProp('sales');
if (!shopkeeper || !sales) {
  return;
}

Api.sendMessage({
  chat_id: shopkeeper,
  text: [
    '🌙 *The day in numbers*',
    `Orders placed: ${sales.orders}`,
    `Worth: ${Libs.ShopMoney.format(sales.total)}`,
    `Still open: ${readOpenOrders().length}`,
  ].join('\n'),
  parse_mode: 'Markdown',
});
Bot.deleteProp('sales');
