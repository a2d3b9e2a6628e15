import * as v from 'valibot';

import type { PanelControl } from '../model/bot/panelFields';
import type { Typed } from '../model/fieldEdits';

/** What the page of a form and the extension tell each other. The extension knows and decides; the page shows. */

/** One field as the page shows it; every sentence is in the language of the person. */
export interface FieldView {
  readonly name: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly placeholder: string | undefined;
  /** `choice`: one of `choices`. */
  readonly control: PanelControl | 'choice';
  readonly choices: readonly Choice[];
  readonly typed: Typed;
  readonly isChanged: boolean;
  /** What is wrong with what was typed. */
  readonly wrong: string | undefined;
  /** What may not be meant so; it keeps nobody from saving. */
  readonly doubts: readonly string[];
  readonly conflict: ConflictView | undefined;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Both values of a field that somebody else changed too. */
export interface ConflictView {
  readonly sentence: string;
  readonly theirs: string;
  readonly mine: string;
}

/** A field that the panel no longer has, with what was typed into it. */
export interface GoneFieldView {
  readonly name: string;
  readonly sentence: string;
  readonly mine: string;
}

export interface FormStatus {
  readonly kind: 'busy' | 'done' | 'failed';
  readonly text: string;
}

export interface FormView {
  /** The last of the page's messages of the kind `type` that this view knows of. */
  readonly seq: number;
  readonly heading: string;
  readonly description: string | undefined;
  readonly fields: readonly FieldView[];
  readonly goneFields: readonly GoneFieldView[];
  /** What is left to say about the form, such as what saving runs. */
  readonly notes: readonly string[];
  readonly isDirty: boolean;
  readonly isBusy: boolean;
  /** There is something to fill in. */
  readonly canSave: boolean;
  /** What the server has can be read anew; what was typed stays. */
  readonly canLoadAgain: boolean;
  readonly status: FormStatus | undefined;
  readonly labels: FormLabels;
  /** What the page keeps for the next load of the window. Holds no password. */
  readonly kept: unknown;
}

export interface FormLabels {
  readonly save: string;
  readonly discard: string;
  readonly loadAgain: string;
  readonly changed: string;
  readonly reveal: string;
  readonly theirs: string;
  readonly mine: string;
  readonly keepMine: string;
  readonly takeTheirs: string;
}

export type ToForm =
  | { readonly kind: 'show'; readonly view: FormView }
  /** Leads the keyboard to a field that needs the person. */
  | { readonly kind: 'focus'; readonly field: string };

const field = v.string();

/** What the page sends. */
export const fromFormSchema = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  /** `seq` counts these messages of the page. */
  v.object({ kind: v.literal('type'), seq: v.number(), field, typed: v.union([v.string(), v.boolean()]) }),
  v.object({ kind: v.picklist(['save', 'discard', 'loadAgain']) }),
  v.object({ kind: v.picklist(['keepMine', 'takeTheirs']), field }),
]);
export type FromForm = v.InferOutput<typeof fromFormSchema>;
