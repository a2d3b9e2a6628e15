import * as v from 'valibot';

import { type BrokenRecord, decodeIfRecord, decodeListing, decodeRecords, type Listing } from './decode';
import { amount, flag, number, text } from './fields';
import type { CallOptions, HttpClient } from './http';

/** A form for values of a bot, which bot code set up with `AdminPanel.setPanel`. `undefined`: not said. */
export interface AdminPanel {
  readonly id: number;
  /** By which bot code calls it. */
  readonly name: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** Its place among the panels. */
  readonly index: number | undefined;
  /** The name of an icon of the app. */
  readonly icon: string | undefined;
  readonly buttonTitle: string | undefined;
  /** What saving runs. */
  readonly onSaving: { readonly command: string; readonly userId: number | undefined } | undefined;
  readonly fields: readonly PanelField[];
  /** Fields that could not be understood. */
  readonly brokenFields: readonly BrokenRecord[];
}

export interface PanelField {
  readonly name: string;
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** `string`, `text`, `integer`, `float`, `password` or `checkbox` (official help); unknown ones stay as they are. */
  readonly type: string;
  readonly placeholder: string | undefined;
  readonly icon: string | undefined;
  /** As the server says it; `null` for none. */
  readonly value: unknown;
  readonly isHidden: boolean;
}

const fieldSchema = v.pipe(
  v.looseObject({
    name: v.string(),
    title: text,
    description: text,
    type: text,
    placeholder: text,
    icon: text,
    value: v.optional(v.unknown(), null),
    hidden: flag,
  }),
  v.transform((raw): PanelField => ({
    name: raw.name,
    title: raw.title ?? undefined,
    description: raw.description ?? undefined,
    type: raw.type ?? 'string',
    placeholder: raw.placeholder ?? undefined,
    icon: raw.icon ?? undefined,
    value: raw.value,
    isHidden: raw.hidden ?? false,
  })),
);

/** The parameters of `AdminPanel.setPanel` (official help, "Admin panel"). */
const definitionSchema = v.looseObject({
  title: text,
  description: text,
  index: amount,
  icon: text,
  button_title: text,
  on_saving: v.optional(v.nullable(v.looseObject({ command: text, user_id: number }))),
  fields: v.optional(v.nullable(v.array(v.unknown()))),
});

/** `id` and `name` are documented; under which key the definition lies is not: `value` is assumed. */
const panelSchema = v.pipe(
  v.looseObject({ id: v.number(), name: text }),
  v.rawTransform(({ dataset, addIssue, NEVER }): AdminPanel => {
    const { id, name } = dataset.value;
    const definition = v.safeParse(definitionSchema, definitionOf(dataset.value));
    if (!definition.success) {
      addIssue({ message: 'definition', expected: 'the definition of a panel' });
      return NEVER;
    }
    const { title, description, index, icon, button_title, on_saving, fields } = definition.output;
    const decoded = decodeRecords(fieldSchema, fields ?? []);
    return {
      id,
      name: name ?? '',
      title: title ?? undefined,
      description: description ?? undefined,
      index,
      icon: icon ?? undefined,
      buttonTitle: button_title ?? undefined,
      onSaving: on_saving?.command
        ? { command: on_saving.command, userId: on_saving.user_id ?? undefined }
        : undefined,
      fields: decoded.items,
      brokenFields: decoded.broken,
    };
  }),
);

function definitionOf(panel: Readonly<Record<string, unknown>>): unknown {
  const below = ['value', 'data', 'options'].map((key) => panel[key]);
  return below.find((candidate) => typeof candidate === 'object' && candidate !== null) ?? panel;
}

/** @throws ApiError */
export async function getAdminPanels(
  http: HttpClient,
  botId: number,
  options?: CallOptions,
): Promise<Listing<AdminPanel>> {
  const answer = await http.call('getAdminPanels', { ...options, params: { bot_id: botId } });
  return decodeListing('getAdminPanels', panelSchema, answer);
}

/**
 * Sets values of a panel's fields; the server then runs what the panel says for saving (official help). The body is
 * not documented, assumed.
 * @param values by the names of the fields
 * @param options `secrets`: which of them are passwords
 * @returns the panel with its values, or `undefined` when the server only confirmed
 * @throws ApiError
 */
export async function updateAdminPanel(
  http: HttpClient,
  botId: number,
  panelId: number,
  values: Readonly<Record<string, unknown>>,
  { secrets = [] }: Pick<CallOptions, 'secrets'> = {},
): Promise<AdminPanel | undefined> {
  const params = { bot_id: botId, panel_id: panelId };
  const options = { params, body: { values }, nowOrNever: true, secrets };
  const answer = await http.call('updateAdminPanel', options);
  return decodeIfRecord('updateAdminPanel', panelSchema, answer);
}
