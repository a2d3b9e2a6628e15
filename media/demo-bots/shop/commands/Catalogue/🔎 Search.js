/*CMD
  command: 🔎 Search
  help: Finds products by a word
  need_reply: true
  auto_retry_time: 
  folder: Catalogue
  answer: 🔎 What are you looking for? One word is enough, such as _tea_.
  keyboard: ✖️ Cancel
  aliases: /search, search
  group: 
CMD*/

// "Wait for answer" is on: the answer above asks, and this code runs when the customer has replied.
const found = message ? Libs.ShopCatalogue.search(message) : [];
if (found.length === 0) {
  sendWithMenu('Nothing like that on our shelves, sorry. 🍂');
  return;
}

const rows = found.map((product) => [
  {
    title: `${product.emoji} ${product.title} · ${Libs.ShopMoney.format(product.price)}`,
    command: `/product ${product.id}`,
  },
]);
sendWithMenu(`Found ${found.length}:`);
Bot.sendInlineKeyboard(rows, 'Tap one to see more.');
