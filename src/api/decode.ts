import * as v from 'valibot';

import { redact } from '../util/redact';
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
 * Takes an answer whose contents nobody needs for what it is: one of the documented success styles. A sentence, `false`
 * or nothing at all in JSON is no success.
 * @throws ApiError `refused`
 */
export function expectDone(id: EndpointId, answer: unknown): void {
  if (answer === true || answer === 'true' || answer === 'ok' || answer === 'success') return;
  if (typeof answer === 'object' && answer !== null) return;
  const said = typeof answer === 'string' ? { serverMessages: [redact(answer).slice(0, 500)] } : {};
  throw new ApiError('refused', { endpoint: id, ...said });
}

/**
 * Takes the record that a write may answer with.
 * @returns `undefined` when the server only confirmed, in one of the documented success styles
 * @throws ApiError `refused`; `malformed` with `outcomeUnknown` for a record of another shape
 */
export function decodeIfRecord<S extends v.GenericSchema>(
  id: EndpointId,
  schema: S,
  answer: unknown,
): v.InferOutput<S> | undefined {
  if (isRecord(answer)) return decode(id, schema, answer);
  expectDone(id, answer);
  return undefined;
}

/** Any other answer is one of the success styles, or none. */
export function isRecord(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'id' in answer;
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
  return decodeRecords(schema, decode(id, v.array(v.unknown()), answer));
}

/** Decodes what can be; a record that cannot hides no other. */
export function decodeRecords<S extends v.GenericSchema>(
  schema: S,
  records: readonly unknown[],
): Listing<v.InferOutput<S>> {
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
