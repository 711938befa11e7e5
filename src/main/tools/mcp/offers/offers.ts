import type { Client } from '@modelcontextprotocol/client';
import { expected, ExpectedError } from '../../../../shared/expected.ts';
import type { ResourceAddress, ServerOffers } from '../../offers/ports.ts';
import { isTimeout } from '../connect-error.ts';
import type { RunningServer } from '../server.ts';
import { loadSdk, type McpSdk } from '../sdk.ts';
import { promptContent, resourceContents } from './contents.ts';
import { promptKind, resourceKind, templateKind } from './kinds.ts';
import { offerError, withDeadline } from './offer-error.ts';
import { readList, type ListKind } from './read-list.ts';

/** Time limits of the requests, in ms. The start of a server has its own. */
export interface OfferLimits {
  readonly listMs: number;
  /** For templates, for which the list of resources does not wait longer. */
  readonly templatesMs: number;
  readonly contentMs: number;
  readonly completionMs: number;
}

export const usualOfferLimits: OfferLimits = {
  listMs: 20_000,
  templatesMs: 3000,
  contentMs: 60_000,
  completionMs: 5000,
};

/** Limits of an answer with completions. */
const maxCompletions = 100;
const longestCompletion = 1000;

/** What the requests use of a server. */
type OfferingServer = Pick<RunningServer, 'ask' | 'client' | 'settings' | 'log' | 'isAsking'>;

function hasCapability(client: Client, which: 'prompts' | 'resources' | 'completions'): boolean {
  return client.getServerCapabilities()?.[which] !== undefined;
}

/** Returns the URI that an address stands for. */
function uriOf(sdk: McpSdk, address: ResourceAddress, server: string): string {
  if (address.kind === 'resource') return address.uri;
  const values = Object.entries(address.values).filter(([, value]) => value !== '');
  try {
    return new sdk.UriTemplate(address.uriTemplate).expand(Object.fromEntries(values));
  } catch (error) {
    throw new ExpectedError(expected('resource_template_unusable', { server }).error, {
      cause: error,
    });
  }
}

/** Creates the offers of a server. */
export function createOffers(server: OfferingServer, limits: OfferLimits): ServerOffers {
  /** Makes a request within its time, and puts its failure into our terms. */
  function ask<T>(
    signal: AbortSignal,
    ms: number,
    request: (client: Client, sdk: McpSdk, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return server.ask(signal, async ({ client, refusal }) => {
      const sdk = await loadSdk();
      const { name } = server.settings();
      try {
        return await withDeadline(
          { signal, ms, server: name, isAsking: server.isAsking },
          (limited) => request(client, sdk, limited),
        );
      } catch (error) {
        signal.throwIfAborted();
        throw refusal(error) ?? offerError(sdk, error, { server: name, log: server.log });
      }
    });
  }

  const list = <T>(client: Client, kind: ListKind<T>, signal: AbortSignal) =>
    readList(client, kind, { signal, timeout: limits.listMs });

  /** Lists templates. Servers without any may refuse the request or never answer it. */
  async function templatesOf(client: Client, sdk: McpSdk, signal: AbortSignal) {
    const options = { signal, timeout: limits.templatesMs };
    try {
      return await readList(client, templateKind(sdk), options);
    } catch (error) {
      if (error instanceof sdk.ProtocolError || isTimeout(sdk, error))
        return { items: [], isCut: false };
      throw error;
    }
  }

  return {
    known() {
      const client = server.client();
      return client === null
        ? { isRunning: false, hasPrompts: null, hasResources: null }
        : {
            isRunning: true,
            hasPrompts: hasCapability(client, 'prompts'),
            hasResources: hasCapability(client, 'resources'),
          };
    },
    prompts: (signal) =>
      ask(signal, limits.listMs, async (client, _sdk, limited) =>
        hasCapability(client, 'prompts')
          ? list(client, promptKind, limited)
          : { items: [], isCut: false },
      ),
    prompt: (name, values, signal) =>
      ask(signal, limits.contentMs, async (client, _sdk, limited) => {
        const { messages } = await client.getPrompt(
          { name, arguments: { ...values } },
          { signal: limited, timeout: limits.contentMs },
        );
        return messages.flatMap(({ content }) => promptContent(content));
      }),
    resources: (signal) =>
      ask(signal, limits.listMs, async (client, sdk, limited) => {
        if (!hasCapability(client, 'resources')) return { items: [], isCut: false };
        const [resources, templates] = await Promise.all([
          list(client, resourceKind, limited),
          templatesOf(client, sdk, limited),
        ]);
        return {
          items: [...resources.items, ...templates.items],
          isCut: resources.isCut || templates.isCut,
        };
      }),
    read: (address, signal) =>
      ask(signal, limits.contentMs, async (client, sdk, limited) => {
        const uri = uriOf(sdk, address, server.settings().name);
        const options = { signal: limited, timeout: limits.contentMs };
        const { contents } = await client.readResource({ uri }, options);
        return { uri, content: resourceContents(contents) };
      }),
    complete: ({ of, argument, values }, signal) =>
      ask(signal, limits.completionMs, async (client, _sdk, limited) => {
        if (!hasCapability(client, 'completions')) return [];
        const { completion } = await client.complete(
          {
            ref:
              of.kind === 'prompt'
                ? { type: 'ref/prompt', name: of.name }
                : { type: 'ref/resource', uri: of.uriTemplate },
            argument: { ...argument },
            context: { arguments: { ...values } },
          },
          { signal: limited, timeout: limits.completionMs },
        );
        return completion.values
          .filter((value) => value.length <= longestCompletion)
          .slice(0, maxCompletions);
      }),
  };
}
