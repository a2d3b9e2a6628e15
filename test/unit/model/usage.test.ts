import assert from 'node:assert/strict';

import { Usage } from '../../../src/model/usage';
import { ApiSubject } from '../api/subject';
import { recordEvents } from './events';

describe('model: iteration usage', () => {
  let subject: ApiSubject;
  let usage: Usage;
  let fired: unknown[];
  let now: number;
  beforeEach(async () => {
    // The period is part of the answer, so that time has to stand still.
    now = Date.UTC(2026, 5, 15);
    subject = await ApiSubject.start({ now: () => Date.UTC(2026, 5, 15) });
    usage = new Usage(subject.http, subject.log, () => now);
    fired = recordEvents(usage.onDidChange);
  });
  afterEach(async () => {
    usage.dispose();
    await subject.close();
    subject.assertNoSecrets();
  });

  it('is what the server says, with the plan', async () => {
    await Promise.all([usage.refresh(), usage.refresh()]);
    assert.deepEqual(subject.arrived().sort(), ['GET /user/iteration_quota', 'GET /user/payment_plan']);
    assert.equal(usage.current?.limit, 100_000);
    assert.equal(usage.current.progress, 12_345);
    assert.equal(usage.plan?.name, 'Sandbox');
    assert.equal(usage.error, undefined);
    assert.equal(fired.length, 1);
  });

  it('tells only of changes', async () => {
    await usage.refresh();
    await usage.refresh();
    assert.equal(fired.length, 1);
    subject.sandbox.store.saveQuota({ ...subject.sandbox.store.quota()!, progress: 99_000 });
    await usage.refresh();
    assert.equal(fired.length, 2);
    assert.equal(usage.current?.progress, 99_000);
  });

  it('tells when it was read, by the minute', async () => {
    await usage.refresh();
    assert.equal(usage.readAt, now);
    now += 59_999;
    await usage.refresh();
    assert.equal(fired.length, 1);
    now += 1;
    await usage.refresh();
    assert.equal(fired.length, 2);
    subject.sandbox.faults.add({ kind: 'status', status: 500 });
    const before = now;
    now += 60_000;
    await usage.refresh();
    assert.equal(usage.readAt, before, 'a failure is no reading');
  });

  it('says which paths were tried when there is no such endpoint', async () => {
    subject.sandbox.faults.add({ kind: 'routeMissing', endpoint: 'getIterationUsage' });
    await usage.refresh();
    assert.equal(usage.error?.reason, 'routeMissing');
    assert.deepEqual(usage.triedPaths, [
      '/user/iteration_quota',
      '/user/iterations',
      '/user/iteration_usage',
      '/user/quota',
    ]);
    assert.equal(usage.current, undefined);
    assert.equal(fired.length, 1);
    await usage.refresh();
    assert.equal(fired.length, 1, 'the same failure again is no news');
  });

  it('gets over a failure, which does not take what was known', async () => {
    await usage.refresh();
    subject.sandbox.faults.add({ kind: 'status', status: 500 });
    await usage.refresh();
    assert.equal(usage.error?.reason, 'server');
    assert.equal(usage.current?.progress, 12_345);
    subject.sandbox.faults.clear();
    await usage.refresh();
    assert.equal(usage.error, undefined);
    assert.equal(fired.length, 3);
  });

  it('does without the plan', async () => {
    subject.sandbox.faults.add({ kind: 'routeMissing', endpoint: 'getPaymentPlan' });
    await usage.refresh();
    assert.equal(usage.error, undefined);
    assert.equal(usage.plan, undefined);
    assert.equal(usage.planError?.reason, 'routeMissing');
    assert.equal(usage.current?.limit, 100_000);
  });

  it('says nothing after its end', async () => {
    const refreshing = usage.refresh();
    usage.dispose();
    await refreshing;
    assert.deepEqual(fired, []);
    assert.equal(usage.current, undefined);
  });
});
