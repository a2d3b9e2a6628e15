import type { TextDocument } from 'vscode-languageserver-textdocument';

import { parseCommandFile } from '../../repository/format/parseCommandFile';
import type { BotFacts } from './botFacts';

/** Names of commands that hold what a browser gets. */
const templateName = /\.(?:html?|css|js|svg|xml|txt|json|md)$/i;

const comments = /\/\*[^]*?\*\//g;
const atRule = /^(?:@(?:media|import|font-face|keyframes|charset|supports)\b|:root\b)/;
/** What may stand before the first block of a style sheet; brackets of code are not among it. */
const selector = /^[\w\s.#*:>+~,-]+$/;
const property = /^\s*(?:--)?[a-z][a-z-]*\s*:[^:=?;}]+[;}]/;
/** Before a block of code stands one of these. */
const codeWord = /^(?:catch|class|do|else|finally|static|try)\b/;

/** The longest selector that is looked at, in characters. */
const longestSelector = 300;

/**
 * A style sheet begins with a rule of `@`, or with a selector and a property in its block. Code can begin with a block of
 * its own that has a label in it, but a name before it is no JavaScript.
 */
function isStyleSheet(code: string): boolean {
  const text = code.replace(comments, '').trimStart();
  if (atRule.test(text)) return true;
  const block = text.indexOf('{');
  if (block <= 0 || block > longestSelector) return false;
  const before = text.slice(0, block);
  return selector.test(before) && !codeWord.test(before) && property.test(text.slice(block + 1));
}

/**
 * Whether a document is no BJS but what `WebApp.render` fills in: pages, styles and scripts of a Web App, kept as
 * commands. Known by the name, by the text, or by the use. Source: Bots.Business help, Web Apps.
 */
export function isTemplate(document: TextDocument, facts: BotFacts): boolean {
  const text = document.getText();
  // No code begins so.
  const code = text.includes('/*CMD') ? parseCommandFile(text).body.code : text;
  if (/^\s*</.test(code) || isStyleSheet(code)) return true;
  const name = facts.nameOf(document.uri);
  return name !== undefined && (templateName.test(name) || facts.templates.has(name));
}
