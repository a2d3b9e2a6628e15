/**
 * Whether a text has the shape of a bot token, as @BotFather gives them out. Telegram's documentation shows the shape
 * by an example only (Telegram Bot API, "Authorizing your bot"); whether the token is good, only a call can tell.
 */
export function isTokenShaped(text: string): boolean {
  return /^\d+:[\w-]{35}$/.test(text);
}
