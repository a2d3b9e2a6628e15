import * as v from 'valibot';

import { decodeListing, type Listing } from './decode';
import { amount, number, text } from './fields';
import type { CallOptions, HttpClient } from './http';

/** A plan that can be ordered. `undefined`: the server does not say. */
export interface CloudPlan {
  readonly id: number | undefined;
  readonly name: string;
  /** In US dollars per period. */
  readonly price: number | undefined;
  /** Per period. */
  readonly iterations: number | undefined;
  /** E.g. `month`. */
  readonly period: string | undefined;
}

/** Path and fields are not documented, assumed. */
const planSchema = v.pipe(
  v.looseObject({ id: number, name: v.string(), price: amount, iterations: amount, period: text }),
  v.transform((raw): CloudPlan => ({
    id: raw.id ?? undefined,
    name: raw.name,
    price: raw.price,
    iterations: raw.iterations,
    period: raw.period ?? undefined,
  })),
);

/** @throws ApiError */
export async function getCloudPlans(http: HttpClient, options?: CallOptions): Promise<Listing<CloudPlan>> {
  return decodeListing('getCloudPlans', planSchema, await http.call('getCloudPlans', options));
}
