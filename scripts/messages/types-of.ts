import type { Messages } from './check-catalogue.ts';
import { argumentTypes, parseMessage, type ArgumentTypes } from './read-message.ts';

function property(key: string, types: ArgumentTypes): string {
  if (types.size === 0) return `  readonly '${key}': null;`;
  const fields = [...types].map(([name, type]) => `readonly ${name}: ${type}`);
  return `  readonly '${key}': { ${fields.join('; ')} };`;
}

/** The source text of the types of all messages: key → arguments. */
export function typesOf(source: Messages): string {
  const plain: string[] = [];
  const rich: string[] = [];
  for (const [key, message] of Object.entries(source)) {
    const types = argumentTypes(key, parseMessage(key, message));
    const isRich = [...types.values()].includes("'tag'");
    (isRich ? rich : plain).push(property(key, types));
  }
  return [
    '// Generated from locales/en.json by `npm run messages`.',
    '',
    '/** The arguments of each message; null for none. */',
    'export interface MessageArguments {',
    ...plain,
    '}',
    '',
    '/** The arguments of each message with tags. */',
    `export interface RichMessageArguments {${rich.length === 0 ? '}' : ''}`,
    ...(rich.length === 0 ? [] : [...rich, '}']),
    '',
    '/** The name of a message. */',
    `export type MessageKey = keyof MessageArguments${rich.length === 0 ? '' : ' | keyof RichMessageArguments'};`,
    '',
  ].join('\n');
}
