/** Without one of these no pattern can match; most lines end here. */
const hint = /api_?key|access-token|client|uu?id|password|\d:/i;

const patterns: readonly (readonly [RegExp, string])[] = [
  // ?api_key=… in a URL, api_key: "…" and "api_key":"…" in JSON, also with its quotes escaped
  [/(api_?key(?:\\?["'])?\s*[=:]\s*(?:\\?["'])?)[^\s"'\\&,}#]+/gi, '$1…'],
  // The one-time session headers of sign-in
  [/((?:access-token|"client"|"?uu?id"?)(?:\\?["'])?\s*[=:]\s*(?:\\?["'])?)[\w.@+-]{8,}/gi, '$1…'],
  [/((?:password(?:_confirmation)?)(?:\\?["'])\s*:\s*(?:\\?["'])?)(?:[^"'\\]|\\[^"'])+/gi, '$1…'],
  // Telegram bot tokens, bare or in an address of the Bot API
  [/\/bot\d+:[\w-]{20,}/g, '/bot…'],
  [/(?<!\d)\d{3,}:[\w-]{35}(?![\w-])/g, '…'],
];

/**
 * Takes API keys, bot tokens, session headers and passwords out of a text that a person or a log will see.
 * A net below the rule that such text never holds them in the first place.
 */
export function redact(text: string): string {
  if (!hint.test(text)) return text;
  let result = text;
  for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement);
  return result;
}
