/**
 * A command as its file says it. A key that is missing and one that is blank mean the same, `null`.
 * Texts are as written: a literal `\n` in an answer or a keyboard stays two characters.
 * Source: Bots.Business help, repository format.
 */
export interface RepositoryCommand {
  /** The header's `command`, else the name that the file name gives. Spaces at its end belong to it. */
  readonly name: string;
  /** Title of the folder: the header's `folder`, else the parent directory; `null` in the root. */
  readonly folder: string | null;
  readonly help: string | null;
  /** Wait for answer. */
  readonly needReply: boolean | null;
  /** Auto retry, in seconds; `null` and 0 are off. */
  readonly autoRetryTime: number | null;
  /** Markdown. */
  readonly answer: string | null;
  /** Buttons; `keyboardButtons` reads them. */
  readonly keyboard: string | null;
  /** Trimmed, as written; the platform lowers their case when it stores them. */
  readonly aliases: readonly string[];
  /** The user group that alone may run the command. */
  readonly group: string | null;
  /** The command's BJS. */
  readonly code: string;
}
