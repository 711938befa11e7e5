import * as z from 'zod';
import { lazy } from '../../lazy.ts';
import { tokenFactorsSchema } from '../context/token-factors.ts';
import { extraSchema } from '../extras.ts';
import { refusedParameterSchema } from '../parameters/schema.ts';
import { maxExtras } from './provider-limits.ts';

/**
 * How a server is asked. `automatic`: over Chat Completions, and over the Responses API where a
 * refusal says so.
 */
export const protocolChoices = ['automatic', 'chat_completions', 'responses'] as const;
export type ProtocolChoice = (typeof protocolChoices)[number];

/** By model. A value from a newer Parley is kept, and counts as automatic. */
const byModelSchema = lazy(() => z.record(z.string().max(500), z.string().max(40)));

/** The longest name of an organisation or project. */
export const maxAccountName = 200;
/** The most keys of one provider. */
export const maxKeys = 10;
/** A stream without a byte for this long has failed (seconds). */
export const timeoutSchema = z.number().int().min(5).max(3600);

/** A source of answers: an OpenAI-compatible server, or the built-in demo model. */
export const providerSchema = lazy(() =>
  z.looseObject({
    id: z.string().min(1).max(100),
    kind: z.enum(['openai_compatible', 'demo']),
    name: z.string().min(1).max(200),
    /**
     * Includes the path to which `/chat/completions` is appended, for example
     * `https://api.openai.com/v1`.
     */
    baseUrl: z.string().max(2000),
    /** The address as typed, while the location of its API is unknown and `baseUrl` is a guess. */
    unprovenAddress: z.string().max(2000).optional(),
    /** Headers and query fields of every request. */
    extras: z.array(extraSchema).max(maxExtras).optional(),
    /** Sent as headers of OpenAI's, `OpenAI-Organization` and `OpenAI-Project`. */
    organisation: z.string().max(maxAccountName).optional(),
    project: z.string().max(maxAccountName).optional(),
    /** How long a silent server is waited for (seconds); absent for the setting of all providers. */
    timeoutSeconds: timeoutSchema.optional(),
    /**
     * The keys in the order in which they are tried, by the names of their places beside the first one
     * (which is ''). Absent if there is one at most.
     */
    keyPlaces: z
      .array(z.string().regex(/^\d{0,3}$/))
      .max(maxKeys)
      .optional(),
    /**
     * The `http://` origin on the internet for which the person accepted that messages can be read in
     * transit.
     */
    readableOrigin: z.string().max(2000).optional(),
    /** Learned: the server refuses `stream_options`, so usage is not requested. */
    refusesStreamOptions: z.boolean().optional(),
    /** Learned: models that accept no system prompt, so it is put before the first question. */
    modelsWithoutSystem: z.array(z.string().max(500)).max(200).optional(),
    /** Learned: parameters that the server refused, by model. */
    refusedParameters: z
      .record(z.string().max(500), z.array(refusedParameterSchema()).max(50).readonly())
      .optional(),
    /** A {@link ProtocolChoice}; absent for `automatic`. */
    protocol: z.string().max(40).optional(),
    /** The person's choice for single models, which outranks `protocol`. */
    modelProtocols: byModelSchema().optional(),
    /** Learned: models that are served over another protocol than the one that was tried first. */
    learnedProtocols: byModelSchema().optional(),
    /** Learned: fields of the Responses API that models refuse, separated by spaces. */
    withheldFields: byModelSchema().optional(),
    /** Learned: models that answer with pictures, as the server's list tells. */
    pictureAnswers: byModelSchema().optional().catch(undefined),
    /** Learned: context windows of models, in tokens, by model. */
    contextWindows: z
      .object({
        /** As the server's list of models reports them. */
        listed: z.record(z.string().max(500), z.number().int().positive()),
        /** As refusals of too long requests name them. */
        refused: z.record(z.string().max(500), z.number().int().positive()),
      })
      .optional()
      .catch(undefined),
    /** Learned: how models split text into tokens, by model. */
    tokenFactors: z.record(z.string().max(500), tokenFactorsSchema).optional().catch(undefined),
  }),
);
export type Provider = Readonly<z.infer<ReturnType<typeof providerSchema>>>;

/**
 * The state of a key, as far as the renderer may know. `unreadable`: it is stored, but the system
 * could not decrypt it.
 */
export type KeyStatus =
  | { readonly kind: 'none' }
  | { readonly kind: 'set'; readonly lastFour: string }
  | { readonly kind: 'unreadable'; readonly lastFour: string }
  /** The key was entered for another origin and is not sent to this one. */
  | { readonly kind: 'other_origin'; readonly lastFour: string; readonly origin: string }
  /** From OPENAI_API_KEY; never stored. */
  | { readonly kind: 'environment'; readonly lastFour: string };

/** How well the system protects keys. `weak` is Linux without a keyring. */
export type KeyStorage = 'strong' | 'weak' | 'unavailable';
