import * as vscode from 'vscode';

import { ApiError } from '../api/errors';
import { isFiltering, type ListFilter, noFilter } from '../model/bot/listFilter';
import { commandIds, viewIds } from '../util/contract';
import type { BotViewNode } from '../views/bot/nodes';
import { sections } from '../views/bot/sections';
import type { MeantBot, PartContext } from './partContext';
import { inNotification, inView } from './progress';
import { Cancelled, type Commands } from './registry';

/** The lists that are long enough to be searched. */
type SearchedPart = 'chats' | 'properties';

interface ChoiceItem extends vscode.QuickPickItem {
  /** Absent for a separator. */
  readonly choice?: string;
}

/** Searching and filtering the long lists of a bot, and showing more of them. */
export function registerListFilters(commands: Commands, context: PartContext): void {
  commands.register(commandIds.searchChats, (node?: BotViewNode) => search(context, 'chats', node));
  commands.register(commandIds.searchProperties, (node?: BotViewNode) => search(context, 'properties', node));
  commands.register(commandIds.filterChats, (node?: BotViewNode) => choose(context, 'chats', node));
  commands.register(commandIds.filterProperties, (node?: BotViewNode) => choose(context, 'properties', node));
  commands.register(commandIds.clearFilter, (node?: BotViewNode) => {
    if (node) context.of(node).parts[node.section].setFilter(noFilter);
  });
  commands.register(commandIds.showMore, async (node?: BotViewNode) => {
    if (node) await inView(context.of(node).parts[node.section].showMore(), viewIds.bot);
  });
}

async function search(
  context: PartContext,
  part: SearchedPart,
  node: BotViewNode | undefined,
): Promise<void> {
  const isChats = part === 'chats';
  const bot = await context.meant(
    node,
    isChats ? vscode.l10n.t('Search Chats') : vscode.l10n.t('Search Properties'),
  );
  const list = bot.parts[part];
  const text = await vscode.window.showInputBox({
    title: isChats
      ? vscode.l10n.t('Search Chats of {0}', bot.name)
      : vscode.l10n.t('Search Properties of {0}', bot.name),
    prompt: isChats
      ? vscode.l10n.t('A part of the title, of the person’s name or user name, or an id. Empty for all.')
      : vscode.l10n.t('A part of the name or the value, or an id. Empty for all.'),
    value: list.filter.text,
  });
  if (text === undefined) throw new Cancelled();
  await apply(context, bot, part, { ...list.filter, text });
}

async function choose(
  context: PartContext,
  part: SearchedPart,
  node: BotViewNode | undefined,
): Promise<void> {
  const isChats = part === 'chats';
  const bot = await context.meant(
    node,
    isChats ? vscode.l10n.t('Filter Chats') : vscode.l10n.t('Filter Properties'),
  );
  const list = bot.parts[part];
  const picked = await vscode.window.showQuickPick(isChats ? chatChoices(bot) : propertyChoices(bot), {
    title: isChats
      ? vscode.l10n.t('Filter Chats of {0}', bot.name)
      : vscode.l10n.t('Filter Properties of {0}', bot.name),
    placeHolder: vscode.l10n.t('What is to be shown? Nothing ticked for all'),
    canPickMany: true,
  });
  if (!picked) throw new Cancelled();
  const choices = picked.flatMap(({ choice }) => choice ?? []);
  await apply(context, bot, part, { ...list.filter, choices });
}

/** Words that are documented, and what else this bot's chats are. */
function chatChoices({ parts: { chats } }: MeantBot): ChoiceItem[] {
  const kinds = new Set(['private', 'group', 'supergroup', ...chats.items.flatMap(({ kind }) => kind ?? [])]);
  return [
    separator(vscode.l10n.t('Kind')),
    ...[...kinds].map((kind) => item('chats', `kind:${kind}`, chats.filter)),
    separator(vscode.l10n.t('State')),
    ...['blocked:yes', 'blocked:no'].map((choice) => item('chats', choice, chats.filter)),
  ];
}

const documentedTypes = ['string', 'text', 'integer', 'float', 'boolean', 'datetime', 'json'];

function propertyChoices({ parts: { properties } }: MeantBot): ChoiceItem[] {
  const types = new Set([...documentedTypes, ...properties.items.flatMap(({ type }) => type ?? [])]);
  return [
    separator(vscode.l10n.t('Whose')),
    ...['scope:bot', 'scope:user'].map((choice) => item('properties', choice, properties.filter)),
    separator(vscode.l10n.t('Type')),
    ...[...types].map((type) => item('properties', `type:${type}`, properties.filter)),
  ];
}

function separator(label: string): ChoiceItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function item(part: SearchedPart, choice: string, { choices }: ListFilter): ChoiceItem {
  return {
    label: sections[part].choiceWord?.(choice) ?? choice,
    choice,
    picked: choices.includes(choice),
  };
}

/** Shows what is looked for, first among what is known, then among the rest, page by page. @throws ApiError */
async function apply(
  context: PartContext,
  bot: MeantBot,
  part: SearchedPart,
  filter: ListFilter,
): Promise<void> {
  const list = bot.parts[part];
  list.setFilter(filter);
  await context.show(part);
  if (!isFiltering(filter)) return;
  await context.inView(bot, part, () => list.open());
  if (list.isComplete) return;
  const title =
    part === 'chats'
      ? vscode.l10n.t('Searching the chats of {0}', bot.name)
      : vscode.l10n.t('Searching the properties of {0}', bot.name);
  await inNotification(title, async (steps, signal) => {
    const said = () => {
      const [read, found] = [String(list.items.length), String(list.found.length)];
      steps.report(0, undefined, vscode.l10n.t('{0} read, {1} found', read, found));
    };
    said();
    try {
      await context.explained(bot, part, () => list.readAll(said, signal));
    } catch (error) {
      // What was read so far stays; the row says of how many.
      if (!ApiError.is(error, 'aborted')) throw error;
    }
  });
}
