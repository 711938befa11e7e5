import type { CommandInput } from '../../../shared/contract/index.ts';
import { expected, ExpectedError } from '../../../shared/expected.ts';
import type { Id } from '../../../shared/model/conversation.ts';
import { codedOf, type Coded } from '../../../shared/model/errors.ts';
import type { FilledPrompt } from '../../../shared/model/tool-sources/offers.ts';
import type { ToolServer } from '../../../shared/model/tools.ts';
import type { Servers } from '../servers.ts';
import { attachFiles, type AttachedFiles } from './attach.ts';
import type { OfferHandlers } from './lazy-handlers.ts';
import type { AttachBytes, OfferedContent, ServerOffers } from './ports.ts';
import { createRequests } from './requests.ts';

/** The longest text of a prompt, in UTF-16 code units. */
const longestPrompt = 1_000_000;

/** The most resources that a prompt may only name, which are read for it. */
const maxLinks = 5;

/** Dependencies of the handlers. */
export interface OfferOptions {
  readonly servers: Pick<Servers, 'list' | 'sources' | 'port'>;
  /** null if this program has no composer. */
  readonly attach: AttachBytes | null;
}

/** A server that answers a command. */
interface Asked {
  readonly server: ToolServer;
  readonly offers: ServerOffers;
}

type OfferedFile = Extract<OfferedContent, { readonly kind: 'file' }>;

/** Reads the resources that a prompt only names. */
async function readLinks(
  { offers }: Asked,
  content: readonly OfferedContent[],
  signal: AbortSignal,
): Promise<{ readonly files: readonly OfferedFile[]; readonly problems: readonly Coded[] }> {
  const files: OfferedFile[] = [];
  const problems: Coded[] = [];
  const links = content.filter((each) => each.kind === 'link');
  for (const { uri } of links.slice(0, maxLinks)) {
    try {
      const read = await offers.read({ kind: 'resource', uri }, signal);
      files.push(...read.content.filter((each) => each.kind === 'file'));
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      problems.push(codedOf(error.error));
    }
  }
  return { files, problems };
}

/** Creates the handlers. */
export function createOfferHandlers({ servers, attach }: OfferOptions): OfferHandlers {
  const requests = createRequests();

  async function asked(serverId: string): Promise<Asked> {
    const server = servers.list().find(({ id }) => id === serverId);
    if (server === undefined) throw expected('tool_server_not_set_up', {});
    // Applies the servers' settings to the port.
    await servers.sources();
    return { server, offers: (await servers.port()).offers(serverId) };
  }

  /** Runs a request to a server that can be cancelled. */
  function ask<T>(
    { serverId, request }: { readonly serverId: string; readonly request: string },
    work: (asked: Asked, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return requests.run(request, async (signal) => work(await asked(serverId), signal));
  }

  function attachAll(
    { server }: Asked,
    files: readonly OfferedFile[],
    { title, conversationId }: { readonly title: string; readonly conversationId: Id | null },
    signal: AbortSignal,
  ): Promise<AttachedFiles> {
    if (attach === null) throw expected('tool_servers_unavailable', {});
    return attachFiles(files, { server: server.name, title, attach, conversationId, signal });
  }

  async function fill(
    input: Pick<CommandInput<'offers.prompt'>, 'name' | 'values' | 'conversationId'>,
    to: Asked,
    signal: AbortSignal,
  ): Promise<FilledPrompt> {
    const { name, values, conversationId } = input;
    const content = await to.offers.prompt(name, values, signal);
    const texts = content.flatMap((each) => (each.kind === 'text' ? [each.text] : []));
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    const about = { server: to.server.name };
    if (length > longestPrompt)
      throw expected('prompt_too_long', { ...about, most: longestPrompt });
    const linked = await readLinks(to, content, signal);
    const files = [...content.filter((each) => each.kind === 'file'), ...linked.files];
    const { parts, problems } = await attachAll(to, files, { title: name, conversationId }, signal);
    const text = texts.join('\n\n');
    const all = [...linked.problems, ...problems];
    if (text.trim() === '' && parts.length === 0 && all.length === 0)
      throw expected('prompt_empty', about);
    return { text, parts, problems: all };
  }

  return {
    async 'offers.servers'({ sources }) {
      const enabled = servers
        .list()
        .filter(({ id, isEnabled }) => isEnabled && sources.includes(id));
      if (enabled.length === 0) return [];
      await servers.sources();
      const port = await servers.port();
      return enabled.map(({ id, name }) => ({ id, name, ...port.offers(id).known() }));
    },
    'offers.prompts': (input) => ask(input, ({ offers }, signal) => offers.prompts(signal)),
    'offers.resources': (input) => ask(input, ({ offers }, signal) => offers.resources(signal)),
    'offers.complete': ({ of, argument, values, ...input }) =>
      ask(input, ({ offers }, signal) => offers.complete({ of, argument, values }, signal)),
    'offers.prompt': (input) => ask(input, (to, signal) => fill(input, to, signal)),
    'offers.attach': ({ from, conversationId, ...input }) =>
      ask(input, async (to, signal) => {
        const { content } = await to.offers.read(from, signal);
        const files = content.filter((each) => each.kind === 'file');
        if (files.length === 0) throw expected('resource_empty', { server: to.server.name });
        return attachAll(to, files, { title: from.title, conversationId }, signal);
      }),
    'offers.cancel': ({ request }) => requests.cancel(request),
  };
}
