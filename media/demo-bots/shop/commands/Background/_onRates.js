/*CMD
  command: /onRates
  help: Result of the request in 💱 Currency
  need_reply: 
  auto_retry_time: 
  folder: Background
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// This runs for every completed request, also for a "404": so the status is looked at first.
if (!content || Number(http_status) !== 200) {
  Bot.runCommand('/onRatesFailed');
  return;
}

let rates;
try {
  rates = JSON.parse(content).rates;
} catch (error) {
  rates = null;
}
if (!rates) {
  Bot.runCommand('/onRatesFailed');
  return;
}

const bill = priceCart(readCart());
const text = Object.keys(rates).map((currency) => {
  const cents = Libs.ShopMoney.convert(bill.total, rates[currency]);
  return `${currency}: *${Libs.ShopMoney.format(cents, currency)}*`;
});

Bot.sendMessage(`💱 Your cart for ${Libs.ShopMoney.format(bill.total)} is about\n${text.join('\n')}`);
