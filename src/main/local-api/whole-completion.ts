import type { ChatStep } from '../../shared/model/chat-event.ts';
import type { Usage } from '../../shared/model/conversation.ts';
import { joinedText } from '../../shared/model/conversation-views.ts';
import { createAnswer } from '../turns/answer.ts';
import { besideCall, newCompletion, pictureBody, usageBody } from './formats.ts';
import type { Completion } from './schemas.ts';

/** OpenAI's answer in one piece, built from steps. */
export interface WholeCompletion {
  readonly push: (step: ChatStep) => void;
  readonly body: (finishReason: string) => Completion;
}

/** Creates an empty answer. */
export function wholeCompletion(model: string): WholeCompletion {
  const answer = createAnswer();
  const images: ReturnType<typeof pictureBody>[] = [];
  let usage: Usage | null = null;
  return {
    push(step) {
      answer.push(step);
      if (step.kind === 'picture') images.push(pictureBody(step.url));
      if (step.kind === 'usage') ({ usage } = step);
    },
    body(finishReason) {
      const parts = answer.parts();
      const calls = parts.filter((part) => part.kind === 'tool_call');
      const content = joinedText(parts);
      const reasoning = joinedText(parts, 'reasoning');
      return {
        ...newCompletion(),
        object: 'chat.completion',
        model,
        choices: [
          {
            index: 0,
            message: {
              role: 'assistant',
              content: content === '' && calls.length > 0 ? null : content,
              refusal: null,
              ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
              ...(images.length === 0 ? {} : { images }),
              ...(calls.length === 0
                ? {}
                : {
                    tool_calls: calls.map(({ callId, name, arguments: given, opaque }) => ({
                      id: callId,
                      type: 'function' as const,
                      function: { name, arguments: given },
                      ...besideCall(opaque),
                    })),
                  }),
            },
            logprobs: null,
            finish_reason: finishReason,
          },
        ],
        ...(usage === null ? {} : { usage: usageBody(usage) }),
      };
    },
  };
}
