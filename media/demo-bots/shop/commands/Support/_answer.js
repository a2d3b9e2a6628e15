/*CMD
  command: /answer
  help: Answers a customer: /answer 123456789
  need_reply: 
  auto_retry_time: 
  folder: Support
  answer: 
  keyboard: 
  aliases: 
  group: shopkeeper
CMD*/

// The button carries the customer's Telegram id; the question takes it along in its options.
if (!/^\d+$/.test(params || '')) {
  return;
}
Bot.run({ command: '/answerText', options: { customer: Number(params) } });
