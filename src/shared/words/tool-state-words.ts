import type { ToolServerState, ToolView } from '../model/tools.ts';
import { sentenceOf } from './error-words.ts';

/** Describes the state of a tool server in one sentence. */
export function stateWords(state: ToolServerState): string {
  switch (state.kind) {
    case 'off':
      return 'Off.';
    case 'starting':
      return 'Starting.';
    case 'ready':
      return 'Ready.';
    case 'retrying':
      return `${sentenceOf(state.error)} Parley tries again.`;
    case 'stopped':
      return sentenceOf(state.error);
    case 'sign_in':
      return 'It wants you to sign in.';
  }
}

/** Says why a tool is not offered to models. */
export function toolProblemWords(problem: NonNullable<ToolView['problem']>): string {
  switch (problem) {
    case 'needs_tasks':
      return 'It only runs as a task, which Parley does not do.';
    case 'too_large':
      return 'Its definition is too large.';
    case 'bad_schema':
      return 'What it says of its arguments cannot be read.';
    case 'refused_by_provider':
      return 'The model’s server refused its definition.';
  }
}
