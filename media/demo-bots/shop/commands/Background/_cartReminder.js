/*CMD
  command: /cartReminder
  help: Asks once about a forgotten cart; scheduled by /add
  need_reply: 
  auto_retry_time: 
  folder: Background
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// A scheduled run knows its user and chat, but no request: there is no message that it answers.
const bill = priceCart(readCart());
if (request || bill.lines.length === 0) {
  return;
}

const what = bill.lines.map((line) => line.product.emoji).join(' ');
Bot.sendInlineKeyboard(
  [
    [
      { title: '🛒 To the cart', command: '🛒 Cart' },
      { title: '✅ Checkout', command: '✅ Checkout' },
    ],
  ],
  `Still thinking about it? ${what}\nYour cart is waiting for you.`,
);
