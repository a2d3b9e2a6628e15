import assert from 'node:assert/strict';

import { PanelForm, PanelGoneError } from '../../../../src/model/bot/panelForm';
import type { PanelFields } from '../../../../src/sandbox/store/parts';
import { ApiSubject } from '../../api/subject';

const panel: PanelFields = {
  name: 'Settings',
  value: {
    title: 'Settings',
    fields: [
      { name: 'greeting', title: 'Greeting', type: 'string', value: 'Hello' },
      { name: 'price', title: 'Price', type: 'integer', value: 5 },
      { name: 'secret', title: 'Secret', type: 'password', value: 'made-up-secret' },
      { name: 'open', title: 'Open', type: 'checkbox', value: true },
      { name: 'tries', title: 'Tries', type: 'integer', value: 3, hidden: true },
    ],
  },
};

describe('model: filling in an admin panel', () => {
  let subject: ApiSubject;
  let botId: number;
  let panelId: number;
  let form: PanelForm;

  beforeEach(async () => {
    subject = await ApiSubject.start();
    ({ botId } = subject.seed({ parts: { panels: [panel] } }));
    panelId = subject.sandbox.store.parts('panels', botId)[0]?.id ?? 0;
    form = new PanelForm(botId, panelId);
    await form.load(subject.http);
  });
  afterEach(() => subject.close());

  const stored = () => {
    const fields = subject.sandbox.store.part('panels', botId, panelId)?.value.fields ?? [];
    return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  };
  const elsewhere = (name: string, value: string | number) => {
    const fields = subject.sandbox.store
      .part('panels', botId, panelId)!
      .value.fields.map((field) => (field.name === name ? { ...field, value } : field));
    const { store } = subject.sandbox;
    store.updatePart('panels', botId, panelId, { value: { ...panel.value, fields } });
  };
  const sent = () => subject.sandbox.requests.list('updateAdminPanel').map(({ body }) => body);

  it('leaves out hidden fields, and is dirty only while something differs', () => {
    assert.deepEqual(
      form.fields.map(({ name }) => name),
      ['greeting', 'price', 'secret', 'open'],
    );
    form.type('greeting', 'Hi');
    assert.ok(form.isDirty);
    form.type('greeting', 'Hello');
    assert.ok(!form.isDirty);
    form.type('tries', '9');
    assert.ok(!form.isDirty, 'what is hidden cannot be typed into');
  });

  it('sends only what was changed', async () => {
    form.type('price', '7');
    form.type('open', false);
    assert.deepEqual(await form.save(subject.http), { kind: 'saved' });
    assert.deepEqual(sent(), [{ values: { price: 7, open: false } }]);
    assert.deepEqual(stored(), {
      ...{ greeting: 'Hello', price: 7, secret: 'made-up-secret', open: false, tries: 3 },
    });
    assert.ok(!form.isDirty);
    assert.deepEqual(await form.save(subject.http), { kind: 'nothing' });
    assert.equal(sent().length, 1);
  });

  it('sends nothing while something is wrong, and names it in the order of the fields', async () => {
    form.type('price', 'seven');
    form.type('greeting', 'Hi');
    subject.sandbox.requests.clear();
    assert.deepEqual(await form.save(subject.http), { kind: 'wrong', fields: ['price'] });
    assert.deepEqual(subject.arrived(), []);
  });

  it('overwrites nothing unseen: asks when somebody changed the same field', async () => {
    form.type('greeting', 'Mine');
    form.type('price', '7');
    elsewhere('greeting', 'Theirs');
    assert.deepEqual(await form.save(subject.http), { kind: 'conflict' });
    assert.deepEqual(sent(), []);
    form.type('greeting', 'Mine still');
    form.type('greeting', 'Mine');
    assert.deepEqual(form.conflicts(), [
      { name: 'greeting', theirs: 'Theirs', mine: 'Mine', isSecret: false },
    ]);
    form.keepMine('greeting');
    // Changed once more after the person looked.
    elsewhere('greeting', 'Again theirs');
    assert.deepEqual(await form.save(subject.http), { kind: 'conflict' });
    form.keepMine('greeting');
    assert.deepEqual(await form.save(subject.http), { kind: 'saved' });
    assert.deepEqual(sent(), [{ values: { greeting: 'Mine', price: 7 } }]);
  });

  it('takes the other value over when the person wants it, and those of other fields unasked', async () => {
    form.type('greeting', 'Mine');
    elsewhere('greeting', 'Theirs');
    await form.save(subject.http);
    form.takeTheirs('greeting');
    assert.ok(!form.isDirty);
    form.type('price', '7');
    elsewhere('greeting', 'Theirs again');
    assert.deepEqual(await form.save(subject.http), { kind: 'saved' });
    assert.deepEqual(sent(), [{ values: { price: 7 } }]);
    assert.equal(stored()['greeting'], 'Theirs again');
  });

  it('finds the conflict also for what was typed before the window was loaded again', async () => {
    elsewhere('greeting', 'Theirs');
    const again = new PanelForm(botId, panelId, { greeting: { typed: 'Mine', base: 'Hello' } });
    assert.deepEqual(await again.save(subject.http), { kind: 'conflict' });
    assert.deepEqual(sent(), []);
  });

  it('keeps what was typed into a field that is gone until the person gives it up', async () => {
    form.type('greeting', 'Mine');
    const fields = panel.value.fields.filter(({ name }) => name !== 'greeting');
    subject.sandbox.store.updatePart('panels', botId, panelId, { value: { ...panel.value, fields } });
    assert.deepEqual(await form.save(subject.http), { kind: 'conflict' });
    assert.deepEqual(form.conflicts(), [
      { name: 'greeting', theirs: undefined, mine: 'Mine', isSecret: false },
    ]);
    form.keepMine('greeting');
    assert.equal(form.conflicts().length, 1);
    form.takeTheirs('greeting');
    assert.ok(!form.isDirty);
  });

  it('knows a password for one also when its field is gone', async () => {
    const secret = form.fields.find(({ type }) => type === 'password')?.name ?? '';
    form.type(secret, 'made-up-password');
    const fields = panel.value.fields.filter(({ name }) => name !== secret);
    subject.sandbox.store.updatePart('panels', botId, panelId, { value: { ...panel.value, fields } });
    assert.deepEqual(await form.save(subject.http), { kind: 'conflict' });
    assert.deepEqual(
      form.conflicts().map(({ name, isSecret }) => [name, isSecret]),
      [[secret, true]],
    );
  });

  it('knows after a lost answer that the values arrived', async () => {
    form.type('greeting', 'Mine');
    subject.sandbox.faults.add({ kind: 'dropAfterApply', endpoint: 'updateAdminPanel', times: 1 });
    await subject.failureOf(form.save(subject.http), 'network');
    assert.ok(form.isDirty);
    assert.deepEqual(await form.save(subject.http), { kind: 'saved' });
    assert.equal(sent().length, 1);
    assert.ok(!form.isDirty);
  });

  it('believes a server that only confirms', async () => {
    form.type('greeting', 'Mine');
    subject.sandbox.faults.add({ kind: 'plainText', endpoint: 'updateAdminPanel', times: 1 });
    assert.deepEqual(await form.save(subject.http), { kind: 'saved' });
    assert.equal(form.fields[0]?.value, 'Mine');
  });

  it('says which values the server confirmed and did not take', async () => {
    form.type('greeting', 'Mine');
    form.type('price', '7');
    const { http } = subject;
    // Another server, which reads another body.
    const deaf = subject.client({
      fetch: (input, init) =>
        fetch(input, init?.method === 'PUT' ? { ...init, body: '{"values":{"price":7}}' } : init),
    });
    assert.deepEqual(await form.save(deaf), { kind: 'notTaken', fields: ['greeting'] });
    assert.deepEqual([...form.edits.keys()], ['greeting']);
    assert.deepEqual(await form.save(http), { kind: 'saved' });
    assert.equal(stored()['greeting'], 'Mine');
  });

  it('keeps what is typed while a save is under way', async () => {
    form.type('greeting', 'Mine');
    subject.sandbox.faults.add({ kind: 'held', endpoint: 'updateAdminPanel' });
    const saving = form.save(subject.http);
    while (sent().length === 0) await new Promise((resolve) => setImmediate(resolve));
    form.type('greeting', 'Mine too');
    subject.sandbox.faults.clear();
    assert.deepEqual(await saving, { kind: 'saved' });
    assert.equal(stored()['greeting'], 'Mine');
    assert.deepEqual(form.edits.get('greeting'), { typed: 'Mine too', base: 'Mine' });
    assert.deepEqual(form.conflicts(), []);
  });

  it('says that the panel is gone', async () => {
    form.type('greeting', 'Mine');
    subject.sandbox.store.deletePart('panels', botId, panelId);
    await assert.rejects(form.save(subject.http), PanelGoneError);
    assert.ok(form.isDirty);
  });
});
