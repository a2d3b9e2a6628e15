import assert from 'node:assert/strict';

import { endpoint, type EndpointId } from '../../../src/api/endpoints';
import { checkApi, type CheckedEndpoint, corrections, readsToCheck } from '../../../src/model/checkApi';
import { ApiSubject } from '../api/subject';

describe('model: checking the API', () => {
  let subject: ApiSubject;
  let about: { botId: number; commandId: number };

  const start = async (paths: Partial<Record<EndpointId, string>> = {}) => {
    subject = await ApiSubject.start({ behaviour: { paths } });
    const { botId, commandIds } = subject.seed({
      token: 'made-up-token',
      commands: [{ name: '/secret-name', code: 'secret code' }],
    });
    about = { botId, commandId: commandIds[0]! };
  };
  afterEach(() => subject.close());

  const of = (checked: readonly CheckedEndpoint[], id: EndpointId) => checked.find((each) => each.id === id);

  it('asks for every read once, and for nothing that writes', async () => {
    await start();
    const checked = await checkApi(subject.http, about);
    const asked = subject.sandbox.requests.list();
    assert.deepEqual(
      asked.map(({ method }) => method).filter((method) => method !== 'GET'),
      [],
    );
    assert.ok(!asked.some(({ path }) => path.endsWith('/copy')), 'copying is a GET that writes');
    assert.deepEqual(
      checked.map(({ id }) => id),
      readsToCheck(),
    );
    const answered = checked.filter(({ path }) => path !== undefined);
    // A task of an import is known by its id alone, and there was none.
    assert.deepEqual(
      checked.filter(({ path }) => path === undefined).map(({ id, lacksId }) => [id, lacksId]),
      [['getCsvImportTask', true]],
    );
    assert.ok(answered.every(({ id, path }) => path === endpoint(id).path));
    assert.deepEqual(corrections(checked), {});
  });

  it('keeps names and kinds of what came back, and no value', async () => {
    await start();
    const checked = await checkApi(subject.http, about);
    const command = of(checked, 'getCommand');
    assert.deepEqual(
      command?.members.filter(({ name }) => ['id', 'command', 'aliases', 'answer'].includes(name)),
      [
        { name: 'id', kind: 'number' },
        { name: 'command', kind: 'text' },
        { name: 'answer', kind: 'null' },
        { name: 'aliases', kind: 'list' },
      ],
    );
    assert.equal(of(checked, 'getBots')?.count, 1);
    const kept = JSON.stringify(checked);
    for (const value of ['secret', 'made-up-token', subject.sandbox.apiKey, String(about.botId)]) {
      assert.ok(!kept.includes(value), `it holds ${value}`);
    }
    subject.assertNoSecrets();
  });

  it('finds the path that the server has in place of the one of the table', async () => {
    await start({ getIterationUsage: '/user/quota', getProperties: '/bots/{bot_id}/props' });
    const checked = await checkApi(subject.http, about);
    assert.deepEqual(corrections(checked), {
      getIterationUsage: '/user/quota',
      getProperties: '/bots/{bot_id}/props',
    });
    assert.deepEqual(
      of(checked, 'getProperties')?.tried.map(({ path, outcome }) => [path, outcome]),
      [
        ['/bots/{bot_id}/properties', 'routeMissing'],
        ['/bots/{bot_id}/props', 'answered'],
      ],
    );
  });

  it('takes the path of the table back where the setting was wrong, and draws no conclusion without an id', async () => {
    await start();
    const paths = { getChats: '/bots/{bot_id}/guests' };
    const http = subject.client({ paths: () => paths });
    // Of a task of an import only the path without its id can be asked.
    const other = await ApiSubject.start({
      behaviour: { paths: { getCsvImportTask: '/bots/{bot_id}/csv_import' } },
    });
    assert.deepEqual(corrections(await checkApi(http, about)), { getChats: null });
    const { botId } = other.seed({});
    assert.deepEqual(corrections(await checkApi(other.http, { botId })), {});
    await other.close();
  });

  it('tells a missing route from a server in trouble and from what is not allowed', async () => {
    await start();
    subject.sandbox.faults.add(
      { kind: 'routeMissing', endpoint: 'getCloudPlans' },
      { kind: 'status', status: 503, endpoint: 'getChats' },
      { kind: 'status', status: 403, endpoint: 'getErrorLog' },
    );
    const checked = await checkApi(subject.http, about);
    assert.deepEqual(
      [of(checked, 'getCloudPlans')?.path, of(checked, 'getCloudPlans')?.lacksId],
      [undefined, false],
    );
    assert.deepEqual(of(checked, 'getChats')?.tried, [
      { path: '/bots/{bot_id}/chats', outcome: 'server', status: 503 },
    ]);
    assert.equal(of(checked, 'getErrorLog')?.path, '/bots/{bot_id}/error_logs');
  });

  it('leaves out what is about a bot when there is none', async () => {
    await start();
    const checked = await checkApi(subject.http, {});
    assert.deepEqual(of(checked, 'getCommands')?.tried, []);
    assert.equal(of(checked, 'getBots')?.path, '/bots');
  });

  it('ends at once where nobody is let in', async () => {
    await start();
    subject.sandbox.faults.add({ kind: 'status', status: 401 });
    await subject.failureOf(checkApi(subject.http, about), 'unauthorized');
    assert.equal(subject.arrived().length, 1);
  });

  it('ends where it is cancelled, with what is known until then', async () => {
    await start();
    const end = new AbortController();
    let count = 0;
    const checked = await checkApi(subject.http, about, {
      signal: end.signal,
      onChecked: () => ++count === 3 && end.abort(),
    });
    assert.equal(checked.length, 3);
  });
});
