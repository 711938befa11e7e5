import type { CallToolResult, UrlElicitationRequiredError } from '@modelcontextprotocol/client';
import { expected } from '../../../../shared/expected.ts';
import type { PersonPort } from '../person.ts';
import type { McpSdk } from '../sdk.ts';
import { askedBy, type Asker } from './asked-by.ts';
import { urlQuestion } from './elicitation.ts';

/** The most pages that the person is asked to open before one call. */
const maxPages = 3;

/** Dependencies of a call before which the person may have to open pages. */
export interface PagesOptions {
  readonly sdk: McpSdk;
  readonly asker: Asker;
  /** null if there is nobody to ask. */
  readonly person: PersonPort | null;
  /** Aborted when the call is stopped. */
  readonly signal: AbortSignal;
}

async function visitAll(
  { elicitations }: UrlElicitationRequiredError,
  { asker, person, signal }: PagesOptions,
): Promise<boolean> {
  if (person === null || elicitations.length === 0 || elicitations.length > maxPages) return false;
  for (const params of elicitations) {
    const read = urlQuestion(params);
    if (read.kind !== 'question' || read.question.kind !== 'url') return false;
    const { question } = read;
    const isDone = await askedBy(asker, signal, (by, signals) =>
      person.visit({ ...by, ...question }, signals),
    );
    signal.throwIfAborted();
    if (!isDone) return false;
  }
  return true;
}

/**
 * Calls a tool. If its server first wants the person to open pages, asks for that and calls once
 * more. Throws an ExpectedError if the person does not.
 */
export async function withRequiredPages(
  options: PagesOptions,
  call: () => Promise<CallToolResult>,
): Promise<CallToolResult> {
  const { sdk, asker } = options;
  const refusal = (): unknown => expected('tool_page_not_opened', { server: asker.server.name });
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof sdk.UrlElicitationRequiredError)) throw error;
    if (!(await visitAll(error, options))) throw refusal();
  }
  try {
    return await call();
  } catch (error) {
    throw error instanceof sdk.UrlElicitationRequiredError ? refusal() : error;
  }
}
