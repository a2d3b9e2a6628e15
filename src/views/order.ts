const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Natural order of names: case does not matter, numbers count as numbers, things without a name come last. */
export function byName<T>(nameOf: (item: T) => string | null | undefined): (a: T, b: T) => number {
  return (a, b) => {
    const [nameA, nameB] = [nameOf(a) ?? '', nameOf(b) ?? ''];
    if (!nameA || !nameB) return Number(!nameA) - Number(!nameB);
    return collator.compare(nameA, nameB) || (nameA < nameB ? -1 : Number(nameA > nameB));
  };
}
