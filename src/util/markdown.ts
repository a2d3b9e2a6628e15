/** Takes the meaning out of characters that Markdown and icons in hovers would read; the colon, so that no address becomes a link. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>&$~:]/g, '\\$&').replace(/\s+/g, ' ');
}
