import type { FoundMessage } from './deferral/found-tools.ts';
import { ExpectedError } from '../../shared/expected.ts';
import { readPageKey } from '../../shared/model/web/web-results.ts';
import type { ToolRunner } from '../turns/calls/tool-runner.ts';
import { hashOf } from './approvals/pins.ts';
import { parseArguments, readArguments } from './arguments.ts';
import type { CallPlace, Consent, Consents } from './consent.ts';
import { editedNote, refusals } from './for-model.ts';
import type { Offer } from './deferral/plan-offer.ts';
import type { ResultRoom } from './deferral/room.ts';
import { fitResult, resultFilesOf } from './large-results.ts';
import type { CallContext, FilesPort, ToolOutput } from './ports.ts';
import type { OfferedTool } from './tool-table.ts';

/** Dependencies of a turn's tools. */
export interface RunnerOptions {
  readonly place: CallPlace;
  readonly offer: Offer;
  /** The messages before the answer. */
  readonly before: readonly FoundMessage[];
  readonly instructions: string;
  readonly resultRoom: ResultRoom;
  readonly consents: Consents;
  readonly files: FilesPort;
  /** Returns the current identity of a source (see `identityOf`); null if the source is gone. */
  readonly identityNow: (source: string) => string | null;
  readonly report: (error: unknown) => void;
}

/** An approved call, as it was at the time of the approval. */
interface Approved extends Consent {
  readonly offered: OfferedTool;
  readonly argumentsHash: string;
  readonly definitionHash: string;
}

/** Returns whether there may be pages to cite, without loading what reads them. */
function hasReadPages({ parts }: Pick<FoundMessage, 'parts'>): boolean {
  return parts.some((part) => part.kind === 'tool_call' && part.tool?.key === readPageKey);
}

const failed = (text: string): ToolOutput => ({ content: [{ kind: 'text', text }], isError: true });

/** Creates the tools of one turn. */
export function createRunner(options: RunnerOptions): ToolRunner {
  const { place, consents, files, report } = options;
  const { offer } = options;
  const byName = new Map(offer.callable.map((each) => [each.definition.name, each]));
  /** The tools that the model can see, by name. */
  let seen: ReadonlySet<string> = new Set();
  const approvals = new Map<string, Approved>();

  /** Returns why an approved call may no longer run; null if nothing has changed. */
  async function changeSince(approved: Approved, signal: AbortSignal): Promise<string | null> {
    const { offered } = approved;
    if (options.identityNow(offered.source) !== offered.identity) {
      return refusals.otherServer;
    }
    const tools = await offered.from.tools(signal);
    const now = tools.find(({ name }) => name === offered.tool.name);
    if (now === undefined) return refusals.toolGone;
    if (hashOf(now.definition) !== approved.definitionHash) {
      return refusals.otherTool;
    }
    return null;
  }

  async function callSource(
    { offered, allowed, arguments: args }: Approved,
    { conversationId, ...rest }: Omit<CallContext, 'allowed'>,
  ): Promise<ToolOutput> {
    const { signal } = rest;
    try {
      const value = parseArguments(args) ?? {};
      const context = { conversationId, allowed, ...rest };
      return await offered.from.call(offered.tool.name, value, context);
    } catch (error) {
      if (signal.aborted) throw error;
      if (error instanceof ExpectedError) return failed(error.message);
      report(error);
      return failed(refusals.unexpected);
    }
  }

  return {
    definitions(parts) {
      const now = offer.after([...options.before, { role: 'assistant', parts }]);
      const definitions = now.map(({ offered }) => offered.definition);
      seen = new Set(definitions.map(({ name }) => name));
      return definitions;
    },
    instructions: options.instructions,
    async check(call) {
      const offered = byName.get(call.name);
      if (offered === undefined) {
        const text = refusals.unknownTool(call.name, [...seen], offer.deferred.length > 0);
        return { kind: 'refused', text };
      }
      const read = await readArguments(call.arguments, offered.tool.inputSchema);
      if (read.kind === 'read') return { kind: 'sound', tool: offered.called };
      // The model called a tool by its name alone. The next request offers it.
      const text = seen.has(call.name) ? read.text : `${read.text}\n${refusals.offeredFromNow}`;
      return { kind: 'refused', tool: offered.called, text };
    },
    async approve(call, signal) {
      const offered = byName.get(call.name);
      if (offered === undefined) return { kind: 'denied' };
      const consent = await consents.decide(offered, call, place, signal);
      if (consent === null) return { kind: 'denied' };
      approvals.set(call.callId, {
        ...consent,
        offered,
        argumentsHash: hashOf(consent.arguments),
        definitionHash: hashOf(offered.tool.definition),
      });
      const isEdited = consent.arguments !== call.arguments;
      return isEdited ? { kind: 'approved', edited: consent.arguments } : { kind: 'approved' };
    },
    async sources(parts) {
      const hasRead = [...options.before, { parts }].some(hasReadPages);
      if (!hasRead) return [];
      const { citedPages } = await import('./web/cited-pages.ts');
      return citedPages(options.before, parts);
    },
    async run(call, signal, onProgress) {
      const approved = approvals.get(call.callId);
      approvals.delete(call.callId);
      const wanted = call.edited ?? call.arguments;
      if (approved === undefined || hashOf(wanted) !== approved.argumentsHash) {
        return failed(refusals.notApproved);
      }
      const change = await changeSince(approved, signal);
      if (change !== null) return failed(change);
      const { room, end } = options.resultRoom.begin();
      let taken = 0;
      try {
        const { conversationId } = place;
        const output = await callSource(approved, { conversationId, signal, onProgress, room });
        const fitted = await fitResult(output, resultFilesOf(files, conversationId), room);
        taken = fitted.tokens;
        if (call.edited === undefined) return fitted.output;
        const note = { kind: 'text', text: editedNote(call.edited) } as const;
        return { ...fitted.output, content: [note, ...fitted.output.content] };
      } finally {
        end(taken);
      }
    },
  };
}
