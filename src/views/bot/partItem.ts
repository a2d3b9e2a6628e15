import * as vscode from 'vscode';

import type { PartNode } from './nodes';

/** What a row of a record shows. */
export interface PartLook {
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  /** Name of the icon's colour. */
  readonly color?: string;
  /** As `when` clauses of menus see it. */
  readonly contextValue: string;
  readonly unfolds?: boolean;
  /** What a screen reader says beside label and description. */
  readonly spoken?: readonly string[];
  readonly command?: vscode.Command;
}

/** The row of a record. Its tooltip is made when the pointer rests on it. */
export function partItem(node: Pick<PartNode, 'id'>, look: PartLook): vscode.TreeItem {
  const item = new vscode.TreeItem(
    look.label,
    look.unfolds ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = node.id;
  item.description = look.description;
  item.contextValue = look.contextValue;
  item.iconPath = new vscode.ThemeIcon(look.icon, look.color ? new vscode.ThemeColor(look.color) : undefined);
  if (look.spoken)
    item.accessibilityInformation = {
      label: [look.label, ...look.spoken, look.description].filter(Boolean).join(', '),
    };
  if (look.command) item.command = look.command;
  return item;
}
