import * as v from 'valibot';

import { decode, expectDone } from './decode';
import { amount, flag, number, text } from './fields';
import { type CallOptions, type HttpClient } from './http';

/**
 * Iterations of the current period. Fields of `iteration_quota` in bot code; that the endpoint answers the same
 * record is not documented, assumed. `limit` and `progress` count iterations.
 */
const usageSchema = v.looseObject({
  limit: v.number(),
  progress: v.number(),
  have_ads: flag,
  extra_points: number,
  started_at: text,
  ended_at: text,
  quotum_type: v.optional(v.nullable(v.looseObject({ name: text, base_limit: number }))),
});
export type IterationUsage = v.InferOutput<typeof usageSchema>;

/** No field of it is documented; every one may be missing. `price` is in US dollars per month. */
const planSchema = v.looseObject({ name: text, started_at: text, ended_at: text, price: amount });
export type PaymentPlan = v.InferOutput<typeof planSchema>;

/** @throws ApiError */
export async function getIterationUsage(http: HttpClient, options?: CallOptions): Promise<IterationUsage> {
  return decode('getIterationUsage', usageSchema, await http.call('getIterationUsage', options));
}

/** @throws ApiError */
export async function getPaymentPlan(http: HttpClient, options?: CallOptions): Promise<PaymentPlan> {
  return decode('getPaymentPlan', planSchema, await http.call('getPaymentPlan', options));
}

/**
 * Turns ads in the account's bots on or off; with ads there are more iterations (app). Path and body are not
 * documented, assumed; the answer is not read.
 * @throws ApiError
 */
export async function setAds(http: HttpClient, haveAds: boolean): Promise<void> {
  expectDone('setAds', await http.call('setAds', { body: { have_ads: haveAds } }));
}
