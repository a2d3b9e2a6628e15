/*CMD
  command: ⭐ Today's special
  help: What we would like you to try today
  need_reply: 
  auto_retry_time: 
  folder: Catalogue
  answer: 
  keyboard: 
  aliases: /special, special
  group: 
CMD*/

// The shopkeeper's choice (see 🏷 Set special), else another product every day.
let product = Libs.ShopCatalogue.find(Bot.getProp('special'));
if (!product) {
  const all = Libs.ShopCatalogue.all();
  const day = Math.floor(Date.now() / (24 * 60 * 60 * 1000));
  product = all[day % all.length];
}

Bot.sendMessage(`⭐ *Today we recommend:* ${product.title}`);
Bot.runCommand(`/product ${product.id}`);
