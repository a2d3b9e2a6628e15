// Money for the shop. Amounts are whole cents everywhere: fractions of a euro do not add up exactly.
// Commands call what is published at the end, for example Libs.ShopMoney.format(450).

const freeDeliveryFrom = 2500;
const deliveryFee = 350;

const symbols = { EUR: '€', USD: '$', GBP: '£', CHF: 'CHF ', JPY: '¥' };

// 1234 → "€12.34". Yen have no cents.
function format(cents, currency) {
  const code = currency || 'EUR';
  const symbol = symbols[code] || code + ' ';
  return symbol + (cents / 100).toFixed(code === 'JPY' ? 0 : 2);
}

// The sum of lines such as { product: { price: 450 }, amount: 2 }.
function total(lines) {
  return lines.reduce((sum, line) => sum + line.product.price * line.amount, 0);
}

// percentOf(1000, 15) → 150, rounded to whole cents.
function percentOf(cents, percent) {
  return Math.round((cents * percent) / 100);
}

// What bringing goods of this value costs.
function deliveryFor(cents) {
  return cents >= freeDeliveryFrom ? 0 : deliveryFee;
}

// convert(1000, 1.08) → 1080, with a rate such as dollars for one euro.
function convert(cents, rate) {
  return Math.round(cents * rate);
}

publish({ format, total, percentOf, deliveryFor, convert });
