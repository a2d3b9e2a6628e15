import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { endpoint, endpointIds, type EndpointId } from '../../src/api/endpoints';
import type { PartName } from '../../src/model/bot/botParts';
import { errorStack, generateChats, generateProperties } from '../../src/sandbox/generateParts';
import { addParts } from '../../src/sandbox/seed';
import {
  type BotViewNode,
  broadcastNode,
  chatNode,
  errorGroupNode,
  errorNode,
  libraryNode,
  propertyNode,
  sectionNode,
} from '../../src/views/bot/nodes';
import { once, replace, World } from './world';

const code = 'var order = null;\nvar total = order.price;\nBot.sendMessage(total);\n';
const message = "TypeError: Cannot read properties of null (reading 'price')";
const now = Date.UTC(2026, 4, 1, 12);

type Answer = (...given: unknown[]) => unknown;

describe('The view of a bot', () => {
  let world: World;
  /** Modal questions, notices, and what they offer. */
  let asked: unknown[][];
  let told: string[];
  const original = {
    showWarningMessage: vscode.window.showWarningMessage.bind(vscode.window),
    showErrorMessage: vscode.window.showErrorMessage.bind(vscode.window),
    showInformationMessage: vscode.window.showInformationMessage.bind(vscode.window),
    showQuickPick: vscode.window.showQuickPick.bind(vscode.window),
    showInputBox: vscode.window.showInputBox.bind(vscode.window),
  };

  beforeEach(async () => {
    world = await World.create([
      { name: '/order', code },
      { name: '/other', code: 'other' },
    ]);
    [asked, told] = [[], []];
    answer({
      showErrorMessage: (sentence) => void told.push(String(sentence)),
      showInformationMessage: (sentence) => void told.push(String(sentence)),
      // The last button is the one that does it.
      showWarningMessage: (...given) => (asked.push(given), given.at(-1)),
    });
    world.studio.current.choose(ref());
  });
  afterEach(async () => {
    Object.assign(vscode.window, original);
    await world.dispose();
  });

  const ref = () => ({ accountId: world.accountId, botId: world.botId });
  const parts = () => world.model.parts(world.botId);
  const tree = () => world.studio.botTree;
  const seed = (more: Parameters<typeof addParts>[2]) => addParts(world.server.store, world.botId, more);
  const run = (id: string, ...rows: unknown[]) =>
    vscode.commands.executeCommand(`botsBusiness.${id}`, ...rows);
  function answer(answers: Partial<Record<keyof typeof original, Answer>>): void {
    const stubs = Object.entries(answers).map(([name, stub]) => [
      name,
      async (...given: unknown[]) => stub(...(await Promise.all(given))),
    ]);
    Object.assign(vscode.window, Object.fromEntries(stubs));
  }
  /** Picks the items with these labels; several where several can be chosen. */
  const pick = (...labels: string[]) =>
    answer({
      showQuickPick: (items, options) => {
        const picked = (items as vscode.QuickPickItem[]).filter(({ label }) => labels.includes(label));
        assert.equal(picked.length, labels.length, JSON.stringify(items));
        return (options as vscode.QuickPickOptions).canPickMany ? picked : picked[0];
      },
    });
  /** What arrived for an endpoint: path and body. */
  const requests = (id: EndpointId) =>
    world.server.requests.list(id).map(({ path, body }) => [path.replace(/^\/v2/, ''), body]);
  const shown = (node: BotViewNode) => {
    const { label, description } = tree().getTreeItem(node);
    return [typeof label === 'string' ? label : '', typeof description === 'string' ? description : '']
      .filter(Boolean)
      .join(' · ');
  };
  const section = (name: PartName) => shown(sectionNode(ref(), name));
  /** Unfolds a section as VS Code does, and waits until it is read. */
  async function rows(name: PartName): Promise<string[]> {
    tree().getChildren(sectionNode(ref(), name));
    const list = parts()[name];
    while (list.isReading) await new Promise<void>((resolve) => list.onDidChange(() => resolve()));
    return tree().getChildren(sectionNode(ref(), name)).map(shown);
  }
  const first = <T>(items: readonly T[]): T => {
    assert.ok(items[0] !== undefined);
    return items[0];
  };

  it('has six sections, and asks for each when it is unfolded', async () => {
    seed({ chats: generateChats(120, now) });
    world.server.requests.clear();
    assert.deepEqual(
      tree()
        .getChildren()
        .map((node) => node.section),
      ['errors', 'libraries', 'broadcasts', 'chats', 'properties', 'panels'],
    );
    assert.equal(world.calls('getChats'), 0);
    const labels = await rows('chats');
    assert.equal(labels.length, 51);
    assert.equal(labels.at(-1), 'Show More');
    assert.equal(section('chats'), 'Chats · 50+');
    assert.equal(world.calls('getChats'), 1);
    for (const id of [
      'getProperties',
      'getAdminPanels',
      'getBroadcastTasks',
      'getInstalledLibraries',
    ] as const)
      assert.equal(world.calls(id), 0, id);
  });

  it('is empty without a current bot', () => {
    world.studio.current.forget(() => true);
    assert.deepEqual(tree().getChildren(), []);
  });

  it('stays with one page of a list of ten thousand, and reads the next on demand', async () => {
    seed({ properties: generateProperties(10_000) });
    await rows('properties');
    assert.equal(world.calls('getProperties'), 1);
    await run('showMore', tree().getChildren(sectionNode(ref(), 'properties')).at(-1));
    assert.equal(world.calls('getProperties'), 2);
    assert.equal((await rows('properties')).length, 101);
  });

  describe('Errors', () => {
    const stack = errorStack(message, [['/order', 2, 13]]);
    beforeEach(() =>
      seed({
        errors: [
          { title: 'nobody knows where', stack_trace: null, command: null, at: now - 1000 },
          { title: 'Telegram: chat not found', stack_trace: null, command: '/gone', at: now },
          { title: message, stack_trace: stack, command: '/order', at: now + 1000 },
          { title: message, stack_trace: stack, command: '/order', at: now + 2000 },
        ],
      }),
    );

    it('are grouped by message, the newest first, each time below', async () => {
      const labels = await rows('errors');
      assert.match(first(labels), /^2× TypeError: Cannot read properties of null/);
      assert.equal(labels.length, 3);
      const times = tree().getChildren(errorGroupNode(ref(), message)).map(shown);
      assert.equal(times.length, 2);
      assert.ok(times.every((time) => time.endsWith('· /order')));
    });

    it('open the command at the line that the stack names', async () => {
      await rows('errors');
      await run('openError', errorGroupNode(ref(), message));
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.getText(), code);
      assert.deepEqual([editor.selection.start.line, editor.selection.start.character], [1, 12]);
      assert.deepEqual(told, []);
    });

    it('say when the command is gone or is not said', async () => {
      await rows('errors');
      const { items } = parts().errors;
      for (const title of ['Telegram: chat not found', 'nobody knows where']) {
        const entry = items.find((each) => each.message === title);
        assert.ok(entry);
        await run('openError', errorNode(ref(), entry.id));
      }
      assert.match(first(told), /\/gone is no longer a command of Tea Shop/);
      assert.match(told[1] ?? '', /does not say in which command/);
    });

    it('are cleared when the person agrees', async () => {
      await rows('errors');
      await run('clearErrors', sectionNode(ref(), 'errors'));
      const [question, options] = first(asked) as [string, { modal: boolean; detail: string }];
      assert.equal(question, 'Clear all errors of Tea Shop?');
      assert.equal(options.modal, true);
      assert.match(options.detail, /cannot be undone/);
      assert.deepEqual(requests('clearErrorLog'), [[`/bots/${world.botId}/error_logs`, null]]);
      assert.equal(section('errors'), 'Errors · none');
      assert.equal(world.server.store.parts('errors', world.botId).length, 0);
    });

    it('stay when the person does not', async () => {
      answer({ showWarningMessage: () => undefined });
      await run('clearErrors', sectionNode(ref(), 'errors'));
      assert.equal(world.calls('clearErrorLog'), 0);
    });

    it('stand in Problems while the command is open, until it is saved or they are cleared', async () => {
      const document = await world.open('/order');
      const problems = () => problemsOf(document.uri);
      const changed = (isSo: () => boolean) =>
        isSo() ? Promise.resolve() : once(vscode.languages.onDidChangeDiagnostics, isSo);
      await parts().errors.refresh();
      await changed(() => problems().length === 1);
      const problem = first(problems());
      assert.equal(problem.range.start.line, 1);
      assert.equal(problem.source, 'Bots.Business');
      assert.match(problem.message, /^TypeError.*\(2× · /);

      await replace(document, 'var order = { price: 1 };\n');
      assert.equal(await document.save(), true);
      await changed(() => problems().length === 0);
      seed({
        errors: [{ title: 'after', stack_trace: errorStack('after', [['/order', 1, 1]]), command: '/order' }],
      });
      await parts().errors.look();
      await changed(() => problems().length === 1);
      await parts().errors.clear();
      await changed(() => problems().length === 0);
    });

    it('stand in Problems also after an import, which gives the command another id', async () => {
      // A server that says the command's id, which the sandbox does not.
      const { http } = world.model;
      const call = http.call.bind(http);
      const bot_command = { id: world.id('/order'), command: '/order' };
      const withId = (entry: object) => ({ ...entry, scenario: { bot_command } });
      const calling: typeof http.call = async (id, options) => {
        const answer = await call(id, options);
        return id === 'getErrorLog' ? (answer as object[]).map(withId) : answer;
      };
      Object.assign(http, { call: calling });
      await parts().errors.refresh();
      const imported = world.importAnew('/order', code);
      await world.contents.refresh();
      const command = world.contents.commands.get(imported.id);
      assert.ok(command);
      const uri = await world.studio.files.uriOf(ref(), 'Tea Shop', command);
      const shown = once(vscode.languages.onDidChangeDiagnostics, () => problemsOf(uri).length === 1);
      await vscode.window.showTextDocument(uri);
      await shown;
    });
  });

  describe('Libraries', () => {
    it('installs one of the store that is found by what it does, and uninstalls it', async () => {
      const store = (await parts().libraries.ofStore()).items;
      const library = first(store);
      let offered: readonly vscode.QuickPickItem[] = [];
      answer({
        showQuickPick: (items, options) => {
          offered = items as vscode.QuickPickItem[];
          assert.equal((options as vscode.QuickPickOptions).matchOnDetail, true);
          return offered.find(({ label }) => label === library.name);
        },
      });
      await run('installLibrary', sectionNode(ref(), 'libraries'));
      assert.equal(offered.length, store.length);
      assert.deepEqual(requests('installLibrary'), [[`/bots/${world.botId}/libs`, { lib_id: library.id }]]);
      assert.deepEqual(await rows('libraries'), [`${library.name} · ${library.description}`]);

      await run('installLibrary', sectionNode(ref(), 'libraries'));
      assert.match(offered.find(({ label }) => label === library.name)?.description ?? '', /^installed/);
      assert.deepEqual(told, [`Tea Shop has the library ${library.name} already.`]);
      assert.equal(world.calls('installLibrary'), 1);

      await run('uninstallLibrary', libraryNode(ref(), library.id));
      assert.match(String(first(asked)[0]), new RegExp(`Uninstall the library ${library.name} of Tea Shop`));
      assert.deepEqual(requests('uninstallLibrary'), [[`/bots/${world.botId}/libs/${library.id}`, null]]);
      assert.equal(section('libraries'), 'Libraries · none');
      assert.deepEqual(
        requests('getInstalledLibraries').map(([path]) => path)[0],
        `/bots/${world.botId}/libs`,
      );
      assert.ok(world.calls('getLibraries') >= 1);
    });

    it('offers those that can be understood, and says of another that it cannot', async () => {
      const offered: string[] = [];
      answer({
        showQuickPick: (items) => {
          offered.push(...(items as vscode.QuickPickItem[]).map(({ label }) => label));
          return (items as vscode.QuickPickItem[]).at(-1);
        },
      });
      const own = { code: '', store_id: null };
      seed({
        libraries: [
          { name: 'myLib', ...own },
          { name: 5 as never, ...own },
        ],
      });
      await run('uninstallLibrary');
      assert.deepEqual(offered, ['myLib', '$(question) A record that cannot be shown']);
      assert.match(first(told), /a record that is not as expected: name/);
      assert.equal(world.calls('uninstallLibrary'), 0);
    });

    it('asks which one from the palette', async () => {
      const library = first((await parts().libraries.ofStore()).items);
      pick(library.name);
      await run('installLibrary');
      await run('uninstallLibrary');
      assert.equal(world.calls('uninstallLibrary'), 1);
    });
  });

  describe('Broadcasts', () => {
    const task = {
      status: 'in progress',
      cur_position: 4,
      total: 1000,
      speed: 0.1,
      failing: 2,
      command: '/news',
      for_chats: 'private-chats',
    } as const;

    it('are paused, resumed and deleted', async () => {
      seed({ tasks: [{ ...task, since: Date.now() }] });
      assert.deepEqual(await rows('broadcasts'), ['/news · In progress · 0.4 %']);
      assert.equal(section('broadcasts'), 'Broadcasts · 1 · 1 running');
      const { id } = first(parts().broadcasts.items);
      const node = broadcastNode(ref(), id);
      assert.deepEqual(tree().getChildren(node).map(shown).slice(0, 5), [
        'Chats done · 4 of 1000',
        'Delivered · 2',
        'Failed · 2',
        'Speed · 0.1',
        'For · private chats',
      ]);
      await run('pauseBroadcast', node);
      assert.match(shown(node), /Paused/);
      assert.equal(tree().getTreeItem(node).contextValue, 'broadcast+paused');
      await run('resumeBroadcast', node);
      assert.match(shown(node), /In progress/);
      await run('deleteBroadcast', node);
      assert.match((first(asked)[1] as { detail: string }).detail, /not recalled/);
      const path = `/bots/${world.botId}/run_all_tasks/${id}`;
      assert.deepEqual(requests('pauseBroadcastTask'), [[`${path}/pause`, null]]);
      assert.deepEqual(requests('resumeBroadcastTask'), [[`${path}/resume`, null]]);
      assert.deepEqual(requests('deleteBroadcastTask'), [[path, null]]);
      assert.equal(section('broadcasts'), 'Broadcasts · none');
    });

    it('say why one cannot be paused', async () => {
      seed({ tasks: [{ ...task, status: 'finished', since: Date.now() }] });
      await rows('broadcasts');
      await run('pauseBroadcast', broadcastNode(ref(), first(parts().broadcasts.items).id));
      assert.deepEqual(told, ['The server refused: Task is not running']);
    });
  });

  describe('Chats', () => {
    beforeEach(async () => {
      seed({ chats: generateChats(120, now) });
      await rows('chats');
    });

    it('have their names copied as they are, not as rows show them', async () => {
      world.server.store.clearParts('chats', world.botId);
      seed({ chats: [{ ...first(generateChats(1, now)), title: 'Two\nlines' }] });
      await parts().chats.refresh();
      const { id } = first(parts().chats.items);
      await run('copyName', chatNode(ref(), id));
      assert.equal(await vscode.env.clipboard.readText(), 'Two\nlines');
    });

    it('are searched on all pages, and the section says for what', async () => {
      answer({ showInputBox: () => 'almeida' });
      await run('searchChats', sectionNode(ref(), 'chats'));
      assert.deepEqual(
        world.server.requests.list('getChats').map(({ query }) => query['page']),
        ['1', '2', '3', '4'],
      );
      const found = await rows('chats');
      assert.ok(found.length > 1 && found.every((label) => label.includes('Almeida')), found.join());
      assert.equal(section('chats'), `Chats · ${found.length} of 120 · “almeida”`);
      await run('clearFilter', sectionNode(ref(), 'chats'));
      assert.equal(section('chats'), 'Chats · 120');
    });

    it('are filtered by kind and block', async () => {
      pick('Supergroup', 'Group', 'Blocked');
      await run('filterChats', sectionNode(ref(), 'chats'));
      const found = world.server.store
        .parts('chats', world.botId)
        .filter(({ blocked, chat_type }) => blocked && chat_type !== 'private');
      assert.equal((await rows('chats')).length, found.length);
      assert.match(section('chats'), / of 120 · Supergroup · Group · Blocked$|Group · Supergroup · Blocked$/);
    });

    it('are blocked and unblocked', async () => {
      const chat = first(parts().chats.items);
      const node = chatNode(ref(), chat.id);
      await run('blockChat', node);
      assert.match(shown(node), /Blocked/);
      await run('unblockChat', node);
      assert.doesNotMatch(shown(node), /Blocked/);
      assert.deepEqual(requests('blockChat'), [[`/bots/${world.botId}/chats/${chat.id}/block`, null]]);
      assert.deepEqual(requests('unblockChat'), [[`/bots/${world.botId}/chats/${chat.id}/unblock`, null]]);
      assert.deepEqual(asked, [], 'one can be taken back as easily');
    });

    it('are blocked several at once, with the result of each that failed', async () => {
      const chats = parts().chats.items.slice(0, 4);
      const nodes = chats.map(({ id }) => chatNode(ref(), id));
      world.server.store.deletePart('chats', world.botId, chats[1]?.id ?? 0);
      await run('blockChat', nodes[0], nodes);
      assert.match(String(first(asked)[0]), /Block 4 chats of Tea Shop\?/);
      assert.equal(world.calls('blockChat'), 4);
      assert.deepEqual(
        nodes.map((node) => shown(node).includes('Blocked')),
        [true, false, true, true],
      );
      assert.match(first(told), /^3 of 4 chats were blocked\. Ben Fischer: The server says: Chat not found/);
      await run('unblockChat', nodes[0], nodes);
      assert.equal(world.calls('unblockChat'), 3);
    });

    it('are not tried one after the other when the server is gone', async () => {
      const nodes = parts()
        .chats.items.slice(0, 4)
        .map(({ id }) => chatNode(ref(), id));
      world.server.faults.add({ kind: 'dropConnection', endpoint: 'blockChat' });
      await run('blockChat', nodes[0], nodes);
      assert.equal(world.calls('blockChat'), 1);
      assert.match(first(told), /^0 of 4 chats were blocked\./);
    });

    it('have two ids to copy', async () => {
      const [one, other] = parts().chats.items;
      assert.ok(one && other);
      const nodes = [one, other].map(({ id }) => chatNode(ref(), id));
      await run('copyId', nodes[0], nodes);
      assert.equal(await vscode.env.clipboard.readText(), `${one.id}\n${other.id}`);
      await run('copyTelegramId', nodes[0]);
      assert.equal(await vscode.env.clipboard.readText(), one.chatId);
    });
  });

  describe('Properties', () => {
    beforeEach(async () => {
      seed({
        properties: [
          { user_id: null, name: 'sales', type: 'json', value: { orders: 4 } },
          { user_id: 30_500_001, name: 'address', type: 'string', value: '3 Mill Lane' },
          { user_id: null, name: 'isOpen', type: 'boolean', value: true },
        ],
      });
      await rows('properties');
    });
    const node = (name: string) => {
      const property = parts().properties.items.find((each) => each.name === name);
      assert.ok(property);
      return propertyNode(ref(), property.id);
    };

    it('show their values, and open them as texts that are only to be read', async () => {
      assert.deepEqual(await rows('properties'), [
        'sales · { "orders": 4 }',
        'address · user 30500001 · 3 Mill Lane',
        'isOpen · true',
      ]);
      await run('showProperty', node('sales'));
      const document = vscode.window.activeTextEditor?.document;
      assert.equal(document?.getText(), '{\n  "orders": 4\n}');
      assert.equal(document.languageId, 'json');
      assert.equal(vscode.workspace.fs.isWritableFileSystem(document.uri.scheme), undefined);
    });

    it('are searched, and filtered by whose they are and by type', async () => {
      answer({ showInputBox: () => 'mill' });
      await run('searchProperties');
      assert.deepEqual(await rows('properties'), ['address · user 30500001 · 3 Mill Lane']);
      await run('clearFilter', sectionNode(ref(), 'properties'));
      pick('Of the bot', 'json');
      await run('filterProperties');
      assert.deepEqual(await rows('properties'), ['sales · { "orders": 4 }']);
      assert.equal(section('properties'), 'Properties · 1 of 3 · Of the bot · json');
    });

    it('have a name and a value to copy', async () => {
      await run('copyName', node('sales'));
      assert.equal(await vscode.env.clipboard.readText(), 'sales');
      await run('copyValue', node('address'));
      assert.equal(await vscode.env.clipboard.readText(), '3 Mill Lane');
    });

    it('are deleted, one or several', async () => {
      const { partId } = node('isOpen');
      await run('deleteProperty', node('isOpen'));
      assert.match(String(first(asked)[0]), /Delete the property isOpen of Tea Shop/);
      assert.deepEqual(requests('deleteProperty'), [[`/bots/${world.botId}/properties/${partId}`, null]]);
      const others = [node('sales'), node('address')];
      await run('deleteProperty', others[0], others);
      assert.match(String(asked[1]?.[0]), /Delete 2 properties of Tea Shop/);
      assert.deepEqual(world.server.store.parts('properties', world.botId), []);
      assert.equal(section('properties'), 'Properties · none');
    });
  });

  it('shows the panels with their values, and no password', async () => {
    seed({
      panels: [
        {
          name: 'Pay',
          value: {
            title: 'Payments',
            fields: [
              { name: 'limit', title: 'Limit', type: 'integer', value: 5 },
              { name: 'secret', title: 'Secret', type: 'password', value: 'made-up' },
              { name: 'isOn', title: 'On', type: 'checkbox', value: true },
              { name: 'note', title: 'Note', type: 'text' },
            ],
          },
        },
      ],
    });
    assert.deepEqual(await rows('panels'), ['Payments']);
    const panel = first(tree().getChildren(sectionNode(ref(), 'panels')));
    assert.equal(tree().getTreeItem(panel).contextValue, 'panel');
    assert.deepEqual(tree().getChildren(panel).map(shown), [
      'Limit · 5',
      'Secret · ••••••••',
      'On · on',
      'Note · empty',
    ]);
  });

  describe('When something fails', () => {
    it('names a missing endpoint in its section only, and tries again', async () => {
      world.server.faults.add({ kind: 'routeMissing', endpoint: 'getAdminPanels' });
      const [failure] = await rows('panels');
      assert.equal(failure, 'No endpoint: click to retry · Get admin panels');
      const node = first(tree().getChildren(sectionNode(ref(), 'panels')));
      const { tooltip } = tree().getTreeItem(node);
      assert.ok(typeof tooltip === 'string');
      assert.match(tooltip, /"Get admin panels".*Check API.*botsBusiness\.api\.endpoints/);
      assert.deepEqual(await rows('libraries'), []);
      assert.equal(section('libraries'), 'Libraries · none');
      world.server.faults.clear();
      await run('retry', node);
      assert.equal(section('panels'), 'Admin panels · none');
    });

    it('says that a bot is protected when the server forbids something', async () => {
      world.server.store.updateBot(world.botId, { protected: true });
      seed({ properties: generateProperties(1) });
      await rows('properties');
      world.server.faults.add({ kind: 'status', status: 403, endpoint: 'deleteProperty' });
      await run('deleteProperty', propertyNode(ref(), first(parts().properties.items).id));
      assert.match(first(told), /^Tea Shop is a protected bot/);
      assert.equal(parts().properties.items.length, 1);
    });

    it('says that the outcome is not known, and reads the list anew', async () => {
      seed({ properties: generateProperties(2) });
      await rows('properties');
      world.server.faults.add({ kind: 'dropAfterApply', endpoint: 'deleteProperty' });
      await run('deleteProperty', propertyNode(ref(), first(parts().properties.items).id));
      assert.match(first(told), /Whether it was done is not known/);
      assert.equal((await rows('properties')).length, 1);
    });
  });

  it('is read anew by Refresh, as far as it was opened', async () => {
    await rows('panels');
    seed({ panels: [{ name: 'New', value: { title: 'New', fields: [] } }] });
    world.server.requests.clear();
    await run('refreshBot');
    assert.deepEqual(await rows('panels'), ['New']);
    assert.equal(world.calls('getBot'), 1);
    for (const id of ['getChats', 'getBots', 'getFolders', 'getCommands', 'getIterationUsage'] as const)
      assert.equal(world.calls(id), 0, `${id} is not shown here`);
  });

  it('is the place of its endpoints', () => {
    const here = endpointIds.filter((id) => endpoint(id).place === 'botsBusiness.bot');
    assert.deepEqual(here, [
      'getInstalledLibraries',
      'getErrorLog',
      'getBroadcastTasks',
      'getChats',
      'getProperties',
      'getAdminPanels',
    ]);
  });
});

/** What the error log says of a file; the language server has findings of its own. */
function problemsOf(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Bots.Business');
}
