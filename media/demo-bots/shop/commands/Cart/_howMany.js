/*CMD
  command: /howMany
  help: Asks for a number of one product: /howMany earl-grey
  need_reply: 
  auto_retry_time: 
  folder: Cart
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

const product = Libs.ShopCatalogue.find(params);
if (!product) {
  notify('We do not have that any more.');
  return;
}

// /quantity waits for an answer. The options given here are there again when the answer comes.
Bot.run({ command: '/quantity', options: { product: product.id } });
