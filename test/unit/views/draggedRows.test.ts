import assert from 'node:assert/strict';

import { draggedRows } from '../../../src/views/draggedRows';
import { commandNode, folderNode } from '../../../src/views/nodes';

const ref = { accountId: 'sandbox', botId: 12 };

describe('views: rows that are dragged', () => {
  it('are those of this window as they are', () => {
    const rows = [commandNode(ref, 5)];
    assert.equal(draggedRows(rows), rows);
  });

  it('are found again by what VS Code writes of rows of another window', () => {
    const rows = [commandNode(ref, 5), folderNode({ accountId: '77', botId: 3 }, 9)];
    const handles = [...rows.map(({ id }) => `1/${id}`), '1/sandbox/bot-12', '1/sandbox', '0/0:Other'];
    const text = JSON.stringify({ id: 'botsBusiness.bots', itemHandles: handles });
    assert.deepEqual(draggedRows(text), rows);
  });

  it('are none when it cannot be understood', () => {
    for (const text of ['', 'hello', '{}', '{"itemHandles":[1]}', 'null', '{"itemHandles":']) {
      assert.equal(draggedRows(text), undefined, text);
    }
    assert.equal(draggedRows(undefined), undefined);
  });
});
