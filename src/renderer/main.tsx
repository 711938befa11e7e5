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

const controller = createController(bridge, scheduleFrame);
void controller.start().then(warmMarkdown);
watchFocus();

createRoot(root).render(
  <StrictMode>
    <ControllerContext value={controller}>
      <App onMenu={(listener) => bridge.on('menu', listener)} />
    </ControllerContext>
  </StrictMode>,
);
