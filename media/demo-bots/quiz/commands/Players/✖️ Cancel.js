/*CMD
  command: ✖️ Cancel
  help: Leaves a question without an answer
  need_reply: 
  auto_retry_time: 
  folder: Players
  answer: As you like, nothing has changed.
  keyboard: 🎲 Play, 🏆 Leaderboard,\n👤 My score, ✏️ My name
  aliases: /cancel, cancel
  group: 
CMD*/

