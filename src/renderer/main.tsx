import './ui/tokens.css';
import './ui/base.css';
import './ui/print.css';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { sourceLanguage } from '../shared/language/catalogues.ts';
import { allMessages } from '../shared/language/translate.ts';
import { App, type AppProps } from './app/app.tsx';
import type { QuickAppProps } from './app/quick/quick-app.tsx';
import { aloneIn } from './client/alone.ts';
import { bridge } from './client/bridge.ts';
import { createController } from './client/controller.ts';
import { loadLanguage } from './client/load-language.ts';
import { createTextFrames, scheduleFrame } from './client/frame.ts';
import { watchFocus } from './ui/focus-free.ts';
import { isQuickPage, quickController } from './client/quick/quick-controller.ts';
import { ControllerContext } from './client/use-app.ts';

/**
 * How long the first render waits for main's answer (ms). A render without it would be replaced at
 * once.
 */
const patience = 60;

const base = createController(
  bridge,
  scheduleFrame,
  createTextFrames(scheduleFrame, (listener) =>
    document.addEventListener('keydown', listener, { capture: true, passive: true }),
  ),
  aloneIn(location.search),
);
const isQuick = isQuickPage(location.search);
const controller = isQuick ? quickController(base) : base;

const onMenu: AppProps['onMenu'] = (listener) => bridge.on('menu', listener);
const onArrival: AppProps['onArrival'] = (listener) => bridge.on('arrival', listener);

const onQuick: QuickAppProps['onQuick'] = (listener) => bridge.on('quick', listener);

function render(view: ReactNode): void {
  const root = document.querySelector('#root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <ControllerContext value={controller}>{view}</ControllerContext>
    </StrictMode>,
  );
}

/** Renders what the window is for. Only the quick window loads its own view. */
function draw(): void {
  if (isQuick) void drawQuick();
  else render(<App onMenu={onMenu} onArrival={onArrival} />);
}

async function drawQuick(): Promise<void> {
  const [{ QuickApp }] = await Promise.all([import('./app/quick/quick-app.tsx'), allMessages()]);
  render(<QuickApp onMenu={onMenu} onQuick={onQuick} />);
}

// Not awaited here: a chunk with a top-level await can share nothing with those it loads later, and
// is split into dozens.
const started = controller.start();
const waited = new Promise((resolve) => {
  setTimeout(resolve, patience);
});
const spoken = loadLanguage(sourceLanguage);
// Without its words there is nothing to show.
void spoken.then(() => Promise.race([started, waited]).finally(draw));
void started.then(async () => (await import('./markdown/index.ts')).warmMarkdown());
watchFocus();
