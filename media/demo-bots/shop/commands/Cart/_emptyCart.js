/*CMD
  command: /emptyCart
  help: Empties the cart, after asking
  need_reply: 
  auto_retry_time: 
  folder: Cart
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// The button under the question sends the same command with a parameter.
if (params !== 'yes') {
  showScreen('🗑 Put everything back on the shelves?', [
    [
      { title: 'Yes, empty it', command: '/emptyCart yes' },
      { title: 'No, keep it', command: '🛒 Cart' },
    ],
  ]);
  return;
}

forgetCart();
notify('Your cart is empty');
Bot.runCommand('🛍 Catalogue');
