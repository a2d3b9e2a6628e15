import type { Log } from '../util/log';
import { contentsOf, fillBot } from './botContents';
import { exportBranch, importBranch } from './git';
import type { PendingWork } from './store/records';
import type { SandboxStore } from './store/store';

/** Promises work that is done a while later, whatever happens to the process meanwhile. */
export function promise(store: SandboxStore, work: PendingWork): void {
  store.saveFact('pendingWork', [...(store.fact('pendingWork') ?? []), work]);
}

/**
 * Does what is due by now. Called before every request, so a client cannot see that it was not done in time. What fails
 * is given up, or it would stand in the way of all requests.
 */
export function doDueWork(store: SandboxStore, now: number, log: Log): void {
  for (;;) {
    const promised = store.fact('pendingWork') ?? [];
    const index = promised.findIndex((work) => work.due <= now);
    const work = promised[index];
    if (!work) return;
    const rest = promised.toSpliced(index, 1);
    try {
      // Together, so that nothing is done twice.
      store.transaction(() => {
        store.saveFact('pendingWork', rest);
        doWork(store, work);
      });
    } catch (error) {
      log.error(`${work.kind} failed`, error);
      store.saveFact('pendingWork', rest);
    }
  }
}

/** Does one piece of work; of a bot that is gone by now there is nothing to do. */
function doWork(store: SandboxStore, work: PendingWork): void {
  switch (work.kind) {
    case 'copy':
      copyBot(store, work.botId);
      break;
    case 'gitExport':
      exportBranch(store, work.botId, work.branch);
      break;
    case 'gitImport':
      importBranch(store, work.botId, work.branch);
      break;
  }
}

/** Without token, not running, with commands, folders and libraries and nothing else (API reference, "Copy Bot"). */
function copyBot(store: SandboxStore, botId: number): void {
  const bot = store.bot(botId);
  if (!bot) return;
  const copy = store.createBot({ name: `Cloned bot: ${bot.name ?? ''}` });
  fillBot(store, copy.id, contentsOf(store, botId), 'import');
}
