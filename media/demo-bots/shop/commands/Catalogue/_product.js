/*CMD
  command: /product
  help: One product: /product earl-grey
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
  notify('We do not have that any more.');
  return;
}

const inCart = readCart()[product.id];
const favourites = User.getProp('favourites') || [];
const heart = favourites.includes(product.id) ? '💔 Forget' : '❤️ Remember';

// Whoever opens this link starts the bot with params "item-…": see /start.
const link = `https://t.me/${bot.name}?start=item-${product.id}`;

const text = [
  `${product.emoji} *${product.title}*`,
  product.about,
  '',
  `*${Libs.ShopMoney.format(product.price)}* ${product.unit}`,
];
if (inCart) {
  text.push(`🛒 ${inCart} in your cart`);
}

showScreen(text.join('\n'), [
  [
    { title: '➕ Add one', command: `/add ${product.id} 1` },
    { title: '🔢 Add more…', command: `/howMany ${product.id}` },
  ],
  [
    { title: heart, command: `/favourite ${product.id}` },
    { title: '🔗 Share', url: 'https://t.me/share/url?url=' + encodeURIComponent(link) },
  ],
  [
    { title: '‹ Back', command: `/category ${product.category}` },
    { title: '🛒 Cart', command: '🛒 Cart' },
  ],
]);
