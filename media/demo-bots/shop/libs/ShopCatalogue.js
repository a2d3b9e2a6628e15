// What the shop sells. To sell something else, change the lists; commands only use what is published at the end.
//
// The id of a product is part of button data and of links, so it is short and made of letters and dashes:
// Telegram allows 64 bytes for both.

const shelves = [
  { id: 'tea', emoji: '🫖', title: 'Tea and coffee', about: 'Loose leaves and whole beans.' },
  { id: 'bakery', emoji: '🥐', title: 'Bakery', about: 'Out of the oven at seven.' },
  { id: 'pantry', emoji: '🍯', title: 'Pantry', about: 'Things that make toast happy.' },
];

// Prices are in cents.
const products = [
  {
    id: 'earl-grey',
    category: 'tea',
    emoji: '🫖',
    title: 'Earl Grey',
    price: 690,
    unit: 'for 100 g',
    about: 'Black tea with bergamot. The classic for four in the afternoon.',
  },
  {
    id: 'sencha',
    category: 'tea',
    emoji: '🍵',
    title: 'Sencha',
    price: 840,
    unit: 'for 100 g',
    about: 'Green tea from Shizuoka, fresh as a morning in May.',
  },
  {
    id: 'house-blend',
    category: 'tea',
    emoji: '☕',
    title: 'House Blend',
    price: 950,
    unit: 'for 250 g',
    about: 'Coffee with a lot of chocolate and a little orange.',
  },
  {
    id: 'sourdough',
    category: 'bakery',
    emoji: '🍞',
    title: 'Sourdough loaf',
    price: 520,
    unit: 'each',
    about: 'Twenty-four hours of patience and a good crust.',
  },
  {
    id: 'croissant',
    category: 'bakery',
    emoji: '🥐',
    title: 'Croissant',
    price: 210,
    unit: 'each',
    about: 'Butter, air, more butter.',
  },
  {
    id: 'cinnamon-bun',
    category: 'bakery',
    emoji: '🍥',
    title: 'Cinnamon bun',
    price: 280,
    unit: 'each',
    about: 'The reason why the street smells so good.',
  },
  {
    id: 'honey',
    category: 'pantry',
    emoji: '🍯',
    title: 'Linden honey',
    price: 750,
    unit: 'a jar',
    about: 'From the bees behind the church.',
  },
  {
    id: 'plum-jam',
    category: 'pantry',
    emoji: '🫙',
    title: 'Plum jam',
    price: 480,
    unit: 'a jar',
    about: "Grandmother's recipe. She still checks.",
  },
  {
    id: 'shortbread',
    category: 'pantry',
    emoji: '🍪',
    title: 'Shortbread',
    price: 390,
    unit: 'a box',
    about: 'Goes with everything above.',
  },
];

// Promo codes and what they take off, in percent.
const promos = new Map([
  ['HELLO10', 10],
  ['TEATIME', 15],
]);

function all() {
  return products;
}

function categories() {
  return shelves;
}

function category(id) {
  return shelves.find((shelf) => shelf.id === id);
}

// The product with this id; undefined when there is none.
function find(id) {
  return products.find((product) => product.id === id);
}

function inCategory(id) {
  return products.filter((product) => product.category === id);
}

// Products whose title or description holds the text.
function search(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) {
    return [];
  }
  return products.filter((product) => (product.title + ' ' + product.about).toLowerCase().includes(wanted));
}

// The discount of a promo code, in percent; undefined when there is no such code.
function promo(code) {
  return promos.get(code.toUpperCase());
}

publish({ all, categories, category, find, inCategory, search, promo });
