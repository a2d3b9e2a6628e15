/*CMD
  command: ❤️ Favourites
  help: Products a customer wants to remember
  need_reply: 
  auto_retry_time: 
  folder: Catalogue
  answer: 
  keyboard: 
  aliases: /favourites, favourites
  group: 
CMD*/

const products = (User.getProp('favourites') || []).map((id) => Libs.ShopCatalogue.find(id)).filter(Boolean);

if (products.length === 0) {
  Bot.sendMessage('No favourites yet. Tap ❤️ under a product and it will be here.');
  return;
}

const rows = products.map((product) => [
  { title: `${product.emoji} ${product.title}`, command: `/product ${product.id}` },
  { title: '➕', command: `/add ${product.id} 1` },
]);
showScreen('❤️ *Your favourites*', rows);
