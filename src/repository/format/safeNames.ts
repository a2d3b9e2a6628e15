/** What the disks of Windows, macOS and Linux, and Git, can hold as one segment of a path. */

// Reserved with any extension, on Windows (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;

// What Git keeps for itself and refuses to check out, also under its short name on Windows (git help config,
// core.protectNTFS).
const ofGit = /^(?:\.git|git~1)$/i;

// Passed over by macOS when it compares names, so Git refuses `.git` with one of them in it, too (core.protectHFS).
const passedOver = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * A key under which two segments are equal if any disk could take one for the other: whatever the case, composed or
 * decomposed, with dots and spaces at the end or without.
 */
export function sameOnSomeDisk(segment: string): string {
  const folded = segment.normalize('NFD').toUpperCase().toLowerCase();
  return folded.replace(passedOver, '').replace(/[. ]+$/, '');
}

/**
 * The segment `stem + ending` as every disk can hold it: dots and spaces at the end go, and a word that is reserved
 * gets a `_`. How long it is, and single characters, are the affair of `fileNameOf` and `folderNameOf`.
 */
export function safeSegment(stem: string, ending: string): string {
  const segment = (stem + ending).replace(/[. ]+$/, '') || '_';
  const compared = segment.replace(passedOver, '');
  if (ofGit.test(compared)) return `_${segment}`;
  // Windows looks at what stands before the first dot.
  const [word = ''] = compared.split('.');
  if (!reserved.test(word.trimEnd())) return segment;
  const end = segment.includes('.') ? segment.indexOf('.') : segment.length;
  return `${segment.slice(0, end)}_${segment.slice(end)}`;
}
