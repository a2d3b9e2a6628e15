import * as vscode from 'vscode';

import type { Library } from '../api/libraries';
import { installationsSentence } from '../sentences/installations';
import { shownName } from '../sentences/shownName';
import { commandIds } from '../util/contract';
import type { BotViewNode } from '../views/bot/nodes';
import { byName } from '../views/order';
import { assertChoosable, type BrokenItem, brokenItems } from './brokenItems';
import { goneError } from './commandActions';
import { confirm } from './confirmations';
import type { MeantBot, PartContext } from './partContext';
import { Cancelled, type Commands } from './registry';

interface LibraryItem extends vscode.QuickPickItem {
  readonly library: Library;
}

/** Installs libraries of the store and takes them out again. */
export function registerLibraryCommands(commands: Commands, context: PartContext): void {
  commands.register(commandIds.installLibrary, async (node?: BotViewNode) => {
    const bot = await context.meant(node, vscode.l10n.t('Install Library'));
    const library = await pickOfStore(context, bot);
    if (bot.parts.libraries.has(library)) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} has the library {1} already.', bot.name, shownName(library.name)),
      );
      return;
    }
    await context.inView(bot, 'libraries', () => bot.parts.libraries.install(library.id));
    vscode.window.setStatusBarMessage(
      vscode.l10n.t(
        '{0} is installed; code calls it by {1}',
        shownName(library.name),
        `Libs.${library.name}`,
      ),
      5000,
    );
    if (!node) await context.show('libraries');
  });
  commands.register(commandIds.uninstallLibrary, async (node?: BotViewNode) => {
    const bot = await context.meant(node, vscode.l10n.t('Uninstall Library'));
    const library =
      node?.kind === 'library' ? bot.parts.libraries.get(node.partId) : await pickInstalled(context, bot);
    if (!library) throw goneError();
    await confirm(
      vscode.l10n.t('Uninstall the library {0} of {1}?', shownName(library.name), bot.name),
      vscode.l10n.t(
        'Code that calls {0} fails from then on. You can install it from the store again.',
        `Libs.${library.name}`,
      ),
      vscode.l10n.t('Uninstall'),
    );
    await context.inView(bot, 'libraries', () => bot.parts.libraries.uninstall(library.id));
  });
}

/** Asks for a library of the store, those that are installed most first. @throws Cancelled, ApiError */
async function pickOfStore(context: PartContext, bot: MeantBot): Promise<Library> {
  const { libraries } = bot.parts;
  const items = context.explained(bot, 'libraries', async () => {
    const [ofStore] = await Promise.all([libraries.ofStore(), libraries.open()]);
    const choices = ofStore.items
      .toSorted((a, b) => (b.installations ?? 0) - (a.installations ?? 0))
      .map((library): LibraryItem => {
        const isInstalled = libraries.has(library);
        const words = [
          ...(isInstalled ? [vscode.l10n.t('installed')] : []),
          ...(library.installations === undefined ? [] : [installationsSentence(library.installations)]),
        ];
        return {
          label: shownName(library.name),
          description: words.join(' · '),
          detail: library.description ?? '',
          iconPath: new vscode.ThemeIcon(isInstalled ? 'check' : 'package'),
          library,
        };
      });
    return [...choices, ...brokenItems(ofStore.broken)];
  });
  return pick(items, vscode.l10n.t('Install Library in {0}', bot.name));
}

/** @throws Cancelled, ApiError */
async function pickInstalled(context: PartContext, bot: MeantBot): Promise<Library> {
  const { libraries } = bot.parts;
  const items = context.explained(bot, 'libraries', async () => {
    await libraries.open();
    if (!libraries.isKnown && libraries.error) throw libraries.error;
    const choices = libraries.items
      .toSorted(byName(({ name }) => name))
      .map((library) => ({ label: shownName(library.name), detail: library.description ?? '', library }));
    return [...choices, ...brokenItems(libraries.broken)];
  });
  return pick(items, vscode.l10n.t('Uninstall Library of {0}', bot.name));
}

async function pick(items: Promise<(LibraryItem | BrokenItem)[]>, title: string): Promise<Library> {
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Which library? Type a part of its name or of what it does'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) throw new Cancelled();
  assertChoosable<LibraryItem>(picked);
  return picked.library;
}
