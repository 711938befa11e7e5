import { t } from '../../../shared/language/translate.ts';
import type { KnownPrice } from '../../../shared/model/cost.ts';
import { abilities, type Ability } from '../../../shared/model/models/facts.ts';
import type { OwnModel, OwnModelPatch } from '../../../shared/model/models/own-model.ts';
import {
  minContext,
  maxContext,
  providerTools,
  type ProviderTool,
} from '../../../shared/model/models/own-model-choices.ts';
import type { TokenPrice } from '../../../shared/model/settings.ts';
import { parsePrice } from '../price-text.ts';

/** An answer about an ability; '' leaves it to what is known otherwise. */
export type Says = '' | 'yes' | 'no';

/** The values of the form about a model, as typed. */
export interface ModelDraft extends Readonly<Record<Ability, Says>> {
  readonly name: string;
  readonly isFavourite: boolean;
  readonly isHidden: boolean;
  readonly context: string;
  readonly prompt: string;
  readonly completion: string;
  readonly cached: string;
  readonly providerTools: readonly ProviderTool[];
}

/** Problems of the form by field. */
export type ModelDraftProblems = Partial<Readonly<Record<keyof ModelDraft, string>>>;

/** The changes to save. */
export interface ModelChanges {
  readonly patch: OwnModelPatch;
  /** Null forgets the person's price; undefined leaves it. */
  readonly price: TokenPrice | null | undefined;
}

const saysOf = (value: boolean | undefined): Says =>
  value === undefined ? '' : value ? 'yes' : 'no';
const amountOf = (value: number | undefined): string => (value === undefined ? '' : String(value));

/** Fills the form with the person's own values. */
export function draftOf(own: OwnModel | undefined, price: KnownPrice | null): ModelDraft {
  const mine = price?.from.kind === 'person' ? price : null;
  return {
    name: own?.name ?? '',
    isFavourite: own?.favourite === true,
    isHidden: own?.hidden === true,
    vision: saysOf(own?.vision),
    tools: saysOf(own?.tools),
    reasoning: saysOf(own?.reasoning),
    context: amountOf(own?.contextTokens),
    prompt: amountOf(mine?.prompt),
    completion: amountOf(mine?.completion),
    cached: amountOf(mine?.cached),
    providerTools: providerTools.filter((tool) => own?.providerTools?.includes(tool) === true),
  };
}

/** Reads a size such as `128000`, `128,000`, `128k` or `1m`; null for anything else. */
function tokensIn(text: string): number | null {
  const [, digits, unit] =
    /^(\d{1,9}(?:\.\d{1,3})?)\s*([km]?)$/iu.exec(text.replace(/[,\s]/gu, '')) ?? [];
  if (digits === undefined) return null;
  const factor = { k: 1000, m: 1_000_000 }[unit?.toLowerCase() ?? ''] ?? 1;
  const tokens = Math.round(Number(digits) * factor);
  return tokens >= minContext && tokens <= maxContext ? tokens : null;
}

const noAmount = (): string => t('settings.price.problem', { example: 2.5 });

function pricesIn(draft: ModelDraft): {
  readonly price: TokenPrice | null;
  readonly problems: ModelDraftProblems;
} {
  const texts = [draft.prompt, draft.completion, draft.cached].map((text) => text.trim());
  if (texts.every((text) => text === '')) return { price: null, problems: {} };
  const [prompt, completion] = [parsePrice(draft.prompt), parsePrice(draft.completion)];
  const cached = draft.cached.trim() === '' ? undefined : parsePrice(draft.cached);
  if (prompt !== null && completion !== null && cached !== null) {
    const price = { prompt, completion, ...(cached === undefined ? {} : { cached }) };
    return { price, problems: {} };
  }
  return {
    price: null,
    problems: {
      ...(prompt === null ? { prompt: noAmount() } : {}),
      ...(completion === null ? { completion: noAmount() } : {}),
      ...(cached === null ? { cached: noAmount() } : {}),
    },
  };
}

/** Returns the changes to save, or the problems of the form. `before` is the price that applies now. */
export function changesOf(
  draft: ModelDraft,
  before: KnownPrice | null,
): ModelChanges | { readonly problems: ModelDraftProblems } {
  const contextTokens = draft.context.trim() === '' ? null : tokensIn(draft.context);
  const { price, problems: ofPrices } = pricesIn(draft);
  const isNoContext = draft.context.trim() !== '' && contextTokens === null;
  const problems = {
    ...ofPrices,
    ...(isNoContext
      ? { context: t('model_form.context_problem', { example: '128000', short: '128k' }) }
      : {}),
  };
  if (Object.keys(problems).length > 0) return { problems };
  const says = Object.fromEntries(
    abilities.map((name) => [name, draft[name] === '' ? null : draft[name] === 'yes']),
  );
  const hadPrice = before?.from.kind === 'person';
  return {
    patch: {
      name: draft.name.trim() === '' ? null : draft.name.trim(),
      favourite: draft.isFavourite,
      hidden: draft.isHidden,
      contextTokens,
      providerTools: draft.providerTools,
      ...says,
    },
    price: price === null && !hadPrice ? undefined : price,
  };
}
