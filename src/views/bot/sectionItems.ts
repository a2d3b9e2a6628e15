import * as vscode from 'vscode';

import { endpoint } from '../../api/endpoints';
import { isFiltering } from '../../model/bot/listFilter';
import { apiSentence } from '../../sentences/apiSentences';
import { brokenRecordLabel, brokenRecordSentence } from '../../sentences/brokenRecords';
import { failureLabel } from '../../sentences/failureLabels';
import { commandIds } from '../../util/contract';
import type {
  BrokenPartNode,
  FactNode,
  MoreNode,
  ReadingNode,
  SectionFailureNode,
  SectionNode,
} from './nodes';
import type { Section, ShownBot } from './section';

/** The row of a section: what it is, and how much of it there is. */
export function sectionItem(node: SectionNode, section: Section, bot: ShownBot): vscode.TreeItem {
  const list = bot.parts[section.name];
  const item = new vscode.TreeItem(section.title(), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = node.id;
  item.iconPath = new vscode.ThemeIcon(section.icon);
  item.contextValue = [
    `section-${section.name}`,
    ...(list.items.length > 0 ? ['some'] : []),
    ...(isFiltering(list.filter) ? ['filtered'] : []),
  ].join('+');
  item.description = stateOf(section, bot);
  return item;
}

function stateOf(section: Section, bot: ShownBot): string {
  const list = bot.parts[section.name];
  if (!list.isKnown) {
    if (list.isReading) return vscode.l10n.t('reading…');
    return list.error ? vscode.l10n.t('could not be read') : '';
  }
  const known = list.isComplete ? String(list.items.length) : `${list.items.length}+`;
  const { text, choices } = list.filter;
  if (isFiltering(list.filter)) {
    const found = String(list.found.length);
    const words = [
      ...(text.trim() ? [`“${text.trim()}”`] : []),
      ...choices.map((choice) => wordOf(section, choice)),
    ];
    return [vscode.l10n.t('{0} of {1}', found, known), ...words].join(' · ');
  }
  const remark = section.remark?.(bot);
  return [
    list.isComplete && list.items.length === 0 ? vscode.l10n.t('none') : known,
    ...(remark ? [remark] : []),
  ].join(' · ');
}

function wordOf(section: Section, choice: string): string {
  return section.choiceWord?.(choice) ?? choice;
}

/** A row that shows something about the one above it. */
export function factItem(node: FactNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.description = node.value;
  item.contextValue = 'fact';
  item.iconPath = new vscode.ThemeIcon(node.icon);
  item.tooltip = `${node.label}: ${node.value}`;
  return item;
}

/** A record that could not be understood hides no other. */
export function brokenPartItem({ id, record }: BrokenPartNode): vscode.TreeItem {
  const item = new vscode.TreeItem(brokenRecordLabel(), vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.contextValue = 'brokenPart';
  item.iconPath = new vscode.ThemeIcon('question');
  item.description = record.id === undefined ? '' : String(record.id);
  item.tooltip = brokenRecordSentence(record);
  return item;
}

/** @param isReading it was pressed already */
export function moreItem(node: MoreNode, isReading: boolean): vscode.TreeItem {
  if (isReading) return readingItem(node);
  const item = new vscode.TreeItem(vscode.l10n.t('Show More'), vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.contextValue = 'more';
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: commandIds.showMore, title: vscode.l10n.t('Show More'), arguments: [node] };
  return item;
}

/** Stands where rows will be. */
export function readingItem({ id }: ReadingNode | MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Reading…'), vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.contextValue = 'reading';
  item.iconPath = new vscode.ThemeIcon('loading~spin');
  return item;
}

/** Stands where rows could not be had; the other sections are not concerned. */
export function sectionFailureItem(node: SectionFailureNode): vscode.TreeItem {
  const label = failureLabel(node.error);
  const sentence = apiSentence(node.error);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.contextValue = 'failure';
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  // Which path of the many is missing is what a person can do something about.
  if (node.error.reason === 'routeMissing') item.description = endpoint(node.error.endpoint).title;
  item.accessibilityInformation = { label: `${label}. ${sentence}` };
  item.tooltip = sentence;
  item.command = { command: commandIds.retry, title: vscode.l10n.t('Try Again'), arguments: [node] };
  return item;
}
