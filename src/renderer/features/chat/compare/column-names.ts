import type { Message } from '../../../../shared/model/conversation.ts';
import type { OwnModels } from '../../../../shared/model/models/own-model.ts';
import { modelKey } from '../../../../shared/model/parameters/parameters.ts';
import type { ComparedAnswers } from '../../../../shared/model/tree/comparison.ts';
import { ownEntry } from '../../../../shared/own-entry.ts';
import { visibleText } from '../../../../shared/visible-text.ts';
import { answererName, type ColumnName } from '../../../../shared/words/compare-words.ts';

function nameOf({ model = '', providerId, details }: Message, own: OwnModels): string {
  const known = providerId === undefined ? undefined : ownEntry(own, modelKey(providerId, model));
  return answererName(visibleText(known?.name ?? model), visibleText(details?.assistant ?? ''));
}

/** The names of the columns, from left to right. They are hidden while the comparison is blind. */
export function columnNames(
  { columns, isBlind }: ComparedAnswers,
  own: OwnModels,
): readonly ColumnName[] {
  return columns.map((message, index) => ({
    number: index + 1,
    name: isBlind ? '' : nameOf(message, own),
  }));
}
