import { commandFields, type CommandRecord } from './store/records';
import type { SandboxStore } from './store/store';

/** `code` replaces the command's code, `append` is put behind it. */
export interface CodeChange {
  readonly code?: string;
  readonly append?: string;
}

/**
 * Changes a command's code as another person would in another client.
 * @returns `undefined` when there is no such command
 */
export function editAsOtherPerson(
  store: SandboxStore,
  botId: number,
  commandId: number,
  change: CodeChange,
): CommandRecord | undefined {
  return store.transaction(() => {
    const record = store.command(botId, commandId);
    if (!record) return undefined;
    const code = (change.code ?? record.code ?? '') + (change.append ?? '');
    return store.updateCommand(botId, commandId, { ...commandFields(record), code }, 'other person');
  });
}
