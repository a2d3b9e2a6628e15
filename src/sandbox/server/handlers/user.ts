import { randomBytes } from 'node:crypto';

import { newApiKey } from '../../account';
import { jsonAnswer, refusals, routeMissing } from '../answer';
import { booleanField, emailField, newPasswordField } from '../fields';
import { type Handler, userOf } from '../handler';
import { sameText } from '../key';

/** API documentation, "Get user details": complete. */
export const getUser: Handler = (call) => {
  const { id, created_at, api_key, email } = userOf(call);
  return jsonAnswer({ id, created_at, api_key, email });
};

/**
 * Path and body are not documented, assumed; the words are the app's. Who has no password yet, as after a sign-in with
 * Telegram, is not asked for it.
 */
export const updatePassword: Handler = (call) => {
  const user = userOf(call);
  const { current_password: current } = call.body;
  if (user.password !== undefined && !(typeof current === 'string' && sameText(current, user.password))) {
    throw refusals('Please check your current password.');
  }
  call.store.saveUser({ ...user, password: newPasswordField(call.body) });
  return jsonAnswer({ message: 'Password updated' });
};

/** The key stays (API reference, "Update email"). Answer and refusals are not documented, assumed. */
export const updateEmail: Handler = (call) => {
  call.store.saveUser({ ...userOf(call), email: emailField(call.body['email']) });
  return jsonAnswer({ message: 'Email updated' });
};

/** API documentation, "Get linked telegram accounts"; fields besides `id` are those of BJS's `user`, assumed. */
export const getLinkedTelegramAccounts: Handler = ({ store }) =>
  jsonAnswer(store.fact('linkedAccounts') ?? []);

/** API documentation, "Get telegram link url": complete. */
export const getTelegramLinkUrl: Handler = (call) => {
  const code = randomBytes(8).toString('hex').slice(1);
  return jsonAnswer({
    link: `https://t.me/BotsBusinessAdminBot?start=link-${userOf(call).id}-${code}`,
  });
};

/** API documentation, "Get users session token": an array of ids. */
export const getSessionTokens: Handler = ({ sessions }) => jsonAnswer(sessions.list());

/** Path and answer are not documented, assumed; the old key is worth nothing at once (API reference). */
export const resetApiKey: Handler = (call) => {
  const user = { ...userOf(call), api_key: newApiKey() };
  call.store.saveUser(user);
  return jsonAnswer({ api_key: user.api_key });
};

/** Ends sign-ins and not the key (API reference, "Log out all device"). Path and answer are assumed. */
export const logOutAllDevices: Handler = ({ sessions }) => {
  sessions.clear();
  return jsonAnswer({ message: 'Signed out on all devices' });
};

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

/** Path, body and answer are not documented, assumed; a switch that is missing or no boolean is refused. */
export const setAds: Handler = ({ store, body }) => {
  const quota = store.quota();
  const haveAds = booleanField(body['have_ads']);
  if (!quota || haveAds === null) throw refusals('have_ads must be true or false');
  store.saveQuota({ ...quota, have_ads: haveAds });
  return jsonAnswer({ message: haveAds ? 'Ads are turned on' : 'Ads are turned off' });
};

/** Path and answer are not documented; the app shows a plan's name, price, "Started at" and "Ended at". */
export const getPaymentPlan: Handler = ({ store, now }) => {
  const plan = store.plan();
  if (!plan) return routeMissing();
  return jsonAnswer({ id: plan.id, name: plan.name, ...currentMonth(now), price: plan.price ?? 0 });
};

function currentMonth(now: number): { started_at: string; ended_at: string } {
  const date = new Date(now);
  const start = (months: number) =>
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)).toISOString();
  return { started_at: start(0), ended_at: start(1) };
}
