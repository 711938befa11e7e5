import * as z from 'zod';
import { extraSchema, mostExtras } from './extras.ts';
import { noTools, toolChoiceSchema } from './tool-choice.ts';

export const settingsVersion = 1;

/** Where answers come from: an OpenAI-compatible server, or the demo model that is part of Parley. */
export const providerSchema = z.looseObject({
  id: z.string().min(1).max(100),
  kind: z.enum(['openai_compatible', 'demo']),
  name: z.string().min(1).max(200),
  /** With the path that `/chat/completions` is appended to, e.g. `https://api.openai.com/v1`. */
  baseUrl: z.string().max(2000),
  /** The address as typed while it is not known where its API lives: `baseUrl` is then a guess. */
  unprovenAddress: z.string().max(2000).optional(),
  /** Headers and query fields of every request. */
  extras: z.array(extraSchema).max(mostExtras).optional(),
  /** The `http://` origin on the internet that the person agreed to be readable on the way to. */
  readableOrigin: z.string().max(2000).optional(),
  /** Learned: the server refuses `stream_options`, so usage is not asked for. */
  refusesStreamOptions: z.boolean().optional(),
  /** Learned: models that take no system prompt, so it goes before the first question. */
  modelsWithoutSystem: z.array(z.string().max(500)).max(200).optional(),
});
export type Provider = Readonly<z.infer<typeof providerSchema>>;

const dollars = z.number().nonnegative().max(1_000_000);
/** What a model's tokens cost; US dollars for a million. */
export const tokenPriceSchema = z.object({
  prompt: dollars,
  completion: dollars,
  /** Of the part of the prompt that the server had cached; left out: as the rest of the prompt. */
  cached: dollars.optional(),
});
export type TokenPrice = Readonly<z.infer<typeof tokenPriceSchema>>;
/** `server`: the name of the provider that told it. */
const reportedPriceSchema = tokenPriceSchema.extend({ server: z.string().max(200) });
const modelNameSchema = z.string().max(500);

/** Where other programs find Parley unless the person chooses another port. */
const defaultApiPort = 7175;
const portSchema = z.number().int().min(1024).max(65_535);
/** Origins (`https://example.com`) of web pages that may use the API; each sees what its token allows. */
const originsSchema = z.array(z.string().max(300)).max(50);

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

/** The order of the conversations in the sidebar. */
export const librarySortSchema = z.enum(['changed', 'created', 'title']);
export type LibrarySort = z.infer<typeof librarySortSchema>;

/** How close lines, blocks and turns stand. */
export const densitySchema = z.enum(['compact', 'comfortable', 'spacious']);
export type Density = z.infer<typeof densitySchema>;

/** How a conversation is set for reading. */
const readingShape = {
  /** Characters of a line, at most. */
  lineWidth: z.number().int().min(40).max(240),
  /** px, at a zoom of 100 %. */
  textSize: z.number().min(10).max(40),
  /** '' is the system's, `serif` its serif one; else the name of an installed font. */
  textFont: z.string().max(100),
  density: densitySchema,
  /** '' is the system's. */
  codeFont: z.string().max(100),
};

/** `settings.json`. Unknown keys survive; a value that does not validate falls back to its default. */
export const settingsSchema = z.looseObject({
  version: z.literal(settingsVersion).default(settingsVersion),
  providers: z.array(providerSchema).default([]),
  /** null until the person has chosen one. */
  defaultProviderId: z.string().nullable().default(null),
  defaultModel: z.string().nullable().default(null),
  systemPrompt: z.string().max(1_000_000).default(''),
  /** A stream that sends no byte for so long has failed; seconds. */
  idleTimeoutSeconds: z.number().int().min(5).max(3600).default(120),
  theme: themeSchema.default('system'),
  lineWidth: readingShape.lineWidth.default(72),
  textSize: readingShape.textSize.default(16),
  textFont: readingShape.textFont.default(''),
  density: readingShape.density.default('comfortable'),
  codeFont: readingShape.codeFont.default(''),
  /** Fetch dictionaries from Google and mark misspelt words; macOS does that by itself and ignores this. */
  checkSpelling: z.boolean().default(false),
  /** Ask the model to name a new conversation after its first exchange. */
  nameConversations: z.boolean().default(true),
  sidebarWidth: z.number().int().min(200).max(480).default(260),
  sidebarOpen: z.boolean().default(true),
  librarySort: librarySortSchema.default('changed'),
  /** A backup a day into the data folder's `backups`; the last seven are kept. */
  automaticBackups: z.boolean().default(true),
  /** Store keys although the system has no keyring (Linux `basic_text`): the person's own choice. */
  allowWeakKeyStorage: z.boolean().default(false),
  /** The tools of conversations that do not choose their own. */
  tools: toolChoiceSchema.default(noTools),
  /** Serve other programs on this machine, see docs/api.md. */
  apiEnabled: z.boolean().default(false),
  apiPort: portSchema.default(defaultApiPort),
  apiOrigins: originsSchema.default([]),
  /** By model, as the person entered them; they count before those that servers tell. */
  prices: z.record(modelNameSchema, tokenPriceSchema).default({}),
  /** By model, as servers told them with their lists of models. */
  reportedPrices: z.record(modelNameSchema, reportedPriceSchema).default({}),
  /** Where the window was, in device-independent pixels; null until it was first closed or moved. */
  windowPlace: z
    .object({
      x: z.number().int(),
      y: z.number().int(),
      width: z.number().int().positive(),
      height: z.number().int().positive(),
      maximized: z.boolean(),
    })
    .nullable()
    .default(null),
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

/** The settings a person can change; providers have commands of their own. */
export const settingsPatchSchema = z
  .object({
    defaultProviderId: z.string().nullable(),
    defaultModel: z.string().nullable(),
    systemPrompt: z.string().max(1_000_000),
    idleTimeoutSeconds: z.number().int().min(5).max(3600),
    theme: themeSchema,
    ...readingShape,
    checkSpelling: z.boolean(),
    nameConversations: z.boolean(),
    sidebarWidth: z.number().int().min(200).max(480),
    sidebarOpen: z.boolean(),
    librarySort: librarySortSchema,
    automaticBackups: z.boolean(),
    tools: toolChoiceSchema,
    allowWeakKeyStorage: z.boolean(),
    apiEnabled: z.boolean(),
    apiPort: portSchema,
  })
  .partial();
export type SettingsPatch = Readonly<z.infer<typeof settingsPatchSchema>>;

/** All that the renderer may know of a key. `unreadable`: it is kept, but the system could not decrypt it. */
export type KeyStatus =
  | { readonly kind: 'none' }
  | { readonly kind: 'set'; readonly lastFour: string }
  | { readonly kind: 'unreadable'; readonly lastFour: string }
  /** The key was given for another origin and is not sent to this one. */
  | { readonly kind: 'other_origin'; readonly lastFour: string; readonly origin: string }
  /** Comes from OPENAI_API_KEY and is never written down. */
  | { readonly kind: 'environment'; readonly lastFour: string };

/** How well the system can guard a key: `weak` is Linux without a keyring. */
export type KeyStorage = 'strong' | 'weak' | 'unavailable';
