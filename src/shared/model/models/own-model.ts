import * as z from 'zod';
import { lazy } from '../../lazy.ts';
import { ownEntry } from '../../own-entry.ts';
import { modelKey } from '../parameters/parameters.ts';
import { maxContext, minContext, providerTools, type ProviderTool } from './own-model-choices.ts';

/** The most models about which a person's settings are kept. */
export const maxOwnModels = 2000;

/** The settings of a person for one model of a provider. An absent field is not set. */
export const ownModelSchema = lazy(() =>
  z.looseObject({
    /** Shown instead of the model's own name. */
    name: z.string().min(1).max(200).optional(),
    favourite: z.literal(true).optional(),
    /** Left out of the lists that a model is chosen from. */
    hidden: z.literal(true).optional(),
    vision: z.boolean().optional(),
    tools: z.boolean().optional(),
    reasoning: z.boolean().optional(),
    contextTokens: z.number().int().min(minContext).max(maxContext).optional(),
    /** The provider's own tools that this model may use. A newer Parley may know others. */
    providerTools: z.array(z.string().max(100)).max(50).readonly().optional(),
  }),
);
export type OwnModel = Readonly<z.infer<ReturnType<typeof ownModelSchema>>>;

/** By `<provider id>/<model>`, see `modelKey`. */
export const ownModelsSchema = lazy(() =>
  z
    .record(z.string().max(700), ownModelSchema())
    .refine((models) => Object.keys(models).length <= maxOwnModels),
);
export type OwnModels = Readonly<z.infer<ReturnType<typeof ownModelsSchema>>>;

/** A change to it: `null` forgets a value, an absent one stays. */
export const ownModelPatchSchema = lazy(() =>
  z.object({
    name: z.string().trim().max(200).nullable().optional(),
    favourite: z.boolean().optional(),
    hidden: z.boolean().optional(),
    vision: z.boolean().nullable().optional(),
    tools: z.boolean().nullable().optional(),
    reasoning: z.boolean().nullable().optional(),
    contextTokens: z.number().int().min(minContext).max(maxContext).nullable().optional(),
    providerTools: z.array(z.enum(providerTools)).max(providerTools.length).readonly().optional(),
  }),
);
export type OwnModelPatch = Readonly<z.infer<ReturnType<typeof ownModelPatchSchema>>>;

/** True for a value that says nothing, so that it need not be kept. */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === '') return true;
  return Array.isArray(value) && value.length === 0;
}

const flags: ReadonlySet<string> = new Set(['vision', 'tools', 'reasoning']);

/** Applies a patch; null if nothing is left to keep. */
export function patchedOwnModel(
  before: OwnModel | undefined,
  patch: OwnModelPatch,
): OwnModel | null {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  const entries = Object.entries({ ...before, ...Object.fromEntries(given) }).filter(
    ([name, value]) => (flags.has(name) && value === false) || !isNothing(value),
  );
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** The provider's own tools that a model may use; those of a newer Parley are left out. */
export function providerToolsOf(
  models: OwnModels,
  providerId: string,
  model: string,
): readonly ProviderTool[] {
  const chosen = ownEntry(models, modelKey(providerId, model))?.providerTools ?? [];
  return providerTools.filter((tool) => chosen.includes(tool));
}
