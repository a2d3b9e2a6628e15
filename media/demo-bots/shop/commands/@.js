/*CMD
  command: @
  help: Runs in front of every command: the helpers they share
  need_reply: 
  auto_retry_time: 
  folder: 
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// Bots.Business puts this code in front of the code of every command, so what is declared here can be used
// everywhere. Only functions live here: they cost nothing until they are called, and they are safe in commands
// that run without a user, such as /dailyDigest.

// ── Talking ──────────────────────────────────────────────────────────────────────────────────────────────────

// Text that people wrote may hold characters that mean something in Markdown.
function escapeMarkdown(text) {
  return String(text).replace(/([_*`[])/g, '\\$1');
}

// Shows a text with inline buttons: in place when such a button was pressed, else as a new message.
function showScreen(text, rows) {
  const pressed = request && request.data && request.message;
  if (!pressed) {
    Bot.sendInlineKeyboard(rows, text);
    return;
  }
  // Api speaks Telegram's own language, where a button has a text and callback_data.
  const keyboard = rows.map((row) =>
    row.map((button) =>
      button.url
        ? { text: button.title, url: button.url }
        : { text: button.title, callback_data: button.command },
    ),
  );
  Api.editMessageText({
    message_id: request.message.message_id,
    text: text,
    parse_mode: 'Markdown',
    reply_markup: { inline_keyboard: keyboard },
  });
}

// A short notice: at the top of the chat after a press of an inline button, else a message.
function notify(text) {
  if (request && request.data) {
    Api.answerCallbackQuery({ callback_query_id: request.id, text: text });
    return;
  }
  Bot.sendMessage(escapeMarkdown(text));
}

// A message together with the main keyboard, which a question may have replaced.
function sendWithMenu(text) {
  Bot.sendKeyboard('🛍 Catalogue, 🛒 Cart,\nMy orders, 🏠 Menu', text);
}

// ── The cart: { "earl-grey": 2, "shortbread": 1 } ────────────────────────────────────────────────────────────

function readCart() {
  return User.getProp('cart') || {};
}

function saveCart(cart) {
  User.setProp('cart', cart, 'json');
}

function reminderLabel() {
  return 'cart-reminder-' + user.telegramid;
}

function forgetCart() {
  User.deleteProp('cart');
  User.deleteProp('promo');
  Bot.clearRunAfter({ label: reminderLabel() });
}

// What the cart costs, in cents.
function priceCart(cart) {
  const lines = Object.keys(cart)
    .map((id) => ({ product: Libs.ShopCatalogue.find(id), amount: cart[id] }))
    .filter((line) => line.product);
  const goods = Libs.ShopMoney.total(lines);
  const promo = User.getProp('promo');
  const discount = promo ? Libs.ShopMoney.percentOf(goods, promo.percent) : 0;
  const delivery = Libs.ShopMoney.deliveryFor(goods - discount);
  const total = goods - discount + delivery;
  return { lines: lines, discount: discount, delivery: delivery, total: total };
}

// The bill as text; also used for the order's own lines.
function describeBill(bill) {
  const money = Libs.ShopMoney.format;
  const text = bill.lines.map((line) => {
    const product = line.product;
    return `${product.emoji} ${line.amount} × ${product.title}: ${money(product.price * line.amount)}`;
  });
  text.push('');
  if (bill.discount) {
    text.push(`Discount: −${money(bill.discount)}`);
  }
  text.push(`Delivery: ${bill.delivery ? money(bill.delivery) : 'free'}`);
  text.push(`*Total: ${money(bill.total)}*`);
  return text.join('\n');
}

// Remembers a promo code for this customer. Returns what to tell them.
function applyPromo(code) {
  const percent = Libs.ShopCatalogue.promo(code);
  if (!percent) {
    return `🤔 I do not know the code “${escapeMarkdown(code)}”.`;
  }
  User.setProp('promo', { code: code, percent: percent }, 'json');
  return `🎉 ${percent}% off your next order!`;
}

// ── Orders ───────────────────────────────────────────────────────────────────────────────────────────────────

function readOrder(number) {
  return Bot.getProp('order' + number);
}

function saveOrder(order) {
  Bot.setProp('order' + order.number, order, 'json');
}

function statusTitle(status) {
  const titles = {
    new: '🆕 Received',
    packed: '📦 Packed',
    sent: '🚲 On its way',
    delivered: '✅ Delivered',
    cancelled: '✖️ Cancelled',
  };
  return titles[status] || status;
}

// Orders that the shop still has to do something for.
function readOpenOrders() {
  return Bot.getProp('openOrders') || [];
}

function closeOrder(number) {
  const open = readOpenOrders().filter((other) => other !== number);
  Bot.setProp('openOrders', open, 'json');
}

// Telegram id of the person behind the counter, as text; undefined until someone has sent /setup.
function shopkeeperId() {
  return Bot.getProp('shopkeeper');
}
