import type { Draft, Events, StartState } from '../../shared/contract/index.ts';
import type { Action, EventAction } from './action.ts';
import { noDeletion, type AppState } from './app-state.ts';
import { byLastChange, reduceListed, reduceNewHeads, reduceRemoved } from './reduce-list.ts';
import { reduceSettled, reduceText, reduceTurn, withOpen } from './reduce-live.ts';
import {
  reduceCompleted,
  reduceLoading,
  reduceMessage,
  reduceOpened,
  reduceOutdated,
  reducePruned,
  reduceShown,
} from './reduce-open.ts';
import { without } from './without.ts';

function reduceStarted(state: AppState, start: StartState): AppState {
  // Heads from events that arrived before this one are at least as recent.
  const heads = {
    ...Object.fromEntries(start.heads.map((head) => [head.id, head])),
    ...state.heads,
  };
  return {
    ...state,
    phase: 'ready',
    startError: null,
    info: {
      dataFolder: start.dataFolder,
      version: start.version,
      platform: start.platform,
      readOnly: start.readOnly,
    },
    heads,
    order: byLastChange(heads),
    streaming: new Set(start.streaming),
    settings: start.settings,
    language: start.language,
    storage: start.storage,
    notices: start.notices,
    drafts: start.drafts,
    requests: start.requests,
    compactions: start.compactions,
  };
}

const noDraft = { pasted: [], attachments: [], edits: [] } as const;

function withApproval(
  approvals: AppState['approvals'],
  { conversationId, pending }: Events['approval'],
): AppState['approvals'] {
  const others = without(approvals, conversationId);
  return pending === null ? others : { ...others, [conversationId]: pending };
}

function withDraft(drafts: AppState['drafts'], change: Events['draft']): AppState['drafts'] {
  const isIt = ({ conversationId }: Draft): boolean => conversationId === change.conversationId;
  const { conversationId, text } = change;
  const { pasted, attachments, edits } = drafts.find(isIt) ?? noDraft;
  const draft = {
    conversationId,
    text,
    pasted: change.pasted ?? pasted,
    attachments: change.attachments ?? attachments,
    edits: change.edits ?? edits,
  };
  return [...drafts.filter((each) => !isIt(each)), draft];
}

function reduceEvent(state: AppState, action: EventAction): AppState {
  switch (action.name) {
    case 'head':
      return reduceNewHeads(state, [action.payload]);
    case 'removed':
      return reduceRemoved(state, [action.payload.conversationId]);
    case 'message':
      return reduceMessage(state, action.payload);
    case 'outdated':
      return reduceOutdated(state, action.payload.conversationId);
    case 'pruned':
      return reducePruned(state, action.payload);
    case 'text':
      return reduceText(state, action.payload);
    case 'settled':
      return reduceSettled(state, action.payload);
    case 'turn':
      return reduceTurn(state, action.payload);
    case 'settings':
      return { ...state, settings: action.payload };
    case 'language':
      return { ...state, language: action.payload };
    case 'prices':
      return { ...state, prices: action.payload };
    case 'storage':
      return { ...state, storage: action.payload };
    case 'notice':
      return { ...state, notices: [...state.notices, action.payload] };
    case 'api':
      return { ...state, api: action.payload };
    case 'tools':
      return { ...state, tools: action.payload };
    case 'assistants':
      return { ...state, assistants: action.payload };
    case 'prompts':
      return { ...state, prompts: action.payload };
    case 'approval':
      return { ...state, approvals: withApproval(state.approvals, action.payload) };
    case 'requests':
      return { ...state, requests: action.payload };
    case 'compactions':
      return { ...state, compactions: action.payload };
    case 'job':
      return { ...state, jobs: { ...state.jobs, [action.payload.jobId]: action.payload } };
    case 'library':
      return { ...state, library: action.payload };
    case 'undo':
      return { ...state, undo: action.payload };
    case 'updates':
      return { ...state, updates: action.payload };
    case 'draft':
      return { ...state, drafts: withDraft(state.drafts, action.payload) };
    case 'quickShortcut':
      return { ...state, quickShortcut: action.payload };
    case 'menu':
    case 'arrival':
    case 'quick':
      return state;
  }
}

/** The only place that changes what is on show. Pure. */
export function reduce(state: AppState, action: Action): AppState {
  switch (action.kind) {
    case 'event':
      return reduceEvent(state, action);
    case 'heads':
      return reduceNewHeads(state, action.heads);
    case 'listed':
      return reduceListed(state, action.heads);
    case 'started':
      return reduceStarted(state, action.start);
    case 'start_failed':
      return { ...state, phase: 'failed', startError: action.error };
    case 'shown':
      return reduceShown(state, action.conversationId, action.folder);
    case 'loading':
      return reduceLoading(state, action.conversationId);
    case 'opened':
      return reduceOpened(state, action.opened);
    case 'completed':
      return reduceCompleted(state, action);
    case 'open_failed':
      return withOpen(state, action.conversationId, { kind: 'failed', error: action.error });
    case 'words_missing':
      return { ...state, areWordsMissing: true };
    case 'notice_dismissed':
      return { ...state, notices: state.notices.filter((notice) => notice.id !== action.id) };
    case 'deleted_forgotten':
      // Conversations still being deleted by the running action stay grouped.
      return {
        ...state,
        deletion: state.deletion.isRunning ? { ...state.deletion, heads: [] } : noDeletion,
      };
    case 'deleting':
      return {
        ...state,
        deletion: {
          ...state.deletion,
          ids: new Set(action.conversationIds),
          together: action.together,
          isRunning: true,
        },
      };
    case 'deleting_ended':
      return { ...state, deletion: { ...state.deletion, isRunning: false } };
    case 'removed':
      return reduceRemoved(state, action.conversationIds);
    case 'revealing':
      return { ...reduceShown(state, action.reveal.conversationId), reveal: action.reveal };
    case 'revealed':
      return { ...state, reveal: null };
    case 'job_forgotten':
      return { ...state, jobs: without(state.jobs, action.jobId) };
    case 'dialog':
      return { ...state, dialog: action.dialog };
  }
}
