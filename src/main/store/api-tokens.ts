import * as z from 'zod';
import type { Notice } from '../../shared/contract/index.ts';
import { expected, ExpectedError } from '../../shared/expected.ts';
import type { StoredToken, TokenStore } from '../local-api/ports.ts';
import type { StoreParts } from './parts.ts';
import { diskFaultOf } from './save-status.ts';
import { openSmallFile } from './small-file.ts';

const tokenSchema = z.looseObject({
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(100),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.iso.datetime(),
});

const tokensVersion = 1;

/** The API's tokens, with the operations only the store itself uses. */
export interface TokensFile extends TokenStore {
  readonly notices: readonly Notice[];
  /** Resolves when no write is in progress. */
  flush(): Promise<void>;
}

/**
 * Reads `api-tokens.json` in `root`. Never throws: a damaged token stops working and is reported.
 */
export async function openApiTokens(parts: StoreParts, root: string): Promise<TokensFile> {
  const file = await openSmallFile(parts, { directory: root, name: 'api-tokens' });
  const notices = [...file.notices];
  const { version, tokens: kept, ...unknown } = file.fields;
  const isNewer = typeof version === 'number' && version > tokensVersion;
  const values: readonly unknown[] = Array.isArray(kept) ? kept : [];
  let tokens: readonly StoredToken[] = values.flatMap((value) => {
    const token = tokenSchema.safeParse(value);
    return token.success ? [token.data] : [];
  });
  if (tokens.length < values.length || (kept !== undefined && !Array.isArray(kept))) {
    notices.push(await file.setAside({ kind: 'tokens_damaged' }));
  }
  let last: Promise<void> = Promise.resolve();

  async function write(next: readonly StoredToken[]): Promise<void> {
    try {
      if (isNewer) throw expected('file_by_newer', { name: 'api-tokens.json' });
      await file.write({ ...unknown, version: tokensVersion, tokens: next });
      tokens = next;
    } catch (error) {
      if (error instanceof ExpectedError) throw error;
      throw expected('change_unsaved', { disk: diskFaultOf(error) });
    }
  }

  return {
    notices,
    list: () => tokens,
    async update(change) {
      const written = last.then(() => write(change(tokens)));
      last = written.catch(() => undefined);
      await written;
    },
    flush: () => last,
  };
}
