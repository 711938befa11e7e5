import { useMemo, useState } from 'react';
import { t } from '../../../../shared/language/translate.ts';
import { resultText } from '../../../../shared/model/conversation-views.ts';
import type { ToolProgress } from '../../../../shared/model/chat-event.ts';
import type { Part, ToolState } from '../../../../shared/model/conversation.ts';
import { wholeText, type TextLog } from '../../../../shared/model/text-log.ts';
import { callWords, toolAtPlace } from '../../../../shared/words/tool-words.ts';
import { deferred } from '../../../ui/deferred.tsx';
import { useApp } from '../../../client/use-app.ts';
import { formatBytes } from '../../../common/format-bytes.ts';
import { useElapsed } from '../message/use-elapsed.ts';
import { useConversationId } from '../page/page-context.ts';
import type { ToolDetailsProps } from './tool-details.tsx';
import { ToolLine } from './tool-line.tsx';
import { useSlowly } from './use-slowly.ts';

// Most calls are never unfolded.
const ToolDetails = deferred<ToolDetailsProps>(
  async () => (await import('./tool-details.tsx')).ToolDetails,
);

type Call = Extract<Part, { kind: 'tool_call' }>;
type Result = Extract<Part, { kind: 'tool_result' }>;

/** Minimum time between renders of streaming arguments (ms). */
const drawnEveryMs = 200;
/** Streaming arguments of at least this length show their size (UTF-16 code units). */
const largeArguments = 500;

function failureText(state: ToolState, results: readonly Result[]): string {
  if (state !== 'failed') return '';
  return results
    .filter(({ isError }) => isError)
    .map(({ content }) => resultText(content))
    .join(' ');
}

/** The secondary text of the line: the size of streaming arguments, or the error. */
function moreWords(state: ToolState, given: TextLog | null, results: readonly Result[]): string {
  const length = given?.length ?? 0;
  if (state === 'proposed' && length >= largeArguments) return formatBytes(length);
  return failureText(state, results);
}

/** Seconds since a call began to run; null unless it runs. A reload does not restart them. */
function useElapsedOf({ state, startedAt }: Call): number | null {
  const isRunning = state === 'running' && startedAt !== undefined;
  const elapsed = useElapsed(isRunning ? startedAt : 0, isRunning, 'fewer');
  return isRunning ? elapsed : null;
}

/** Props of {@link ToolCall}. */
export interface ToolCallProps {
  readonly call: Call;
  /** The arguments received so far. */
  readonly log: TextLog | null;
  readonly progress?: ToolProgress | undefined;
  readonly results: readonly Result[];
}

/** A tool call, folded into one line: the request, its progress and its outcome. */
export function ToolCall({ call, log, progress, results }: ToolCallProps) {
  const { callId, name, state, tool, edited } = call;
  const conversationId = useConversationId();
  const [isOpen, setOpen] = useState(false);
  const waits = useApp(
    ({ approvals }) =>
      state === 'proposed' &&
      (approvals[conversationId]?.calls.some((each) => each.callId === callId) ?? false),
  );
  const slow = useSlowly(log, drawnEveryMs);
  const given = state === 'proposed' ? slow : log;
  const elapsed = useElapsedOf(call);
  // Arguments can be long, so they are joined only when the line mentions them.
  const isTold = state !== 'proposed' && tool !== undefined;
  const told = useMemo(() => (isTold ? (edited ?? wholeText(log)) : ''), [isTold, edited, log]);
  const said = callWords({ name, tool, state, waits, given: told });
  return (
    <ToolLine
      name={tool === undefined ? name || t('tool.unnamed') : toolAtPlace(tool)}
      said={said}
      state={state}
      waits={waits}
      more={moreWords(state, given, results)}
      elapsed={elapsed}
      progress={state === 'running' ? (progress ?? null) : null}
      isOpen={isOpen}
      onOpen={setOpen}
    >
      <ToolDetails call={call} given={given} results={results} />
    </ToolLine>
  );
}

/** Props of {@link LoneResult}. */
export interface LoneResultProps {
  readonly result: Result;
}

/** A result without a call. */
export function LoneResult({ result }: LoneResultProps) {
  const [isOpen, setOpen] = useState(false);
  const state = result.isError ? 'failed' : 'done';
  return (
    <ToolLine
      name={t('tool.unnamed')}
      said={result.isError ? t('tool.lone.error') : t('tool.lone.result')}
      state={state}
      waits={false}
      more={failureText(state, [result])}
      elapsed={null}
      progress={null}
      isOpen={isOpen}
      onOpen={setOpen}
    >
      <ToolDetails call={null} given={null} results={[result]} />
    </ToolLine>
  );
}
