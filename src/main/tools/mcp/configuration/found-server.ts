import type { FoundServer, ReadConfiguration } from '../../../../shared/contract/tools.ts';
import type { ToolTransport } from '../../../../shared/model/tools.ts';

/** Why an entry is left out. */
export type LeftOut = ReadConfiguration['leftOut'][number]['reason'];

/** An entry that was read, or the reason why it was left out. */
export type ReadEntry =
  | { readonly kind: 'found'; readonly server: FoundServer }
  | { readonly kind: 'left_out'; readonly name: string; readonly reason: LeftOut };

/** A variable or header that was found. */
export interface FoundField {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
}

const maxArguments = 500;
const maxFields = 100;
const longestText = 32_000;
const longestPath = 4000;

function isTooLarge(transport: ToolTransport, fields: readonly FoundField[]): boolean {
  const areFieldsLong = fields.some(
    ({ name, value }) => name.length > 200 || value.length > longestText,
  );
  if (areFieldsLong || fields.length > maxFields) return true;
  switch (transport.kind) {
    case 'http':
      return transport.url.length > longestPath;
    case 'stdio':
      return (
        transport.command.length > longestPath ||
        transport.folder.length > longestPath ||
        (transport.variablesFile ?? '').length > longestPath ||
        transport.arguments.length > maxArguments ||
        transport.arguments.some((each) => each.length > longestText)
      );
  }
}

/** Creates the initial form of a server. The server is disabled, whatever a configuration says. */
export function foundServer(
  name: string,
  transport: ToolTransport,
  fields: readonly FoundField[],
): ReadEntry {
  const named = name.trim().slice(0, 200) || 'MCP';
  if (isTooLarge(transport, fields)) return { kind: 'left_out', name: named, reason: 'too_large' };
  const usable = fields.filter((field) => field.name.trim() !== '');
  return {
    kind: 'found',
    server: {
      name: named,
      form: {
        name: named,
        isEnabled: false,
        transport,
        fields: usable.map((each) => ({ ...each })),
      },
    },
  };
}

/** Returns whether a text is an http or https URL without credentials. */
export function isServerAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return (
    ['http:', 'https:'].includes(protocol) && username === '' && password === '' && hostname !== ''
  );
}

const runners = /^(?:npx|bunx|uvx|pnpx|npm|pnpm|yarn|bun|node|deno|uv|python\d*|docker|podman)$/;

/** Derives a name for an unnamed server from its package, image, program or host. */
export function nameOf(transport: ToolTransport): string {
  if (transport.kind === 'http') return new URL(transport.url).hostname;
  const words = [transport.command, ...transport.arguments]
    .filter((word) => !word.startsWith('-') && !/^(?:run|exec|x|dlx|-y)$/.test(word))
    .map((word) => word.split(/[\\/]/).findLast((piece) => piece !== '') ?? '');
  const [program = '', ...rest] = words;
  const chosen = runners.test(program.replace(/\.(?:exe|cmd)$/i, ''))
    ? (rest[0] ?? program)
    : program;
  // In `@scope/name@version`, a leading @ starts a scope, and a later one starts the version.
  const version = chosen.indexOf('@', 1);
  const bare = (version === -1 ? chosen : chosen.slice(0, version))
    .replace(/\.(?:exe|cmd|[cm]?[jt]s|py|sh)$/i, '')
    .replace(/^(?:mcp-)?server-|-mcp(?:-server)?$|^mcp-/g, '');
  return bare || chosen || 'MCP';
}
