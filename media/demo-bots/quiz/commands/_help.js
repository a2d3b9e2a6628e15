/*CMD
  command: /help
  help: How to play
  need_reply: 
  auto_retry_time: 
  folder: 

  <<ANSWER
🧠 *Quick Quiz*
Choose a topic, then press the right answer, or type it.
Every right answer is a point. The leaderboard begins anew each month.

/play begins a round, /top shows the leaderboard, /name changes your name on it.
  ANSWER

  <<KEYBOARD
🎲 Play, 🏆 Leaderboard,
👤 My score, ✏️ My name
  KEYBOARD
  aliases: help, menu, /menu
  group: 
CMD*/

