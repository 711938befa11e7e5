import type { ReadConfiguration } from '../../../../shared/contract/tools.ts';
import { expected } from '../../../../shared/expected.ts';
import { readCommandLine } from './command-line.ts';
import { readDocument } from './entries.ts';
import { nameOf, type ReadEntry } from './found-server.ts';
import { parseLenient } from './lenient-json.ts';

/** The environment that a configuration may refer to. */
export interface ConfigurationSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/** Names an unnamed entry after what it runs. */
function named(entry: ReadEntry): ReadEntry {
  if (entry.kind !== 'found') return entry;
  const { form } = entry.server;
  const name = nameOf(form.transport);
  return { kind: 'found', server: { name, form: { ...form, name } } };
}

function parse(text: string): unknown {
  try {
    return parseLenient(text);
  } catch (error) {
    const said = error instanceof Error ? error.message.slice(0, 200) : String(error);
    throw expected('tool_configuration_invalid', { said });
  }
}

/**
 * Parses a pasted text: a command line, a URL, or another program's configuration as JSON. Throws
 * an ExpectedError if the JSON is invalid.
 */
export function readConfiguration(
  text: string,
  { environment, home, platform }: ConfigurationSurroundings,
): ReadConfiguration {
  const trimmed = text.trim();
  if (trimmed === '') return { servers: [], leftOut: [] };
  const isJson = /^\uFEFF?(?:[{[]|\/[/*]|"[^"]*"\s*:)/.test(trimmed);
  const entries = isJson
    ? readDocument(parse(trimmed), { environment, home }, named)
    : [readCommandLine(trimmed, platform === 'win32')];
  return {
    servers: entries.flatMap((each) => (each.kind === 'found' ? [each.server] : [])),
    leftOut: entries.flatMap((each) =>
      each.kind === 'left_out' ? [{ name: each.name, reason: each.reason }] : [],
    ),
  };
}
