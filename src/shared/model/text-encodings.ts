/** A text encoding: its label in the Encoding Standard and its common name. */
export interface TextEncoding {
  readonly label: string;
  readonly name: string;
}

/** All supported text encodings, the most common first, then by region. */
export const textEncodings: readonly TextEncoding[] = [
  { label: 'utf-8', name: 'UTF-8' },
  { label: 'utf-16le', name: 'UTF-16 LE' },
  { label: 'utf-16be', name: 'UTF-16 BE' },
  { label: 'windows-1252', name: 'Western (Windows-1252)' },
  { label: 'iso-8859-15', name: 'Western (ISO 8859-15)' },
  { label: 'macintosh', name: 'Western (Mac Roman)' },
  { label: 'windows-1250', name: 'Central European (Windows-1250)' },
  { label: 'iso-8859-2', name: 'Central European (ISO 8859-2)' },
  { label: 'iso-8859-16', name: 'Romanian (ISO 8859-16)' },
  { label: 'iso-8859-3', name: 'South European (ISO 8859-3)' },
  { label: 'windows-1257', name: 'Baltic (Windows-1257)' },
  { label: 'iso-8859-13', name: 'Baltic (ISO 8859-13)' },
  { label: 'iso-8859-4', name: 'Baltic (ISO 8859-4)' },
  { label: 'iso-8859-10', name: 'Nordic (ISO 8859-10)' },
  { label: 'iso-8859-14', name: 'Celtic (ISO 8859-14)' },
  { label: 'windows-1251', name: 'Cyrillic (Windows-1251)' },
  { label: 'koi8-r', name: 'Cyrillic (KOI8-R)' },
  { label: 'koi8-u', name: 'Cyrillic (KOI8-U)' },
  { label: 'ibm866', name: 'Cyrillic (IBM 866)' },
  { label: 'iso-8859-5', name: 'Cyrillic (ISO 8859-5)' },
  { label: 'x-mac-cyrillic', name: 'Cyrillic (Mac)' },
  { label: 'windows-1253', name: 'Greek (Windows-1253)' },
  { label: 'iso-8859-7', name: 'Greek (ISO 8859-7)' },
  { label: 'windows-1254', name: 'Turkish (Windows-1254)' },
  { label: 'windows-1255', name: 'Hebrew (Windows-1255)' },
  { label: 'iso-8859-8', name: 'Hebrew, visual order (ISO 8859-8)' },
  { label: 'windows-1256', name: 'Arabic (Windows-1256)' },
  { label: 'iso-8859-6', name: 'Arabic (ISO 8859-6)' },
  { label: 'windows-1258', name: 'Vietnamese (Windows-1258)' },
  { label: 'windows-874', name: 'Thai (Windows-874)' },
  { label: 'gb18030', name: 'Chinese, simplified (GB 18030)' },
  { label: 'gbk', name: 'Chinese, simplified (GBK)' },
  { label: 'big5', name: 'Chinese, traditional (Big5)' },
  { label: 'shift_jis', name: 'Japanese (Shift JIS)' },
  { label: 'euc-jp', name: 'Japanese (EUC-JP)' },
  { label: 'iso-2022-jp', name: 'Japanese (ISO-2022-JP)' },
  { label: 'euc-kr', name: 'Korean (EUC-KR)' },
];

/** The common name of an encoding, or its label if it is not listed. */
export function encodingName(label: string): string {
  return textEncodings.find((each) => each.label === label)?.name ?? label;
}

/** True for the label of a supported text encoding. */
export function isTextEncoding(label: string): boolean {
  return textEncodings.some((each) => each.label === label);
}

/** True for a file whose bytes are plain text, so that an encoding can be chosen. */
export function isPlainText(mediaType: string): boolean {
  return /^text\/|^image\/svg|^application\/json$/.test(mediaType);
}
