import * as z from 'zod';
import { expected } from '../../shared/expected.ts';
import type { ToolField, ToolFieldInput } from '../../shared/model/tools/tool-fields.ts';
import type { SearchEngine, ToolServer, ToolTransport } from '../../shared/model/tools.ts';
import type { ToolSecretsPort, Vault } from './ports.ts';

const valuesSchema = z.object({
  version: z.literal(1),
  values: z.record(z.string(), z.string()),
});
type Values = Readonly<Record<string, string>>;

/** The id in `secrets.json`, which also contains the keys of providers. */
const fieldsId = (serverId: string): string => `${serverId} tool fields`;
const vaultId = (serverId: string): string => `${serverId} tool vault`;
const engineId = (engine: SearchEngine): string => `search ${engine}`;

/** Returns what a server's secrets are bound to, so that they are never sent to another address. */
function boundTo(transport: ToolTransport): string {
  if (transport.kind === 'stdio') return `program ${transport.command}`;
  return URL.parse(transport.url)?.origin ?? transport.url;
}

/** The parts of a server that its secrets depend on. */
type ServerForm = Pick<ToolServer, 'id' | 'name' | 'transport'>;

/** The secrets of tool servers and search engines. */
export interface ToolSecrets {
  /**
   * Returns a server's secrets. Throws an ExpectedError (`storage`, `auth`) that says what to do.
   */
  of(server: ToolServer): Promise<Values>;
  /**
   * Stores the secret values of a form. Returns the fields for the server's settings, and whether a
   * secret has changed. Throws an ExpectedError (`invalid`, `storage`) if nothing was changed.
   */
  keep(
    server: ServerForm,
    before: ToolServer | null,
    fields: readonly ToolFieldInput[],
  ): Promise<{ readonly fields: ToolField[]; readonly haveChanged: boolean }>;
  remove(serverId: string): Promise<void>;
  /** Returns the vault of a server, which is empty for any other address. */
  vaultOf(server: ServerForm): Vault;
  hasKey(engine: SearchEngine): boolean;
  key(engine: SearchEngine): Promise<string | null>;
  /** '' removes the key. */
  keepKey(engine: SearchEngine, key: string): Promise<void>;
}

/** Creates the tool secrets on top of the store's secrets. */
export function createToolSecrets(
  secrets: ToolSecretsPort,
  allowsWeak: () => boolean,
): ToolSecrets {
  async function checkStorage(what: 'key' | 'extras', provider: string): Promise<void> {
    const { storage, name } = await secrets.storage();
    if (storage === 'unavailable') throw expected('no_encryption', { what, provider });
    if (storage === 'weak' && !allowsWeak()) {
      throw expected('weak_encryption', { what, provider, storage: name });
    }
  }

  async function kept(server: ServerForm): Promise<Values> {
    const read = await secrets.read(fieldsId(server.id));
    switch (read.kind) {
      case 'none':
        throw expected('tool_secrets_absent', { server: server.name });
      case 'unreadable':
        throw expected('tool_secrets_unreadable', { server: server.name });
      case 'key': {
        if (read.origin !== boundTo(server.transport)) {
          const given = { server: server.name, given: read.origin };
          throw expected('tool_secrets_other_address', given);
        }
        try {
          return valuesSchema.parse(JSON.parse(read.key)).values;
        } catch {
          // The original error would contain the unreadable text.
          throw expected('tool_secrets_absent', { server: server.name });
        }
      }
    }
  }

  async function secretValues(
    server: ServerForm,
    fields: readonly ToolFieldInput[],
  ): Promise<Values> {
    const stays = fields.some(({ isSecret, value }) => isSecret && value === null);
    const before = stays ? await kept(server) : {};
    const entries = fields.flatMap(({ name, isSecret, value }) => {
      if (!isSecret) return [];
      const found = value ?? (Object.hasOwn(before, name) ? before[name] : undefined);
      if (found === undefined) {
        throw expected('tool_value_wanted', { server: server.name, field: name });
      }
      return [[name, found] as const];
    });
    return Object.fromEntries(entries);
  }

  function openFields(
    server: ServerForm,
    before: ToolServer | null,
    fields: readonly ToolFieldInput[],
  ): ToolField[] {
    const names = new Set<string>();
    return fields.map(({ name, isSecret, value }) => {
      const place = { server: server.name, field: name };
      if (names.has(name)) throw expected('tool_field_twice', place);
      names.add(name);
      if (isSecret) return { name, value: null };
      const known = before?.fields.find((each) => each.name === name);
      const open = value ?? known?.value;
      // A value that was secret is never returned from the encrypted store.
      if (open === null) throw expected('tool_value_hidden', place);
      if (open === undefined) throw expected('tool_value_wanted', place);
      return { name, value: open };
    });
  }

  return {
    async of(server) {
      if (server.fields.every(({ value }) => value !== null)) return {};
      return kept(server);
    },
    async keep(server, before, wanted) {
      const fields = openFields(server, before, wanted);
      const values = await secretValues(server, wanted);
      const hasSecrets = Object.keys(values).length > 0;
      if (hasSecrets) {
        await checkStorage('extras', server.name);
        const text = JSON.stringify({ version: 1, values });
        await secrets.write(fieldsId(server.id), text, boundTo(server.transport));
      } else await secrets.remove(fieldsId(server.id));
      const haveChanged = wanted.some(({ isSecret, value }) => isSecret && value !== null);
      return { fields, haveChanged };
    },
    async remove(serverId) {
      await secrets.remove(fieldsId(serverId));
      await secrets.remove(vaultId(serverId));
    },
    vaultOf(server) {
      const id = vaultId(server.id);
      const { transport } = server;
      // A token is issued for the whole address, not only for its origin.
      const address = transport.kind === 'http' ? transport.url : boundTo(transport);
      return {
        async read() {
          const read = await secrets.read(id);
          return read.kind === 'key' && read.origin === address ? read.key : null;
        },
        async write(text) {
          await checkStorage('extras', server.name);
          await secrets.write(id, text, address);
        },
        remove: () => secrets.remove(id),
      };
    },
    hasKey: (engine) => secrets.status(engineId(engine)) !== null,
    async key(engine) {
      const read = await secrets.read(engineId(engine));
      if (read.kind === 'unreadable') throw expected('search_key_unreadable', { engine });
      return read.kind === 'key' ? read.key : null;
    },
    async keepKey(engine, key) {
      if (key === '') {
        await secrets.remove(engineId(engine));
        return;
      }
      await checkStorage('key', engine);
      await secrets.write(engineId(engine), key, engine);
    },
  };
}
