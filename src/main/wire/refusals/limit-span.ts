import type { LimitSpan } from '../../../shared/model/errors.ts';

/** The servers' names for each time span, in lower case and in the languages they use. */
const spans: readonly (readonly [LimitSpan, RegExp])[] = [
  [
    'minute',
    /per[ _-]?(?:sec|min)|\b[rt]p[ms]\b|\/ ?(?:secs?|seconds?|mins?|minutes?)\b|每(?:分|秒)|毎(?:分|秒)|1分|분당|초당|pro (?:minute|sekunde)|par (?:minute|seconde)|por (?:minuto|segundo)|в (?:минуту|секунду)/u,
  ],
  [
    'hour',
    /per[ _-]?hour|\bhourly\b|\b[rt]ph\b|\/ ?(?:hrs?|hours?)\b|每(?:小时|小時)|毎時|1時間|시간당|pro stunde|par heure|por hora|в час(?![а-я])/u,
  ],
  [
    'day',
    /per[ _-]?day|\bdaily\b|\b[rt]pd\b|\/ ?days?\b|\b(?:a|each|every|one) day\b|for today\b|[每当當本]日|[每当當今]天|今日|毎日|1日|日次|하루|일일|pro tag(?![a-z])|täglich|tages(?:limit|kontingent|quote)|par jour|journali(?:er|ère)|quotidien|por d[ií]a|diári[oa]|diari[oa]|в (?:день|сутки)|дневн|суточн/u,
  ],
  [
    'longer',
    /per[ _-]?(?:week|month)|\b(?:weekly|monthly)\b|\/ ?(?:weeks?|months?)\b|每(?:周|週|月)|毎(?:週|月)|pro (?:woche|monat)|par (?:semaine|mois)|por (?:semana|mes|mês)|в (?:неделю|месяц)/u,
  ],
];

/** The time span of a rate limit, from lower-case text; null if it names none. */
export function limitSpanIn(words: string): LimitSpan | null {
  const named = spans.filter(([, pattern]) => pattern.test(words)).map(([span]) => span);
  const [first = null] = named;
  return named.length > 1 ? 'mixed' : first;
}
