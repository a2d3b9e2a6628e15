/**
 * Why the file system refused something.
 * - `unseen`: the server has a version that the person was not shown
 * - `unknownBase`: nothing is known of what the text started from
 * - `deleted`: the command is gone from the server
 * - `signedOut`: the account of the file is not signed in
 * - `notText`: the bytes are no UTF-8 text
 * - `notKept`: the server confirmed the save and still has the old code
 * - `noCode`: the server did not say the command's code
 * - `onlyCode`: only the code of existing commands can be saved here
 */
export type FileRefusalReason =
  'unseen' | 'unknownBase' | 'deleted' | 'signedOut' | 'notText' | 'notKept' | 'noCode' | 'onlyCode';

/** A typed refusal of the file system; the sentence for it is made in `sentences`. */
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
