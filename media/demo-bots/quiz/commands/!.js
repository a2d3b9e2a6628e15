/*CMD
  command: !
  help: What people see when a command fails
  need_reply: 
  auto_retry_time: 
  folder: 

  <<ANSWER
🙈 *The quizmaster dropped the cards.*
That is not your fault, and your points are safe. Please try again in a moment.
  ANSWER

  keyboard: 🎲 Play, 🏆 Leaderboard
  aliases: 
  group: 
CMD*/

