/*CMD
  command: /category
  help: One shelf: /category tea
  need_reply: 
  auto_retry_time: 
  folder: Catalogue
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// The id comes behind the command's name: "/category tea" → params is "tea".
const category = Libs.ShopCatalogue.category(params);
if (!category) {
  Bot.runCommand('🛍 Catalogue');
  return;
}

const rows = Libs.ShopCatalogue.inCategory(category.id).map((product) => [
  {
    title: `${product.emoji} ${product.title} · ${Libs.ShopMoney.format(product.price)}`,
    command: `/product ${product.id}`,
  },
]);
rows.push([{ title: '‹ All shelves', command: '🛍 Catalogue' }]);

showScreen(`${category.emoji} *${category.title}*\n${category.about}`, rows);
