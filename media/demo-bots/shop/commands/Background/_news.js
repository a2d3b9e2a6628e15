/*CMD
  command: /news
  help: One copy of 📣 News, in each chat
  need_reply: 
  auto_retry_time: 
  folder: Background
  answer: 
  keyboard: 
  aliases: 
  group: 
CMD*/

// Runs in the chat of one customer after the other. Other commands and HTTP are not allowed here, messages are.
// Options cannot be typed: whoever sends "/news" by hand gets nothing.
if (!options || !options.text) {
  return;
}

Bot.sendMessage(`📣 *News from Corner Shop*\n\n${escapeMarkdown(options.text)}`);
