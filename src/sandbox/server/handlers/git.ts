import { branchOf, newBranchName } from '../../git';
import { charge, importCost } from '../../iterations';
import { promise } from '../../pendingWork';
import type { BotRecord } from '../../store/records';
import { refusal, textAnswer } from '../answer';
import { textField } from '../fields';
import { botOf, type Call, type Handler, openBotOf } from '../handler';

/** API reference, "Git export". Path, body and the refusal inside a 200 are not documented, assumed. */
export const gitExport: Handler = (call) => {
  const bot = withRepository(openBotOf(call));
  return startWork(call, bot, 'gitExport', branchField(call) ?? newBranchName(call.now));
};

/** API reference, "Git import": also for a protected bot. Without a branch the newest one is taken (assumed). */
export const gitImport: Handler = (call) => {
  const bot = withRepository(botOf(call));
  const branch = branchOf(call.store, bot.id, branchField(call));
  if (!branch) throw refusal('Branch not found', 200);
  return startWork(call, bot, 'gitImport', branch.name);
};

function startWork(call: Call, bot: BotRecord, kind: 'gitExport' | 'gitImport', branch: string) {
  charge(call.store, importCost);
  promise(call.store, { kind, botId: bot.id, branch, due: call.now + call.behaviour.gitMs });
  return textAnswer('success');
}

function withRepository(bot: BotRecord): BotRecord {
  if (!bot.git_remote) throw refusal('Git repository is not set', 200);
  return bot;
}

function branchField({ body }: Call): string | null {
  return textField(body['branch'])?.trim() || null;
}
