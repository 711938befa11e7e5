import { perLanguage, sentences, wordsOf } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { seededRandom } from '../pace.ts';

/** The most words that `/long` writes: about a megabyte, eight minutes at full speed. */
export const maxWords = 200_000;

const dates = perLanguage(
  (tag) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone: 'UTC' }),
);

/** The first day of the log: the year has no 29 February. */
const firstDay = Date.UTC(1859, 0, 1);
const dayMs = 86_400_000;

/** The pages of a lighthouse keeper's log: an endless supply of entries. */
function* entries(): Generator<string> {
  const random = seededRandom(1_859);
  const below = (count: number): number => Math.floor(random() * count);
  const number = (): number => 3 + below(10);
  const choose = (lines: string): string => {
    const from = lines.split('\n');
    return from[below(from.length)] ?? '';
  };
  for (let day = 0; ; day += 1) {
    const date = dates().format(firstDay + (day % 365) * dayMs);
    const events = t('demo.long.events', { number: number() });
    const first = choose(events);
    let second = choose(events);
    while (second === first) second = choose(events);
    const opening = choose(t('demo.long.openings', { number: number() }));
    yield `**${date}.** ${sentences(opening, first, second, choose(t('demo.long.thoughts')))}`;
  }
}

/** Writes exactly `words` words, from 1 to {@link maxWords}, in paragraphs. */
export function longText(words: number): string {
  const paragraphs: string[] = [];
  let left = Math.min(Math.max(Math.trunc(words), 1), maxWords);
  for (const entry of entries()) {
    const { words: all, between } = wordsOf(entry);
    if (all.length >= left) {
      const last = all
        .slice(0, left)
        .join(between)
        .replace(/[.,;:?。、，；：？「“]?$/u, between === '' ? '。' : '.');
      // A cut inside the date, which is bold, would leave its asterisks over.
      const isWhole = last.split('**').length !== 2;
      paragraphs.push(isWhole ? last : last.replaceAll('*', '').replace(/(?<!\.)\.+$/, '.'));
      return paragraphs.join('\n\n');
    }
    paragraphs.push(entry);
    left -= all.length;
  }
  return paragraphs.join('\n\n');
}
