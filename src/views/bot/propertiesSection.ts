import * as vscode from 'vscode';

import type { Property } from '../../api/properties';
import { propertyText } from '../../model/bot/properties';
import { shownName } from '../../sentences/shownName';
import { commandIds } from '../../util/contract';
import { localAndUtc } from '../../util/times';
import { firstLine } from '../commandFacts';
import { hover } from '../tooltips';
import { type BotViewNode, propertyNode } from './nodes';
import { partItem } from './partItem';
import type { Section, ShownBot } from './section';

/** What the bot keeps, for itself and for its users. */
export const propertiesSection: Section = {
  name: 'properties',
  icon: 'database',
  title: () => vscode.l10n.t('Properties'),
  rows: ({ ref, parts }) => parts.properties.shown.map(({ id }) => propertyNode(ref, id)),
  item: (node, bot) => {
    const property = propertyOf(node, bot);
    if (!property) return undefined;
    const { userId } = property;
    const preview = previewOf(property, 60);
    return partItem(node, {
      label: shownName(property.name),
      description: userId === null ? preview : `${vscode.l10n.t('user {0}', String(userId))} · ${preview}`,
      icon: userId === null ? 'symbol-variable' : 'account',
      contextValue: 'property',
      spoken: userId === null ? [vscode.l10n.t('of the bot')] : [],
      command: {
        command: commandIds.showProperty,
        title: vscode.l10n.t('Show Value'),
        arguments: [node],
      },
    });
  },
  tooltip: (node, bot) => {
    const property = propertyOf(node, bot);
    if (!property) return undefined;
    const changed = localAndUtc(property.updatedAt);
    return hover(shownName(property.name), [
      property.userId === null
        ? vscode.l10n.t('Of the bot')
        : vscode.l10n.t('Of the user {0}', String(property.userId)),
      property.type !== undefined && vscode.l10n.t('Type: {0}', property.type),
      vscode.l10n.t('Value: {0}', previewOf(property, 400)),
      changed && vscode.l10n.t('Last change: {0}', changed.both),
      vscode.l10n.t('Id: {0}', String(property.id)),
    ]);
  },
  choiceWord: (choice) => {
    const [head, word = ''] = choice.split(/:(.*)/s);
    if (head === 'scope') return word === 'bot' ? vscode.l10n.t('Of the bot') : vscode.l10n.t('Of users');
    return word || vscode.l10n.t('Type not said');
  },
};

/** A value in one line. */
function previewOf(property: Property, most: number): string {
  return firstLine(
    propertyText(property)
      .slice(0, most * 4)
      .replace(/\s+/g, ' '),
    most,
  );
}

function propertyOf(node: BotViewNode, { parts }: ShownBot): Property | undefined {
  return node.kind === 'property' ? parts.properties.get(node.partId) : undefined;
}
