/**
 * What of the product's entries the tests of this process used, so that the last of them can say which nobody did:
 * an entry is a place and a label, such as `palette Rename…` or `row /start` with `Delete…`.
 */
export type Place = 'palette' | 'row menu' | 'row button' | 'view button' | 'view menu' | 'welcome' | 'key';

const used = new Set<string>();

/** Notes that a person's way to a command was taken. */
export function noteUse(place: Place, label: string): void {
  used.add(keyOf(place, label));
}

/** Whether it was taken; menus are used by the beginnings of their labels. */
export function isUsed(place: Place, label: string): boolean {
  return [...used].some((key) => keyOf(place, label).startsWith(key));
}

function keyOf(place: Place, label: string): string {
  return `${place} ${label}`;
}
