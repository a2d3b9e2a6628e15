/*CMD
  command: ⚙️ Admin
  help: The shopkeeper's keyboard
  need_reply: 
  auto_retry_time: 
  folder: Admin
  answer: ⚙️ *Behind the counter*

  <<KEYBOARD
📋 Open orders, 📣 News,
🏷 Set special, 🕘 Opening hours,
🏠 Menu
  KEYBOARD
  aliases: /admin, admin
  group: shopkeeper
CMD*/

// The answer is sent first, then this runs.
const open = readOpenOrders().length;
const sales = Bot.getProp('sales') || { orders: 0, total: 0 };

Bot.sendMessage(
  `Waiting: *${open}*\nSince the last digest: *${sales.orders}* orders, *${Libs.ShopMoney.format(sales.total)}*`,
);
