import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { format } from 'prettier';

import { endpointTable, tableEnd, tableStart } from './endpointTable';
import { readJson, root } from './root';

const readme = path.join(root, 'README.md');

describe('architecture: the README', () => {
  it('has the table of endpoints as it is in the code', async () => {
    const text = await readFile(readme, 'utf8');
    const [from, to] = [text.indexOf(tableStart) + tableStart.length, text.indexOf(tableEnd)];
    assert.ok(from >= tableStart.length && to > from, 'it has a place for the table');
    const table = await format(endpointTable(await titles()), { parser: 'markdown' });
    const wanted = `${text.slice(0, from)}\n\n${table}\n${text.slice(to)}`;
    if (process.env['BBS_UPDATE']) await writeFile(readme, wanted);
    else assert.ok(text === wanted, 'run BBS_UPDATE=1 npm run test:unit');
  });
});

/** What people read in place of the ids of commands and views. */
async function titles(): Promise<(id: string) => string | undefined> {
  const { contributes } = await readJson<Manifest>('package.json');
  const texts = await readJson<Record<string, string>>('package.nls.json');
  const shown = (text: string) => texts[text.slice(1, -1)] ?? text;
  const commands = contributes.commands.map(({ command, title }) => [command, shown(title)] as const);
  const views = Object.values(contributes.views).flat();
  const all = new Map([...commands, ...views.map(({ id, name }) => [id, `view ${shown(name)}`] as const)]);
  return (id) => all.get(id);
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>>;
  };
}
