import { sentences } from '../../language/formats.ts';
import { t } from '../../language/translate.ts';
import type { Arrival, Filling } from '../../model/arrival/arrival.ts';

function modelWords({ model, text }: Filling): string {
  switch (model?.kind) {
    case undefined:
      return '';
    case 'known':
      return text === ''
        ? t('arrival.filled.model_alone', { model: model.model.model })
        : t('arrival.filled.model', { model: model.model.model });
    case 'unknown':
      return t('arrival.filled.model_unknown', { model: model.name });
  }
}

/** Says where the text of the message box comes from; '' if there is nothing to say. */
export function filledWords(filling: Filling): string {
  if (filling.from === 'command_line') return t('arrival.filled.command_line');
  const isOnlyModel = filling.text === '' && filling.model?.kind === 'known';
  const isNothing = filling.text === '' && filling.model === null;
  if (isNothing) return '';
  return sentences(isOnlyModel ? '' : t('arrival.filled.link'), modelWords(filling));
}

/** What there is to say about a link. */
type LinkNews = 'no_conversation' | 'no_message' | 'temporary' | 'copied';

/** Says what became of a link. */
export function linkWords(news: LinkNews): string {
  return t(`link.${news}`);
}

/** Asks before something from outside takes the place of an answer that streams. */
export function arrivalQuestion(arrival: Arrival): string {
  switch (arrival.kind) {
    case 'no_conversation':
      return linkWords('no_conversation');
    case 'conversation':
    case 'search':
    case 'settings':
      return t(`arrival.link.${arrival.kind}`);
    case 'fill':
      return t(`arrival.fill.${arrival.filling.from}`);
    case 'send':
      return t('arrival.sent');
  }
}
