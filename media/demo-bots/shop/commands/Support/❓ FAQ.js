/*CMD
  command: ❓ FAQ
  help: Questions and answers
  need_reply: 
  auto_retry_time: 
  folder: Support

  <<ANSWER
*How do I order?*
Fill your cart and tap ✅ Checkout.

*What does delivery cost?*
€3.50, and nothing from €25. Always by bicycle. 🚲

*Can I cancel?*
Yes, until the order is packed: see My orders.

*How do I pay?*
At the door, in cash or by card.
  ANSWER

  keyboard: ✉️ Write to us, 🏠 Menu
  aliases: /faq, faq
  group: 
CMD*/


