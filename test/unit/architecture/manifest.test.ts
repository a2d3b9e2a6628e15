import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { endpoint, endpointIds, pathPattern } from '../../../src/api/endpoints';
import {
  bjsLanguage,
  commandIds,
  contextKeys,
  fileScheme,
  panelViewType,
  settingIds,
  viewIds,
  walkthroughIds,
} from '../../../src/util/contract';
import { readJson, root } from './root';

interface MenuItem {
  readonly command?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly engines: Record<string, string>;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly main: string;
  readonly icon: string;
  readonly activationEvents: string[];
  readonly capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  readonly contributes: {
    readonly commands: {
      command: string;
      title: string;
      category?: string;
      enablement?: string;
      icon?: string;
    }[];
    readonly views: Record<string, { id: string; when?: string }[]>;
    readonly viewsContainers: Record<string, { id: string; icon: string }[]>;
    readonly walkthroughs: {
      id: string;
      steps: {
        id: string;
        description: string;
        media: { svg: string; altText: string };
        completionEvents: string[];
      }[];
    }[];
    readonly viewsWelcome: { view: string; when?: string; contents: string }[];
    readonly menus: Record<string, MenuItem[]>;
    readonly keybindings?: MenuItem[];
    readonly configuration: {
      properties: Record<string, { scope?: string; additionalProperties?: { pattern?: string } }>;
    };
    readonly configurationDefaults: Record<string, Record<string, unknown>>;
    readonly languages: { id: string; filenamePatterns?: string[]; configuration?: string }[];
    readonly grammars: { language: string; path: string }[];
    readonly snippets: { language: string; path: string }[];
    readonly resourceLabelFormatters: { scheme: string }[];
  };
}

const prefix = /^botsBusiness\./;
const sorted = (values: Iterable<string>) => [...values].sort();

describe('architecture: package.json', () => {
  let manifest: Manifest;
  let text: string;
  let nls: Record<string, string>;
  before(async () => {
    manifest = await readJson<Manifest>('package.json');
    text = await readFile(path.join(root, 'package.json'), 'utf8');
    nls = await readJson<Record<string, string>>('package.nls.json');
  });

  /** All items of all menus and key bindings. */
  const menuItems = () => [
    ...Object.values(manifest.contributes.menus).flat(),
    ...(manifest.contributes.keybindings ?? []),
  ];
  /** The steps of all walkthroughs. */
  const steps = () => manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  const conditions = () =>
    [
      ...menuItems().map(({ when }) => when),
      ...manifest.contributes.viewsWelcome.map(({ when }) => when),
      ...Object.values(manifest.contributes.views)
        .flat()
        .map(({ when }) => when),
      ...manifest.contributes.commands.map(({ enablement }) => enablement),
      ...steps().flatMap(({ completionEvents }) =>
        completionEvents.map((event) => event.replace(/^onContext:/, '')),
      ),
    ].filter((when) => when !== undefined);

  it('declares the commands that the code knows, and no others', () => {
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.equal(new Set(declared).size, declared.length);
    assert.deepEqual(sorted(declared), sorted(Object.values(commandIds)));
  });

  it('declares the views that the code knows, and no others', () => {
    const declared = Object.values(manifest.contributes.views).flat();
    assert.deepEqual(sorted(declared.map(({ id }) => id)), sorted(Object.values(viewIds)));
    const containers = Object.values(manifest.contributes.viewsContainers).flat();
    for (const container of Object.keys(manifest.contributes.views)) {
      assert.ok(
        containers.some(({ id }) => id === container),
        container,
      );
    }
    for (const { view } of manifest.contributes.viewsWelcome)
      assert.ok(Object.values<string>(viewIds).includes(view));
  });

  it('declares the walkthroughs that the code knows, of at most five steps that complete themselves', () => {
    const { walkthroughs } = manifest.contributes;
    assert.deepEqual(walkthroughs.map(({ id }) => id).sort(), sorted(Object.values(walkthroughIds)));
    for (const walkthrough of walkthroughs) assert.ok(walkthrough.steps.length <= 5, walkthrough.id);
    assert.equal(new Set(steps().map(({ id }) => id)).size, steps().length);
    for (const { id, completionEvents } of steps()) {
      // Without any VS Code takes a step as done when it is selected.
      assert.ok(completionEvents.length > 0, id);
      for (const event of completionEvents) assert.match(event, /^onContext:/, id);
    }
  });

  it('draws the pictures of the walkthrough in the colours of the theme', async () => {
    for (const { media } of steps()) {
      const picture = await readFile(path.join(root, media.svg), 'utf8');
      const colours = [...picture.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour]) => colour ?? '');
      assert.ok(colours.length > 10, media.svg);
      for (const colour of colours) assert.match(colour, /^(none|var\(--vscode-.+\))$/, media.svg);
      // VS Code shows it under a policy that leaves these out.
      assert.doesNotMatch(picture, /<style|style=|<script|href=/, media.svg);
      assert.match(picture, / role="img" aria-label="[^"]+"/, media.svg);
    }
  });

  it('declares the settings that the code knows, and no others', () => {
    assert.deepEqual(
      sorted(Object.keys(manifest.contributes.configuration.properties)),
      sorted(Object.values(settingIds)),
    );
  });

  it('keeps what is its own under one name', () => {
    for (const id of [
      ...Object.values(commandIds),
      ...Object.values(viewIds),
      ...Object.values(settingIds),
    ]) {
      assert.match(id, prefix);
    }
    for (const key of Object.values(contextKeys)) assert.match(key, prefix);
    for (const { id } of Object.values(manifest.contributes.viewsContainers).flat()) {
      assert.match(id, /^botsBusiness/);
    }
  });

  it('puts only commands into menus that exist', () => {
    for (const { command } of menuItems()) {
      assert.ok(Object.values<string>(commandIds).includes(command ?? ''), command);
    }
  });

  it('asks in conditions only for keys and values that somebody sets', () => {
    const values: Record<string, readonly string[]> = {
      [contextKeys.session]: ['starting', 'signedOut', 'loading', 'signedIn'],
      view: Object.values(viewIds),
      focusedView: Object.values(viewIds),
      resourceScheme: [fileScheme],
    };
    const ofVsCode = [
      'view',
      'viewItem',
      'resourceScheme',
      'focusedView',
      'listMultiSelection',
      'inputFocus',
    ];
    const keys = [...ofVsCode, 'true', 'false', ...Object.values<string>(contextKeys)];
    for (const condition of conditions()) {
      for (const part of condition.replace(/[()]/g, '').split(/&&|\|\|/)) {
        const [left = '', operator, right = ''] = part.split(/(==|!=|=~)/).map((piece) => piece.trim());
        const key = left.replace(/^!/, '');
        assert.ok(keys.includes(key), `${key} in ${condition}`);
        if (operator === '==' || operator === '!=') {
          const known = values[key];
          if (known) assert.ok(known.includes(right), `${right} in ${condition}`);
        }
      }
    }
    assert.ok(conditions().length > 10);
  });

  it('offers for several rows only what acts on all of them', () => {
    const items = manifest.contributes.menus['view/item/context'] ?? [];
    const offered = items
      .filter(({ when, group }) => !group?.startsWith('inline') && !when?.includes('!listMultiSelection'))
      .map(({ command }) => command);
    // Each of these has a test with several rows.
    const { startBot, stopBot, openCommand, moveToFolder, copyName, copyId } = commandIds;
    const { blockChat, unblockChat, deleteProperty, copyTelegramId, copyValue } = commandIds;
    const inBotsView = [startBot, stopBot, openCommand, moveToFolder, commandIds.delete, copyName, copyId];
    const inBotView = [blockChat, unblockChat, deleteProperty, copyTelegramId, copyValue];
    assert.deepEqual(sorted(new Set(offered.map(String))), sorted([...inBotsView, ...inBotView]));
  });

  it('has every sentence in package.nls.json, and no sentence that nobody shows', () => {
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? ''));
    assert.deepEqual(sorted(Object.keys(nls)), sorted(used));
    for (const [key, sentence] of Object.entries(nls)) assert.notEqual(sentence.trim(), '', key);
    for (const { title, command } of manifest.contributes.commands) assert.match(title, /^%.+%$/, command);
  });

  it('links in its sentences only to its own commands', () => {
    for (const [key, sentence] of Object.entries(nls)) {
      for (const [, id] of sentence.matchAll(/\(command:([^)?]+)/g)) {
        assert.ok(Object.values<string>(commandIds).includes(id ?? ''), `${id} in ${key}`);
      }
    }
  });

  it('says where a command belongs', () => {
    for (const { command, category } of manifest.contributes.commands) {
      assert.equal(category, 'Bots.Business', command);
    }
  });

  it('lets no workspace choose the server, and only paths be configured', () => {
    const { properties } = manifest.contributes.configuration;
    const guarded = Object.keys(properties).filter((id) => id.startsWith('botsBusiness.api.'));
    assert.ok(guarded.length >= 2);
    for (const id of guarded) assert.equal(properties[id]?.scope, 'machine', id);
    assert.deepEqual(
      sorted(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations),
      sorted(guarded),
    );
    const pattern = properties[settingIds.apiEndpoints]?.additionalProperties?.pattern ?? '';
    assert.equal(new RegExp(pattern).source, pathPattern.source);
  });

  it('gives command files their language and leaves their text as it is', () => {
    const [language] = manifest.contributes.languages;
    assert.equal(language?.id, bjsLanguage);
    // Files of the file system, not those of a folder on disk.
    assert.deepEqual(language.filenamePatterns, ['/bots.business/**/*.js']);
    assert.deepEqual(
      manifest.contributes.grammars.map((grammar) => grammar.language),
      [bjsLanguage],
    );
    assert.deepEqual(
      manifest.contributes.snippets.map((snippet) => snippet.language),
      [bjsLanguage],
    );
    const defaults = manifest.contributes.configurationDefaults[`[${bjsLanguage}]`] ?? {};
    for (const [key, value] of Object.entries({
      'files.autoSave': 'off',
      'files.encoding': 'utf8',
      'files.autoGuessEncoding': false,
      'files.trimTrailingWhitespace': false,
      'files.insertFinalNewline': false,
      'files.trimFinalNewlines': false,
      'editor.formatOnSave': false,
    })) {
      assert.equal(defaults[key], value, key);
    }
  });

  it('is there as soon as a restored tab needs the file system', () => {
    assert.ok(manifest.activationEvents.includes(`onFileSystem:${fileScheme}`));
    assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${panelViewType}`));
    assert.deepEqual(
      manifest.contributes.resourceLabelFormatters.map(({ scheme }) => scheme),
      [fileScheme],
    );
  });

  it('names files that exist', async () => {
    const { languages, grammars, snippets, viewsContainers } = manifest.contributes;
    const files = [
      manifest.icon,
      ...languages.flatMap(({ configuration }) => configuration ?? []),
      ...[...grammars, ...snippets].map((each) => each.path),
      ...Object.values(viewsContainers)
        .flat()
        .map(({ icon }) => icon),
    ];
    for (const file of files) assert.ok((await stat(path.join(root, file))).isFile(), file);
  });

  it('runs in the VS Code that it says, and is compiled against nothing newer', () => {
    assert.equal(manifest.engines['vscode'], '^1.112.0');
    assert.equal(manifest.devDependencies['@types/vscode'], '1.110.0');
    assert.match(manifest.devDependencies['typescript'] ?? '', /^6\.0\.\d+$/);
  });

  it('pins every package, as the lock file has it', async () => {
    const lock = await readJson<{ packages: Record<string, Partial<Manifest>> }>('package-lock.json');
    const { dependencies, devDependencies } = manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      assert.match(version, /^\d+\.\d+\.\d+(?:-[\w.]+)?$/, name);
    }
    const locked = lock.packages[''];
    assert.deepEqual([locked?.dependencies, locked?.devDependencies], [dependencies, devDependencies]);
  });

  it('has the places that the endpoint table names', () => {
    const known = [...Object.values<string>(commandIds), ...Object.values<string>(viewIds)];
    for (const id of endpointIds) {
      const { place } = endpoint(id);
      if (place?.startsWith('botsBusiness.')) assert.ok(known.includes(place), `${place} of ${id}`);
    }
  });
});
