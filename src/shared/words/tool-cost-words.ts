import { sentences } from '../language/formats.ts';
import { t } from '../language/translate.ts';
import type { DeferredTools, ToolsCost } from '../model/tools.ts';

/** The share of a context window that definitions of tools may take. */
const share = 0.05;

function reasonWords({ allTokens: all, because, limit, contextTokens }: DeferredTools): string {
  if (because === 'count') return t('tools_cost.too_many', { most: limit });
  return contextTokens === null
    ? t('tools_cost.too_large.no_window', { all, limit })
    : t('tools_cost.too_large', { all, share, window: contextTokens });
}

/** Says what the tools of a conversation cost with each request, and what is deferred. */
export function toolsCostWords({ tokens, deferred }: ToolsCost): string {
  if (tokens === 0) return t('tools_cost.nothing');
  const sent = t('tools_cost.sent', { tokens });
  if (deferred === null) return sent;
  const { tools, found } = deferred;
  return sentences(
    sent,
    t('tools_cost.deferred', { tools }),
    found === 0 ? '' : t('tools_cost.found', { found }),
    reasonWords(deferred),
  );
}
