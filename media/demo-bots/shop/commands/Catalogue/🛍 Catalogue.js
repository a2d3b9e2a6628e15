/*CMD
  command: 🛍 Catalogue
  help: The shelves of the shop
  need_reply: 
  auto_retry_time: 
  folder: Catalogue
  answer: 
  keyboard: 
  aliases: /shop, shop, /catalogue, catalogue
  group: 
CMD*/

const rows = Libs.ShopCatalogue.categories().map((category) => [
  { title: `${category.emoji} ${category.title}`, command: `/category ${category.id}` },
]);
rows.push([{ title: '🛒 To the cart', command: '🛒 Cart' }]);

showScreen('*Our shelves*\nWhere shall we start?', rows);
