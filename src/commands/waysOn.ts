import * as vscode from 'vscode';

import type { BotRef } from '../model/account';
import { commandIds } from '../util/contract';
import { botNode } from '../views/nodes';
import type { WayOn } from './registry';

/** What a notice offers when a bot lacks a token that serves. */
export function editing(ref: BotRef): WayOn {
  return { label: vscode.l10n.t('Edit Bot…'), command: commandIds.editBot, argument: botNode(ref) };
}
