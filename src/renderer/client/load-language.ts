import { isPseudo, sourceLanguage, type LanguageTag } from '../../shared/language/catalogues.ts';
import { languageOf, type Language, type Messages } from '../../shared/language/translate.ts';

type Pieces = Readonly<Record<string, () => Promise<Messages>>>;

const first: Pieces = import.meta.glob<Messages>('../../shared/language/locales/*.json', {
  query: '?first',
  import: 'default',
});
const late: Pieces = import.meta.glob<Messages>('../../shared/language/locales/*.json', {
  query: '?late',
  import: 'default',
});

async function loadPiece(pieces: Pieces, tag: LanguageTag): Promise<Messages> {
  const file = isPseudo(tag) ? sourceLanguage : tag;
  const load = pieces[`../../shared/language/locales/${file}.json`];
  if (load === undefined) throw new Error(`There are no messages in ${tag}.`);
  const messages = await load();
  if (!isPseudo(tag)) return messages;
  const { pseudoMessages } = await import('../../shared/language/pseudo.ts');
  return pseudoMessages(tag, messages);
}

/**
 * Loads the messages of a window's first view. The others are loaded when they are needed. A damaged installation
 * may lack some: `onMissing` is told, and English is spoken instead. Rejects if that is missing, too.
 */
export async function loadLanguage(tag: LanguageTag, onMissing: () => void): Promise<Language> {
  const english = (pieces: Pieces) => (): Promise<Messages> => {
    onMissing();
    return loadPiece(pieces, sourceLanguage);
  };
  let spoken = tag;
  const messages = await loadPiece(first, tag).catch(() => {
    spoken = sourceLanguage;
    return english(first)();
  });
  const others = (): Promise<Messages> =>
    loadPiece(late, spoken)
      .catch(english(late))
      // The messages that could be loaded are shown, and `onMissing` was told.
      .catch((): Messages => ({}));
  return languageOf(spoken, messages, others);
}
