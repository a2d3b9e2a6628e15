/**
 * The texts of the status bar that are numbers, dates and shares: pure functions, so that they can be tested without
 * a window. Words come from the callers.
 */

/** A count in at most five characters: `950`, `12.3k`, `120k`, `3M`, `3.25M`. */
export function compactCount(count: number): string {
  const [divisor, unit] = count >= 999_500 ? [1e6, 'M'] : count >= 1000 ? [1e3, 'k'] : [1, ''];
  const value = count / divisor;
  const digits = unit === '' || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${Number(value.toFixed(digits))}${unit}`;
}

/** Used of limit as a share from 0; `undefined` when there is no limit to compare with. */
export function usedShare(used: number, limit: number): number | undefined {
  return limit > 0 && Number.isFinite(used / limit) ? used / limit : undefined;
}

/** How alarming a share is: worth a look from 80 %, close to the end from 95 %. */
export function usageLevel(share: number | undefined): 'normal' | 'warning' | 'error' {
  if (share === undefined || share < 0.8) return 'normal';
  return share < 0.95 ? 'warning' : 'error';
}

/** A name cut to what the status bar can bear. */
export function shortName(name: string, most = 20): string {
  const line = name.replace(/\s+/g, ' ').trim();
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line;
}

/**
 * A share in percent with at most one decimal, rounded down: what reads as 80 % is 80 %, and looks like it.
 * @param share from 0
 */
export function percent(share: number): string {
  // 0.29 × 1000 is a little less than 290 to a computer.
  const tenths = Math.floor(share * 1000 + 1e-9);
  return (tenths / 10).toLocaleString(undefined, { maximumFractionDigits: 1 });
}
