import './ui/tokens.css';
import './ui/base.css';
import './ui/print.css';
import { StrictMode, useSyncExternalStore, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { allMessages } from '../shared/language/translate.ts';
import { App, type AppProps } from './app/app.tsx';
import type { QuickAppProps } from './app/quick/quick-app.tsx';
import { aloneIn } from './client/alone.ts';
import { bridge } from './client/bridge.ts';
import { createController } from './client/controller.ts';
import { loadLanguage } from './client/load-language.ts';
import { createSpoken, languageOfPage } from './client/spoken.ts';
import { createTextFrames, scheduleFrame } from './client/frame.ts';
import { LanguageContext } from './language/language-context.ts';
import { watchFocus } from './ui/focus-free.ts';
import { watchLook } from './client/pace/look.ts';
import { watchStillness } from './client/pace/stillness.ts';
import { isQuickPage, quickController } from './client/quick/quick-controller.ts';
import { ControllerContext } from './client/use-app.ts';

/**
 * How long the first render waits for main's answer (ms). A render without it would be replaced at
 * once.
 */
const patience = 60;

const look = watchLook();
const base = createController(
  bridge,
  scheduleFrame,
  createTextFrames(scheduleFrame, (listener) =>
    document.addEventListener('keydown', listener, { capture: true, passive: true }),
  ),
  aloneIn(location.search),
  look,
);
const isQuick = isQuickPage(location.search);
const controller = isQuick ? quickController(base) : base;

const onMenu: AppProps['onMenu'] = (listener) => bridge.on('menu', listener);
const onArrival: AppProps['onArrival'] = (listener) => bridge.on('arrival', listener);

const onQuick: QuickAppProps['onQuick'] = (listener) => bridge.on('quick', listener);

const spoken = createSpoken((tag) =>
  loadLanguage(tag, () => controller.store.dispatch({ kind: 'words_missing' })),
);

/** The view, rendered again from its top when the language changes. Its state stays. */
function Spoken({ view }: { readonly view: () => ReactNode }): ReactNode {
  const tag = useSyncExternalStore(spoken.subscribe, spoken.tag);
  return <LanguageContext value={tag}>{view()}</LanguageContext>;
}

function render(view: () => ReactNode): void {
  const root = document.querySelector('#root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <ControllerContext value={controller}>
        <Spoken view={view} />
      </ControllerContext>
    </StrictMode>,
  );
}

/** Renders what the window is for. Only the quick window loads its own view. */
function draw(): void {
  if (isQuick) void drawQuick();
  else render(() => <App onMenu={onMenu} onArrival={onArrival} />);
}

async function drawQuick(): Promise<void> {
  const [{ QuickApp }] = await Promise.all([import('./app/quick/quick-app.tsx'), allMessages()]);
  render(() => <QuickApp onMenu={onMenu} onQuick={onQuick} />);
}

// Not awaited here: a chunk with a top-level await can share nothing with the chunks that it loads
// later, and is split into dozens.
const started = controller.start();
const waited = new Promise((resolve) => {
  setTimeout(resolve, patience);
});
// A page without its words has nothing to show, except the sentence that main gave it for this
// case.
void spoken.speak(languageOfPage(document)).then(
  () =>
    Promise.race([started, waited])
      .finally(draw)
      .then(() => started)
      .then(() => scheduleFrame(() => requestIdleCallback(() => void warm()))),
  () => {
    document.body.style.padding = 'var(--space-6)';
    document.body.textContent = document.documentElement.dataset['wordsMissing'] ?? '';
  },
);

/**
 * Prepares for the first answer, and for the first conversation that is opened. Called when the first
 * view is on screen and the window is idle: the first key and the first click come before it.
 */
async function warm(): Promise<void> {
  void allMessages();
  await (await import('./markdown/index.ts')).warmMarkdown();
  if (controller.store.getState().activeId !== null) return;
  const [{ warmLog }] = await Promise.all([import('./app/warm-log.tsx'), allMessages()]);
  warmLog(controller);
}

watchFocus();
controller.store.subscribe(() => {
  const language = controller.store.getState().language;
  if (language !== null) void spoken.speak(language.tag);
});
look.onCloser(
  watchStillness({
    isActing: () => look.isActing(),
    onChange: (isStill) => document.documentElement.toggleAttribute('data-still', isStill),
    after: (ms, callback) => void setTimeout(callback, ms),
  }),
);
