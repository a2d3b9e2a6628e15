import { randomBytes } from 'node:crypto';

import { createAccount } from '../../account';
import type { UserRecord } from '../../store/records';
import { type Answer, jsonAnswer, notFound, refusals } from '../answer';
import { emailField, newPasswordField, textField } from '../fields';
import type { Call, Handler } from '../handler';
import { sameText } from '../key';

/**
 * API documentation, "Sign in": the credentials come in the headers. Body and refusal are not documented; both are
 * those of devise_token_auth, whose header names the documentation uses.
 */
export const signIn: Handler = (call) => {
  const user = call.store.user();
  const { email, password } = call.body;
  const isRight =
    user &&
    typeof email === 'string' &&
    email.trim().toLowerCase() === user.email.toLowerCase() &&
    typeof password === 'string' &&
    user.password !== undefined &&
    sameText(user.password, password);
  if (!isRight) {
    return jsonAnswer({ success: false, errors: ['Invalid login credentials. Please try again.'] }, 401);
  }
  return signedIn(call, user);
};

/**
 * API documentation, "Sign up". Answer and refusals are not documented, assumed. A sandbox has one user: who comes
 * second is refused.
 */
export const signUp: Handler = (call) => {
  const email = emailField(call.body['email']);
  const password = newPasswordField(call.body);
  const user = call.store.user();
  if (user?.email === email) throw refusals('Email has already been taken');
  if (user) throw refusals('The sandbox has one account only');
  return signedIn(call, createAccount(call.store, { email, password }, call.now));
};

/** API documentation, "Reset Password": a new password comes by mail. Answer and refusal are assumed. */
export const resetPassword: Handler = ({ store, body, mailbox }) => {
  const user = store.user();
  if (!user || textField(body['email'])?.trim().toLowerCase() !== user.email.toLowerCase()) {
    throw notFound('User');
  }
  const password = randomBytes(9).toString('base64url');
  store.saveUser({ ...user, password });
  mailbox.send({ to: user.email, subject: 'Your new password', text: `Your new password: ${password}` });
  return jsonAnswer({ message: 'A new password was sent to your e-mail' });
};

/** Path and answer are not documented, assumed; the link has the form of that of *Get telegram link url*. */
export const getTelegramLoginUrl: Handler = ({ logins, now }) => {
  const token = logins.begin(now);
  return jsonAnswer({ link: `https://t.me/BotsBusinessAdminBot?start=login-${token}`, token });
};

/** Path and answers are not documented, assumed; the words of the refusal are the app's. */
export const telegramLogin: Handler = (call) => {
  const { store, logins, now, query, behaviour } = call;
  switch (logins.take(query.get('token') ?? '', now, behaviour)) {
    case 'waiting':
      return jsonAnswer({ status: 'waiting' });
    case 'expired':
      throw refusals('Invalid or expired sign-in link', 401);
    case 'confirmed': {
      // Accounts made this way have an address of this kind (API reference, "Telegram login").
      const email = `${randomBytes(8).toString('hex')}@auth.bots.business`;
      return signedIn(call, store.user() ?? createAccount(store, { email }, now));
    }
  }
};

function signedIn({ sessions }: Call, user: UserRecord): Answer {
  const data = { id: user.id, email: user.email, provider: 'email', uid: user.email };
  return { ...jsonAnswer({ data }), headers: { ...sessions.begin(user) } };
}
