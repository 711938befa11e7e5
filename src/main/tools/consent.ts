import { randomUUID } from 'node:crypto';
import type { AskReason } from '../../shared/model/tools.ts';
import type { CallPart } from '../turns/calls/tool-runner.ts';
import type { Answer, Desk } from './approvals/desk.ts';
import type { Grants } from './approvals/grants.ts';
import { standingOf, withGrant, type Standing } from './approvals/permissions.ts';
import { parseArguments } from './arguments.ts';
import type { KeptPermission, ToolsFilePort } from './kept.ts';
import type { Tool } from './ports.ts';
import type { OfferedTool } from './tool-table.ts';

/** Dependencies of the consents. */
export interface ConsentOptions {
  readonly file: ToolsFilePort;
  readonly desk: Desk;
  readonly grants: Grants;
  /** ISO 8601, UTC. */
  readonly nowIso: () => string;
  readonly report: (error: unknown) => void;
}

/** The assistant whose answer makes a call. */
export interface CallingAssistant {
  readonly id: string;
  readonly name: string;
  /** True if it asks before each call, whatever is allowed elsewhere. */
  readonly asksBeforeTools: boolean;
}

/** The origin of a call. */
export interface CallPlace {
  readonly conversationId: string;
  readonly messageId: string;
  /** The assistant that answers; null for none. */
  readonly assistant: CallingAssistant | null;
  /** False if nobody can answer. */
  readonly mayAsk: boolean;
  /** Nothing of the conversation is written to disk. */
  readonly isTemporary: boolean;
}

/**
 * Permission to run a call: its arguments, and the reason that the person was asked for, if any.
 */
export interface Consent {
  readonly arguments: string;
  readonly allowed: AskReason | null;
}

/** Decides whether calls may run. Only main decides. */
export interface Consents {
  /** Returns null if the call is denied. Rejects when `signal` is aborted. */
  decide(
    offered: OfferedTool,
    call: CallPart,
    place: CallPlace,
    signal: AbortSignal,
  ): Promise<Consent | null>;
}

/**
 * Returns what the permissions say about a tool, unless the assistant asks before each call. In a
 * temporary conversation, none counts for a tool of another program that may write down what it
 * gets.
 */
function standingWith(
  permissions: readonly KeptPermission[],
  offered: OfferedTool,
  { assistant, isTemporary }: CallPlace,
): Standing {
  const standing = standingOf(permissions, offered, assistant?.id ?? null);
  if (standing.kind !== 'always') return standing;
  if (assistant?.asksBeforeTools === true) {
    return { kind: 'ask', reason: { kind: 'assistant_asks', name: assistant.name } };
  }
  const mayWrite = offered.from.kind === 'server' && !offered.tool.hints.isReadOnly;
  return isTemporary && mayWrite ? { kind: 'ask', reason: { kind: 'leaves_traces' } } : standing;
}

/** Creates the consents. */
export function createConsents(options: ConsentOptions): Consents {
  const { file, desk, grants, report } = options;

  /**
   * Returns why the source requires the person's approval despite all permissions; null if it does
   * not. If the source fails, approval is required.
   */
  async function reasonOfSource(
    { from, tool }: OfferedTool,
    args: string,
    conversationId: string,
  ): Promise<AskReason | null> {
    try {
      const value = parseArguments(args) ?? {};
      return (await from.askBefore?.(tool.name, value, { conversationId })) ?? null;
    } catch (error) {
      report(error);
      return { kind: 'not_allowed_yet' };
    }
  }

  async function allowForGood(
    offered: OfferedTool,
    kind: KeptPermission['kind'],
    reason: AskReason,
    assistant: CallingAssistant | null,
  ): Promise<void> {
    if (kind === 'always_with_assistant' && assistant === null) return;
    const since = options.nowIso();
    if (reason.kind === 'private_address' && kind !== 'never') {
      const { host } = reason;
      await file.update((before) => ({
        ...before,
        allowedHosts: [
          ...before.allowedHosts.filter((each) => each.host !== host),
          { host, since },
        ],
      }));
      return;
    }
    const tools: readonly Tool[] =
      kind === 'always_read_only'
        ? await offered.from.tools(AbortSignal.timeout(5000))
        : [offered.tool];
    const grant = {
      id: randomUUID(),
      kind,
      tools,
      since,
      ...(kind === 'always_with_assistant' && assistant !== null
        ? { assistant: { id: assistant.id, name: assistant.name } }
        : {}),
    };
    await file.update((before) => ({
      ...before,
      permissions: withGrant(before.permissions, offered, grant),
    }));
  }

  async function settle(
    offered: OfferedTool,
    { conversationId, assistant }: CallPlace,
    reason: AskReason,
    { decision }: Answer,
  ): Promise<void> {
    switch (decision) {
      case 'once':
      case 'deny':
        return;
      case 'conversation':
        grants.allow(conversationId, offered, reason);
        return;
      case 'always':
      case 'always_with_assistant':
      case 'always_read_only':
      case 'never':
        await allowForGood(offered, decision, reason, assistant);
    }
  }

  return {
    async decide(offered, call, place, signal) {
      const { conversationId, messageId, assistant, mayAsk } = place;
      const { tool, called, sourceName, source } = offered;
      await file.catchUp();
      const isFree = tool.needsNoPermission === true && offered.from.kind === 'built_in';
      const standing = standingWith(file.read().permissions, offered, place);
      if (standing.kind === 'never') return null;
      const ofSource = await reasonOfSource(offered, call.arguments, conversationId);
      const asked =
        ofSource !== null && !grants.allowsReason(conversationId, ofSource) ? ofSource : null;
      const isAllowed = isFree || grants.allows(conversationId, offered);
      const ofTool = standing.kind === 'always' || isAllowed ? null : standing.reason;
      const reason = asked ?? ofTool;
      if (reason === null) return { arguments: call.arguments, allowed: ofSource };
      if (!mayAsk) return null;
      const answer = await desk.ask(
        {
          conversationId,
          messageId,
          call: {
            callId: call.callId,
            key: called.key,
            source,
            sourceName,
            title: tool.title,
            hints: tool.hints,
            arguments: call.arguments,
            reason,
            ...(assistant === null ? {} : { assistant: assistant.name }),
          },
          settle: (given) => settle(offered, place, reason, given),
        },
        signal,
      );
      if (answer.decision === 'deny' || answer.decision === 'never') return null;
      const { edited } = answer;
      if (edited === undefined) return { arguments: call.arguments, allowed: ofSource };
      // The person chose the target by editing the arguments.
      const allowed = await reasonOfSource(offered, edited, conversationId);
      return { arguments: edited, allowed };
    },
  };
}
