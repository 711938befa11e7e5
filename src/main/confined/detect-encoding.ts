import { chardet } from 'jschardet';

/**
 * Encodings of the web and the older ISO ones; mainframe and DOS encodings are guessed too often.
 */
const eras = chardet.EncodingEra.MODERN_WEB | chardet.EncodingEra.LEGACY_ISO;

/** The detector's encoding names for which the Encoding Standard has another label. */
const labels: Readonly<Record<string, string>> = {
  big5hkscs: 'big5',
  cp932: 'shift_jis',
  cp949: 'euc-kr',
  cp874: 'windows-874',
  'tis-620': 'windows-874',
  shift_jis_2004: 'shift_jis',
  euc_jis_2004: 'euc-jp',
  euc_kr: 'euc-kr',
  'iso8859-8': 'windows-1255',
  'iso8859-9': 'windows-1254',
};

/** The standard's name for a detected encoding, if a decoder for it exists. */
function labelOf(name: string): string | null {
  const lower = name.toLowerCase();
  const label = labels[lower] ?? lower.replace(/^cp(125\d)$/, 'windows-$1');
  try {
    return new TextDecoder(label).encoding;
  } catch {
    // The detector knows some encodings that no standard has.
    return null;
  }
}

/** Detects the encoding of a text that is not UTF-8, as a label of the Encoding Standard. */
export function detectEncoding(
  _input: null,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string | null> {
  for (const { encoding } of chardet.detectAll(bytes, { encodingEra: eras })) {
    const label = encoding === null ? null : labelOf(encoding);
    if (label !== null && !label.startsWith('utf-')) return Promise.resolve(label);
  }
  return Promise.resolve(null);
}
