import { expected } from '../../../shared/expected.ts';
import { problemsOfForm, type FormField, type FormValues } from '../../../shared/model/person/form.ts';
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

/** Creates the questions of servers to the person. */
export function createElicit({ requests, openUrl }: ElicitOptions): PersonPort['elicit'] {
  /** Keeps a URL on show until the server has what it wanted there. */
  const keepOpened = (
    request: Elicitation & { kind: 'url' },
    { serverEnded }: RequestSignals,
  ): void => {
    if (request.elicitationId === null) return;
    void requests.open<null>({
      by: byOf(request),
      wish: { kind: 'opened', url: request.url },
      elicitationId: request.elicitationId,
      signal: serverEnded,
      cancelled: null,
      async answer({ kind }, { end }) {
        if (kind === 'open') await openUrl(request.url);
        else end(null);
      },
    });
  };

  async function answered(
    answer: PersonAnswer,
    request: Elicitation,
    signals: RequestSignals,
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
        end({ kind: 'accept', content: {} });
        return keepOpened(request, signals);
      case 'allow':
      case 'send_back':
        break;
    }
    throw expected('no_request_waits', {});
  }

  return (request, signals) => {
    const reason = requests.admit(request.serverId);
    if (reason !== null) return Promise.resolve({ kind: 'refused', reason });
    return requests.open<ElicitationAnswer>({
      by: byOf(request),
      wish: wishOf(request),
      elicitationId: request.kind === 'url' ? request.elicitationId : null,
      signal: signals.signal,
      cancelled: { kind: 'cancel' },
      answer: (answer, open) => answered(answer, request, signals, open),
    });
  };
}
