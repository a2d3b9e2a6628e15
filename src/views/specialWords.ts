import * as vscode from 'vscode';

import type { SpecialRole } from './specialCommands';

/** The role of a special command in a few words, for a row. */
export function roleWords(role: SpecialRole): string {
  switch (role) {
    case 'master':
      return vscode.l10n.t('any other message');
    case 'beforeAll':
      return vscode.l10n.t('before every command');
    case 'afterAll':
      return vscode.l10n.t('after every command');
    case 'error':
      return vscode.l10n.t('on errors');
    case 'inlineQuery':
      return vscode.l10n.t('inline queries');
  }
}

/** The same as a sentence that says when it runs. */
export function roleSentence(role: SpecialRole): string {
  switch (role) {
    case 'master':
      return vscode.l10n.t(
        'Master command: runs for a text that is no command of this bot, and for photos, payments and other updates.',
      );
    case 'beforeAll':
      return vscode.l10n.t(
        'BeforeAll: its code runs before that of every command. Its answer and keyboard are not sent.',
      );
    case 'afterAll':
      return vscode.l10n.t(
        'AfterAll: its code runs after that of every command. Its answer and keyboard are not sent.',
      );
    case 'error':
      return vscode.l10n.t(
        'Error command: runs when the code of another command fails. An error in its own code is told to nobody.',
      );
    case 'inlineQuery':
      return vscode.l10n.t('Runs when somebody types @ and the name of this bot in any chat (inline query).');
  }
}
