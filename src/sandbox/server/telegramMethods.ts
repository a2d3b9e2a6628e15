/** What of Telegram's Bot API the sandbox serves, as fault switches and the log of requests name it. */
export const telegramMethods = ['telegram.getMe', 'telegram.getBusinessConnection'] as const;

export type TelegramMethod = (typeof telegramMethods)[number];
