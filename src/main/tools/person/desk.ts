import type { PersonAnswer, PersonRequest } from '../../../shared/model/person/requests.ts';
import type { PersonPort } from '../mcp/person.ts';
import { createElicit, type ElicitOptions } from './elicit.ts';
import {
  createOpenRequests,
  usualRequestLimits,
  type OpenRequestsOptions,
  type RequestLimits,
} from './open-requests.ts';
import { createSample, type SampleOptions } from './sample.ts';

/** Dependencies of the desk. */
export interface PersonDeskOptions
  extends
    Omit<OpenRequestsOptions, 'limits'>,
    Omit<ElicitOptions, 'requests'>,
    Omit<SampleOptions, 'requests'> {
  readonly limits?: RequestLimits;
}

/** Where requests of servers wait for the person. */
export interface PersonDesk {
  /** What servers ask through. */
  readonly port: PersonPort;
  requests(): readonly PersonRequest[];
  /** Throws an ExpectedError if the request is gone or the answer is not valid. */
  answer(requestId: string, answer: PersonAnswer): Promise<void>;
  /** Cancels all requests. */
  close(): void;
}

/** Creates the desk. */
export function createPersonDesk(options: PersonDeskOptions): PersonDesk {
  const requests = createOpenRequests({ ...options, limits: options.limits ?? usualRequestLimits });
  return {
    port: {
      ...createElicit({ ...options, requests }),
      sample: createSample({ ...options, requests }),
      completed: (serverId, elicitationId) => requests.complete(serverId, elicitationId),
    },
    requests: () => requests.all(),
    answer: (requestId, answer) => requests.answer(requestId, answer),
    close: () => requests.close(),
  };
}
