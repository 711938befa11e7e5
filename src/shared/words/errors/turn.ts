import type { turnCodes } from '../../model/error-codes/turn.ts';
import { costLimitWords } from '../limit-words.ts';
import type { WordsFor } from './words-for.ts';

export const turnWords: WordsFor<typeof turnCodes> = {
  nothing_to_send: () => 'There is nothing to send. Write something, or attach a file.',
  still_answering: () => 'This conversation is still being answered. Stop it first, or wait.',
  answered_elsewhere: () =>
    'This conversation is open or being answered in another window or terminal. Wait until it has ended there, or begin a new one.',
  nothing_to_go_on_with: () => 'There is no conversation yet to go on with.',
  no_question: () => 'There is no question to answer again.',
  no_text_to_continue: () => 'There is no text to go on from. Try again instead.',
  no_call_waits: () => 'No call of a tool waits in this answer any more.',
  queue_full: ({ most }) =>
    `${String(most)} messages wait already. Let some of them go first, or remove some.`,
  too_many_pins: ({ most }) =>
    `A conversation has ${String(most)} pinned messages at most. Unpin some first.`,
  queued_gone: () => 'This message was sent or removed meanwhile.',
  context_full: ({ tokens, windowTokens }) =>
    `This takes about ${tokens.toLocaleString()} of the ${windowTokens.toLocaleString()} tokens that the model reads, and leaves too little for an answer.`,
  newest_too_big: ({ tokens, windowTokens }) =>
    `Even without the earlier messages this takes about ${tokens.toLocaleString()} of ${windowTokens.toLocaleString()} tokens. Shorten your message, leave out attachments or tools, or choose a model that reads more.`,
  nothing_to_leave_out: () => 'There are no earlier messages to leave out.',
  making_room: () =>
    'The earlier messages are being summarised. Wait until that is done, or cancel it.',
  no_summary: () => 'The model wrote no summary. Nothing was changed.',
  checkpoint_gone: () => 'This summary is no longer there.',
  nothing_to_undo: () => 'This can no longer be undone.',
  branch_answering: () => 'This branch is still being answered. Stop the answer first, or wait.',
  changed_since: () =>
    'This cannot be undone any more, because it has been changed since. Everything stays as it is.',
  branch_gone: () =>
    'This branch cannot come back any more. What it hung on is gone, or Parley was started again.',
  message_gone: () => 'This message is no longer there. Open the conversation again.',
  cost_limit: costLimitWords,
  no_model_set_up: () => 'No model is set up yet. Choose one to begin.',
  no_models_listed: ({ provider }) => `${provider} lists no models. Type the name of one.`,
};
