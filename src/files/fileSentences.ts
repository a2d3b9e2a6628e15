import { l10n } from 'vscode';

import { ApiError } from '../api/errors';
import { TextsChangedError } from '../model/changedMeanwhile';
import { NotKeptError, UnkeptError } from '../model/notKept';
import { FolderNotEmptyError } from '../model/structure';
import { apiSentence } from '../sentences/apiSentences';
import { commandIds } from '../util/contract';
import { HeldElsewhereError } from '../util/textStore';
import { FileRefusal } from './errors';

/**
 * The sentence for a failed open, save or other change of a file.
 * @param editor when it was a save, whether the text is still in an editor: that is said as well
 */
export function fileSentence(error: unknown, editor?: 'open' | 'closed'): string {
  if (error instanceof FileRefusal) return refusalSentence(error);
  if (error instanceof NotKeptError) return notKeptSentence(error, editor !== undefined);
  if (error instanceof UnkeptError) {
    return l10n.t(
      'It was not deleted: it cannot be kept on this machine, so Restore Deleted Command… could not bring it back. Often the disk is full; the log says why. To delete it all the same, set botsBusiness.history.days to 0, which keeps no history.',
    );
  }
  if (error instanceof FolderNotEmptyError) return notEmptySentence(error);
  if (error instanceof TextsChangedError) {
    return l10n.t(
      'It was changed meanwhile, so nothing was replaced in it. Look at what is found in it now, and replace it then.',
    );
  }
  if (error instanceof HeldElsewhereError) {
    return l10n.t('The command is being saved in another window. Try again when that is done.');
  }
  if (editor === undefined) return apiSentence(error);
  const sentence = ApiError.is(error, 'unauthorized')
    ? `${apiSentence(error)} ${signInLink()}`
    : apiSentence(error);
  if (editor === 'closed') {
    return l10n.t('{0} The file is closed by now. Open it again to see what the server has.', sentence);
  }
  return ApiError.is(error) && error.outcomeUnknown
    ? l10n.t('{0} Whether the server took the text is unknown: save again, it looks first.', sentence)
    : l10n.t('{0} Your text is safe in the editor.', sentence);
}

/** Told before the first save in a bot whose server never said a group. */
export function groupUnknownSentence(bot: string): string {
  return l10n.t(
    'This server does not say which user group a command of {0} is limited to, so saving takes the command out of its group. If you use groups, set it again with Edit Properties….',
    bot,
  );
}

/** VS Code shows links in the notice of a save that failed. */
function signInLink(): string {
  return `[${l10n.t('Sign In')}](command:${commandIds.signIn})`;
}

function refusalSentence({ reason, file }: FileRefusal): string {
  switch (reason) {
    case 'unseen':
      return l10n.t(
        'The command was changed on the server meanwhile, and you have not seen that version. Save again (Ctrl+S or ⌘S) and choose Compare.',
      );
    case 'unknownBase':
      return l10n.t(
        'It is not known which version of {0} this text started from, so nothing was overwritten. Save again from its editor.',
        file,
      );
    case 'deleted':
      // Save As begins in the folder on the server.
      return l10n.t(
        'The command was deleted on the server. To keep your text in a file, choose Save As, then Show Local; to put it back on the server, create a command of that name in the Bots view and save again.',
      );
    case 'signedOut':
      return l10n.t('The account of {0} is not signed in. Sign in and try again.', file);
    case 'notText':
      return l10n.t(
        '{0} is not UTF-8 text. Choose the encoding UTF-8 in the status bar and save again.',
        file,
      );
    case 'noCode':
      return l10n.t('The server did not send the code of {0}. Try again later.', file);
    case 'dropped':
      return l10n.t(
        'The file was closed without saving, so the text that you typed last was not sent. It opens again with that text: save it, or close it once more.',
      );
    case 'savedElsewhere':
      return l10n.t(
        'The command is being saved in another window. Your text is safe in the editor; save again when that is done.',
      );
    case 'notHere':
      return l10n.t(
        '{0} cannot be here: a bot holds commands, as files that end in .js, and folders of commands.',
        file,
      );
    case 'taken':
      return l10n.t('The file name {0} belongs to another command, or did. Choose another name.', file);
    case 'closeFirst':
      return l10n.t(
        'In the new folder the file name {0} belongs to another command. Save and close this file first.',
        file,
      );
    case 'otherBot':
      return l10n.t(
        '{0} cannot be moved to another bot. In the Bots view, choose Copy to Bot… from its menu.',
        file,
      );
    case 'twoFolders':
      return l10n.t(
        'Two folders of this bot are called {0}. Give one of them another name in the Bots view first.',
        file,
      );
    case 'unseenDelete':
      return l10n.t(
        '{0} was changed on the server since you opened it, so it was not deleted. Look at the new version first.',
        file,
      );
    case 'changedBeforeDelete':
      return l10n.t(
        '{0} was moved or changed on the server meanwhile, so it was not deleted. Look at what it is now, and delete it then.',
        file,
      );
    case 'unknownDelete':
      return l10n.t(
        'It is not known which version of {0} its unsaved text started from, so it was not deleted. Save the text, or close it without saving, and delete it then.',
        file,
      );
    case 'gone':
      return l10n.t('{0} is no longer there. Refresh the list.', file);
    case 'notDone':
      return l10n.t('VS Code did not change {0}. Try again.', file);
  }
}

function notKeptSentence({ command }: NotKeptError, isSave: boolean): string {
  return isSave
    ? l10n.t(
        'The server confirmed the save but kept the old code. Your text is safe in the editor; try again later.',
      )
    : l10n.t('The server confirmed the change of {0} but did not make it. Try again later.', command);
}

function notEmptySentence({ folder, count }: FolderNotEmptyError): string {
  const title = folder.title ?? '';
  return count === 1
    ? l10n.t('The folder {0} still holds a command. Move or delete it first.', title)
    : l10n.t('The folder {0} still holds {1} commands. Move or delete them first.', title, count);
}
