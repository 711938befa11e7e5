import * as z from 'zod';
import type {
  OfferedArgument,
  OfferedPrompt,
  OfferedResource,
} from '../../../../shared/model/tool-sources/offers.ts';
import type { McpSdk } from '../sdk.ts';
import type { ListKind } from './read-list.ts';

/** Limits of what is listed, in UTF-16 code units. Items with longer names are left out. */
const longestName = 400;
const longestUri = 2000;
const longestTitle = 200;
const longestDescription = 400;

/** A prompt or template with more arguments is left out. */
const maxArguments = 50;

const textSchema = z.string().catch('');
const uriSchema = z
  .string()
  .min(1)
  .max(longestUri)
  .regex(/^[^\p{Cc}]+$/u);

const argumentSchema = z.looseObject({
  name: z.string().min(1).max(longestName),
  description: textSchema,
  required: z.boolean().catch(false),
});

const promptSchema = z.looseObject({
  name: z.string().min(1).max(longestName),
  title: textSchema,
  description: textSchema,
  arguments: z.array(argumentSchema).max(maxArguments).nullish(),
});

const aboutShape = {
  name: textSchema,
  title: textSchema,
  description: textSchema,
  mimeType: textSchema,
} as const;
const resourceSchema = z.looseObject({ ...aboutShape, uri: uriSchema });

const templateSchema = z.looseObject({ ...aboutShape, uriTemplate: uriSchema });

/** Returns a server's text as one line without control characters and direction marks. */
function oneLine(text: string, most: number): string {
  const line = text
    .slice(0, 4 * most)
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
    .trim();
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line.toWellFormed();
}

function argumentOf({ name, description, required }: z.infer<typeof argumentSchema>) {
  return {
    name,
    description: oneLine(description, longestDescription),
    isRequired: required,
  } satisfies OfferedArgument;
}

/** The list of prompts. */
export const promptKind: ListKind<OfferedPrompt> = {
  method: 'prompts/list',
  field: 'prompts',
  keyOf: ({ name }) => name,
  parse(raw) {
    const read = promptSchema.safeParse(raw);
    if (!read.success) return null;
    const { name, title, description } = read.data;
    return {
      name,
      title: oneLine(title, longestTitle) || oneLine(name, longestTitle) || name,
      description: oneLine(description, longestDescription),
      arguments: (read.data.arguments ?? []).map(argumentOf),
    };
  },
};

interface About {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: string;
}

function aboutOf(raw: About, address: string) {
  return {
    title:
      oneLine(raw.title, longestTitle) ||
      oneLine(raw.name, longestTitle) ||
      oneLine(address, longestTitle),
    description: oneLine(raw.description, longestDescription),
    mediaType: oneLine(raw.mimeType, 100),
  };
}

/** The list of resources. */
export const resourceKind: ListKind<OfferedResource & { readonly kind: 'resource' }> = {
  method: 'resources/list',
  field: 'resources',
  keyOf: ({ uri }) => uri,
  parse(raw) {
    const read = resourceSchema.safeParse(raw);
    if (!read.success) return null;
    return { kind: 'resource', uri: read.data.uri, ...aboutOf(read.data, read.data.uri) };
  },
};

/** Returns the variables of a template; null if it cannot be used. */
function variablesOf(sdk: McpSdk, template: string): readonly OfferedArgument[] | null {
  let names: readonly string[];
  try {
    names = [...new Set(new sdk.UriTemplate(template).variableNames)];
  } catch {
    return null;
  }
  if (names.length > maxArguments || names.some((name) => name.length > longestName)) return null;
  return names.map((name) => ({ name, description: '', isRequired: true }));
}

/** The list of resource templates. */
export function templateKind(
  sdk: McpSdk,
): ListKind<OfferedResource & { readonly kind: 'template' }> {
  return {
    method: 'resources/templates/list',
    field: 'resourceTemplates',
    keyOf: ({ uriTemplate }) => uriTemplate,
    parse(raw) {
      const read = templateSchema.safeParse(raw);
      if (!read.success) return null;
      const { uriTemplate } = read.data;
      const variables = variablesOf(sdk, uriTemplate);
      if (variables === null) return null;
      return { kind: 'template', uriTemplate, variables, ...aboutOf(read.data, uriTemplate) };
    },
  };
}
