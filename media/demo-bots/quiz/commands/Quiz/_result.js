/*CMD
  command: /result
  help: What a round brought
  need_reply: 
  auto_retry_time: 
  folder: Quiz
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

const round = readRound();
if (!round || currentQuestion(round)) {
  // There is no round, or it is not over.
  Bot.runCommand('/question');
  return;
}

// The best result of each topic: { "space": 4 }.
const best = User.getProp('best') || {};
const isRecord = round.right > (best[round.topic] || 0);
if (isRecord) {
  best[round.topic] = round.right;
  User.setProp('best', best, 'json');
}
User.deleteProp('round');

const text = [`🏁 *${round.right} of ${round.order.length} right*`];
if (round.right === round.order.length) {
  text.push('Not one mistake! 🎉');
} else if (isRecord) {
  text.push('Your best so far on this topic! 📈');
}
showScreen(text.join('\n'), [
  [{ title: '🔁 Again', command: `/topic ${round.topic}` }],
  [
    { title: '🎲 Another topic', command: '🎲 Play' },
    { title: '🏆 Leaderboard', command: '🏆 Leaderboard' },
  ],
]);
