import { listText } from '../../../../shared/language/formats.ts';
import { t } from '../../../../shared/language/translate.ts';
import { attachmentsOf, textOf } from '../../../../shared/model/conversation-views.ts';
import type { Id, Message } from '../../../../shared/model/conversation.ts';
import type { PriceList } from '../../../../shared/model/cost.ts';
import { activeCheckpoint } from '../../../../shared/model/message/checkpoint.ts';
import { costOfAnswer } from '../../../../shared/model/message/details.ts';
import type { MapRow } from '../../../../shared/model/tree/map-rows.ts';
import { isNameHidden } from '../../../../shared/model/tree/comparison.ts';
import { pathTo } from '../../../../shared/model/tree.ts';
import { checkpointWords } from '../../../../shared/words/checkpoint-words.ts';
import { moneyText } from '../../../../shared/words/money-words.ts';

/** The longest first line that is shown (UTF-16 code units). */
const longestLine = 300;

/** The first line of a message, or the names of its attachments. */
export function firstLine(message: Message | undefined): string {
  if (message === undefined) return '';
  const [line = ''] = textOf(message).trimStart().split('\n', 1);
  if (line !== '') return line.slice(0, longestLine);
  return listText(attachmentsOf(message).map(({ name }) => name)).slice(0, longestLine);
}

/** The words of a row of the map. */
export interface RowWords {
  readonly question: string;
  readonly answer: string;
  /** The model and the cost of the answer; '' for a question alone. */
  readonly facts: string;
  /** The checkpoint before the question; '' if there is none. */
  readonly checkpoint: string;
}

function factsOf(answer: Message | undefined, prices: PriceList | null): string {
  if (answer === undefined) return '';
  const cost = costOfAnswer(answer, prices);
  const words = [answer.model ?? t('message.who.assistant')];
  if (answer.edited === true) words.push(t('map.row.edited'));
  if (answer.usage !== undefined)
    words.push(cost === null ? t('map.row.cost_unknown') : moneyText(cost));
  return words.join(' · ');
}

function checkpointBefore(
  question: Message | undefined,
  messages: Readonly<Record<Id, Message>>,
): string {
  const checkpoint = question === undefined ? undefined : activeCheckpoint(question);
  if (question === undefined || checkpoint === undefined) return '';
  return checkpointWords(checkpoint, pathTo(messages, question.parentId).length);
}

/** Makes the words of a row for the screen, the details below and a screen reader. */
export function rowWords(
  row: MapRow,
  messages: Readonly<Record<Id, Message>>,
  prices: PriceList | null,
): RowWords {
  const answer = row.answer === null ? undefined : messages[row.answer];
  const question = row.question === null ? undefined : messages[row.question];
  return {
    question: firstLine(question),
    checkpoint: checkpointBefore(question, messages),
    answer: firstLine(answer),
    facts:
      answer !== undefined && isNameHidden(messages, answer)
        ? t('map.row.name_hidden')
        : factsOf(answer, prices),
  };
}
