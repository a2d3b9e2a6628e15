import * as v from 'valibot';

import { commandNode, type CommandNode, folderNode, type FolderNode } from './nodes';

/** A row that can be moved and copied. */
export type MovableNode = CommandNode | FolderNode;

/** What VS Code itself writes of rows that are dragged: their ids behind a mark. */
const handlesSchema = v.looseObject({ itemHandles: v.array(v.string()) });
const rowId = /^1\/(?<account>[^/]+)\/bot-(?<bot>\d+)\/(?<kind>command|folder)-(?<id>\d+)$/;

export function isMovable(node: { readonly kind: string }): node is MovableNode {
  return node.kind === 'command' || node.kind === 'folder';
}

/**
 * The rows that were dragged.
 * @param value what the drop carries: within a window the rows as they were given, else what VS Code writes of them as
 *   text, which are the ids of accounts, bots, folders and commands and no keys (not documented; seen in VS Code 1.112 and
 *   later)
 * @returns `undefined` when it cannot be understood
 */
export function draggedRows(value: unknown): readonly MovableNode[] | undefined {
  // What is dragged within a window stays the objects that it was.
  if (Array.isArray(value)) return value as readonly MovableNode[];
  const handles = typeof value === 'string' ? handlesIn(value) : undefined;
  return handles?.flatMap((handle) => rowOf(handle) ?? []);
}

function handlesIn(text: string): readonly string[] | undefined {
  try {
    const parsed = v.safeParse(handlesSchema, JSON.parse(text));
    return parsed.success ? parsed.output.itemHandles : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Rows that nobody moves, such as bots, are left out. */
function rowOf(handle: string): MovableNode | undefined {
  const { account, bot, kind, id } = rowId.exec(handle)?.groups ?? {};
  if (account === undefined) return undefined;
  const ref = { accountId: account, botId: Number(bot) };
  return kind === 'folder' ? folderNode(ref, Number(id)) : commandNode(ref, Number(id));
}
