/*CMD
  command: 🏷 Set special
  help: Chooses today's special
  need_reply: true
  auto_retry_time: 
  folder: Admin
  answer: 🏷 Which product shall it be? Send a part of its name.
  keyboard: ✖️ Cancel
  aliases: 
  group: shopkeeper
CMD*/

const found = message ? Libs.ShopCatalogue.search(message) : [];
if (found.length !== 1) {
  const names = found.map((product) => product.title).join(', ');
  Bot.sendMessage(found.length ? `Which one? ${names}` : 'We do not sell that.');
  Bot.runCommand('🏷 Set special');
  return;
}

Bot.setProp('special', found[0].id, 'string');
Bot.sendMessage(`⭐ Today's special: ${found[0].title}`);
Bot.runCommand('⚙️ Admin');
