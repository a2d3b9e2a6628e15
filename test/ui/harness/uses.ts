import { appendFileSync, readFileSync } from 'node:fs';

/**
 * What of the product's entries the tests of a run used, so that the last of them can say which nobody did: an entry is
 * a place and a label, such as `palette Rename…`. Files run side by side in processes of their own, so it is kept in a
 * file, which `BBS_USES` names in a whole run; in others it is of no use.
 */
export type Place = 'palette' | 'row menu' | 'row button' | 'view button' | 'view menu' | 'welcome' | 'key';

/** Notes that a person's way to a command was taken. */
export function noteUse(place: Place, label: string): void {
  const file = process.env['BBS_USES'];
  if (file) appendFileSync(file, `${keyOf(place, label)}\n`);
}

/**
 * What was noted in a whole run: tells whether a way was taken; menus are used by the beginnings of their labels.
 * @param file that `BBS_USES` named
 */
export function usesIn(file: string): (place: Place, label: string) => boolean {
  const used = new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean));
  return (place, label) => [...used].some((key) => keyOf(place, label).startsWith(key));
}

function keyOf(place: Place, label: string): string {
  return `${place} ${label}`;
}
