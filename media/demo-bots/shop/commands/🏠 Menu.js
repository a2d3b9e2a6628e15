/*CMD
  command: 🏠 Menu
  help: The main keyboard
  need_reply: 
  auto_retry_time: 
  folder: 
  answer: What can I do for you? 🏪

  <<KEYBOARD
🛍 Catalogue, 🛒 Cart,
🔎 Search, ⭐ Today's special,
❤️ Favourites, My orders,
💬 Support
  KEYBOARD
  aliases: /menu, menu, back
  group: 
CMD*/


