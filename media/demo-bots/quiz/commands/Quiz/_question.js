/*CMD
  command: /question
  help: The question that waits for its answer
  need_reply: 
  auto_retry_time: 
  folder: Quiz
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

const round = readRound();
const question = currentQuestion(round);
if (!question) {
  Bot.runCommand('🎲 Play');
  return;
}

// A button tells /answer which question it belongs to, and which choice it is: "/answer 0 2".
const numbers = shuffle(question.choices.map((text, number) => number));
const rows = numbers.map((number) => [
  { title: question.choices[number], command: `/answer ${round.at} ${number}` },
]);
showScreen(`*Question ${round.at + 1} of ${round.order.length}*\n\n${question.text}`, rows);
