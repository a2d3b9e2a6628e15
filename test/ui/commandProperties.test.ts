import assert from 'node:assert/strict';

import type { Sandbox } from '../../src/sandbox/sandbox';
import { commandFields } from '../../src/sandbox/store/records';
import { eventually } from './harness/eventually';
import { TeaShop } from './harness/teaShop';
import { keepEvidence, type Workbench } from './harness/workbench';

describe('The properties of a command', () => {
  let shop: TeaShop;
  let server: Sandbox;
  let workbench: Workbench;
  let botId: number;

  before(async function () {
    this.timeout(120_000);
    shop = await TeaShop.open({
      commands: [
        {
          name: '/start',
          code: 'start',
          answer: 'Welcome to the\ntea shop',
          keyboard: 'Menu, Order\nHelp',
          aliases: ['begin', 'hello'],
          autoRetryTime: 30,
        },
        { name: '/help', code: 'help' },
      ],
    });
    ({ server, workbench, botId } = shop);
  });
  afterEach(async function () {
    await keepEvidence(this.currentTest, workbench);
  });
  after(() => shop.dispose());

  const stored = () => {
    const record = server.store.commands(botId).find(({ command }) => command === '/start');
    assert.ok(record);
    return record;
  };
  const untilStored = (answer: string) =>
    eventually(
      () => Promise.resolve(stored().answer),
      (now) => now === answer,
      'The answer is stored',
    );

  it('changes the answer from the menu, keeps what is typed from a conflict, and goes back with Escape', async () => {
    const { quickInput } = workbench;
    const before = commandFields(stored());
    await workbench.tree('Bots').contextMenu(['Tea Shop', '/start'], 'Edit Properties');
    await quickInput.waitFor('Properties of /start');
    await quickInput.item(/Answer$/).waitFor();
    await workbench.screenshot('properties-1-list');
    await quickInput.pick(/^\s*Answer$/);
    await quickInput.waitFor('Answer of /start');
    assert.equal(await quickInput.input.inputValue(), 'Welcome to the\\ntea shop');
    await workbench.screenshot('properties-2-answer');
    await quickInput.enter('Hello\\nthere');
    await untilStored('Hello\nthere');
    await quickInput.waitFor('Properties of /start');
    await quickInput.element.filter({ hasText: 'Hello\\nthere' }).waitFor();

    await quickInput.pick(/^\s*Answer$/);
    await quickInput.waitFor('Answer of /start');
    server.store.updateCommand(botId, stored().id, { ...before, answer: 'Theirs' }, 'other person');
    await quickInput.enter('Mine');
    await quickInput.message
      .filter({ hasText: /changed this on the server meanwhile to “Theirs”/ })
      .waitFor();
    assert.equal(await quickInput.input.inputValue(), 'Mine');
    assert.equal(stored().answer, 'Theirs');
    await workbench.screenshot('properties-3-changed-meanwhile');
    await quickInput.accept();
    await untilStored('Mine');
    await quickInput.waitFor('Properties of /start');
    await quickInput.element.filter({ hasText: 'Mine' }).waitFor();

    await quickInput.pick(/^\s*Aliases$/);
    await quickInput.waitFor('Aliases of /start');
    await quickInput.type('begin, Begin');
    await quickInput.message.filter({ hasText: 'Begin is there twice' }).waitFor();
    await workbench.screenshot('properties-4-alias-twice');
    await quickInput.input.press('Escape');
    await quickInput.waitFor('Properties of /start');
    await quickInput.item(/^\s*Wait for answer$/).click();
    await quickInput.element.filter({ hasText: 'pick to turn it off' }).waitFor();
    await workbench.screenshot('properties-5-list-after');
    await quickInput.cancel();
    assert.deepEqual(commandFields(stored()), { ...before, answer: 'Mine', need_reply: true });
  });

  it('offers the command of the active editor first from the palette', async () => {
    const { quickInput } = workbench;
    await workbench.tree('Bots').doubleClick(['Tea Shop', '/start']);
    await workbench.editor.waitForTab('_start.js');
    await workbench.run('Bots.Business: Edit Properties…');
    await quickInput.waitFor('Edit Properties');
    await quickInput.item('/start').waitFor();
    assert.equal((await quickInput.labels())[0], '/start');
    await quickInput.accept();
    await quickInput.waitFor('Properties of /start');
    await quickInput.cancel();
  });
});
