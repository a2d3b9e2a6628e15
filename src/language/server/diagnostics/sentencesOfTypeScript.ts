/**
 * What TypeScript says only in its sentences, which are those of the version that is pinned. A test holds each of them to
 * what that version says.
 */
import ts from 'typescript';

/** What TypeScript takes for the meant name. */
export function suggestionIn({ messageText }: ts.Diagnostic): string | undefined {
  return /Did you mean '([\w$]+)'\?$/.exec(ts.flattenDiagnosticMessageText(messageText, '\n'))?.[1];
}

/** The names of what is missing, as TypeScript lists them. */
export function missingIn(finding: ts.Diagnostic): string | undefined {
  for (const { text } of reasonsOf(finding)) {
    const one = /^Property '(.+?)' is missing/.exec(text)?.[1];
    const several = /missing the following properties from type .+: (.+)$/s.exec(text)?.[1];
    if (one !== undefined || several !== undefined) return one ?? several;
  }
  return undefined;
}

/** A finding and the reasons for it. */
export function* reasonsOf({ code, messageText }: ts.Diagnostic): Iterable<{ code: number; text: string }> {
  if (typeof messageText === 'string') {
    yield { code, text: messageText };
    return;
  }
  const open = [messageText];
  for (let chain = open.pop(); chain; chain = open.pop()) {
    yield { code: chain.code, text: chain.messageText };
    open.push(...(chain.next ?? []));
  }
}
