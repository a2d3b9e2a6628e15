/** Prices in dollars a month and iterations (API reference, §12.14). */
export const cloudPlans = [
  ['Hobby', 22, 1_000_000],
  ['Nano', 33, 2_000_000],
  ['Mini', 55, 5_000_000],
  ['Start', 99, 10_000_000],
  ['PRO', 220, 45_000_000],
  ['Business', 300, 100_000_000],
  ['BigBusiness', 400, 200_000_000],
].map(([name, price, iterations], index) => ({ id: index + 1, name, price, iterations, period: 'month' }));
