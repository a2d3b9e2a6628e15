/*CMD
  command: /rate
  help: Stars for an order: /rate 1001 5
  need_reply: 
  auto_retry_time: 
  folder: Orders
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

const [number, given] = (params || '').split(' ');
const order = readOrder(number);
if (!order || order.customer !== String(user.telegramid) || order.status !== 'delivered') {
  notify('I cannot find that order.');
  return;
}

const stars = Number(given);
if (![1, 2, 3, 4, 5].includes(stars)) {
  const buttons = [1, 2, 3, 4, 5].map((count) => ({
    title: `${count} ⭐`,
    command: `/rate ${number} ${count}`,
  }));
  showScreen(`How was order ${number}?`, [buttons]);
  return;
}

order.stars = stars;
saveOrder(order);
showScreen(stars > 3 ? '💛 Thank you, that makes our day!' : 'Thank you for telling us. We will do better.', [
  [{ title: '✉️ Write to us', command: '✉️ Write to us' }],
]);
