import { sentences } from '../language/formats.ts';
import { t } from '../language/translate.ts';
import type { ToolServerState, ToolView } from '../model/tools.ts';
import { sentenceOf } from './error-words.ts';

/** Describes the state of a tool server in one sentence. */
export function stateWords(state: ToolServerState): string {
  switch (state.kind) {
    case 'off':
    case 'starting':
    case 'ready':
    case 'sign_in':
      return t(`server_state.${state.kind}`);
    case 'retrying':
      return sentences(sentenceOf(state.error), t('server_state.retrying'));
    case 'stopped':
      return sentenceOf(state.error);
  }
}

/** Says why a tool is not offered to models. */
export function toolProblemWords(problem: NonNullable<ToolView['problem']>): string {
  return t(`tool.problem.${problem}`);
}
