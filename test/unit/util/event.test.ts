import assert from 'node:assert/strict';

import { Disposable, type IDisposable, toDisposable } from '../../../src/util/disposable';
import { Emitter } from '../../../src/util/event';
import { hash32 } from '../../../src/util/hash';
import { parseSandboxInfo } from '../../../src/util/sandboxContract';

describe('util: Emitter', () => {
  it('fires to its listeners in their order', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    emitter.event((value) => heard.push(`a${value}`));
    emitter.event((value) => heard.push(`b${value}`));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(heard, ['a1', 'b1', 'a2', 'b2']);
  });

  it('one that throws keeps no other waiting, and is heard of', () => {
    const emitter = new Emitter<void>();
    const heard: string[] = [];
    emitter.event(() => {
      throw new Error('first');
    });
    emitter.event(() => {
      throw new Error('second');
    });
    emitter.event(() => heard.push('third'));
    assert.throws(() => emitter.fire(), { message: 'first' });
    assert.deepEqual(heard, ['third']);
  });

  it('a function that listens twice is called twice and leaves one by one', () => {
    const emitter = new Emitter<void>();
    let heard = 0;
    const listener = () => heard++;
    const first = emitter.event(listener);
    emitter.event(listener);
    emitter.fire();
    assert.equal(heard, 2);
    first.dispose();
    first.dispose();
    emitter.fire();
    assert.equal(heard, 3);
  });

  it('who leaves or comes while it fires changes nothing for this time', () => {
    const emitter = new Emitter<void>();
    const heard: string[] = [];
    const second = { listener: undefined as IDisposable | undefined };
    emitter.event(() => {
      heard.push('first');
      second.listener?.dispose();
      emitter.event(() => heard.push('late'));
    });
    second.listener = emitter.event(() => heard.push('second'));
    emitter.fire();
    assert.deepEqual(heard, ['first', 'second']);
  });

  it('is silent after its end', () => {
    const emitter = new Emitter<void>();
    let heard = 0;
    emitter.event(() => heard++);
    emitter.dispose();
    emitter.fire();
    assert.equal(heard, 0);
  });
});

describe('util: Disposable', () => {
  class Owner extends Disposable {
    own<T extends IDisposable>(item: T): T {
      return this._register(item);
    }
    get ended(): boolean {
      return this.isDisposed;
    }
  }

  it('takes what it owns with it, last first, once', () => {
    const owner = new Owner();
    const gone: number[] = [];
    for (const index of [1, 2, 3]) owner.own(toDisposable(() => gone.push(index)));
    assert.equal(owner.ended, false);
    owner.dispose();
    owner.dispose();
    assert.deepEqual(gone, [3, 2, 1]);
    assert.equal(owner.ended, true);
  });

  it('what comes after its end goes at once', () => {
    const owner = new Owner();
    owner.dispose();
    let gone = 0;
    const item = toDisposable(() => gone++);
    assert.equal(owner.own(item), item);
    assert.equal(gone, 1);
  });
});

describe('util: hash32', () => {
  it('is FNV-1a, which VS Code’s backups rely on to stay', () => {
    // Values of the published test suite of FNV for ASCII.
    assert.equal(hash32(''), 0x811c9dc5);
    assert.equal(hash32('a'), 0xe40c292c);
    assert.equal(hash32('foobar'), 0xbf9cf968);
  });
});

describe('util: the sandbox’s file for windows', () => {
  const info = { pid: 5, socket: '/tmp/x.sock', apiKey: 'k' };

  it('is read when it is whole', () => {
    assert.deepEqual(parseSandboxInfo(JSON.stringify({ ...info, more: 1 })), info);
  });

  it('is nothing when it is cut short or of another shape', () => {
    const text = JSON.stringify(info);
    for (let length = 0; length < text.length; length++) {
      assert.equal(parseSandboxInfo(text.slice(0, length)), undefined);
    }
    for (const other of [
      'null',
      '[]',
      '5',
      '{"pid":"5","socket":"x","apiKey":"k"}',
      '{"pid":5,"socket":"x"}',
    ]) {
      assert.equal(parseSandboxInfo(other), undefined, other);
    }
  });
});
