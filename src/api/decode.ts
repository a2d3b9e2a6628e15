import * as v from 'valibot';

import { endpoint, type EndpointId } from './endpoints';
import { ApiError } from './errors';

/** A record of a listing that could not be understood. It is shown as what it is and hides no other. */
export interface BrokenRecord {
  /** When at least that could be read. */
  readonly id: number | undefined;
  /** Which fields were not as expected; never their contents. */
  readonly problems: readonly string[];
}

export interface Listing<T> {
  readonly items: readonly T[];
  readonly broken: readonly BrokenRecord[];
}

/** @throws ApiError `malformed` when the answer has another shape; a write may then have been applied */
export function decode<S extends v.GenericSchema>(
  id: EndpointId,
  schema: S,
  answer: unknown,
): v.InferOutput<S> {
  const result = v.safeParse(schema, answer);
  if (result.success) return result.output;
  throw new ApiError('malformed', {
    endpoint: id,
    outcomeUnknown: endpoint(id).effect === 'write',
    cause: problemsOf(result.issues).join('; '),
  });
}

/**
 * Decodes a bare array record by record.
 * @throws ApiError `malformed` when the answer is not an array
 */
export function decodeListing<S extends v.GenericSchema>(
  id: EndpointId,
  schema: S,
  answer: unknown,
): Listing<v.InferOutput<S>> {
  const records = decode(id, v.array(v.unknown()), answer);
  const items: v.InferOutput<S>[] = [];
  const broken: BrokenRecord[] = [];
  for (const record of records) {
    const result = v.safeParse(schema, record);
    if (result.success) items.push(result.output);
    else broken.push({ id: idOf(record), problems: problemsOf(result.issues) });
  }
  return { items, broken };
}

function idOf(record: unknown): number | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const { id } = record as { id?: unknown };
  return typeof id === 'number' ? id : undefined;
}

function problemsOf(issues: readonly v.BaseIssue<unknown>[]): string[] {
  return issues.map(
    (issue) => `${v.getDotPath(issue) ?? 'answer'}: ${issue.expected ?? 'other value'} expected`,
  );
}
