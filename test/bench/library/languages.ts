import { createRandom, type Random } from './random.ts';

/** Writes sentences in one language; `maximum` is an approximate number of UTF-8 bytes. */
export interface Language {
  readonly name: string;
  write(random: Random, maximum: number): string;
}

/** Picks with the frequency of words: the second half as often as the first, and so on (Zipf). */
function zipf(random: Random, size: number): number {
  return Math.min(size - 1, Math.floor(size ** random.next()) - 1);
}

function vocabulary(
  seed: number,
  size: number,
  first: readonly string[],
  syllables: readonly string[],
): readonly string[] {
  const random = createRandom(seed);
  const words = new Set(first);
  while (words.size < size) {
    const length = 1 + random.below(3) + random.below(2);
    words.add(Array.from({ length }, () => random.pick(syllables)).join(''));
  }
  return [...words];
}

interface Spacing {
  readonly between: string;
  readonly stops: readonly string[];
}

function language(
  name: string,
  words: readonly string[],
  spacing: Spacing,
  capitals = false,
): Language {
  return {
    name,
    write(random, maximum) {
      const sentences: string[] = [];
      let size = 0;
      while (size < maximum) {
        const picked = Array.from(
          { length: 5 + random.below(14) },
          () => words[zipf(random, words.length)] ?? '',
        );
        const text = picked.join(spacing.between);
        const sentence =
          (capitals ? text.charAt(0).toUpperCase() + text.slice(1) : text) +
          random.pick(spacing.stops);
        sentences.push(sentence);
        size += Buffer.byteLength(sentence) + 1;
      }
      return sentences.join(spacing.between);
    },
  };
}

const latinStops = ['.', '.', '.', '?', '!', ',', ':', ';', ' …', '. 🙂', ' 🎉'];
const spaced: Spacing = { between: ' ', stops: latinStops };
const split = (text: string): readonly string[] => text.split(' ');

const english = split(
  'the of and to in is that it for on with as are this be from or have you can by at not we will all one use my has but your was which more when how there their what about would make like time just them see only into than its also new out if so up no function error server file model data code test value type string number list key token request response stream button window message question answer name table query user index language software project system build deploy docker container python javascript JavaScript TypeScript GitHub OpenAI learning network memory thread process database café naïve résumé water music travel recipe garden history science story letter holiday birthday translation grammar',
);
const french = split(
  'le la les de des et à un une être avoir été où déjà très même après français élève garçon forêt hôtel château noël cœur œuvre leçon reçu façade âge île maïs naïf aiguë ambiguë',
);
const german = split(
  'der die das und ist nicht mit für auf über können müssen größer Straße schön Mädchen Übung Käse Österreich Fußball weiß heißt Äpfel Öl',
);
const vietnamese = split(
  'tôi bạn không được người Việt Nam tiếng đường phố nước uống cà phê sữa đá một hai ba bốn năm những các này',
);
const russian = split(
  'и в не на я что он с это как по но они мы вы из за так же ёлка ещё её всё йод мой чай Москва язык программа ошибка сервер привет спасибо',
);
const arabic = split(
  'في من على إلى أن هذا هذه كان التي الذي كتاب مدرسة مُحَمَّد اللغة العربية برنامج خطأ سؤال جواب شكرا أحمد آمن',
);
const korean = split(
  '안녕하세요 저는 한국어를 공부합니다 오늘은 날씨가 좋아요 프로그램을 만들고 서버에 오류가 있습니다 질문 대답 감사합니다 학교에서 커피 음악을 여행',
);
const hindi = split('यह है और में की के को से पर नहीं हिन्दी भाषा प्रश्न उत्तर धन्यवाद');
const thai = split('สวัสดี ภาษาไทย ฉัน รัก กาแฟ ถนน คำถาม คำตอบ ขอบคุณ โปรแกรม');

const latinSyllables = split(
  'ka ro mi ten sol ver qua int lam bre cor dis fer gon hil jas lun mor nev ost pra ril sen tur vex wyn zor al be chi du',
);
const accented = split('é à ü ñ ç ø ł ő ř š ta re li mo nu pe so va do gi');
const cyrillic = split('ка ро ми тен сол вер ин лам бре кор дис фер гон жи щу ёр ня');
const arabicSyllables = split('با تا جم در سل عن فك لم نو هي رس كت');

/** Characters of a script, the most frequent first. */
function characters(seed: number, size: number, from: number, to: number, first: string): string[] {
  const random = createRandom(seed);
  const found = new Set(first);
  while (found.size < size) found.add(String.fromCodePoint(from + random.below(to - from)));
  return [...found];
}

const han = characters(
  11,
  2500,
  0x4e00,
  0x9fa0,
  '的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生东京都市模型语言编程错误',
);
const kana = characters(12, 80, 0x3041, 0x3094, 'のにはをたがでてとしれさいるなこ');
const japanese = [
  ...kana.slice(0, 60),
  ...han.slice(30, 400),
  'プログラム',
  'サーバー',
  'ガラス',
  'か',
  'が',
];
const syllables = characters(13, 600, 0xac00, 0xd7a0, '이다는을를가에고하지');
const cjkStops = ['。', '。', '，', '？', '！', '、', '。👍', ' '];

const identifiers = split(
  'fooBar foo_bar std::move getElementById XMLHttpRequest parseHTML snake_case_name SCREAMING_CASE kebab-case obj.method() array[0] C++ C# utf8Decode user_id std::vector<int> useState onClick __init__ node:sqlite @types/node v2.10.3 0xdeadbeef sha256 iPhone macOS YouTube',
);
const codeWords = split(
  'const let return if else for while function class import export await async def self print int void new null true false => = + - * / { } ( ) ; // #',
);

const code: Language = {
  name: 'code',
  write(random, maximum) {
    const lines: string[] = [random.pick(['```ts', '```python', '```cpp', '~~~'])];
    const fence = lines[0]?.slice(0, 3) ?? '```';
    let size = 0;
    while (size < maximum) {
      const words = Array.from({ length: 3 + random.below(7) }, () => {
        if (random.chance(0.5)) return random.pick(codeWords);
        if (random.chance(0.4)) return random.pick(identifiers);
        const hump = latinSyllables[random.below(latinSyllables.length)] ?? '';
        return (
          random.pick(['get', 'set', 'is', 'make', 'the']) +
          hump.charAt(0).toUpperCase() +
          hump.slice(1)
        );
      });
      lines.push(`${'  '.repeat(random.below(3))}${words.join(' ')}`);
      size += words.join(' ').length + 3;
    }
    lines.push(fence);
    return lines.join('\n');
  },
};

const emoji = ['😀', '🎉', '👍🏽', '👩‍💻', '🇩🇪', '🇯🇵', '❤️', '🚀', '1️⃣', '🍜', '👨‍👩‍👧', '☕'];
const emojis: Language = {
  name: 'emoji',
  write: (random, maximum) =>
    Array.from({ length: 1 + Math.floor(Math.min(maximum, 200) / 10) }, () =>
      random.chance(0.5) ? random.pick(emoji) : random.pick(english),
    ).join(random.pick(['', ' '])),
};

const englishWords = vocabulary(1, 30_000, english, latinSyllables);
const cjk: Spacing = { between: '', stops: cjkStops };

/** The share of each language: mostly English, and some of every script. */
export const languages: readonly (readonly [share: number, language: Language])[] = [
  [50, language('english', englishWords, spaced, true)],
  [
    8,
    language('french', vocabulary(2, 8000, french, [...latinSyllables, ...accented]), spaced, true),
  ],
  [
    6,
    language('german', vocabulary(3, 8000, german, [...latinSyllables, ...accented]), spaced, true),
  ],
  [3, language('vietnamese', vietnamese, spaced)],
  [5, language('russian', vocabulary(4, 8000, russian, cyrillic), spaced, true)],
  [
    3,
    language('arabic', vocabulary(5, 4000, arabic, arabicSyllables), {
      between: ' ',
      stops: ['.', '؟', '،'],
    }),
  ],
  [1, language('hindi', hindi, { between: ' ', stops: ['।', '.'] })],
  [1, language('thai', thai, { between: '', stops: [' '] })],
  [6, language('chinese', han, cjk)],
  [4, language('japanese', japanese, cjk)],
  [3, language('korean', [...korean, ...syllables], { between: ' ', stops: ['.', '?', '!'] })],
  [9, code],
  [1, emojis],
];

/** Picks a language by its share. */
export function pickLanguage(random: Random): Language {
  const total = languages.reduce((sum, [share]) => sum + share, 0);
  let rest = random.below(total);
  for (const [share, language] of languages) {
    if (rest < share) return language;
    rest -= share;
  }
  throw new Error('The shares do not add up');
}
