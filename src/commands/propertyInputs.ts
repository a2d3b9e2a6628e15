import * as vscode from 'vscode';

import type { CommandProperties } from '../api/commandBody';
import { checkAliases, fromOneLine, parseAliases, parseSeconds, toOneLine } from '../model/commandProperties';
import { partLabel } from '../sentences/partLabels';
import { shownName } from '../sentences/shownName';
import type { ShownCommand } from './commandActions';
import { Cancelled } from './registry';

/** What the list of properties offers. */
export type PropertyId = keyof CommandProperties | 'folder';
/** A property that is written in a field; waiting for an answer is on or off. */
export type WrittenProperty = Exclude<keyof CommandProperties, 'needReply'>;

type PropertyItem = vscode.QuickPickItem & { readonly property: PropertyId };

/** What was picked, and what the person saw when picking it. */
export interface PickedProperty {
  readonly property: PropertyId;
  readonly shown: ShownCommand;
}

/** Longest part of a value that the list shows, in characters. */
const longestShown = 80;

/**
 * Lists the properties with their values.
 * @param title of the list
 * @throws Cancelled, or what `reading` rejects with
 */
export async function pickProperty(title: string, reading: Promise<ShownCommand>): Promise<PickedProperty> {
  const picked = await vscode.window.showQuickPick<PropertyItem>(reading.then(propertyItems), {
    // It comes again after each change, when VS Code may still be giving the focus back to the tree.
    ignoreFocusOut: true,
    title,
    placeHolder: vscode.l10n.t('Which property? The values are those on the server.'),
    matchOnDescription: true,
  });
  if (!picked) throw new Cancelled();
  return { property: picked.property, shown: await reading };
}

const icons: Readonly<Record<PropertyId, string>> = {
  answer: 'comment',
  keyboard: 'keyboard',
  aliases: 'tag',
  help: 'question',
  group: 'organization',
  needReply: 'reply',
  autoRetrySeconds: 'sync',
  folder: 'folder',
};

function propertyItems(shown: ShownCommand): PropertyItem[] {
  const order = Object.keys(icons) as PropertyId[];
  return order.map((property) => ({
    label: `$(${icons[property]}) ${partLabel(property)}`,
    description: valueShown(property, shown),
    property,
  }));
}

function valueShown(property: PropertyId, { properties, folder }: ShownCommand): string {
  switch (property) {
    case 'folder':
      return folder === undefined ? vscode.l10n.t('none') : shownName(folder);
    case 'needReply':
      return properties.needReply
        ? vscode.l10n.t('on – pick to turn it off')
        : vscode.l10n.t('off – pick to turn it on');
    case 'autoRetrySeconds':
      return properties.autoRetrySeconds === null
        ? vscode.l10n.t('none')
        : vscode.l10n.t('every {0} seconds', String(properties.autoRetrySeconds));
    default: {
      const line = lineOf(property, properties);
      if (line === '') return vscode.l10n.t('none');
      // By whole characters: half an emoji is no sign of anything.
      return line.length > longestShown ? `${Array.from(line).slice(0, longestShown).join('')}…` : line;
    }
  }
}

/** The value of a property as one line that can be edited. */
export function lineOf(property: WrittenProperty, properties: CommandProperties): string {
  switch (property) {
    case 'aliases':
      return toOneLine(properties.aliases.join(', '));
    case 'autoRetrySeconds':
      return String(properties.autoRetrySeconds ?? '');
    default:
      return toOneLine(properties[property]);
  }
}

/** The change that a line asks for, `undefined` when it is no value of the property. */
export function changeOf(property: WrittenProperty, line: string): Partial<CommandProperties> | undefined {
  switch (property) {
    case 'aliases':
      return { aliases: parseAliases(fromOneLine(line)) };
    case 'autoRetrySeconds': {
      const autoRetrySeconds = parseSeconds(line);
      return autoRetrySeconds === undefined ? undefined : { autoRetrySeconds };
    }
    default:
      return { [property]: fromOneLine(line) };
  }
}

/** What is asked for, and what the person has seen of it. */
export interface PropertyQuestion {
  readonly property: WrittenProperty;
  /** The name of the command. */
  readonly name: string | null | undefined;
  readonly shown: CommandProperties;
  /** What was typed before, when it is asked again. */
  readonly typed?: string | undefined;
  /** Somebody changed it to what is shown since it was typed. */
  readonly wasChanged?: boolean;
}

/** @returns the line, `undefined` when the person goes back or leaves the value as it is */
export async function askProperty(question: PropertyQuestion): Promise<string | undefined> {
  const { property, name, shown, typed, wasChanged = false } = question;
  const before = lineOf(property, shown);
  const line = await vscode.window.showInputBox({
    title: vscode.l10n.t('{0} of {1}', partLabel(property), shownName(name)),
    // VS Code judges a text only once it is edited, so that a validation message would not show at once.
    prompt: wasChanged ? changedSentence(before) : promptFor(property),
    value: typed ?? before,
    // Long texts are copied from elsewhere.
    ignoreFocusOut: true,
    validateInput: (written) => (written === before ? undefined : checkProperty(property, written, name)),
  });
  return line === before ? undefined : line;
}

function promptFor(property: WrittenProperty): string {
  switch (property) {
    case 'answer':
      return vscode.l10n.t(
        'What the bot answers. Write \\n for a line break, \\\\n for a backslash and an n.',
      );
    case 'keyboard':
      return vscode.l10n.t('A comma separates buttons, \\n begins a new row: Menu, Order \\n Help');
    case 'aliases':
      return vscode.l10n.t('Other names of the command, separated by commas');
    case 'help':
      return vscode.l10n.t('What the command is for. Write \\n for a line break.');
    case 'group':
      return vscode.l10n.t('The user group that the command is limited to; empty for none');
    case 'autoRetrySeconds':
      return vscode.l10n.t('After how many seconds the command runs again; empty for never');
  }
}

function checkProperty(
  property: WrittenProperty,
  line: string,
  name: string | null | undefined,
): vscode.InputBoxValidationMessage | undefined {
  if (property === 'autoRetrySeconds' && parseSeconds(line) === undefined) {
    return refused(vscode.l10n.t('Write a whole number of seconds, 0 or more, or nothing.'));
  }
  const finding = property === 'aliases' ? checkAliases(parseAliases(fromOneLine(line)), name) : undefined;
  switch (finding?.reason) {
    case undefined:
      return undefined;
    case 'twice':
      return refused(
        vscode.l10n.t('{0} is there twice; capital and small letters are the same here.', finding.alias),
      );
    case 'ownName':
      return refused(vscode.l10n.t('{0} is the name of the command itself. Take it out.', finding.alias));
    case 'lineBreak':
      return refused(vscode.l10n.t('An alias is one line. Take the line break out.'));
  }
}

/** @param now the value on the server, which the person has to see before it is replaced */
function changedSentence(now: string): string {
  return now === ''
    ? vscode.l10n.t(
        'Not saved: somebody emptied this on the server meanwhile. Enter saves yours all the same, Escape leaves it empty.',
      )
    : vscode.l10n.t(
        'Not saved: somebody changed this on the server meanwhile to “{0}”. Enter replaces that with yours, Escape keeps it.',
        now,
      );
}

function refused(message: string): vscode.InputBoxValidationMessage {
  return { message, severity: vscode.InputBoxValidationSeverity.Error };
}
