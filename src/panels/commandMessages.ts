import * as v from 'valibot';

import type { TextStyle } from '../model/command/telegramMarkdown';
import { type FormView, fromFormSchema } from './formMessages';

/** What the page of the command panel and the extension tell each other, beside what all forms do. */

export interface CommandView {
  /** Names the command that shows; empty for none. */
  readonly about: string;
  /** `undefined`: there is nothing to edit, and `empty` says why. */
  readonly form: FormView | undefined;
  readonly empty: string | undefined;
  /** Said while something typed is not saved. */
  readonly unsaved: string | undefined;
  readonly preview: PreviewView | undefined;
  /** Other commands of which something typed is not saved. */
  readonly others: readonly { readonly about: string; readonly label: string }[];
  readonly othersLabel: string;
}

/** What a chat shows of an answer and its keyboard. */
export interface PreviewView {
  readonly title: string;
  readonly pieces: readonly PreviewPiece[];
  /** There is no answer; the pieces say so. */
  readonly isEmpty: boolean;
  /** Why Telegram would show nothing. */
  readonly refused: string | undefined;
  /** The titles of the buttons. */
  readonly rows: readonly (readonly string[])[];
  readonly keyboardLabel: string;
}

export interface PreviewPiece {
  readonly text: string;
  readonly style: TextStyle;
  /** Shown when the pointer rests on it. */
  readonly hint: string | undefined;
  readonly isProperty: boolean;
}

export type ToCommandPage =
  | { readonly kind: 'show'; readonly view: CommandView }
  /** Leads the keyboard to a field. */
  | { readonly kind: 'focus'; readonly field: string };

const about = v.string();

/** What the page sends. `about` names a command, as the views do. */
export const fromCommandPageSchema = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('form'), about, message: fromFormSchema }),
  /** Shows another command. */
  v.object({ kind: v.literal('open'), about }),
]);
export type FromCommandPage = v.InferOutput<typeof fromCommandPageSchema>;
