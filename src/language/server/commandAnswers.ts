import {
  type CancellationToken,
  type Connection,
  type DocumentLink,
  ErrorCodes,
  type Location,
  type LocationLink,
  ResponseError,
  type ServerCapabilities,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import * as l10n from '@vscode/l10n';

import {
  type CommandFact,
  messages,
  type NameChange,
  type NameChanges,
  type NamedAt,
  type PlaceQuestion,
  type Places,
  type PlacesQuestion,
} from '../protocol/protocol';
import type { Target } from './botProgram';
import { commandStringAt } from './commands/asked';
import { definitionsAt } from './features/definition';
import {
  commandHighlightsAt,
  commandLinkAt,
  commandLinksIn,
  commandReferencesAt,
} from './features/commandPlaces';
import { changedName, preparedRename, renamedAt } from './features/commandRename';
import { changedIdentifier, preparedNameRename } from './features/nameRename';
import { type EditsInText, RenameRefusal } from './features/renames';
import type { Workspace } from './workspace';

/** What the server can do with the names of commands. */
export const commandCapabilities: ServerCapabilities = {
  referencesProvider: true,
  documentHighlightProvider: true,
  documentLinkProvider: { resolveProvider: true },
  renameProvider: { prepareProvider: true },
};

/** Asks about an open document; `null` when there is nothing to say. */
type About = <T>(
  uri: string,
  token: CancellationToken,
  ask: (target: Target) => T,
) => T | null | ResponseError;

/** What a link has to be told more about. */
interface LinkData {
  readonly bot: string;
  readonly command: string;
}

/** The beginning of a file. */
const beginning = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Answers where commands are named, and renames them there. */
export function answerAboutCommands(connection: Connection, workspace: Workspace, about: About): void {
  connection.onDefinition(async ({ textDocument: { uri }, position }, token) => {
    const link = about(uri, token, (target) => commandLinkAt(target, position) ?? null);
    if (link instanceof ResponseError) return link;
    if (!link) return about(uri, token, (target) => definitionsAt(target, position));
    const place = (await placesOf(workspace.botOf(uri), [link.fact])).get(link.fact.id);
    if (place === undefined) return [];
    return [
      {
        originSelectionRange: link.from,
        targetUri: place,
        targetRange: beginning,
        targetSelectionRange: beginning,
      } satisfies LocationLink,
    ];
  });
  connection.onReferences(async ({ textDocument: { uri }, position }, token) => {
    const found = about(uri, token, (target) => commandReferencesAt(target, position));
    if (!found || found instanceof ResponseError) return found;
    const places = await placesOf(
      workspace.botOf(uri),
      found.flatMap(({ fact }) => fact ?? []),
    );
    return found.flatMap((each): Location[] => {
      const uri = each.fact ? places.get(each.fact.id) : each.uri;
      return uri === undefined ? [] : [{ uri, range: each.range }];
    });
  });
  connection.onDocumentHighlight(({ textDocument: { uri }, position }, token) =>
    about(uri, token, (target) => commandHighlightsAt(target, position)),
  );
  connection.onDocumentLinks(({ textDocument: { uri } }, token) =>
    about(uri, token, (target) =>
      commandLinksIn(target).map(({ fact, from }): DocumentLink => {
        const data: LinkData = { bot: workspace.botOf(uri) ?? '', command: fact.id };
        return { range: from, tooltip: l10n.t('Open {0}', fact.name ?? ''), data };
      }),
    ),
  );
  connection.onDocumentLinkResolve(async (link) => {
    const { bot, command } = link.data as LinkData;
    const fact = workspace.commandsOf(bot).get(command);
    const place = fact && (await placesOf(bot, [fact])).get(command);
    return place === undefined ? link : { ...link, target: place };
  });
  connection.onPrepareRename(({ textDocument: { uri }, position }, token) =>
    orRefused(() =>
      about(uri, token, (target) =>
        commandStringAt(target, position)
          ? preparedRename(target, position)
          : preparedNameRename(target, position),
      ),
    ),
  );
  connection.onRenameRequest(({ textDocument: { uri }, position, newName }, token) =>
    orRefused(() => {
      const bot = workspace.botOf(uri);
      const named = about(uri, token, (target) => {
        if (!commandStringAt(target, position)) return changedIdentifier(target, position, newName);
        return renamedAt(target, position).command;
      });
      if (!named || named instanceof ResponseError) return named;
      if (Array.isArray(named)) return editOf(bot, named);
      if (bot === undefined) return null;
      const change = { bot, command: named.fact.id, from: named.name, to: newName };
      return changesOf(change).then(({ edit }) => edit);
    }),
  );
  connection.onRequest(
    messages.namedAt,
    ({ uri, position }: PlaceQuestion, token: CancellationToken): NamedAt | null => {
      const bot = workspace.botOf(uri);
      const named = orRefused(() =>
        about(uri, token, (target) =>
          commandStringAt(target, position) ? renamedAt(target, position).command : null,
        ),
      );
      if (!named || named instanceof ResponseError || bot === undefined) return null;
      return { bot, command: named.fact.id, name: named.name };
    },
  );
  connection.onRequest(messages.changeName, (change: NameChange) => orRefused(() => changesOf(change)));

  /** @throws RenameRefusal at once */
  async function changesOf(change: NameChange): Promise<NameChanges> {
    const { edits, keyboards } = changedName(workspace.commandsOf(change.bot), change);
    return { edit: await editOf(change.bot, edits), keyboards };
  }

  async function editOf(bot: string | undefined, found: readonly EditsInText[]): Promise<WorkspaceEdit> {
    const places = await placesOf(
      bot,
      found.flatMap(({ fact }) => fact ?? []),
    );
    return {
      documentChanges: found.flatMap((text) => {
        const uri = text.fact ? places.get(text.fact.id) : text.uri;
        if (uri === undefined) return [];
        const version = workspace.target(uri)?.document.version ?? null;
        return [{ textDocument: { uri, version }, edits: [...text.edits] }];
      }),
    };
  }

  /** Where commands are, by id: in an editor, where they are known to be, or where the client says. */
  async function placesOf(
    bot: string | undefined,
    facts: readonly CommandFact[],
  ): Promise<ReadonlyMap<string, string>> {
    const places = new Map<string, string>();
    if (bot === undefined) return places;
    const commands = workspace.commandsOf(bot);
    const unknown = new Set<string>();
    for (const fact of facts) {
      const place = commands.documentOf(fact)?.uri ?? fact.uri;
      if (place === null) unknown.add(fact.id);
      else places.set(fact.id, place);
    }
    if (unknown.size === 0) return places;
    const question: PlacesQuestion = { bot, commands: [...unknown] };
    const told: Places = await connection.sendRequest(messages.places, question);
    for (const [id, place] of Object.entries(told)) places.set(id, place);
    return places;
  }
}

/** A refusal is an answer that the person reads. */
function orRefused<T>(ask: () => T): T | ResponseError {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof RenameRefusal)) throw error;
    return new ResponseError(ErrorCodes.InvalidRequest, error.message);
  }
}
