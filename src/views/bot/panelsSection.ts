import * as vscode from 'vscode';

import type { AdminPanel, PanelField } from '../../api/adminPanels';
import { fieldTitle, hiddenValue, panelTitle } from '../../sentences/panelNames';
import { commandIds } from '../../util/contract';
import { firstLine } from '../commandFacts';
import { hover } from '../tooltips';
import { type BotViewNode, factNode, panelNode } from './nodes';
import { partItem } from './partItem';
import type { Section, ShownBot } from './section';

/** The forms that bot code has set up, each with the values of its fields. */
export const panelsSection: Section = {
  name: 'panels',
  icon: 'settings',
  title: () => vscode.l10n.t('Admin panels'),
  rows: ({ ref, parts }) => parts.panels.inOrder.map(({ id }) => panelNode(ref, id)),
  below: (node, bot) => {
    const panel = panelOf(node, bot);
    if (!panel || node.kind !== 'panel') return [];
    return panel.fields.map((field) =>
      factNode(node, `field-${field.name}`, {
        label: fieldTitle(field),
        value: [...(field.isHidden ? [vscode.l10n.t('not shown in the app')] : []), valueWord(field)].join(
          ' · ',
        ),
        icon: iconOf(field),
      }),
    );
  },
  item: (node, bot) => {
    const panel = panelOf(node, bot);
    return (
      panel &&
      partItem(node, {
        label: panelTitle(panel),
        description: firstLine(panel.description, 60),
        icon: 'layout',
        contextValue: 'panel',
        unfolds: panel.fields.length > 0,
        command: {
          command: commandIds.editPanel,
          title: vscode.l10n.t('Edit Admin Panel'),
          arguments: [node],
        },
      })
    );
  },
  tooltip: (node, bot) => {
    const panel = panelOf(node, bot);
    return (
      panel &&
      hover(panelTitle(panel), [
        panel.description,
        vscode.l10n.t('Name in code: {0}', panel.name),
        panel.onSaving && vscode.l10n.t('Saving runs: {0}', panel.onSaving.command),
        panel.brokenFields.length > 0 &&
          vscode.l10n.t('Fields that cannot be shown: {0}', String(panel.brokenFields.length)),
        vscode.l10n.t('Id: {0}', String(panel.id)),
      ])
    );
  },
};

function panelOf(node: BotViewNode, { parts }: ShownBot): AdminPanel | undefined {
  return node.kind === 'panel' ? parts.panels.get(node.partId) : undefined;
}

/** A value in one line; of a password only whether there is one. */
function valueWord({ type, value }: PanelField): string {
  if (value === null || value === undefined || value === '') return vscode.l10n.t('empty');
  if (type === 'password') return hiddenValue;
  if (typeof value === 'boolean') return value ? vscode.l10n.t('on') : vscode.l10n.t('off');
  return firstLine(typeof value === 'string' ? value.replace(/\s+/g, ' ') : JSON.stringify(value), 60);
}

function iconOf({ type }: PanelField): string {
  switch (type) {
    case 'checkbox':
      return 'symbol-boolean';
    case 'integer':
    case 'float':
      return 'symbol-number';
    case 'password':
      return 'key';
    default:
      return 'symbol-string';
  }
}
