// The kinds of work for a separate process. Types and checks only: main loads this, and none of the
// libraries.

import type { Phrases } from '../../shared/language/translate.ts';

/** The text of each page of a PDF; '' for a page without text. */
export type PdfPages =
  | {
      readonly kind: 'pages';
      readonly pages: readonly string[];
      /** True if it contains pictures, as every scanned document does. */
      readonly hasPictures: boolean;
    }
  /** `long`: it contains more text than any model reads. */
  | { readonly kind: 'locked' | 'damaged' | 'long' };

/** A text for a page; `idPrefix` keeps its ids distinct from those of the other texts. */
export interface MarkdownText {
  readonly text: string;
  readonly idPrefix: string;
}

/**
 * The container format of a document, by its first bytes and its name: a ZIP (docx, xlsx, pptx,
 * odt, ods, odp, epub), the container of older Office files, or a known text format.
 */
export const documentFormats = ['zip', 'compound', 'rtf', 'mail', 'page', 'notebook'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/**
 * The text of a document. `old`: Word or PowerPoint from before 2007; `no_document`: an archive of
 * other files.
 */
export type DocumentText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'locked' | 'damaged' | 'empty' | 'long' | 'old' | 'no_document' };

/** A picture as PNG. `unknown`: a format that the decoder does not know. */
export type PngPicture =
  | { readonly kind: 'png'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'damaged' | 'large' | 'unknown' };

/** A text from the web. */
export interface WebPageInput {
  /** Its final address: links are relative to it. */
  readonly address: string;
  /** The encoding named by the server. */
  readonly charset: string | null;
  /** False: it is plain text. */
  readonly isHtml: boolean;
}

/** The content of a web page: Markdown for HTML, otherwise the text unchanged. */
export interface WebPage {
  /** '' if it has none. */
  readonly title: string;
  readonly text: string;
}

/** The input of each kind of work besides a file's bytes, and its output. */
export interface ConfinedKinds {
  readonly pdf_text: { readonly input: null; readonly output: PdfPages };
  readonly markdown_html: {
    readonly input: { readonly texts: readonly MarkdownText[]; readonly phrases: Phrases };
    readonly output: readonly string[];
  };
  /** A label of the Encoding Standard; null if it cannot be determined. */
  readonly text_encoding: { readonly input: null; readonly output: string | null };
  readonly tiff_picture: { readonly input: null; readonly output: PngPicture };
  readonly document_text: {
    readonly input: { readonly format: DocumentFormat };
    readonly output: DocumentText;
  };
  readonly web_page: { readonly input: WebPageInput; readonly output: WebPage };
}

export type ConfinedKind = keyof ConfinedKinds;

/** How one kind of work is run. */
interface KindRules<T> {
  /**
   * Checks the output, which is untrusted because it was produced while reading an untrusted file.
   */
  readonly isOutput: (value: unknown) => value is T;
  /** True if the next piece of work may reuse the process; false if each file gets its own. */
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
  web_page: {
    isShared: false,
    isOutput: (value): value is WebPage =>
      isRecord(value) && typeof value['title'] === 'string' && typeof value['text'] === 'string',
  },
};
