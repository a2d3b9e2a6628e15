/*CMD
  command: *
  help: Whatever no other command understands
  need_reply: 
  auto_retry_time: 
  folder: 
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// Everything that is no command comes here: other texts, photos, stickers, and updates without any message.
if (!chat || chat.chat_type !== 'private') {
  return;
}

if (!message) {
  const what = request && request.photo ? 'What a lovely picture!' : 'Thank you!';
  Bot.sendMessage(`${what} I can only read text, though. Try /menu.`);
  return;
}

// Perhaps it is the name of something we sell. Two letters would be found in nearly everything.
const found = message.length > 2 ? Libs.ShopCatalogue.search(message) : [];
if (found.length === 1) {
  Bot.runCommand('/product ' + found[0].id);
  return;
}
if (found.length > 1) {
  const rows = found.map((product) => [
    { title: `${product.emoji} ${product.title}`, command: `/product ${product.id}` },
  ]);
  Bot.sendInlineKeyboard(rows, 'Did you mean one of these?');
  return;
}

Bot.sendKeyboard('🛍 Catalogue, 🔎 Search,\n🏠 Menu', 'Sorry, I did not get that. Shall we look around?');
