import { responsesComplaint } from '../../responses/strict.ts';
import type { Check } from '../profile.ts';

/** Checks a request to a Responses API that stores nothing; see responses/strict.ts. */
export const statelessResponses: Check = (body) => {
  const message = responsesComplaint(body);
  return message === null ? null : { message };
};
