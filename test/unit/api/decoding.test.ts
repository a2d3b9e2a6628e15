import assert from 'node:assert/strict';
import { inspect } from 'node:util';

import { getBots } from '../../../src/api/bots';
import { createCommand, editCommand, getCommand, getCommands } from '../../../src/api/commands';
import { type CommandBody, requiredOnRead } from '../../../src/api/commandBody';
import { ApiError } from '../../../src/api/errors';
import { getFolders } from '../../../src/api/folders';
import { HttpClient } from '../../../src/api/http';
import { getIterationUsage, getPaymentPlan } from '../../../src/api/usage';
import { getUser } from '../../../src/api/user';
import {
  botsAnswer,
  createCommandAnswer,
  madeUpApiKey,
  madeUpBotToken,
  messageAnswer,
  userAnswer,
} from '../../fixtures/api/answers';

/** A client whose server says this to everything. */
function saying(text: unknown): HttpClient {
  return new HttpClient({
    url: 'https://api.invalid/v2',
    apiKey: () => Promise.resolve(madeUpApiKey),
    fetch: () => Promise.resolve(new Response(typeof text === 'string' ? text : JSON.stringify(text))),
  });
}

const body: CommandBody = {
  command: '/help2',
  aliases: '',
  answer: null,
  group: '',
  help: null,
  keyboard_body: null,
  commands_folder_id: null,
  auto_retry_time: '',
  bjs_code: '',
  need_reply: false,
};

describe('api: decoding the quoted answers', () => {
  it('user details: without the key', async () => {
    const user = await getUser(saying(userAnswer));
    assert.deepEqual(user, { id: 52795760, email: 'user@example.com' });
    assert.ok(!inspect(user).includes(madeUpApiKey));
  });

  it('the list of bots: without the token, but with whether there is one', async () => {
    const { items, broken } = await getBots(saying(botsAnswer));
    assert.deepEqual(broken, []);
    assert.deepEqual(items, [
      {
        id: 2792064,
        name: 'MyBot',
        status: 'works',
        hasToken: true,
        createdAt: '2025-08-29T09:43:35.680Z',
        updatedAt: '2025-08-29T09:43:35.680Z',
      },
    ]);
    assert.ok(!inspect(items, { depth: 9, showHidden: true }).includes(madeUpBotToken));
  });

  it('tells a bot without a token from one whose token is not said', async () => {
    const { items } = await getBots(
      saying([{ id: 1, token: null }, { id: 2, token: '' }, { id: 3 }, { id: 4, token: 'x' }]),
    );
    assert.deepEqual(
      items.map((bot) => bot.hasToken),
      [false, false, undefined, true],
    );
    assert.deepEqual(
      items.map((bot) => [bot.name, bot.status]),
      items.map(() => [null, null]),
    );
  });

  it('the recorded answer of create command: every field, and no group where none was said', async () => {
    const command = await createCommand(saying(createCommandAnswer), 2646009, body);
    assert.deepEqual(command, JSON.parse(createCommandAnswer));
    assert.equal('commands_group' in command, false);
    assert.equal(command.aliases?.[1]?.command, '❤ help');
    // It is complete enough to be saved from.
    for (const field of requiredOnRead) assert.notEqual(command[field], undefined, field);
  });

  it('keeps what it does not know', async () => {
    const command = await getCommand(saying({ id: 1, next_year: { new: true } }), 1, 1);
    assert.deepEqual(command, { id: 1, next_year: { new: true } });
  });

  it('keeps absent and null apart in every field of a command', async () => {
    for (const field of [...requiredOnRead, 'commands_group', 'bot_id', 'updated_at'] as const) {
      const absent = await getCommand(saying({ id: 1 }), 1, 1);
      assert.equal(field in absent, false, field);
      const none = await getCommand(saying({ id: 1, [field]: null }), 1, 1);
      assert.equal(none[field], null, field);
    }
  });

  it('one broken record hides no other and says which field, never what was in it', async () => {
    const records = [
      { id: 1, command: '/a' },
      { id: 2, command: { secret: 'content' } },
      'secret content',
      null,
      { command: '/no id' },
      { id: 'x', aliases: [{}] },
      { id: 6, command: '/b' },
    ];
    const { items, broken } = await getCommands(saying(records), 1, 1);
    assert.deepEqual(
      items.map((command) => command.id),
      [1, 6],
    );
    assert.deepEqual(
      broken.map((record) => record.id),
      [2, undefined, undefined, undefined, undefined],
    );
    assert.match(broken[0]?.problems.join() ?? '', /^command:/);
    assert.match(broken[4]?.problems.join(' ') ?? '', /id: number expected aliases\.0\.command:/);
    assert.ok(!inspect(broken, { depth: 9 }).includes('secret'));
  });

  it('does the same for bots and folders', async () => {
    const records = [{ id: 1, name: 5, title: 5 }, { id: 2, name: 'B', title: 'F' }, {}];
    const bots = await getBots(saying(records));
    const folders = await getFolders(saying(records), 1);
    for (const listing of [bots, folders]) {
      assert.deepEqual(
        listing.items.map((item) => item.id),
        [2],
      );
      assert.deepEqual(
        listing.broken.map((record) => record.id),
        [1, undefined],
      );
    }
    assert.equal((await getFolders(saying([{ id: 1 }]), 1)).items[0]?.title, null);
  });

  it('takes anything that is no list for malformed, without showing it', async () => {
    for (const answer of ['{"bots": "secret"}', '"secret"', '5', 'true', 'ok', 'null']) {
      await assert.rejects(getBots(saying(answer)), (error) => {
        assert.ok(ApiError.is(error, 'malformed'), answer);
        assert.ok(!inspect(error).includes('secret'));
        return true;
      });
    }
  });

  it('iteration usage: only the counts are needed', async () => {
    const usage = await getIterationUsage(saying({ limit: 3_000_000, progress: 5 }));
    assert.deepEqual(usage, { limit: 3_000_000, progress: 5 });
    await assert.rejects(getIterationUsage(saying({ limit: '3M', progress: 5 })), { reason: 'malformed' });
    assert.deepEqual(await getPaymentPlan(saying({})), {});
  });

  it('edit command: the record, or nothing when the server only confirmed', async () => {
    const edited = await editCommand(saying(createCommandAnswer), 2646009, 65752277, body);
    assert.equal(edited?.id, 65752277);
    for (const confirmed of [messageAnswer, 'true', 'ok', 'success', '']) {
      assert.equal(await editCommand(saying(confirmed), 1, 1, body), undefined, confirmed);
    }
    // A record that happens to have a message is a record.
    assert.deepEqual(await editCommand(saying({ id: 1, message: 'x' }), 1, 1, body), { id: 1, message: 'x' });
  });

  it('a write whose answer cannot be understood may have been applied', async () => {
    for (const answer of ['[]', '{"id": "x"}', '5', 'null']) {
      const created = createCommand(saying(answer), 1, body);
      await assert.rejects(created, { reason: 'malformed', outcomeUnknown: true }, answer);
    }
    const edited = editCommand(saying('{"id": "x"}'), 1, 1, body);
    await assert.rejects(edited, { reason: 'malformed', outcomeUnknown: true });
    // Without a record it is for the one who saves to look what was stored.
    for (const answer of ['[]', '5', 'null', '{"success": true}']) {
      assert.equal(await editCommand(saying(answer), 1, 1, body), undefined, answer);
    }
    for (const answer of ['false', '"Bot is protected"']) {
      await assert.rejects(editCommand(saying(answer), 1, 1, body), { reason: 'refused' }, answer);
    }
    await assert.rejects(getCommand(saying('[]'), 1, 1), { reason: 'malformed', outcomeUnknown: false });
  });
});
