import type { BrokenRecord } from '../api/decode';
import type { ApiError } from '../api/errors';
import type { BotRef } from '../model/account';
import type { Creation } from '../model/pending';

/** A row of the bots view. It names what it shows; what that looks like now is asked of the model. */
export type Node =
  | { readonly kind: 'account'; readonly id: string; readonly accountId: string }
  | { readonly kind: 'bot'; readonly id: string; readonly ref: BotRef }
  | { readonly kind: 'folder'; readonly id: string; readonly ref: BotRef; readonly folderId: number }
  | { readonly kind: 'command'; readonly id: string; readonly ref: BotRef; readonly commandId: number }
  /** A folder on its way to another name. */
  | { readonly kind: 'folderMove'; readonly id: string; readonly ref: BotRef; readonly fromId: number }
  /** Stands where something will be that is being created. */
  | { readonly kind: 'creating'; readonly id: string; readonly creation: Creation }
  /** A record that the server sent and that could not be understood. */
  | {
      readonly kind: 'broken';
      readonly id: string;
      readonly record: BrokenRecord;
      readonly what: 'bot' | 'command';
    }
  /** The listing of a bot is not whole, or not yet. */
  | { readonly kind: 'partial'; readonly id: string; readonly ref: BotRef }
  /** In place of children that could not be had; a click tries again. */
  | { readonly kind: 'failure'; readonly id: string; readonly error: ApiError; readonly of: BotRef | string };

export type AccountNode = Extract<Node, { kind: 'account' }>;
export type BotNode = Extract<Node, { kind: 'bot' }>;
export type CommandNode = Extract<Node, { kind: 'command' }>;
export type FolderNode = Extract<Node, { kind: 'folder' }>;
export type FolderMoveNode = Extract<Node, { kind: 'folderMove' }>;

/** Where commands can be put: a folder of a bot, or `null` for its root. */
export interface FolderTarget {
  readonly ref: BotRef;
  readonly folderId: number | null;
}

export function accountNode(accountId: string): Node {
  return { kind: 'account', id: accountId, accountId };
}
export function botNode(ref: BotRef): BotNode {
  return { kind: 'bot', id: botKey(ref), ref };
}
export function folderNode(ref: BotRef, folderId: number): FolderNode {
  return { kind: 'folder', id: `${botKey(ref)}/folder-${folderId}`, ref, folderId };
}
export function commandNode(ref: BotRef, commandId: number): CommandNode {
  return { kind: 'command', id: `${botKey(ref)}/command-${commandId}`, ref, commandId };
}
export function folderMoveNode(ref: BotRef, fromId: number): FolderMoveNode {
  return { kind: 'folderMove', id: `${botKey(ref)}/folder-move-${fromId}`, ref, fromId };
}
export function creatingNode(parentId: string, creation: Creation): Node {
  return { kind: 'creating', id: `${parentId}/creating-${creation.number}`, creation };
}
export function brokenNode(
  parentId: string,
  what: 'bot' | 'command',
  record: BrokenRecord,
  index: number,
): Node {
  return { kind: 'broken', id: `${parentId}/broken-${record.id ?? `at-${index}`}`, record, what };
}
export function partialNode(parentId: string, ref: BotRef): Node {
  return { kind: 'partial', id: `${parentId}/partial`, ref };
}
export function failureNode(parentId: string, of: BotRef | string, error: ApiError): Node {
  return { kind: 'failure', id: `${parentId}/failure`, of, error };
}

/** The bot that a row lies in. */
export function botOf(node: Node | undefined): BotRef | undefined {
  return node && 'ref' in node ? node.ref : undefined;
}

function botKey({ accountId, botId }: BotRef): string {
  return `${accountId}/bot-${botId}`;
}
