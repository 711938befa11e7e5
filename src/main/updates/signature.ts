import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { expected } from '../../shared/expected.ts';
import { manifestSchema, signedListSchema, type Manifest, type SignedList } from './manifest.ts';

/** Prefix of every signed text, so that no signature of anything else passes for one of ours. */
const purpose = 'Parley updates 1\n';
/** Prefix that makes the 32 bytes of an Ed25519 public key an SPKI key (RFC 8410). */
const spkiStart = Buffer.from('302a300506032b6570032100', 'hex');

function publicKey(key: string): KeyObject {
  const bytes = Buffer.concat([spkiStart, Buffer.from(key, 'base64')]);
  return createPublicKey({ key: bytes, format: 'der', type: 'spki' });
}

/** The public half of a private key, as `publisher.json` has it. */
export function publicKeyOf(privateKey: KeyObject): string {
  const bytes = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return bytes.subarray(spkiStart.length).toString('base64');
}

/** Signs a manifest with one or two keys. */
export function signManifest(manifest: Manifest, keys: readonly KeyObject[]): SignedList {
  const text = JSON.stringify(manifest);
  return {
    form: 1,
    manifest: text,
    signatures: keys.map((key) => ({
      key: publicKeyOf(key),
      signature: sign(null, Buffer.from(purpose + text), key).toString('base64'),
    })),
  };
}

function parsed<T>(text: string, read: (value: unknown) => T): T {
  try {
    return read(JSON.parse(text));
  } catch (error) {
    throw expected('update_unreadable', {}, { detail: String(error).slice(0, 200) });
  }
}

/**
 * Reads the list of a feed. Nothing that it says is looked at before one of `keys` vouches for it.
 * Throws an ExpectedError.
 */
export function readSignedList(text: string, keys: readonly string[]): Manifest {
  const list = parsed(text, (value) => signedListSchema.parse(value));
  if (list.signatures.length === 0) throw expected('update_unsigned', {});
  const known = list.signatures.filter(({ key }) => keys.includes(key));
  if (known.length === 0) throw expected('update_key_unknown', {});
  const bytes = Buffer.from(purpose + list.manifest);
  const isRight = known.some(({ key, signature }) =>
    verify(null, bytes, publicKey(key), Buffer.from(signature, 'base64')),
  );
  if (!isRight) throw expected('update_signature_wrong', {});
  return parsed(list.manifest, (value) => manifestSchema.parse(value));
}
