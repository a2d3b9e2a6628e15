/*CMD
  command: 💬 Support
  help: Ways to get help
  need_reply: 
  auto_retry_time: 
  folder: Support

  <<ANSWER
💬 *How can we help?*

Most answers are under ❓ FAQ.
Opening hours: /about
For everything else there is a person behind the counter.
  ANSWER

  keyboard: ❓ FAQ, ✉️ Write to us,\n🏠 Menu
  aliases: /help, help, /support, support
  group: 
CMD*/


