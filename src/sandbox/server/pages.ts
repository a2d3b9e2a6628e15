import type { PartPage } from '../store/store';
import { wholeNumberField } from './fields';
import type { Call } from './handler';

/**
 * The part of a long list that is asked for. That these lists know `page` is not documented, assumed; without it the
 * whole list is the answer.
 */
export function pageOf({ query, behaviour }: Call, order: Pick<PartPage, 'newestFirst'> = {}): PartPage {
  const page = wholeNumberField(query.get('page'));
  if (page === null || behaviour.ignorePage) return { offset: 0, limit: Number.MAX_SAFE_INTEGER, ...order };
  return { offset: (Math.max(1, page) - 1) * behaviour.pageSize, limit: behaviour.pageSize, ...order };
}
