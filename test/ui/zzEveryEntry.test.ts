import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { repositoryRoot } from '../host/paths.mjs';
import { type Place, usesIn } from './harness/uses';

interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly viewsWelcome: readonly { readonly contents: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly keybindings: readonly { readonly key: string }[];
  };
}

/** A way to a command that `package.json` contributes. */
interface Entry {
  readonly place: Place;
  readonly label: string;
}

/**
 * Runs after all others of a whole run: what a person can press, somebody pressed. Entries of one label in one kind of menu
 * count as one, also when they are for several kinds of rows.
 */
describe('Every entry that is contributed', () => {
  it('was used by a test of this run', async function () {
    // Of a part of the tests it says nothing.
    const file = process.env['BBS_USES'];
    if (!file) return this.skip();
    const isUsed = usesIn(file);
    const unused = (await entries()).filter(({ place, label }) => !isUsed(place, label));
    assert.deepEqual(
      unused.map(({ place, label }) => `${place}: ${label}`),
      [],
    );
  });
});

async function entries(): Promise<Entry[]> {
  const read = async (file: string) =>
    JSON.parse(await readFile(path.join(repositoryRoot, file), 'utf8')) as unknown;
  const { contributes } = (await read('package.json')) as Manifest;
  const nls = (await read('package.nls.json')) as Record<string, string>;
  const text = (placeholder: string) => nls[placeholder.replaceAll('%', '')] ?? placeholder;
  const titles = new Map(contributes.commands.map(({ command, title }) => [command, text(title)]));
  const labelOf = ({ command }: MenuItem) => titles.get(command) ?? command;

  const hidden = new Set((contributes.menus['commandPalette'] ?? []).map(({ command }) => command));
  const inPalette = [...titles].filter(([command]) => !hidden.has(command)).map(([, title]) => title);
  const items = contributes.menus['view/item/context'] ?? [];
  const isButton = ({ group }: MenuItem) => /^(inline|navigation)/.test(group ?? '');
  const titleItems = contributes.menus['view/title'] ?? [];
  const welcome = contributes.viewsWelcome.flatMap(({ contents }) =>
    [...text(contents).matchAll(/\[([^\]]+)\]\(command:/g)].map((match) => match[1] ?? ''),
  );
  return [
    ...inPalette.map((title) => ({ place: 'palette' as const, label: `Bots.Business: ${title}` })),
    ...items.map((item) => ({
      place: isButton(item) ? ('row button' as const) : ('row menu' as const),
      label: labelOf(item),
    })),
    ...titleItems.map((item) => ({
      place: isButton(item) ? ('view button' as const) : ('view menu' as const),
      label: labelOf(item),
    })),
    ...welcome.map((label) => ({ place: 'welcome' as const, label })),
    ...contributes.keybindings.map(({ key }) => ({ place: 'key' as const, label: key })),
  ];
}
