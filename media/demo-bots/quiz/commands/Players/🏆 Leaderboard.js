/*CMD
  command: 🏆 Leaderboard
  help: The ten best of this month
  need_reply: 
  auto_retry_time: 
  folder: Players
  answer: 
  keyboard: 
  aliases: /top, top, leaderboard
  group: 
CMD*/

// TopBoardLib is part of Bots.Business. addPoint in "@" feeds it; it keeps the ten best.
const board = TopBoardLib.getBoard(boardOf(new Date())) || [];
if (board.length === 0) {
  showScreen('🏆 Nobody has a point this month. Be the first!', [[{ title: '🎲 Play', command: '🎲 Play' }]]);
  return;
}

const medals = ['🥇', '🥈', '🥉'];
const lines = board.map((entry, place) => `${medals[place] || `${place + 1}.`} ${playerName(entry)}: ${entry.value}`);
showScreen(`🏆 *This month*\n\n${lines.join('\n')}`, [[{ title: '🎲 Play', command: '🎲 Play' }]]);
