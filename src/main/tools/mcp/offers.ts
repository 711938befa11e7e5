import type { RunningServer } from './server.ts';

/** A prompt of a server, which the composer offers as a command. */
export interface OfferedPrompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly description: string;
    readonly isRequired: boolean;
  }[];
}

/** A resource that a server provides by its URI. */
export interface OfferedResource {
  readonly uri: string;
  readonly name: string;
  readonly description: string;
  readonly mediaType: string;
}

/** The text or bytes of a resource. */
export type ReadResource =
  | {
      readonly kind: 'text';
      readonly uri: string;
      readonly mediaType: string;
      readonly text: string;
    }
  | {
      readonly kind: 'bytes';
      readonly uri: string;
      readonly mediaType: string;
      readonly bytes: Uint8Array;
    };

/**
 * Prompts and resources that a server offers to people instead of models. Each method starts the
 * server and throws an ExpectedError that says why it is not running.
 */
export interface ServerOffers {
  prompts(signal: AbortSignal): Promise<readonly OfferedPrompt[]>;
  /** Returns the text of a prompt: its messages joined. */
  prompt(
    name: string,
    args: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<string>;
  resources(signal: AbortSignal): Promise<readonly OfferedResource[]>;
  readResource(uri: string, signal: AbortSignal): Promise<readonly ReadResource[]>;
  /** Returns completions for an argument of a prompt. */
  complete(
    prompt: string,
    argument: { readonly name: string; readonly value: string },
    signal: AbortSignal,
  ): Promise<readonly string[]>;
}

/** Creates the offers of a server. */
export function createOffers(server: Pick<RunningServer, 'connected'>): ServerOffers {
  return {
    async prompts(signal) {
      const { client } = await server.connected(signal);
      if (client.getServerCapabilities()?.prompts === undefined) return [];
      const { prompts } = await client.listPrompts(undefined, { signal });
      return prompts.map(({ name, title, description = '', arguments: args = [] }) => ({
        name,
        title: title ?? name,
        description,
        arguments: args.map((each) => ({
          name: each.name,
          description: each.description ?? '',
          isRequired: each.required === true,
        })),
      }));
    },
    async prompt(name, args, signal) {
      const { client } = await server.connected(signal);
      const { messages } = await client.getPrompt({ name, arguments: { ...args } }, { signal });
      return messages
        .flatMap(({ content }) => {
          if (content.type === 'text') return [content.text];
          return content.type === 'resource' && 'text' in content.resource
            ? [content.resource.text]
            : [];
        })
        .join('\n\n');
    },
    async resources(signal) {
      const { client } = await server.connected(signal);
      if (client.getServerCapabilities()?.resources === undefined) return [];
      const { resources } = await client.listResources(undefined, { signal });
      return resources.map(({ uri, name, title, description = '', mimeType = '' }) => ({
        uri,
        name: title ?? name,
        description,
        mediaType: mimeType,
      }));
    },
    async readResource(uri, signal) {
      const { client } = await server.connected(signal);
      const { contents } = await client.readResource({ uri }, { signal });
      return contents.map((each) => {
        const about = { uri: each.uri, mediaType: each.mimeType ?? '' };
        return 'text' in each
          ? { kind: 'text', ...about, text: each.text }
          : { kind: 'bytes', ...about, bytes: Buffer.from(each.blob, 'base64') };
      });
    },
    async complete(prompt, argument, signal) {
      const { client } = await server.connected(signal);
      if (client.getServerCapabilities()?.completions === undefined) return [];
      const { completion } = await client.complete(
        { ref: { type: 'ref/prompt', name: prompt }, argument: { ...argument } },
        { signal },
      );
      return completion.values;
    },
  };
}
