/** An API v2 endpoint plus a key; the key itself lies with the secrets. */
export interface Account {
  /** The user's id on the server, or `sandbox`; the authority of the account's URIs. */
  readonly id: string;
  readonly kind: 'cloud' | 'sandbox';
  /** How a person tells accounts apart: the e-mail, else the id. */
  readonly label: string;
  /** Address of its API v2, without a trailing slash. */
  readonly url: string;
}

/** Names a bot over all accounts. */
export interface BotRef {
  readonly accountId: string;
  readonly botId: number;
}

export function sameBot(a: BotRef | undefined, b: BotRef | undefined): boolean {
  return a?.accountId === b?.accountId && a?.botId === b?.botId;
}
