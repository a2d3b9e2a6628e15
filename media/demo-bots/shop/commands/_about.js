/*CMD
  command: /about
  help: Who we are and when we are open
  need_reply: 
  auto_retry_time: 
  folder: 

  <<ANSWER
🏪 *Corner Shop*
A small shop with a big kettle, at the corner since 1987.

🕘 <openingHours>
🚲 Delivery is free from €25.
  ANSWER

  keyboard: 
  aliases: about
  group: 
CMD*/


