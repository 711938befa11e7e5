import * as z from 'zod';

/** The name of the feed's list, in the folder of the feed. */
export const manifestName = 'parley-updates.json';

/** The form in which a program is installed. */
export const packageKinds = ['nsis', 'mac_zip', 'app_image', 'deb'] as const;
export type PackageKind = (typeof packageKinds)[number];

export const machines = ['x64', 'arm64'] as const;
export type Machine = (typeof machines)[number];

/** Limits of what a feed may say. Sizes in bytes. */
export const manifestLimits = { list: 256 * 1024, file: 1024 ** 3, files: 32, notes: 20_000 };

/** Versions of releases; nothing before a release is offered. */
const versionSchema = z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/);
const base64 = (length: number): z.ZodString =>
  z
    .string()
    .length(length)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/);

const fileSchema = z.object({
  kind: z.enum(packageKinds),
  machine: z.enum(machines),
  /** The name of the file beside the list. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,150}$/),
  size: z.number().int().positive().max(manifestLimits.file),
  sha512: z.string().regex(/^[0-9a-f]{128}$/),
});
/** A package of a release. */
export type UpdateFile = Readonly<z.infer<typeof fileSchema>>;

/** The signed part of the list: a release and its packages. */
export const manifestSchema = z.object({
  form: z.literal(1),
  product: z.literal('app.parley.Parley'),
  version: versionSchema,
  issuedAt: z.iso.datetime(),
  /** Share of the installations that are offered it, in percent. */
  rollout: z.number().int().min(0).max(100),
  notes: z.string().max(manifestLimits.notes),
  files: z.array(fileSchema).max(manifestLimits.files),
});
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** The list of a feed: the text that is signed, and by whom. */
export const signedListSchema = z.object({
  form: z.literal(1),
  /** A {@link Manifest} as JSON, to the byte. */
  manifest: z.string(),
  signatures: z.array(z.object({ key: base64(44), signature: base64(88) })).max(4),
});
export type SignedList = Readonly<z.infer<typeof signedListSchema>>;

/** Compares two versions of releases; positive if the first is newer. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('-', 1)[0]?.split('.').map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (a?.[index] ?? 0) - (b?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  // A pre-release is older than its release.
  return Number(other.includes('-')) - Number(one.includes('-'));
}
