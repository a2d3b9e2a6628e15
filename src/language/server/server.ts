import * as l10n from '@vscode/l10n';
import {
  type CancellationToken,
  CodeActionKind,
  type CompletionItem,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  type PublishDiagnosticsParams,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

import { asError } from '../../util/async';
import { Disposable } from '../../util/disposable';
import {
  type BotChange,
  type BotCheck,
  type CheckedFileReport,
  type DocumentOwner,
  messages,
  type RuleChoice,
  type StartOptions,
} from '../protocol/protocol';
import type { Target } from './botProgram';
import { checkForEditor } from './check/checkRequest';
import { answerAboutCommands, commandCapabilities } from './commandAnswers';
import { DiagnosticsQueue } from './diagnostics/diagnosticsQueue';
import { diagnosticsOf } from './diagnostics/diagnostics';
import {
  type CompletionData,
  completionDetails,
  completionsAt,
  completionTriggers,
} from './features/completion';
import { answerCompletionsAt, answerTrigger } from './features/answerCompletion';
import { codeActionsAt } from './features/codeActions';
import { foldingRangesOf } from './features/folding';
import { formattingOf, formattingOnType, formattingTriggers } from './features/formatting';
import { commandCompletionsAt, commandTrigger } from './features/commandCompletion';
import { commandHoverAt } from './features/commandHover';
import { hoverAt } from './features/hover';
import { panelHoverAt } from './features/panelHover';
import { semanticTokensLegend, semanticTokensOf } from './features/semanticTokens';
import { signatureHelpAt, signatureRetriggers, signatureTriggers } from './features/signatureHelp';
import { signatureReasonOf } from './features/signatureReason';
import { symbolsOf } from './features/symbols';
import type { Declarations } from './declarations';
import { IdleTime } from './idleTime';
import { unlessTooDeep } from './tooDeep';
import { Workspace } from './workspace';

/** The language server of BJS: what an editor asks over a connection, answered from the workspace. */
export class BjsServer extends Disposable {
  readonly #connection: Connection;
  readonly #idleTime = new IdleTime((error) => this.#failed(error));
  readonly #workspace: Workspace;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #diagnostics: DiagnosticsQueue;
  #rules: RuleChoice = {};

  constructor(connection: Connection, declarations: Declarations) {
    super();
    this.#connection = connection;
    this.#workspace = this._register(new Workspace(declarations, this.#idleTime.run));
    this.#diagnostics = this._register(
      new DiagnosticsQueue(
        (uri) => this.#tellDiagnostics(uri),
        (error) => this.#failed(error),
      ),
    );
    connection.onInitialize((params) => this.#initialize(params));
    this.#followDocuments();
    this.#followBots();
    this.#answer();
  }

  listen(): void {
    this._register(this.#documents.listen(this.#connection));
    this.#connection.listen();
  }

  #initialize({ initializationOptions }: InitializeParams): InitializeResult {
    const { l10n: contents, owners, rules } = initializationOptions as StartOptions;
    this.#rules = rules;
    if (contents) l10n.config({ contents });
    for (const owner of owners) this.#workspace.setOwner(owner);
    // The editor still has to take in the answer, and to say which documents there are.
    setImmediate(() => {
      try {
        this.#workspace.warmUp();
      } catch (error) {
        this.#failed(error);
      }
    });
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: {
          triggerCharacters: [...completionTriggers, commandTrigger, answerTrigger],
          resolveProvider: true,
        },
        hoverProvider: true,
        signatureHelpProvider: {
          triggerCharacters: signatureTriggers,
          retriggerCharacters: signatureRetriggers,
        },
        ...commandCapabilities,
        definitionProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: {
          firstTriggerCharacter: formattingTriggers.first,
          moreTriggerCharacter: formattingTriggers.more,
        },
        semanticTokensProvider: { legend: semanticTokensLegend, full: true, range: true },
      },
    };
  }

  #followDocuments(): void {
    const { onDidOpen, onDidChangeContent, onDidClose } = this.#documents;
    this._register(
      onDidOpen(({ document }) => {
        this.#workspace.open(document);
        this.#diagnostics.add(document.uri);
      }),
    );
    this._register(
      onDidChangeContent(({ document }) => {
        this.#idleTime.noteUse();
        this.#workspace.change(document);
        this.#diagnostics.add(document.uri);
      }),
    );
    this._register(
      onDidClose(({ document: { uri } }) => {
        this.#workspace.close(uri);
        this.#diagnostics.drop(uri);
        this.#send({ uri, diagnostics: [] });
      }),
    );
    this._register(this.#workspace.onDidTouch((uris) => uris.forEach((uri) => this.#diagnostics.add(uri))));
  }

  #followBots(): void {
    const connection = this.#connection;
    connection.onNotification(messages.documentOwner, (owner: DocumentOwner) =>
      this.#workspace.setOwner(owner),
    );
    connection.onNotification(messages.botChanged, (change: BotChange) => this.#workspace.changeBot(change));
    connection.onNotification(messages.rulesChosen, (rules: RuleChoice) => {
      this.#rules = rules;
      for (const uri of this.#workspace.openUris) this.#diagnostics.add(uri);
    });
    connection.onRequest(messages.checkBot, async (check: BotCheck, token: CancellationToken) => {
      await checkForEditor(this.#workspace.parts, check, {
        rules: this.#rules,
        token,
        tell: (report) => this.#tellChecked(report),
        onFailure: (uri, error) => this.#notLookedAt(uri, error),
      });
      return null;
    });
  }

  #tellChecked(report: CheckedFileReport): void {
    this.#connection
      .sendNotification(messages.checkedFile, report)
      .catch((error: unknown) => this.#failed(error));
  }

  #answer(): void {
    const connection = this.#connection;
    connection.onCompletion(({ textDocument: { uri }, position, context }, token) =>
      this.#about(uri, token, (target) => {
        const typed = context?.triggerCharacter;
        const names = commandCompletionsAt(target, position) ?? answerCompletionsAt(target, position);
        const isOnlyOfNames = typed === commandTrigger || typed === answerTrigger;
        return names ?? (isOnlyOfNames ? null : completionsAt(target, position, typed));
      }),
    );
    connection.onCompletionResolve((item: CompletionItem, token) => {
      const data = item.data as CompletionData | undefined;
      // Of a command and of a property in a text all is said at once.
      if (!data) return item;
      return this.#about(data.uri, token, (target) => completionDetails(target, item, data)) ?? item;
    });
    connection.onHover(({ textDocument: { uri }, position }, token) =>
      this.#about(
        uri,
        token,
        (target) =>
          commandHoverAt(target, position) ?? panelHoverAt(target, position) ?? hoverAt(target, position),
      ),
    );
    connection.onSignatureHelp(({ textDocument: { uri }, position, context }, token) =>
      this.#about(uri, token, (target) => signatureHelpAt(target, position, signatureReasonOf(context))),
    );
    connection.onCodeAction((params, token) => {
      // Asked wherever the cursor is; where nothing is marked there is nothing to mend.
      if (params.context.diagnostics.length === 0) return [];
      return this.#about(params.textDocument.uri, token, (target) =>
        codeActionsAt(target, params, this.#rules, (error) =>
          this.#notLookedAt(params.textDocument.uri, error),
        ),
      );
    });
    answerAboutCommands(connection, this.#workspace, (uri, token, ask) => this.#about(uri, token, ask));
    connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
      this.#about(uri, token, (target) => symbolsOf(target)),
    );
    connection.onFoldingRanges(({ textDocument: { uri } }, token) =>
      this.#about(uri, token, (target) => foldingRangesOf(target)),
    );
    connection.onDocumentFormatting(({ textDocument: { uri }, options }, token) =>
      this.#about(uri, token, (target) => formattingOf(target, options)),
    );
    connection.onDocumentRangeFormatting(({ textDocument: { uri }, options, range }, token) =>
      this.#about(uri, token, (target) => formattingOf(target, options, range)),
    );
    connection.onDocumentOnTypeFormatting(({ textDocument: { uri }, options, position, ch }, token) =>
      this.#about(uri, token, (target) => formattingOnType(target, options, position, ch)),
    );
    connection.languages.semanticTokens.on(
      ({ textDocument: { uri } }, token) =>
        this.#about(uri, token, (target) => semanticTokensOf(target)) ?? { data: [] },
    );
    connection.languages.semanticTokens.onRange(
      ({ textDocument: { uri }, range }, token) =>
        this.#about(uri, token, (target) => semanticTokensOf(target, range)) ?? { data: [] },
    );
  }

  /** Asks about a document; one that was closed meanwhile, or about which nobody waits any more, is not looked at. */
  #about<T>(uri: string, token: CancellationToken, ask: (target: Target) => T): T | null | ResponseError {
    if (token.isCancellationRequested) {
      return new ResponseError(LSPErrorCodes.RequestCancelled, 'Nobody waits for it any more.');
    }
    this.#idleTime.noteUse();
    const target = this.#workspace.target(uri);
    return (
      (target &&
        unlessTooDeep(
          () => ask(target),
          () => this.#tooDeep(uri),
        )) ??
      null
    );
  }

  #tellDiagnostics(uri: string): void {
    const target = this.#workspace.target(uri);
    if (!target) return;
    const { version } = target.document;
    const diagnostics = diagnosticsOf(target, this.#rules, (error) => this.#notLookedAt(uri, error));
    this.#send({ uri, version, diagnostics });
  }

  #send(params: PublishDiagnosticsParams): void {
    this.#connection.sendDiagnostics(params).catch((error: unknown) => this.#failed(error));
  }

  #notLookedAt(uri: string, error: unknown): void {
    if (error instanceof RangeError) this.#tooDeep(uri);
    else this.#failed(error);
  }

  #tooDeep(uri: string): void {
    this.#connection.console.warn(`${uri} is nested too deeply to be looked at as a whole`);
  }

  #failed(error: unknown): void {
    this.#connection.console.error(asError(error).stack ?? String(error));
  }
}
