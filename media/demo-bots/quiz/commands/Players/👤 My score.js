/*CMD
  command: 👤 My score
  help: The points of whoever asks
  need_reply: 
  auto_retry_time: 
  folder: Players
  answer: 
  keyboard: 
  aliases: /score, score, /me
  group: 
CMD*/

const best = User.getProp('best') || {};
const text = [`👤 *${escapeMarkdown(User.getProp('nickname') || 'Player')}*`, `Points: ${User.getProp('score') || 0}`];
for (const topic of quizTopics()) {
  if (best[topic.id]) {
    text.push(`${topic.title}: ${best[topic.id]} of ${topic.questions.length}`);
  }
}
Bot.sendMessage(text.join('\n'));
