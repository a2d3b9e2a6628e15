import * as v from 'valibot';

import type { PanelForm, PanelRef } from '../model/bot/panelForm';

const typed = v.union([v.string(), v.boolean()]);

/** What outlives the window of a form that is being filled in. Passwords are not in it. */
export const keptFormSchema = v.object({
  version: v.literal(1),
  accountId: v.string(),
  botId: v.number(),
  panelId: v.number(),
  edits: v.record(v.string(), v.object({ typed, base: typed })),
  /** Titles of the fields of which what was typed is not kept. */
  passwords: v.array(v.string()),
});
export type KeptForm = v.InferOutput<typeof keptFormSchema>;

export function keptFormOf({ ref, panelId }: PanelRef, form: PanelForm): KeptForm {
  // Of a field that is gone nobody knows whether it was one for a password. Before the panel is read there is only
  // what was kept before.
  const open = form.fields.filter(({ type }) => type !== 'password').map(({ name }) => name);
  const isOpen = (name: string) => !form.panel || open.includes(name);
  const passwords = form.fields.filter(({ type, name }) => type === 'password' && form.edits.has(name));
  return {
    version: 1,
    ...ref,
    panelId,
    edits: Object.fromEntries([...form.edits].filter(([name]) => isOpen(name))),
    passwords: passwords.map(({ title, name }) => title ?? name),
  };
}

export function panelKey({ ref, panelId }: PanelRef): string {
  return `${ref.accountId}/${ref.botId}/${panelId}`;
}
