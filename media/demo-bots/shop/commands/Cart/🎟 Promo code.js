/*CMD
  command: 🎟 Promo code
  help: Takes a promo code
  need_reply: true
  auto_retry_time: 
  folder: Cart

  <<ANSWER
🎟 *Do you have a promo code?*
Send it to me. Capital letters do not matter.
  ANSWER

  keyboard: ✖️ Cancel
  aliases: /promo, promo
  group: 
CMD*/

const code = (message || '').trim().toUpperCase();
sendWithMenu(applyPromo(code));
Bot.runCommand('🛒 Cart');
