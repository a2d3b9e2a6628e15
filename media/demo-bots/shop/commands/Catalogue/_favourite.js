/*CMD
  command: /favourite
  help: Remembers or forgets a product: /favourite earl-grey
  need_reply: 
  auto_retry_time: 
  folder: Catalogue
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

const product = Libs.ShopCatalogue.find(params);
if (!product) {
  return;
}

const favourites = User.getProp('favourites') || [];
const known = favourites.includes(product.id);
const changed = known ? favourites.filter((id) => id !== product.id) : favourites.concat(product.id);

// A list needs its type named; only plain objects are recognised as JSON.
User.setProp('favourites', changed, 'json');

notify(known ? `${product.title} forgotten` : `${product.title} is a favourite now ❤️`);
Bot.runCommand(`/product ${product.id}`);
