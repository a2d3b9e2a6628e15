import type { BotRef } from '../../model/account';
import type { FoundCommand, FoundMatch } from '../../model/search/found';

/** A row of what was found: a bot when several are looked through, a command, a match. */
export type FoundNode =
  | { readonly kind: 'foundBot'; readonly id: string; readonly ref: BotRef }
  | { readonly kind: 'foundCommand'; readonly id: string; readonly found: FoundCommand }
  | {
      readonly kind: 'foundMatch';
      readonly id: string;
      readonly found: FoundCommand;
      readonly match: FoundMatch;
    };
