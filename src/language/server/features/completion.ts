import ts from 'typescript';
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  MarkupKind,
  type Position,
} from 'vscode-languageserver';

import type { Target } from '../botProgram';
import { isInLiteral } from '../code/inLiteral';
import { valueOf } from '../code/namedValue';
import { documentationOf } from '../documentation';
import { rangeOf } from '../positions';

export const completionTriggers = ['.', '"', "'", '`'];

/** Words of the language that BJS has no use for: there are neither modules nor promises. */
const uselessKeywords: ReadonlySet<string> = new Set(['import', 'export', 'await', 'async']);

const preferences: ts.UserPreferences = {
  includeCompletionsForModuleExports: false,
  includeCompletionsForImportStatements: false,
  includeCompletionsWithInsertText: true,
  includeAutomaticOptionalChainCompletions: true,
  // The person's own quotes are not known here; most BJS has double ones.
  quotePreference: 'double',
};

/** What an item needs to be told more about. */
export interface CompletionData {
  readonly uri: string;
  readonly offset: number;
  readonly name: string;
  readonly source?: string;
}

/** What may stand at a position. */
export function completionsAt(target: Target, position: Position, typed?: string): CompletionList {
  const { service, fileName, document, program } = target;
  const offset = document.offsetAt(position);
  const file = service.getProgram()?.getSourceFile(fileName);
  // Names that the bot stores something under are asked for now, so they are not left to a later time.
  if (file && isInLiteral(file, offset)) program.facts.readStored();
  const info = service.getCompletionsAtPosition(fileName, offset, {
    ...preferences,
    ...(isTrigger(typed) ? { triggerCharacter: typed } : {}),
  });
  if (!info) return { isIncomplete: false, items: [] };
  const items = info.entries
    .filter(({ kind, name }) => kind !== ts.ScriptElementKind.keyword || !uselessKeywords.has(name))
    .map((entry): CompletionItem => {
      const isBjs = info.isGlobalCompletion && program.parts.bjsNames.has(entry.name);
      const data: CompletionData = {
        uri: document.uri,
        offset,
        name: entry.name,
        ...(entry.source === undefined ? {} : { source: entry.source }),
      };
      const span = entry.replacementSpan ?? info.optionalReplacementSpan;
      const newText = entry.insertText ?? entry.name;
      return {
        label: entry.name,
        kind: kindOf(entry.kind),
        // Behind what the command declares itself (`11`), before everything of the language (`15`).
        sortText: isBjs ? `12${entry.name}` : entry.sortText,
        ...(span && reaches(document, span, offset)
          ? { textEdit: { range: rangeOf(document, span), newText } }
          : { insertText: newText }),
        ...(entry.filterText === undefined ? {} : { filterText: entry.filterText }),
        ...(entry.kindModifiers?.includes('deprecated') ? { tags: [CompletionItemTag.Deprecated] } : {}),
        data,
      };
    });
  return { isIncomplete: info.isIncomplete ?? false, items };
}

/** Type and documentation of an item, as it was offered in `target`. */
export function completionDetails(
  target: Target,
  item: CompletionItem,
  data: CompletionData,
): CompletionItem {
  const { service, fileName } = target;
  const { offset, name, source } = data;
  const details = service.getCompletionEntryDetails(
    fileName,
    offset,
    name,
    undefined,
    source,
    preferences,
    undefined,
  );
  if (!details) return item;
  return {
    ...item,
    detail: ts.displayPartsToString(details.displayParts),
    documentation: {
      kind: MarkupKind.Markdown,
      value: documentationOf(details.documentation, details.tags) || documentationOfValue(target, data),
    },
  };
}

/** Of what a member is the name of. */
function documentationOfValue(
  { service, fileName }: Target,
  { offset, name, source }: CompletionData,
): string {
  const checker = service.getProgram()?.getTypeChecker();
  const member = service.getCompletionEntrySymbol(fileName, offset, name, source);
  const value = checker && member && valueOf(checker, member);
  return value ? documentationOf(value.getDocumentationComment(checker), value.getJsDocTags(checker)) : '';
}

function isTrigger(typed: string | undefined): typed is ts.CompletionsTriggerCharacter {
  return typed !== undefined && completionTriggers.includes(typed);
}

/** VS Code takes an edit only on the line of the cursor. */
function reaches(document: Target['document'], span: ts.TextSpan, offset: number): boolean {
  const { start, end } = rangeOf(document, span);
  return start.line === end.line && span.start <= offset && offset <= span.start + span.length;
}

const kinds: ReadonlyMap<ts.ScriptElementKind, CompletionItemKind> = new Map<
  ts.ScriptElementKind,
  CompletionItemKind
>([
  [ts.ScriptElementKind.keyword, CompletionItemKind.Keyword],
  [ts.ScriptElementKind.primitiveType, CompletionItemKind.Keyword],
  [ts.ScriptElementKind.constElement, CompletionItemKind.Constant],
  [ts.ScriptElementKind.memberVariableElement, CompletionItemKind.Field],
  [ts.ScriptElementKind.memberGetAccessorElement, CompletionItemKind.Field],
  [ts.ScriptElementKind.memberSetAccessorElement, CompletionItemKind.Field],
  [ts.ScriptElementKind.functionElement, CompletionItemKind.Function],
  [ts.ScriptElementKind.localFunctionElement, CompletionItemKind.Function],
  [ts.ScriptElementKind.memberFunctionElement, CompletionItemKind.Method],
  [ts.ScriptElementKind.constructSignatureElement, CompletionItemKind.Method],
  [ts.ScriptElementKind.callSignatureElement, CompletionItemKind.Method],
  [ts.ScriptElementKind.enumElement, CompletionItemKind.Enum],
  [ts.ScriptElementKind.enumMemberElement, CompletionItemKind.EnumMember],
  [ts.ScriptElementKind.moduleElement, CompletionItemKind.Module],
  [ts.ScriptElementKind.classElement, CompletionItemKind.Class],
  [ts.ScriptElementKind.interfaceElement, CompletionItemKind.Interface],
  [ts.ScriptElementKind.typeElement, CompletionItemKind.Class],
  [ts.ScriptElementKind.warning, CompletionItemKind.Text],
  [ts.ScriptElementKind.string, CompletionItemKind.Constant],
]);

function kindOf(kind: ts.ScriptElementKind): CompletionItemKind {
  return kinds.get(kind) ?? CompletionItemKind.Variable;
}
