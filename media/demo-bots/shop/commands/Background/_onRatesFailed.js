/*CMD
  command: /onRatesFailed
  help: No rates for 💱 Currency
  need_reply: 
  auto_retry_time: 
  folder: Background
  answer: 💱 The bank does not answer at the moment. Please try again later.
  keyboard: 
  aliases: 
  group: 
CMD*/


