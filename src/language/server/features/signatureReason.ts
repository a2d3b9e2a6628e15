import type ts from 'typescript';
import { type SignatureHelpContext, SignatureHelpTriggerKind } from 'vscode-languageserver';

import { signatureRetriggers, signatureTriggers } from './signatureHelp';

/** Why the parameters of a call are asked for, in TypeScript's words. */
export function signatureReasonOf(context: SignatureHelpContext | undefined): ts.SignatureHelpTriggerReason {
  if (context?.triggerKind !== SignatureHelpTriggerKind.TriggerCharacter) {
    return context?.isRetrigger ? { kind: 'retrigger' } : { kind: 'invoked' };
  }
  const typed = context.triggerCharacter ?? '';
  if (context.isRetrigger) {
    const known = [...signatureTriggers, ...signatureRetriggers].includes(typed);
    return known
      ? { kind: 'retrigger', triggerCharacter: typed as ts.SignatureHelpRetriggerCharacter }
      : { kind: 'retrigger' };
  }
  return signatureTriggers.includes(typed)
    ? { kind: 'characterTyped', triggerCharacter: typed as ts.SignatureHelpTriggerCharacter }
    : { kind: 'invoked' };
}
