/*CMD
  command: !
  help: What people see when a command fails
  need_reply: 
  auto_retry_time: 
  folder: 

  <<ANSWER
🙈 *Something fell off the shelf.*
It is our fault, not yours, and your cart is safe. Please try again in a moment.
  ANSWER

  keyboard: 🏠 Menu, 💬 Support
  aliases: 
  group: 
CMD*/


