/** FNV-1a over UTF-16 code units: a pure function of the text, the same in every window and version. 0 … 2^32-1. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
