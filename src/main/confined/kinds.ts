// What can be done in a process of its own. Types and checks only: main loads this, and none of the libraries.

/** The text of each page of a PDF; a page without text is ''. */
export type PdfPages =
  | {
      readonly kind: 'pages';
      readonly pages: readonly string[];
      /** There are pictures in it, as there are in whatever was scanned. */
      readonly hasPictures: boolean;
    }
  /** `long`: it holds more than any model reads. */
  | { readonly kind: 'locked' | 'damaged' | 'long' };

/** A text for a page; `idPrefix` keeps the ids in it apart from those of the other texts. */
export interface MarkdownText {
  readonly text: string;
  readonly idPrefix: string;
}

/**
 * What a document is in, as its first bytes and its name tell: a ZIP (docx, xlsx, pptx, odt, ods, odp,
 * epub), the container of older Office files, or a text of a known form.
 */
export const documentFormats = ['zip', 'compound', 'rtf', 'mail', 'page', 'notebook'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** The text of a document. `old`: Word or PowerPoint from before 2007; `no_document`: an archive of other things. */
export type DocumentText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'locked' | 'damaged' | 'empty' | 'long' | 'old' | 'no_document' };

/** A picture as PNG. `unknown`: of a kind that the decoder does not know. */
export type PngPicture =
  | { readonly kind: 'png'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'damaged' | 'large' | 'unknown' };

/** What each kind of work is given besides the bytes of its file, and what it makes of them. */
export interface ConfinedKinds {
  readonly pdf_text: { readonly input: null; readonly output: PdfPages };
  readonly markdown_html: {
    readonly input: readonly MarkdownText[];
    readonly output: readonly string[];
  };
  /** A label of the Encoding Standard; null when it cannot be told. */
  readonly text_encoding: { readonly input: null; readonly output: string | null };
  readonly tiff_picture: { readonly input: null; readonly output: PngPicture };
  readonly document_text: {
    readonly input: { readonly format: DocumentFormat };
    readonly output: DocumentText;
  };
}

export type ConfinedKind = keyof ConfinedKinds;

/** How one kind of work is run. */
interface KindRules<T> {
  /** What comes back is checked: it was made while a stranger's file was read. */
  readonly isOutput: (value: unknown) => value is T;
  /** True where the next piece of work may use the same process; false where each file has its own. */
  readonly isShared: boolean;
}

type Rules = { readonly [K in ConfinedKind]: KindRules<ConfinedKinds[K]['output']> };

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

export const rules: Rules = {
  markdown_html: { isShared: true, isOutput: areTexts },
  pdf_text: {
    isShared: false,
    isOutput: (value): value is PdfPages =>
      isRecord(value) &&
      (value['kind'] === 'pages'
        ? areTexts(value['pages']) && typeof value['hasPictures'] === 'boolean'
        : ['locked', 'damaged', 'long'].includes(String(value['kind']))),
  },
  tiff_picture: {
    isShared: false,
    isOutput: (value): value is PngPicture =>
      isRecord(value) &&
      (value['kind'] === 'png'
        ? value['bytes'] instanceof Uint8Array
        : ['damaged', 'large', 'unknown'].includes(String(value['kind']))),
  },
  text_encoding: {
    isShared: true,
    isOutput: (value): value is string | null => value === null || typeof value === 'string',
  },
  document_text: {
    isShared: false,
    isOutput: (value): value is DocumentText =>
      isRecord(value) &&
      (value['kind'] === 'text'
        ? typeof value['text'] === 'string'
        : ['locked', 'damaged', 'empty', 'long', 'old', 'no_document'].includes(
            String(value['kind']),
          )),
  },
};
