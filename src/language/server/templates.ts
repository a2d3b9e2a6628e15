import type { TextDocument } from 'vscode-languageserver-textdocument';

import { parseCommandFile } from '../../repository/format/parseCommandFile';
import type { BotFacts } from './botFacts';

/** Names of commands that hold what a browser gets. */
const templateName = /\.(?:html?|css|js|svg|xml|txt|json|md)$/i;

/**
 * Whether a document is no BJS but what `WebApp.render` fills in: pages, styles and scripts of a Web App, kept as
 * commands. Known by the name, by the text, or by the use. Source: Bots.Business help, Web Apps.
 */
export function isTemplate(document: TextDocument, facts: BotFacts): boolean {
  const text = document.getText();
  // No code begins so.
  if (/^\s*</.test(text)) return true;
  if (text.includes('/*CMD') && /^\s*</.test(parseCommandFile(text).body.code)) return true;
  const name = facts.nameOf(document.uri);
  return name !== undefined && (templateName.test(name) || facts.templates.has(name));
}
