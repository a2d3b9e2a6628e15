/*CMD
  command: ✖️ Cancel
  help: Leaves a question without an answer
  need_reply: 
  auto_retry_time: 
  folder: 
  answer: Never mind, nothing has changed.
  keyboard: 🛍 Catalogue, 🛒 Cart,\nMy orders, 🏠 Menu
  aliases: /cancel, cancel
  group: 
CMD*/

// There is nothing to do here: when the bot waits for an answer and the answer is the name of a command, the
// waiting ends and that command runs instead. This one brings the main keyboard back.
