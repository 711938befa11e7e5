/** A text encoding. */
export interface TextEncoding {
  /** Its label in the Encoding Standard. */
  readonly label: string;
  /** The name of the standard or code page that defines it, in any language. */
  readonly standard: string;
  /** What it was made for. */
  readonly script: EncodingScript;
}

/** The scripts and regions that text encodings were made for; `any` for those of Unicode. */
export type EncodingScript =
  | 'any'
  | 'western'
  | 'central_european'
  | 'romanian'
  | 'south_european'
  | 'baltic'
  | 'nordic'
  | 'celtic'
  | 'cyrillic'
  | 'greek'
  | 'turkish'
  | 'hebrew'
  | 'hebrew_visual'
  | 'arabic'
  | 'vietnamese'
  | 'thai'
  | 'chinese_simplified'
  | 'chinese_traditional'
  | 'japanese'
  | 'korean';

/** All supported text encodings, the most common first, then by region. */
export const textEncodings: readonly TextEncoding[] = [
  { label: 'utf-8', standard: 'UTF-8', script: 'any' },
  { label: 'utf-16le', standard: 'UTF-16 LE', script: 'any' },
  { label: 'utf-16be', standard: 'UTF-16 BE', script: 'any' },
  { label: 'windows-1252', standard: 'Windows-1252', script: 'western' },
  { label: 'iso-8859-15', standard: 'ISO 8859-15', script: 'western' },
  { label: 'macintosh', standard: 'Mac Roman', script: 'western' },
  { label: 'windows-1250', standard: 'Windows-1250', script: 'central_european' },
  { label: 'iso-8859-2', standard: 'ISO 8859-2', script: 'central_european' },
  { label: 'iso-8859-16', standard: 'ISO 8859-16', script: 'romanian' },
  { label: 'iso-8859-3', standard: 'ISO 8859-3', script: 'south_european' },
  { label: 'windows-1257', standard: 'Windows-1257', script: 'baltic' },
  { label: 'iso-8859-13', standard: 'ISO 8859-13', script: 'baltic' },
  { label: 'iso-8859-4', standard: 'ISO 8859-4', script: 'baltic' },
  { label: 'iso-8859-10', standard: 'ISO 8859-10', script: 'nordic' },
  { label: 'iso-8859-14', standard: 'ISO 8859-14', script: 'celtic' },
  { label: 'windows-1251', standard: 'Windows-1251', script: 'cyrillic' },
  { label: 'koi8-r', standard: 'KOI8-R', script: 'cyrillic' },
  { label: 'koi8-u', standard: 'KOI8-U', script: 'cyrillic' },
  { label: 'ibm866', standard: 'IBM 866', script: 'cyrillic' },
  { label: 'iso-8859-5', standard: 'ISO 8859-5', script: 'cyrillic' },
  { label: 'x-mac-cyrillic', standard: 'Mac', script: 'cyrillic' },
  { label: 'windows-1253', standard: 'Windows-1253', script: 'greek' },
  { label: 'iso-8859-7', standard: 'ISO 8859-7', script: 'greek' },
  { label: 'windows-1254', standard: 'Windows-1254', script: 'turkish' },
  { label: 'windows-1255', standard: 'Windows-1255', script: 'hebrew' },
  { label: 'iso-8859-8', standard: 'ISO 8859-8', script: 'hebrew_visual' },
  { label: 'windows-1256', standard: 'Windows-1256', script: 'arabic' },
  { label: 'iso-8859-6', standard: 'ISO 8859-6', script: 'arabic' },
  { label: 'windows-1258', standard: 'Windows-1258', script: 'vietnamese' },
  { label: 'windows-874', standard: 'Windows-874', script: 'thai' },
  { label: 'gb18030', standard: 'GB 18030', script: 'chinese_simplified' },
  { label: 'gbk', standard: 'GBK', script: 'chinese_simplified' },
  { label: 'big5', standard: 'Big5', script: 'chinese_traditional' },
  { label: 'shift_jis', standard: 'Shift JIS', script: 'japanese' },
  { label: 'euc-jp', standard: 'EUC-JP', script: 'japanese' },
  { label: 'iso-2022-jp', standard: 'ISO-2022-JP', script: 'japanese' },
  { label: 'euc-kr', standard: 'EUC-KR', script: 'korean' },
];

/** True for the label of a supported text encoding. */
export function isTextEncoding(label: string): boolean {
  return textEncodings.some((each) => each.label === label);
}

/** True for a file whose bytes are plain text, so that an encoding can be chosen. */
export function isPlainText(mediaType: string): boolean {
  return /^text\/|^image\/svg|^application\/json$/.test(mediaType);
}
