import type * as vscode from 'vscode';

import type { BotRef } from '../../model/account';
import type { BotParts, PartName } from '../../model/bot/botParts';
import type { BotViewNode } from './nodes';

/** A bot and what it has. */
export interface ShownBot {
  readonly ref: BotRef;
  readonly parts: BotParts;
}

/** How one section of the view of a bot is shown. */
export interface Section {
  readonly name: PartName;
  /** Name of its icon. */
  readonly icon: string;
  title(): string;
  /** The rows of the section itself, as far as they are known and to be shown. */
  rows(bot: ShownBot): BotViewNode[];
  /** The rows below one of them; without it there are none. */
  below?(node: BotViewNode, bot: ShownBot): BotViewNode[];
  /** @returns `undefined` when what it shows is gone */
  item(node: BotViewNode, bot: ShownBot): vscode.TreeItem | undefined;
  /** Made when the pointer rests on a row. */
  tooltip?(node: BotViewNode, bot: ShownBot): vscode.MarkdownString | undefined;
  /** Said after the number of records, such as how many of them are new. */
  remark?(bot: ShownBot): string | undefined;
  /** A choice of the filter in words. */
  choiceWord?(choice: string): string;
}
