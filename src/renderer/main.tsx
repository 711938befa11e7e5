import './ui/tokens.css';
import './ui/base.css';
import './ui/print.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { bridge } from './bridge.ts';
import { createController } from './controller.ts';
import { scheduleFrame } from './frame.ts';
import { warmMarkdown } from './markdown/index.ts';
import { watchFocus } from './ui/focus-free.ts';
import { ControllerContext } from './use-app.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');

/** The first picture waits so long for main's answer: a picture without it would be thrown away at once; ms. */
const patience = 60;

const controller = createController(bridge, scheduleFrame);
const started = controller.start();
watchFocus();
const waited = new Promise((resolve) => {
  setTimeout(resolve, patience);
});

await Promise.race([started, waited]);
createRoot(root).render(
  <StrictMode>
    <ControllerContext value={controller}>
      <App onMenu={(listener) => bridge.on('menu', listener)} />
    </ControllerContext>
  </StrictMode>,
);
await started;
warmMarkdown();
