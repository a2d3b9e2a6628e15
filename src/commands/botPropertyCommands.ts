import * as vscode from 'vscode';

import type { Property } from '../api/properties';
import type { ReadOnlyTexts } from '../files/readOnlyTexts';
import { isJson, propertyText } from '../model/bot/properties';
import { shownName } from '../sentences/shownName';
import { commandIds, viewIds } from '../util/contract';
import type { BotViewNode } from '../views/bot/nodes';
import { confirm, someNames } from './confirmations';
import { copyLines } from './copyCommands';
import { actOnMany } from './manyResults';
import type { MeantBot, PartContext } from './partContext';
import type { Commands } from './registry';

/** Shows, copies and deletes what a bot keeps. */
export function registerBotPropertyCommands(
  commands: Commands,
  context: PartContext,
  texts: ReadOnlyTexts,
): void {
  const propertiesOf = (node: BotViewNode, selected: readonly BotViewNode[] | undefined) =>
    context.records(node, selected, (row, { properties }) =>
      row.kind === 'property' ? properties.get(row.partId) : undefined,
    );
  commands.register(commandIds.showProperty, async (node?: BotViewNode) => {
    if (!node) return;
    const [, properties] = propertiesOf(node, undefined);
    for (const property of properties) {
      // The name decides the language; one that ends like a file of another is no such file.
      const name = `${shownName(property.name)}${isJson(property) ? '.json' : '.txt'}`;
      await texts.show(name, propertyText(property));
    }
  });
  commands.register<BotViewNode, BotViewNode>(commandIds.copyValue, async (node, selected) => {
    if (!node) return;
    const [, properties] = propertiesOf(node, selected);
    await copyLines(properties.map(propertyText));
  });
  commands.register<BotViewNode, BotViewNode>(commandIds.deleteProperty, async (node, selected) => {
    if (!node) return;
    const [bot, properties] = propertiesOf(node, selected);
    await confirmDeletion(bot, properties);
    await actOnMany(properties, {
      title: vscode.l10n.t('Deleting properties of {0}', bot.name),
      view: viewIds.bot,
      nameOf: ({ name }) => shownName(name),
      act: ({ id }) => context.explained(bot, 'properties', () => bot.parts.properties.delete(id)),
      summary: (done, count) => vscode.l10n.t('{0} of {1} properties were deleted.', done, count),
    });
  });
}

/** @throws Cancelled unless the person says yes */
async function confirmDeletion(bot: MeantBot, properties: readonly Property[]): Promise<void> {
  const [only] = properties;
  const undone = vscode.l10n.t('This cannot be undone.');
  if (only && properties.length === 1) {
    const whose =
      only.userId === null
        ? vscode.l10n.t('It is a property of the bot.')
        : vscode.l10n.t('It is a property of the user {0}.', String(only.userId));
    await confirm(
      vscode.l10n.t('Delete the property {0} of {1}?', shownName(only.name), bot.name),
      `${whose} ${undone}`,
      vscode.l10n.t('Delete'),
    );
    return;
  }
  const count = String(properties.length);
  const names = someNames(properties.map(({ name }) => shownName(name)));
  await confirm(
    vscode.l10n.t('Delete {0} properties of {1}?', count, bot.name),
    `${names.join('\n')}\n\n${undone}`,
    vscode.l10n.t('Delete {0} Properties', count),
  );
}
