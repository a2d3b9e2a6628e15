import { contentsOf, fillBot } from './botContents';
import { exportBranch, importBranch } from './git';
import type { PendingWork } from './store/records';
import type { SandboxStore } from './store/store';

/** Promises work that is done a while later, whatever happens to the process meanwhile. */
export function promise(store: SandboxStore, work: PendingWork): void {
  store.saveFact('pendingWork', [...(store.fact('pendingWork') ?? []), work]);
}

/** Does what is due by now. Called before every request, so a client cannot see that it was not done in time. */
export function doDueWork(store: SandboxStore, now: number): void {
  const promised = store.fact('pendingWork') ?? [];
  const due = promised.filter((work) => work.due <= now);
  if (due.length === 0) return;
  store.transaction(() => {
    for (const work of due) doWork(store, work);
    store.saveFact(
      'pendingWork',
      promised.filter((work) => work.due > now),
    );
  });
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
