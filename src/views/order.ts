let collator: Intl.Collator | undefined;

/** Made when something is sorted first: it takes some milliseconds, which the activation has no use for. */
function natural(): Intl.Collator {
  return (collator ??= new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }));
}

/** Natural order of names: case does not matter, numbers count as numbers, things without a name come last. */
export function byName<T>(nameOf: (item: T) => string | null | undefined): (a: T, b: T) => number {
  const { compare } = natural();
  return (a, b) => {
    const [nameA, nameB] = [nameOf(a) ?? '', nameOf(b) ?? ''];
    if (!nameA || !nameB) return Number(!nameA) - Number(!nameB);
    return compare(nameA, nameB) || (nameA < nameB ? -1 : Number(nameA > nameB));
  };
}
