/*CMD
  command: /monthEnd
  help: Once a day: remembers the champion when a month is over
  need_reply: 
  auto_retry_time: 86400
  folder: Background
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// "Auto retry" runs this every 24 hours, on its own: user, chat and request are null then, so only properties of the
// bot can be used. Whoever types the command gets nothing.
if (user) {
  return;
}

const board = boardOf(new Date());
const before = Bot.getProp('board');
if (before === board) {
  return;
}

// A new month: new points go to its own leaderboard, and that of the month before stays as it is.
Bot.setProp('board', board, 'string');
const [first] = (before && TopBoardLib.getBoard(before)) || [];
if (first) {
  const points = first.value === 1 ? '1 point' : `${first.value} points`;
  Bot.setProp('champion', `${playerName(first)}, ${points}`, 'string');
}
