import { t } from '../language/translate.ts';

/** The words around footnotes, as the library that makes elements of Markdown takes them. */
export function footnoteWords(): {
  readonly footnoteLabel: string;
  readonly footnoteBackLabel: (index: number, place: number) => string;
} {
  return {
    footnoteLabel: t('markdown.footnotes'),
    footnoteBackLabel(index, place) {
      const number = String(index + 1);
      return t('markdown.footnotes.back', {
        number: place > 1 ? `${number}-${String(place)}` : number,
      });
    },
  };
}
