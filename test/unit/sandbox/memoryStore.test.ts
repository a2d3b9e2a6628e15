import { MemoryStore } from '../../../src/sandbox/store/memoryStore';
import { describeStore } from './storeContract';

describe('memory store', () => {
  describeStore((now) => Promise.resolve(new MemoryStore({ now })));
});
