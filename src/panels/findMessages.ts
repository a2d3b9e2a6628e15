import * as v from 'valibot';

import type { FindState, FindStatus } from '../model/search/findState';

/** What the page of *Find in Bots* and the extension tell each other. The extension knows and decides; the page shows. */

const flag = v.boolean();
const stateSchema: v.GenericSchema<unknown, FindState> = v.object({
  text: v.string(),
  replacement: v.string(),
  isReplacing: flag,
  matchCase: flag,
  wholeWord: flag,
  isRegex: flag,
  code: flag,
  answers: flag,
  keyboards: flag,
  names: flag,
  allBots: flag,
});

export interface FindLabels {
  readonly find: string;
  readonly replace: string;
  readonly toggleReplace: string;
  readonly replaceAll: string;
  readonly matchCase: string;
  readonly wholeWord: string;
  readonly isRegex: string;
  readonly where: string;
  readonly code: string;
  readonly answers: string;
  readonly keyboards: string;
  readonly names: string;
  readonly bots: string;
  readonly allBots: string;
  readonly noBot: string;
  readonly cancel: string;
}

export interface FindPage {
  /** The last of the page's changes that this knows of. */
  readonly seq: number;
  readonly state: FindState;
  readonly status: FindStatus;
  readonly labels: FindLabels;
}

export type ToFind =
  | { readonly kind: 'show'; readonly page: FindPage }
  /** Leads the keyboard to a field, with its text selected. */
  | { readonly kind: 'focus'; readonly field: 'text' | 'replacement' };

/** What the page sends. */
export const fromFindSchema = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  /** `seq` counts these messages of the page; `isTyping`: more may follow at once. */
  v.object({ kind: v.literal('change'), seq: v.number(), state: stateSchema, isTyping: v.boolean() }),
  v.object({ kind: v.picklist(['search', 'replaceAll', 'cancel']) }),
]);
export type FromFind = v.InferOutput<typeof fromFindSchema>;
