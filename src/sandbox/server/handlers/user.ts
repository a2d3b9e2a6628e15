import { jsonAnswer, routeMissing } from '../answer';
import type { Handler } from '../handler';

/** API documentation, "Get user details": complete. */
export const getUser: Handler = ({ user }) =>
  jsonAnswer({ id: user.id, created_at: user.created_at, api_key: user.api_key, email: user.email });

/** Path and answer are not documented; the fields are those of BJS's `iteration_quota`, assumed to be the same. */
export const getIterationUsage: Handler = ({ store, now }) => {
  const quota = store.quota();
  if (!quota) return routeMissing();
  return jsonAnswer({
    ...quota,
    ...currentMonth(now),
    updated_at: new Date(now).toISOString(),
    quotum_type: { name: store.plan()?.name ?? null, base_limit: quota.limit },
  });
};

/** Path and answer are not documented; the app shows a plan's name, "Started at" and "Ended at". */
export const getPaymentPlan: Handler = ({ store, now }) => {
  const plan = store.plan();
  return plan ? jsonAnswer({ id: plan.id, name: plan.name, ...currentMonth(now) }) : routeMissing();
};

function currentMonth(now: number): { started_at: string; ended_at: string } {
  const date = new Date(now);
  const start = (months: number) =>
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)).toISOString();
  return { started_at: start(0), ended_at: start(1) };
}
