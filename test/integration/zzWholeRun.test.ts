import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { unusedEndpoints } from './endpointUses';
import { usedSecrets, World } from './world';

describe('All that this run wrote', () => {
  it('holds no key and no bot token in logs, caches and lists', async () => {
    const world = await World.create([]);
    // Starts the sandbox process when no test before did.
    usedSecrets.add(await world.studio.sandbox.apiKey());
    // Calls that fail in every way are logged too.
    world.server.faults.add({ kind: 'status', status: 500 });
    await world.model.bots.refresh();
    await world.dispose();

    const written = new Map([['the log', world.studio.logLines.join('\n')]]);
    const storage = world.studio.storageFolder;
    for (const entry of await readdir(storage, { recursive: true, withFileTypes: true })) {
      // The sandbox's own store and the address that it tells its windows hold its local key by design.
      if (!entry.isFile() || /^sandbox\.(db.*|json)$/.test(entry.name)) continue;
      written.set(entry.name, await readFile(path.join(entry.parentPath, entry.name), 'latin1'));
    }
    for (const [name, text] of written) {
      for (const secret of usedSecrets) assert.ok(!text.includes(secret), `${name} holds a secret`);
    }
    assert.ok(world.studio.logLines.some((line) => line.includes('GET /bots 500')));
    assert.ok(usedSecrets.size > 10, 'there was something to search');
  });
});

describe('The endpoints of API v2', () => {
  it('were all executed by what a person does, with the documented bodies', function () {
    // Only a whole run does all of it.
    if (process.env['BBS_GREP']) this.skip();
    assert.deepEqual(unusedEndpoints(), []);
  });
});
