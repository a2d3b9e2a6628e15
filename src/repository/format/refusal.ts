import type { HeaderKey } from './headerKeys';

/** Why something cannot be written in the repository format without being read as something else. */
export type FormatRefusalReason =
  /** A command needs a name: blank means the file's name. */
  | { readonly reason: 'no-name' }
  /** A value of one line has a line break. */
  | { readonly reason: 'line-break'; readonly key: HeaderKey }
  /** A line of a value begins with `CMD*\/`, with which a header ends. */
  | { readonly reason: 'header-end'; readonly key: HeaderKey }
  /** A value of several lines has the line in it with which its block ends. */
  | { readonly reason: 'block-end'; readonly key: HeaderKey }
  /** Half a character, which no UTF-8 file can hold. */
  | { readonly reason: 'no-utf8'; readonly key: HeaderKey | 'code' }
  /** Auto retry is not a whole number of seconds from 0 on. */
  | { readonly reason: 'bad-seconds'; readonly seconds: number }
  /** An alias that is blank, has a comma in it, or spaces around it. */
  | { readonly reason: 'bad-alias'; readonly alias: string }
  /** No folder, in a file that lies in a directory: the directory is its folder. */
  | { readonly reason: 'folder-of-directory'; readonly directory: string }
  /** Written, it would be read as something else, because of what else is in the file. */
  | { readonly reason: 'misread'; readonly key: HeaderKey | 'code' }
  /** A library's name is the name of its file, and no file can be called so everywhere. */
  | { readonly reason: 'bad-library-name'; readonly name: string }
  /** `bot.json` is not a JSON object, so nothing in it can be changed. */
  | { readonly reason: 'bot-file-unreadable' };

/** Thrown instead of writing what would be read as something else. */
export class FormatRefusal extends Error {
  override readonly name = 'FormatRefusal';

  constructor(readonly detail: FormatRefusalReason) {
    super(`The repository format cannot hold this: ${detail.reason}`);
  }

  get reason(): FormatRefusalReason['reason'] {
    return this.detail.reason;
  }
}
