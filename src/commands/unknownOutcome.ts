import { ApiError } from '../api/errors';
import { fileSentence } from '../files/fileSentences';
import { Explained } from './registry';

/**
 * Does something of which no answer may come although the server did it.
 * @param sentence what to say then, with why no answer came
 * @throws Explained when the outcome is not known, else what the work throws
 */
export async function orUnknown<T>(work: Promise<T>, sentence: (why: string) => string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!ApiError.is(error) || !error.outcomeUnknown) throw error;
    throw new Explained(sentence(fileSentence(error)), error);
  }
}
