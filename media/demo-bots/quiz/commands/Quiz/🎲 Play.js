/*CMD
  command: 🎲 Play
  help: Asks for a topic
  need_reply: 
  auto_retry_time: 
  folder: Quiz
  answer: 
  keyboard: 
  aliases: /play, play, quiz
  group: 
CMD*/

// One button in a row for each topic. A press runs its command as if somebody had typed it: "/topic space".
const rows = quizTopics().map((topic) => [{ title: topic.title, command: `/topic ${topic.id}` }]);
showScreen('🎲 *What shall it be about?*', rows);
