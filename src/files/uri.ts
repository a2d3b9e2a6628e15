import type { BotRef } from '../model/account';
import { folderNameOf } from '../repository/format/names';

/**
 * Where things lie in the `bb:` file system:
 * `bb://<account id>/bots.business/<bot name> (<bot id>)/[<folder>/]<file>.js`.
 * The fixed head lets a file name pattern give these files, and no others, the language `bjs`.
 */
export const pathHead = 'bots.business';

/** A place in the file system. Only its form is right; whether a file or folder is there is another question. */
export type Place =
  | { readonly kind: 'root'; readonly accountId: string }
  | { readonly kind: 'bots'; readonly accountId: string }
  | PlaceInBot;

/** A bot's directory, or something below it. */
export interface PlaceInBot {
  readonly kind: 'inBot';
  readonly ref: BotRef;
  readonly directory: string;
  /** Below the bot's directory; empty for the directory itself. */
  readonly path: string;
}

/** The directory of a bot: its name, made safe, and its id, by which it is found again under any name. */
export function botDirectory(name: string | null, botId: number): string {
  return `${folderNameOf(name ?? '')} (${botId})`;
}

/** The path of something in a bot. @param path below the bot's directory, empty for the directory itself */
export function botPath(directory: string, path: string): string {
  return path ? `/${pathHead}/${directory}/${path}` : `/${pathHead}/${directory}`;
}

/**
 * Takes a URI of the file system apart.
 * @returns `undefined` for a spelling that this product never makes
 */
export function parsePlace(authority: string, path: string): Place | undefined {
  if (!authority) return undefined;
  const segments = path.split('/').slice(1);
  if (segments.length === 1 && segments[0] === '') return { kind: 'root', accountId: authority };
  if (segments.some((segment) => segment === '') || segments[0] !== pathHead) return undefined;
  const directory = segments[1];
  if (directory === undefined) return { kind: 'bots', accountId: authority };
  const botId = /^.+ \((\d{1,15})\)$/su.exec(directory)?.[1];
  if (botId === undefined || segments.length > 4) return undefined;
  return {
    kind: 'inBot',
    ref: { accountId: authority, botId: Number(botId) },
    directory,
    path: segments.slice(2).join('/'),
  };
}
