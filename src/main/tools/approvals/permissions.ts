import type { AskReason, ToolPermission, ToolPermissionView } from '../../../shared/model/tools.ts';
import type { KeptPermission, KeptTools, NamedAssistant } from '../kept.ts';
import type { Tool } from '../ports.ts';
import { hashOf, pinned } from './pins.ts';

/** A tool of a source, as permissions see it. */
export interface Target {
  readonly source: string;
  /** The server's name; '' for a built-in source. */
  readonly sourceName: string;
  /** '' for a built-in source; see `identityOf`. */
  readonly identity: string;
  readonly tool: Tool;
}

/** The permission for the current version of a tool. */
export type Standing =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'ask'; readonly reason: AskReason };

/** True if a permission counts for answers of this assistant; null for none. */
function countsWith({ kind, assistant }: KeptPermission, assistantId: string | null): boolean {
  return kind !== 'always_with_assistant' || assistant?.id === assistantId;
}

/**
 * Returns what the permissions say about a tool in answers of an assistant, null for none. `never`
 * applies however the tool changes. Any other permission applies only to the exact tool that it was
 * given for; if the tool has changed since, the reason contains the difference.
 */
export function standingOf(
  permissions: readonly KeptPermission[],
  target: Target,
  assistantId: string | null,
): Standing {
  const { source, identity, tool } = target;
  const ofSource = permissions.filter(
    (permission) => permission.source === source && countsWith(permission, assistantId),
  );
  const has = (permission: KeptPermission): boolean =>
    permission.tools.some(({ name }) => name === tool.name);
  if (ofSource.some((each) => each.kind === 'never' && has(each))) return { kind: 'never' };
  const hash = hashOf(tool.definition);
  let before: string | null = null;
  for (const permission of ofSource) {
    if (permission.kind === 'never') continue;
    const pin = permission.tools.find(({ name }) => name === tool.name);
    if (pin === undefined) continue;
    const isMeant = permission.kind !== 'always_read_only' || tool.hints.isReadOnly;
    const isSame = pin.hash === hash && permission.identity === identity;
    if (isSame && isMeant) return { kind: 'always' };
    if (pin.hash !== hash) before = pin.definition;
  }
  if (before === null) return { kind: 'ask', reason: { kind: 'not_allowed_yet' } };
  return { kind: 'ask', reason: { kind: 'changed', before, after: tool.definition } };
}

/** Returns the standing without an assistant as one word, for lists. */
export function permissionOf(
  permissions: readonly KeptPermission[],
  target: Target,
): ToolPermission {
  if (target.tool.needsNoPermission === true) return 'always';
  return standingOf(permissions, target, null).kind;
}

/** A permanent decision of the person. */
interface Grant {
  readonly id: string;
  readonly kind: KeptPermission['kind'];
  readonly assistant?: NamedAssistant | undefined;
  /**
   * The current tools of the source; `always_read_only` covers those that call themselves
   * read-only.
   */
  readonly tools: readonly Tool[];
  /** ISO 8601, UTC. */
  readonly since: string;
}

/**
 * Adds a decision and removes those that it replaces. One about an assistant leaves those about all
 * conversations as they are.
 */
export function withGrant(
  before: readonly KeptPermission[],
  target: Target,
  { id, kind, assistant, tools, since }: Grant,
): readonly KeptPermission[] {
  const { source, sourceName, identity, tool } = target;
  const readOnly = tools.filter(({ hints }) => hints.isReadOnly);
  const meant = kind === 'always_read_only' ? readOnly : [tool];
  const permission = {
    id,
    source,
    sourceName,
    identity,
    kind,
    tools: meant.map(pinned),
    since,
    ...(assistant === undefined ? {} : { assistant }),
  };
  const isOver = (old: KeptPermission): boolean => {
    if (old.source !== source) return false;
    if (kind === 'always_read_only') return old.kind === kind;
    const isSameTool = old.tools.some(({ name }) => name === tool.name);
    if (kind === 'always_with_assistant') {
      return isSameTool && old.kind === kind && old.assistant?.id === assistant?.id;
    }
    return isSameTool && old.kind !== 'always_read_only';
  };
  return [...before.filter((old) => !isOver(old)), permission];
}

const hostPrefix = 'host ';

/**
 * Lists all permanent permissions. `toolOf` returns the current tool, null if it is gone and
 * undefined if it is unknown.
 */
export function permissionViews(
  { permissions, allowedHosts }: KeptTools,
  identities: ReadonlyMap<string, string>,
  toolOf: (source: string, name: string) => Tool | null | undefined,
): readonly ToolPermissionView[] {
  const ofTools = permissions.map((permission): ToolPermissionView => {
    const { id, source, sourceName, kind, assistant, since, tools } = permission;
    const [first] = tools;
    const isAll = kind === 'always_read_only';
    const isChanged = ({ name, hash }: (typeof tools)[number]): boolean => {
      const now = toolOf(source, name);
      return now === null || (now !== undefined && hashOf(now.definition) !== hash);
    };
    const isElsewhere = identities.get(source) !== permission.identity;
    return {
      id,
      key: isAll || first === undefined ? `${source}/*` : `${source}/${first.name}`,
      sourceName,
      title: isAll ? '' : (first?.title ?? ''),
      kind,
      since,
      isStale: kind !== 'never' && (isElsewhere || tools.every(isChanged)),
      ...(assistant === undefined ? {} : { assistant }),
    };
  });
  const ofHosts = allowedHosts.map(({ host, since }): ToolPermissionView => ({
    id: `${hostPrefix}${host}`,
    key: `web/${host}`,
    sourceName: '',
    title: host,
    kind: 'host',
    since,
    isStale: false,
  }));
  return [...ofTools, ...ofHosts];
}

/** Removes the permission with this id. */
export function withoutPermission(kept: KeptTools, id: string): KeptTools {
  return {
    ...kept,
    permissions: kept.permissions.filter((permission) => permission.id !== id),
    allowedHosts: kept.allowedHosts.filter(({ host }) => `${hostPrefix}${host}` !== id),
  };
}
