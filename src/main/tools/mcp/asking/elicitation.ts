import type { Client, ElicitRequestFormParams, ElicitResult } from '@modelcontextprotocol/client';
import type { ClientOptions } from '../client.ts';
import type { Elicitation, ElicitationAnswer, PersonPort } from '../person.ts';
import { askedBy } from './asked-by.ts';
import { cutText, readForm } from './form.ts';
import { secretFieldsOf } from './secrets.ts';

/** The longest message to the person, in UTF-16 code units; a longer one is cut. */
const longestMessage = 4000;
/** The longest URL that a person can be asked to open, in UTF-16 code units. */
const longestUrl = 4000;

type Question = Elicitation extends infer E
  ? E extends Elicitation
    ? Omit<E, 'serverId' | 'serverName' | 'conversationId'>
    : never
  : never;

/** A question that can be shown, or why it is declined. */
type ReadQuestion =
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'form_too_large' | 'form_unusable' | 'address' };

function formQuestion({ message, requestedSchema }: ElicitRequestFormParams): ReadQuestion {
  const form = readForm(requestedSchema);
  if (form.kind !== 'form') {
    return { kind: form.kind === 'too_large' ? 'form_too_large' : 'form_unusable' };
  }
  const { fields } = form;
  const said = cutText(message, longestMessage);
  const titles = secretFieldsOf(fields).map(({ title }) => title);
  return titles.length > 0
    ? { kind: 'question', question: { kind: 'secrets', message: said, fields: titles } }
    : { kind: 'question', question: { kind: 'form', message: said, fields } };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Returns a URL as the browser will read it; null if it may not be opened: it must be https, or
 * http to this machine, and hide nothing before its host.
 */
export function openableUrl(text: string): string | null {
  const url = text.length > longestUrl ? null : URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return null;
  const { protocol, hostname, href } = url;
  const isAllowed = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isAllowed && href.length <= longestUrl ? href : null;
}

/** Reads a request to open a URL. */
export function urlQuestion(params: {
  readonly message: string;
  readonly url: string;
  readonly elicitationId?: string;
}): ReadQuestion {
  const url = openableUrl(params.url);
  if (url === null) return { kind: 'address' };
  const message = cutText(params.message, longestMessage);
  const elicitationId = params.elicitationId ?? null;
  return { kind: 'question', question: { kind: 'url', message, url, elicitationId } };
}

function resultOf(kind: Question['kind'], answer: ElicitationAnswer): ElicitResult {
  switch (answer.kind) {
    case 'decline':
    case 'cancel':
      return { action: answer.kind };
    case 'refused':
      return { action: 'decline' };
    case 'accept': {
      if (kind !== 'form') return { action: 'accept' };
      const content = Object.entries(answer.content).map(([name, value]) => [
        name,
        typeof value === 'object' ? [...value] : value,
      ]);
      return { action: 'accept', content: Object.fromEntries(content) as ElicitResult['content'] };
    }
  }
}

/** Lets a server ask the person to fill in a form or open a URL. */
export function answerElicitations(
  client: Client,
  options: ClientOptions,
  person: PersonPort,
): void {
  const { log, server } = options;
  client.setRequestHandler('elicitation/create', async ({ params }, { mcpReq }) => {
    const read = params.mode === 'url' ? urlQuestion(params) : formQuestion(params);
    if (read.kind !== 'question') {
      log.note({ kind: 'request_declined', reason: read.kind });
      return { action: 'decline' };
    }
    const { question } = read;
    const answer = await askedBy(options, mcpReq.signal, (by, signals) =>
      person.elicit({ ...by, ...question }, signals),
    );
    if (answer.kind === 'refused') log.note({ kind: 'request_declined', reason: answer.reason });
    return resultOf(question.kind, answer);
  });
  client.setNotificationHandler('notifications/elicitation/complete', ({ params }) =>
    person.completed(server.id, params.elicitationId),
  );
}
