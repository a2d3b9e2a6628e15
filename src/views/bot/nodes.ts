import type { BrokenRecord } from '../../api/decode';
import type { ApiError } from '../../api/errors';
import type { BotRef } from '../../model/account';
import type { PartName } from '../../model/bot/botParts';

/** What every row of the view of one bot says. */
interface Row {
  readonly id: string;
  readonly ref: BotRef;
  /** The section that it lies in, or is. */
  readonly section: PartName;
}

/** A row of the view of one bot. It names what it shows; what that looks like now is asked of the model. */
export type BotViewNode =
  | SectionNode
  | ErrorGroupNode
  | PartNode
  | FactNode
  | BrokenPartNode
  | MoreNode
  | ReadingNode
  | SectionFailureNode;

export interface SectionNode extends Row {
  readonly kind: 'section';
}
export interface ErrorGroupNode extends Row {
  readonly kind: 'errorGroup';
  readonly message: string;
}
/** One record of a section, by its id. */
export interface PartNode extends Row {
  readonly kind: 'error' | 'library' | 'broadcast' | 'chat' | 'property' | 'panel';
  readonly partId: number;
}
/** Something about the row above it; carries what it shows. */
export interface FactNode extends Row {
  readonly kind: 'fact';
  readonly label: string;
  readonly value: string;
  readonly icon: string;
}
/** A record that the server sent and that could not be understood. */
export interface BrokenPartNode extends Row {
  readonly kind: 'brokenPart';
  readonly record: BrokenRecord;
}
/** There is more than is shown; a click shows it. */
export interface MoreNode extends Row {
  readonly kind: 'more';
}
/** Stands where rows will be. */
export interface ReadingNode extends Row {
  readonly kind: 'reading';
}
/** In place of rows that could not be had; a click tries again. */
export interface SectionFailureNode extends Row {
  readonly kind: 'sectionFailure';
  readonly error: ApiError;
}

export function sectionNode(ref: BotRef, section: PartName): SectionNode {
  return { kind: 'section', id: sectionKey(ref, section), ref, section };
}
export function errorGroupNode(ref: BotRef, message: string): ErrorGroupNode {
  return {
    kind: 'errorGroup',
    id: `${sectionKey(ref, 'errors')}/group-${message}`,
    ref,
    section: 'errors',
    message,
  };
}
export function errorNode(ref: BotRef, partId: number): PartNode {
  return partNode(ref, 'error', 'errors', partId);
}
export function libraryNode(ref: BotRef, partId: number): PartNode {
  return partNode(ref, 'library', 'libraries', partId);
}
export function broadcastNode(ref: BotRef, partId: number): PartNode {
  return partNode(ref, 'broadcast', 'broadcasts', partId);
}
export function chatNode(ref: BotRef, partId: number): PartNode {
  return partNode(ref, 'chat', 'chats', partId);
}
export function propertyNode(ref: BotRef, partId: number): PartNode {
  return partNode(ref, 'property', 'properties', partId);
}
/** Names the panel that a form is to be opened for. */
export function panelNode(ref: BotRef, partId: number): PartNode {
  return partNode(ref, 'panel', 'panels', partId);
}
/** @param name tells it from the other facts of the row above */
export function factNode(
  above: PartNode,
  name: string,
  shown: Pick<FactNode, 'label' | 'value' | 'icon'>,
): FactNode {
  const { ref, section } = above;
  return { kind: 'fact', id: `${above.id}/${name}`, ref, section, ...shown };
}
export function brokenPartNode(
  ref: BotRef,
  section: PartName,
  record: BrokenRecord,
  index: number,
): BrokenPartNode {
  const id = `${sectionKey(ref, section)}/broken-${record.id ?? `at-${index}`}`;
  return { kind: 'brokenPart', id, ref, section, record };
}
export function moreNode(ref: BotRef, section: PartName): MoreNode {
  return { kind: 'more', id: `${sectionKey(ref, section)}/more`, ref, section };
}
export function readingNode(ref: BotRef, section: PartName): ReadingNode {
  return { kind: 'reading', id: `${sectionKey(ref, section)}/reading`, ref, section };
}
export function sectionFailureNode(ref: BotRef, section: PartName, error: ApiError): SectionFailureNode {
  return { kind: 'sectionFailure', id: `${sectionKey(ref, section)}/failure`, ref, section, error };
}

function partNode(ref: BotRef, kind: PartNode['kind'], section: PartName, partId: number): PartNode {
  return { kind, id: `${sectionKey(ref, section)}/${partId}`, ref, section, partId };
}

function sectionKey({ accountId, botId }: BotRef, section: PartName): string {
  return `${accountId}/bot-${botId}/${section}`;
}
