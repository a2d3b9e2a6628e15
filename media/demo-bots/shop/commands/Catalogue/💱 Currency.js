/*CMD
  command: 💱 Currency
  help: The cart in other currencies
  need_reply: 
  auto_retry_time: 
  folder: Catalogue
  answer: 
  keyboard: 
  aliases: /currency, currency
  group: 
CMD*/

const bill = priceCart(readCart());
if (bill.lines.length === 0) {
  Bot.sendMessage('Your cart is empty, and nothing costs nothing in every currency. 🙂');
  return;
}

// HTTP.get returns nothing: the answer arrives in the command named by "success" (any status code),
// and "error" runs when there was no answer at all.
HTTP.get({
  url: 'https://api.frankfurter.dev/v1/latest?base=EUR&symbols=USD,GBP,CHF,JPY',
  success: '/onRates',
  error: '/onRatesFailed',
});
