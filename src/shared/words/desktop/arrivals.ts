import type { Arrival, Filling } from '../../model/arrival/arrival.ts';

function modelWords({ model, text }: Filling): string {
  switch (model?.kind) {
    case undefined:
      return '';
    case 'known':
      return text === ''
        ? `A link from another program chose the model ${model.model.model}.`
        : `It also chose the model ${model.model.model}.`;
    case 'unknown':
      return `It asks for the model “${model.name}”, which is not known here; yours stays.`;
  }
}

/** Says where the text of the message box comes from; '' if there is nothing to say. */
export function filledWords(filling: Filling): string {
  if (filling.from === 'command_line') return 'Filled in from the command line.';
  const isOnlyModel = filling.text === '' && filling.model?.kind === 'known';
  const isNothing = filling.text === '' && filling.model === null;
  if (isNothing) return '';
  return [isOnlyModel ? '' : 'Filled in by a link from another program.', modelWords(filling)]
    .filter((words) => words !== '')
    .join(' ');
}

/** Sentences about links. */
export const linkWords = {
  noConversation:
    'The conversation of this link is not here. It may be deleted, or be on another computer.',
  noMessage: 'The message of this link is not in the conversation any more.',
  temporary: 'A temporary conversation has no link.',
  copied: 'Link copied.',
} as const;

/** Asks before something from outside takes the place of an answer that streams. */
export function arrivalQuestion(arrival: Arrival): string {
  switch (arrival.kind) {
    case 'no_conversation':
      return linkWords.noConversation;
    case 'conversation':
      return 'A link from another program leads to another conversation.';
    case 'search':
      return 'A link from another program wants to search your conversations.';
    case 'settings':
      return 'A link from another program wants to open the settings.';
    case 'fill':
      return arrival.filling.from === 'link'
        ? 'A link from another program fills in a new message.'
        : 'The command line fills in a new message.';
    case 'send':
      return 'A message was sent from the command line.';
  }
}
