import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { getAdminPanels, updateAdminPanel } from '../../../src/api/adminPanels';
import {
  apiKeyFor,
  apiKeyFromTelegram,
  getTelegramLoginLink,
  resetPassword,
  signUp,
} from '../../../src/api/authentication';
import { copyBot, createBot, editBot, getBots, getBotSettings, readBotToken } from '../../../src/api/bots';
import {
  deleteBroadcastTask,
  getBroadcastTasks,
  pauseBroadcastTask,
  resumeBroadcastTask,
} from '../../../src/api/broadcasts';
import { blockChat, getChats, unblockChat } from '../../../src/api/chats';
import { getCloudPlans } from '../../../src/api/cloudPlans';
import { getCsvImportTask, isOver, startCsvImport } from '../../../src/api/csvImport';
import type { Listing } from '../../../src/api/decode';
import { clearErrorLog, getErrorLog } from '../../../src/api/errorLog';
import { errorPosition } from '../../../src/api/errorPosition';
import { exportToGit, importFromGit } from '../../../src/api/git';
import {
  getInstalledLibraries,
  getLibraries,
  installLibrary,
  uninstallLibrary,
} from '../../../src/api/libraries';
import { listCommands } from '../../../src/api/listCommands';
import { Pages } from '../../../src/api/pages';
import { deleteProperty, getProperties } from '../../../src/api/properties';
import { getStoreBots, installStoreBot } from '../../../src/api/store';
import { getIterationUsage, setAds } from '../../../src/api/usage';
import {
  countSessions,
  getLinkedTelegramAccounts,
  getTelegramLinkUrl,
  getUser,
  logOutAllDevices,
  resetApiKey,
  updateEmail,
  updatePassword,
} from '../../../src/api/user';
import { madeUpToken } from '../../../src/sandbox/seed';
import { root } from '../architecture/root';
import { ApiSubject } from './subject';

/** What the client makes of the answers of the sandbox; how it takes failures is in the contract of commands. */
describe('api: what the sandbox says of a bot and an account', () => {
  let subject: ApiSubject;
  let botId: number;
  let now: number;

  beforeEach(async () => {
    now = Date.now();
    const demos = [path.join(root, 'media/demo-bots/shop')];
    const behaviour = { copyMs: 0, gitMs: 0, loginConfirmMs: 0 };
    subject = await ApiSubject.start({ demos, behaviour, now: () => now });
    botId = subject.sandbox.store.bots()[0]!.id;
  });
  afterEach(async () => {
    await subject.close();
    subject.assertNoSecrets();
  });

  const http = () => subject.http;
  const whole = <T>({ items, broken }: Listing<T>): readonly T[] => {
    assert.deepEqual(broken, []);
    assert.ok(items.length > 0, 'there is something');
    return items;
  };
  const bots = async () => (await getBots(http())).items;
  const used = async () => (await getIterationUsage(http())).progress;

  it('errors, with the command and the line that the stack names', async () => {
    const [first] = whole(await getErrorLog(http(), botId, 1));
    assert.ok(first?.command);
    assert.ok(errorPosition(first.stackTrace)?.line);
    await clearErrorLog(http(), botId);
    assert.deepEqual((await getErrorLog(http(), botId, 1)).items, []);
  });

  it('libraries, of the store and installed', async () => {
    const store = whole(await getLibraries(http()));
    const before = whole(await getInstalledLibraries(http(), botId));
    const missing = store.find(({ id }) => !before.some((each) => each.id === id));
    assert.ok(missing);
    await installLibrary(http(), botId, missing.id);
    const again = await subject.failureOf(installLibrary(http(), botId, missing.id), 'refused');
    assert.match(again.serverMessages.join(), /already installed/);
    const names = async () => (await getInstalledLibraries(http(), botId)).items.map(({ name }) => name);
    assert.ok((await names()).includes(missing.name));
    await uninstallLibrary(http(), botId, missing.id);
    assert.ok(!(await names()).includes(missing.name));
  });

  it('broadcasts, paused, resumed and deleted', async () => {
    const tasks = whole(await getBroadcastTasks(http(), botId, 1));
    const running = tasks.find(({ status }) => status === 'in progress');
    assert.ok(running && (running.total ?? 0) > 0);
    assert.equal((await pauseBroadcastTask(http(), botId, running.id))?.status, 'paused');
    assert.equal((await resumeBroadcastTask(http(), botId, running.id))?.status, 'in progress');
    await deleteBroadcastTask(http(), botId, running.id);
    const left = (await getBroadcastTasks(http(), botId, 1)).items.map(({ id }) => id);
    assert.ok(!left.includes(running.id));
  });

  it('chats, page by page, blocked and not', async () => {
    const pages = new Pages((page, signal) => getChats(http(), botId, page, signal ? { signal } : {}));
    const first = whole(await pages.next());
    assert.equal(first.length, 50);
    const chat = first.find(({ isBlocked }) => isBlocked === false);
    assert.ok(chat?.chatId !== undefined && chat.kind !== undefined);
    assert.equal((await blockChat(http(), botId, chat.id))?.isBlocked, true);
    assert.equal((await unblockChat(http(), botId, chat.id))?.isBlocked, false);
    while (!pages.isComplete) await pages.next();
    assert.equal(subject.sandbox.requests.list('getChats').length, 4);
  });

  it('properties of all types, of the bot and of users', async () => {
    const all = whole(await getProperties(http(), botId, 1));
    assert.ok(all.some(({ userId }) => userId === null) && all.some(({ userId }) => userId !== null));
    const [property] = all;
    await deleteProperty(http(), botId, property!.id);
    const left = (await getProperties(http(), botId, 1)).items.map(({ id }) => id);
    assert.ok(!left.includes(property!.id));
  });

  it('admin panels, and a value that is saved', async () => {
    const panel = whole(await getAdminPanels(http(), botId)).find(({ fields }) =>
      fields.some(({ type }) => type === 'integer'),
    );
    const field = panel?.fields.find(({ type }) => type === 'integer');
    assert.ok(panel && field);
    assert.deepEqual(panel.brokenFields, []);
    const saved = await updateAdminPanel(http(), botId, panel.id, { [field.name]: 77 });
    assert.equal(saved?.fields.find(({ name }) => name === field.name)?.value, 77);
  });

  it('the token and name of a bot', async () => {
    const { id } = await createBot(http(), 'Tea', madeUpToken(7));
    assert.equal(await readBotToken(http(), id), madeUpToken(7));
    await editBot(http(), id, 'Coffee', null);
    assert.equal(await readBotToken(http(), id), null);
    assert.ok((await bots()).some(({ name, hasToken }) => name === 'Coffee' && hasToken === false));
  });

  it('a copy of a bot', async () => {
    await copyBot(http(), botId);
    const copy = (await bots()).find(({ name }) => name === 'Cloned bot: Corner Shop');
    assert.equal(copy?.hasToken, false);
    assert.equal((await listCommands(http(), copy.id)).commands.length, 50);
  });

  it('a CSV import, from a server to its counts', async () => {
    const server = createServer((_, response) => response.end('command,answer\n/start,New\n/csv,Hi\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/commands.csv`;
    const before = await used();
    let task = await startCsvImport(http(), botId, url);
    while (task && !isOver(task)) task = await getCsvImportTask(http(), botId, task.id);
    server.close();
    assert.ok(task);
    assert.deepEqual([task.created, task.updated, task.removed, task.error], [1, 1, 0, undefined]);
    assert.equal((await used()) - before, 5);
    assert.equal((await getBotSettings(http(), botId)).csvUrl, url);
  });

  it('a Git export, and the import that puts it back', async () => {
    const before = await used();
    await exportToGit(http(), botId, 'kept');
    const { commands } = await listCommands(http(), botId);
    for (const { id } of commands.slice(10)) subject.sandbox.store.deleteCommand(botId, id);
    await importFromGit(http(), botId, 'kept');
    assert.equal((await listCommands(http(), botId)).commands.length, commands.length);
    assert.equal((await used()) - before, 10);
    const error = await subject.failureOf(importFromGit(http(), botId, 'other'), 'refused');
    assert.match(error.serverMessages.join(), /Branch not found/);
  });

  it('demo bots, and one that is installed', async () => {
    const [first] = whole(await getStoreBots(http()));
    const before = (await bots()).length;
    await installStoreBot(http(), first!.id);
    assert.equal((await bots()).length, before + 1);
  });

  it('cloud plans with prices and iterations', async () => {
    const plans = whole(await getCloudPlans(http()));
    assert.ok(plans.every(({ price, iterations }) => (price ?? 0) > 0 && (iterations ?? 0) > 0));
  });

  it('the e-mail, the password, advertising and linked accounts', async () => {
    await updateEmail(http(), ' Me@Sandbox.invalid ');
    assert.equal((await getUser(http())).email, 'me@sandbox.invalid');
    await updatePassword(http(), '', 'made-up-password');
    await subject.failureOf(updatePassword(http(), 'wrong', 'made-up-other'), 'refused');
    const anonymous = subject.client({ apiKey: () => Promise.resolve(undefined) });
    const credentials = { email: 'me@sandbox.invalid', password: 'made-up-password' };
    assert.equal(await apiKeyFor(anonymous, credentials), subject.sandbox.apiKey);
    await resetPassword(anonymous, 'me@sandbox.invalid');
    assert.equal(subject.sandbox.letters().length, 1);
    await setAds(http(), false);
    assert.equal((await getIterationUsage(http())).have_ads, false);
    whole(await getLinkedTelegramAccounts(http()));
    assert.match(await getTelegramLinkUrl(http()), /^https:\/\/t\.me\//);
  });

  it('sessions, and another key', async () => {
    await updatePassword(http(), '', 'made-up-password');
    const anonymous = subject.client({ apiKey: () => Promise.resolve(undefined) });
    await apiKeyFor(anonymous, { email: 'you@sandbox.invalid', password: 'made-up-password' });
    assert.ok((await countSessions(http())) > 0);
    await logOutAllDevices(http());
    assert.equal(await countSessions(http()), 0);
    const old = subject.sandbox.apiKey;
    const next = await resetApiKey(http());
    assert.notEqual(next, old);
    await subject.failureOf(getUser(subject.client({ apiKey: () => Promise.resolve(old) })), 'unauthorized');
    assert.equal((await getUser(http())).email, 'you@sandbox.invalid');
  });

  it('a sign-in with Telegram: waiting, then confirmed', async () => {
    subject.sandbox.behaviour.loginConfirmMs = 1000;
    const anonymous = subject.client({ apiKey: () => Promise.resolve(undefined) });
    const { link, token } = await getTelegramLoginLink(anonymous);
    assert.match(link, /^https:\/\/t\.me\//);
    assert.equal(await apiKeyFromTelegram(anonymous, token), undefined);
    now += 1000;
    assert.equal(await apiKeyFromTelegram(anonymous, token), subject.sandbox.apiKey);
  });

  it('a protected bot, which keeps its commands to itself', async () => {
    subject.sandbox.store.updateBot(botId, { protected: true });
    assert.equal((await getBotSettings(http(), botId)).isProtected, true);
    for (const call of [listCommands(http(), botId), copyBot(http(), botId), exportToGit(http(), botId)]) {
      await subject.failureOf(call, 'forbidden');
    }
  });

  it('a new account, where there is none', async () => {
    const empty = await ApiSubject.start({ account: false });
    const key = await signUp(empty.http, { email: 'new@sandbox.invalid', password: 'made-up-password' });
    assert.equal(key, empty.sandbox.apiKey);
    await empty.close();
  });
});
