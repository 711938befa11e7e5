import { seededRandom } from '../pace.ts';

/** The most words that `/long` writes: about a megabyte, eight minutes at full speed. */
export const maxWords = 200_000;

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const winds = ['north', 'north-west', 'west', 'south-west', 'south', 'south-east', 'east'];
const times = ['at dawn', 'before noon', 'towards evening', 'after dark', 'at midnight'];

const openings = [
  'Wind from the {wind}, force {force}, and the sea as grey as slate.',
  'Fog until {hour}, so thick that the lamp lit nothing but itself.',
  'A clear day; one could count the houses on the far shore.',
  'Rain from the {wind}, then a rainbow that stood on the reef.',
  'Calm. The water lay like glass and the gulls walked on the rocks.',
  'The wind turned to the {wind} {time} and brought the smell of cut hay.',
];
const events = [
  'Two sails passed {time}, close together, and both dipped their flags.',
  'The supply boat came with flour, oil, letters and a book I had not asked for.',
  'Cleaned the great lens and found that a spider had been there before me.',
  'A seal slept on the landing stage and would not be moved by argument.',
  'Trimmed the wick {count} times in the night and never once minded.',
  'A steamer signalled {time}: all well aboard, and was I well too?',
  'Painted the south wall white again, which the spring will undo.',
  'Wound the clockwork every {count} hours, as one does, and slept between.',
  'A bottle drifted in with a message, but the ink had given up long ago.',
  'Counted {count} geese on their way, in good order, loudly agreeing.',
];
const thoughts = [
  'One learns to tell the hours by the colour of the water.',
  'I read aloud to the stove, which is a patient listener.',
  'It is a good thing to be useful to people one never meets.',
  'Wrote to my sister and told her less than I meant to.',
  'The light does not ask who sees it, and that is the whole of its art.',
  'Tomorrow will bring weather; it always has.',
  'Silence here has many voices, and I begin to know them by name.',
  'Set the kettle on, sat down, and was content.',
];

/** The pages of a lighthouse keeper's log: an endless supply of entries. */
function* entries(): Generator<string> {
  const random = seededRandom(1_859);
  const choose = (from: readonly string[]): string =>
    from[Math.floor(random() * from.length)] ?? '';
  const number = (low: number, high: number): string =>
    String(low + Math.floor(random() * (high - low + 1)));
  const told = (sentence: string): string =>
    sentence
      .replace('{wind}', choose(winds))
      .replace('{time}', choose(times))
      .replace('{force}', number(2, 9))
      .replace('{hour}', `${number(7, 11)} in the morning`)
      .replace('{count}', number(3, 12));
  for (let day = 0; ; day += 1) {
    const date = `${(day % 28) + 1} ${months[Math.floor(day / 28) % 12]}`;
    const first = choose(events);
    let second = choose(events);
    while (second === first) second = choose(events);
    const sentences = [choose(openings), first, second, choose(thoughts)].map(told);
    yield `**${date}.** ${sentences.join(' ')}`;
  }
}

/** Writes exactly `words` words, from 1 to {@link maxWords}, in paragraphs. */
export function longText(words: number): string {
  const paragraphs: string[] = [];
  let left = Math.min(Math.max(Math.trunc(words), 1), maxWords);
  for (const entry of entries()) {
    const all = entry.split(' ');
    if (all.length >= left) {
      const last = all
        .slice(0, left)
        .join(' ')
        .replace(/[.,;:?]?$/, '.');
      // The date is bold and two words long. A cut inside it would leave its asterisks over.
      paragraphs.push(left <= 2 ? last.replaceAll('*', '').replace(/(?<!\.)\.+$/, '.') : last);
      return paragraphs.join('\n\n');
    }
    paragraphs.push(entry);
    left -= all.length;
  }
  return paragraphs.join('\n\n');
}
