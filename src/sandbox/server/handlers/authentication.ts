import { jsonAnswer } from '../answer';
import type { Handler } from '../handler';
import { sameText } from '../key';

/**
 * API documentation, "Sign in": the credentials come in the headers. Body and refusal are not documented; both are
 * those of devise_token_auth, whose header names the documentation uses.
 */
export const signIn: Handler = ({ user, body, sessions }) => {
  const { email, password } = body;
  const isRight =
    typeof email === 'string' &&
    email.trim().toLowerCase() === user.email.toLowerCase() &&
    typeof password === 'string' &&
    user.password !== undefined &&
    sameText(user.password, password);
  if (!isRight) {
    return jsonAnswer({ success: false, errors: ['Invalid login credentials. Please try again.'] }, 401);
  }
  const data = { id: user.id, email: user.email, provider: 'email', uid: user.email };
  return { ...jsonAnswer({ data }), headers: { ...sessions.begin(user) } };
};
