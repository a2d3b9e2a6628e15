import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { usedSecrets, World } from './world';

describe('All that this run wrote', () => {
  it('holds no key and no bot token in logs, caches and lists', async () => {
    const world = await World.create([]);
    // Calls that fail in every way are logged too.
    world.server.faults.add({ kind: 'status', status: 500 });
    await world.model.bots.refresh();
    await world.dispose();

    const folders = [world.studio.folders.logs, world.studio.folders.storage];
    let files = 0;
    for (const folder of folders) {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        // The sandbox's own store and the address that it tells its windows hold its local key by design.
        if (!entry.isFile() || /^sandbox\.(db.*|sqlite.*|json)$/.test(entry.name)) continue;
        const text = await readFile(path.join(entry.parentPath, entry.name), 'latin1');
        files++;
        for (const secret of usedSecrets) assert.ok(!text.includes(secret), `${entry.name} holds a secret`);
      }
    }
    assert.ok(usedSecrets.size > 10 && files > 0, 'there was something to search');
  });
});
