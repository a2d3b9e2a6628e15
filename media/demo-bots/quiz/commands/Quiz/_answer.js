/*CMD
  command: /answer
  help: Checks an answer: /answer 0 2
  need_reply: 
  auto_retry_time: 
  folder: Quiz
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// "/answer 0 2": the first question of the round, the third choice.
const [at, choice] = (params || '').split(' ').map(Number);
const round = readRound();
const question = currentQuestion(round);

// Two presses, or a press on an old message: only the question that waits counts.
if (!question || at !== round.at || !question.choices[choice]) {
  Bot.runCommand('/question');
  return;
}

const isRight = choice === 0;
round.at = round.at + 1;
if (isRight) {
  round.right = round.right + 1;
  addPoint();
}
saveRound(round);

const verdict = isRight ? '✅ *Right!*' : `❌ *Not quite.* It is: ${question.choices[0]}.`;
const isLast = round.at === round.order.length;
showScreen(`${question.text}\n\n${verdict} ${question.fact}`, [
  [isLast ? { title: '🏁 Result', command: '/result' } : { title: 'Next ›', command: '/question' }],
]);
