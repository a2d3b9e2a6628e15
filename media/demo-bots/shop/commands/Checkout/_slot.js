/*CMD
  command: /slot
  help: When to deliver: /slot evening
  need_reply: 
  auto_retry_time: 
  folder: Checkout
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

const slots = [
  { id: 'morning', title: '🌅 Tomorrow, 8 to 10' },
  { id: 'noon', title: '☀️ Tomorrow, 11 to 13' },
  { id: 'evening', title: '🌙 Tomorrow, 18 to 20' },
];

const chosen = slots.find((slot) => slot.id === params);
if (chosen) {
  User.setProp('slot', chosen.title, 'string');
  Bot.runCommand('✅ Checkout');
  return;
}

const rows = slots.map((slot) => [{ title: slot.title, command: `/slot ${slot.id}` }]);
showScreen('🚲 *When shall we come?*', rows);
