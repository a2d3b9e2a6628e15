/*CMD
  command: /topic
  help: Begins a round: /topic space
  need_reply: 
  auto_retry_time: 
  folder: Quiz
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// What comes behind the command is in `params`: "space" for "/topic space".
const topic = findTopic(params);
if (!topic) {
  Bot.runCommand('🎲 Play');
  return;
}

// The round is a property of this person, so that thousands can play at the same time.
const numbers = topic.questions.map((question, number) => number);
saveRound({ topic: topic.id, order: shuffle(numbers), at: 0, right: 0 });
Bot.runCommand('/question');
