/**
 * Why the file system refused something.
 * - `unseen`: the server has a version that the person was not shown
 * - `unknownBase`: nothing is known of what the text started from
 * - `deleted`: the command is gone from the server
 * - `signedOut`: the account of the file is not signed in
 * - `notText`: the bytes are no UTF-8 text
 * - `noCode`: the server did not say the command's code
 * - `notHere`: no command or folder can be at this path
 * - `taken`: the path belongs to another command, or did
 * - `closeFirst`: an open file would come to lie on a path that belongs to another command
 * - `otherBot`: a command cannot move to another bot
 * - `twoFolders`: two folders of the bot have this directory name
 * - `unseenDelete`: the server has a version that the person was not shown
 * - `changedBeforeDelete`: the command is another than the one that the person was shown
 * - `unknownDelete`: nothing is known of what the text in the editor started from
 * - `dropped`: the file was closed without saving while a save of it waited
 * - `savedElsewhere`: another window of the same person has been saving the file for too long
 * - `gone`: there is nothing at this path any more
 * - `notDone`: VS Code did not make the change, and said no reason
 */
export type FileRefusalReason =
  | 'unseen'
  | 'unknownBase'
  | 'deleted'
  | 'signedOut'
  | 'notText'
  | 'noCode'
  | 'notHere'
  | 'taken'
  | 'closeFirst'
  | 'otherBot'
  | 'twoFolders'
  | 'unseenDelete'
  | 'changedBeforeDelete'
  | 'unknownDelete'
  | 'dropped'
  | 'savedElsewhere'
  | 'gone'
  | 'notDone';

/** A typed refusal of the file system; the sentence for it is made in `fileSentences`. */
export class FileRefusal extends Error {
  readonly reason: FileRefusalReason;
  /** What a person calls the file. */
  readonly file: string;

  constructor(reason: FileRefusalReason, file: string, cause?: unknown) {
    super(`${file}: ${reason}`, { cause });
    this.name = 'FileRefusal';
    this.reason = reason;
    this.file = file;
  }
}
