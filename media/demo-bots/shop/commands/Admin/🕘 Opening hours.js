/*CMD
  command: 🕘 Opening hours
  help: Changes the opening hours
  need_reply: true
  auto_retry_time: 
  folder: Admin

  <<ANSWER
🕘 *Opening hours*
Now: <openingHours>

What shall I say instead?
  ANSWER

  keyboard: ✖️ Cancel
  aliases: /hours
  group: shopkeeper
CMD*/

// In an answer <openingHours> stands for the property of that name: the user's own, else the bot's. See /about.
const hours = (message || '').trim().slice(0, 100);
if (hours) {
  Bot.setProp('openingHours', hours, 'string');
}
Bot.sendMessage(`🕘 ${escapeMarkdown(hours || 'Nothing changed.')}`);
Bot.runCommand('⚙️ Admin');
