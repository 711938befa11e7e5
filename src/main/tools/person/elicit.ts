import { expected } from '../../../shared/expected.ts';
import {
  problemsOfForm,
  type FormField,
  type FormValues,
} from '../../../shared/model/person/form.ts';
import type { PersonAnswer, Wish } from '../../../shared/model/person/requests.ts';
import type {
  AskedBy,
  Elicitation,
  ElicitationAnswer,
  PersonPort,
  RequestSignals,
} from '../mcp/person.ts';
import type { OpenRequest, OpenRequests } from './open-requests.ts';

/** Dependencies of the questions to the person. */
export interface ElicitOptions {
  readonly requests: OpenRequests;
  /** Opens a URL in the system's browser. Throws an ExpectedError. */
  readonly openUrl: (url: string) => Promise<void>;
}

function wishOf(request: Elicitation): Wish {
  const { message } = request;
  switch (request.kind) {
    case 'form':
      return { kind: 'form', message, fields: request.fields };
    case 'secrets':
      return { kind: 'secrets', message, fields: request.fields };
    case 'url':
      return { kind: 'url', message, url: request.url };
  }
}

/** Returns the values of a form in the order of its fields. Throws an ExpectedError. */
export function checkedValues(fields: readonly FormField[], values: FormValues): FormValues {
  const known = new Set(fields.map(({ name }) => name));
  const isForeign = Object.keys(values).some((name) => !known.has(name));
  const { size } = problemsOfForm(fields, values);
  if (isForeign || size > 0) throw expected('form_not_valid', {});
  const given = fields.filter(({ name }) => Object.hasOwn(values, name));
  return Object.fromEntries(given.map(({ name }) => [name, values[name] ?? '']));
}

function byOf({ serverId, serverName, conversationId }: AskedBy): AskedBy {
  return { serverId, serverName, conversationId };
}

type UrlElicitation = Elicitation & { readonly kind: 'url' };

/** Creates the questions of servers to the person. */
export function createElicit({
  requests,
  openUrl,
}: ElicitOptions): Pick<PersonPort, 'elicit' | 'visit'> {
  /**
   * Keeps a URL on show until the server has what it wanted there. Resolves with false if the person
   * closes it or it is cancelled.
   */
  const keepOpened = (
    request: UrlElicitation,
    signal: AbortSignal,
    isAwaited: boolean,
  ): Promise<boolean> =>
    requests.open<boolean>({
      by: byOf(request),
      wish: { kind: 'opened', url: request.url, isAwaited },
      elicitationId: request.elicitationId,
      signal,
      cancelled: false,
      completed: true,
      async answer({ kind }, { end }) {
        if (kind === 'open') await openUrl(request.url);
        else end(kind === 'allow');
      },
    });

  async function answered(
    answer: PersonAnswer,
    request: Elicitation,
    { end }: OpenRequest<ElicitationAnswer>,
  ): Promise<void> {
    switch (answer.kind) {
      case 'decline':
        return end({ kind: 'decline' });
      case 'close':
        return end({ kind: 'cancel' });
      case 'send':
        if (request.kind !== 'form') break;
        return end({ kind: 'accept', content: checkedValues(request.fields, answer.values) });
      case 'open':
        if (request.kind !== 'url') break;
        await openUrl(request.url);
        return end({ kind: 'accept', content: {} });
      case 'allow':
      case 'send_back':
        break;
    }
    throw expected('no_request_waits', {});
  }

  const ask = (request: Elicitation, { signal }: RequestSignals): Promise<ElicitationAnswer> => {
    const reason = requests.admit(request.serverId);
    if (reason !== null) return Promise.resolve({ kind: 'refused', reason });
    return requests.open<ElicitationAnswer>({
      by: byOf(request),
      wish: wishOf(request),
      elicitationId: request.kind === 'url' ? request.elicitationId : null,
      signal,
      cancelled: { kind: 'cancel' },
      answer: (answer, open) => answered(answer, request, open),
    });
  };

  return {
    async elicit(request, signals) {
      const answer = await ask(request, signals);
      const isNamed = request.kind === 'url' && request.elicitationId !== null;
      if (isNamed && answer.kind === 'accept') {
        void keepOpened(request, signals.serverEnded, false);
      }
      return answer;
    },
    async visit(request, signals) {
      const { kind } = await ask(request, signals);
      return kind === 'accept' && keepOpened(request, signals.signal, true);
    },
  };
}
